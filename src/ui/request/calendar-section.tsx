import CalendarDays from "lucide-solid/icons/calendar-days";
import { summaryOf } from "#domain/day-plan.ts";
import type { Schedule } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { calendarWords, writeSummary } from "#words/calendar.ts";

/** In the panel of a request: what its detailed schedule comes to, and the way to it. */
export function CalendarSection(props: { id: string; schedule: Schedule; side: "placing" | "receiving" | "unit" }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const summary = () => summaryOf(props.schedule);
  return (
    <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm" data-testid="calendar-summary">
      <span class="min-w-0 flex-[1_1_12rem]">
        <span class="text-muted">{w().summary.title}</span>
        <span class="block">{writeSummary(summary(), language())}</span>
      </span>
      <ButtonLink
        size="sm"
        icon={<CalendarDays size={14} aria-hidden="true" />}
        href={`${props.side === "placing" ? "/sorties" : "/demandes"}/${props.id}/horaire`}
      >
        {w().summary.open}
      </ButtonLink>
    </div>
  );
}
