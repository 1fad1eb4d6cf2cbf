import { A } from "@solidjs/router";
import { Show } from "solid-js";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarDays from "lucide-solid/icons/calendar-days";
import CircleUser from "lucide-solid/icons/circle-user-round";
import CircleHelp from "lucide-solid/icons/circle-question-mark";
import Hourglass from "lucide-solid/icons/hourglass";
import ListOrdered from "lucide-solid/icons/list-ordered";
import MailQuestion from "lucide-solid/icons/mail-question-mark";
import Megaphone from "lucide-solid/icons/megaphone";
import ScrollText from "lucide-solid/icons/scroll-text";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import { Dynamic } from "solid-js/web";
import { daysBetween } from "#domain/dates.ts";
import type { DeadlineKind } from "#domain/deadline.ts";
import { instantIn } from "#domain/hold.ts";
import { Countdown } from "#ui/cohort/countdown.tsx";
import type { Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { LookWords } from "#ui/request/look-mark.tsx";
import { deadlineWords } from "#words/deadline.ts";
import { roleWords } from "#words/role.ts";
import { writeInstant } from "#words/words.ts";

export type Deadline = Outputs["deadline"]["list"]["deadlines"][number];

const icons: Record<DeadlineKind, typeof Hourglass> = {
  answer: MailQuestion,
  condition: CircleHelp,
  call: Megaphone,
  release: Hourglass,
  choice: ListOrdered,
  supervisor: UserRoundCheck,
  consent: ScrollText,
  term: CalendarDays,
};

/** Where the next step is done. */
function hrefOf({ kind, about }: Deadline): string {
  if (about.requestId !== null) return `${about.side === "placing" ? "/sorties" : "/demandes"}/${about.requestId}`;
  if (about.callId !== null) return `/appels/${about.callId}`;
  if (kind === "choice") return `/cohortes/${about.cohortId ?? ""}/cours/${about.cohortCourseId ?? ""}/choix`;
  if (kind === "release") return "/sorties?etat=sent-held";
  return kind === "consent" ? "/etudiants?voir=consent-soon" : "/sessions";
}

/** The end of a day on Québec's clock, or the moment itself. */
const endOf = (of: Deadline): string => of.at ?? instantIn(of.day, "23:59", "America/Toronto");

/** One deadline: its clock, what comes next and where, whose turn it is, and who has it open now. */
export function DeadlineLine(props: { of: Deadline; today: string; skew: number }) {
  const w = useWords(deadlineWords);
  const { language } = useLanguage();
  const days = () => daysBetween(props.today, props.of.day);
  const clock = (): string => {
    if (days() < 0) return w().clock.late(-days());
    if (days() === 0) return w().clock.today;
    return days() === 1 ? w().clock.tomorrow : w().clock.ahead(days());
  };
  const tone = () => (props.of.state === "late" ? "text-danger" : props.of.state === "today" ? "text-warn" : "text-muted");
  const detail = () => {
    const { about, kind } = props.of;
    const school = about.side === "placing" ? null : about.school;
    return [about.place, school, kind === "term" ? null : about.what].filter((part) => part !== null && part !== "").join(" · ");
  };
  return (
    <li class="flex items-start gap-2.5 px-3.5 py-2">
      <Dynamic component={icons[props.of.kind]} size={16} class={`mt-1 shrink-0 ${tone()}`} aria-hidden="true" />
      <div class="min-w-0 flex-1">
        <A href={hrefOf(props.of)} class="inline-block min-h-6 leading-6 font-medium [overflow-wrap:anywhere] hover:underline">
          {w().steps[props.of.step](props.of.about, props.of.count)}
        </A>
        <Show when={detail() !== ""}>
          <span class="block text-xs text-muted [overflow-wrap:anywhere]">{detail()}</span>
        </Show>
        <span class="flex flex-wrap items-center gap-x-2 text-xs text-muted">
          <span class={`inline-flex items-center gap-1 font-medium ${tone()}`}>
            <Show when={props.of.state === "late"}>
              <CalendarClock size={13} aria-hidden="true" />
            </Show>
            <span>
              {clock()}
              <Show when={days() === 0 || (props.of.at !== null && days() <= 1 && days() >= 0)}>
                <Countdown at={new Date(Date.parse(endOf(props.of)) - props.skew).toISOString()} lead=", " />
              </Show>
            </span>
          </span>
          <time class="tabular-nums" datetime={props.of.at ?? props.of.day}>
            {props.of.at === null ? props.of.day : writeInstant(props.of.at, language(), new Date(`${props.today}T12:00:00Z`))}
          </time>
          <Owner of={props.of.owner} />
        </span>
        <Show when={props.of.about.requestId}>{(id) => <LookWords requestId={id()} />}</Show>
      </div>
    </li>
  );
}

function Owner(props: { of: Deadline["owner"] }) {
  const w = useWords(deadlineWords);
  const r = useWords(roleWords);
  const text = (): string => {
    const { of } = props;
    if (of.kind === "clock") return w().owner.clock;
    if (of.kind === "person") return of.mine ? w().owner.me : of.name;
    if (of.kind === "role") return of.mine ? w().owner.me : r()[of.role];
    return of.name;
  };
  return (
    <span
      class={`inline-flex min-w-0 items-center gap-1 rounded-sm px-1.5 ${props.of.mine ? "bg-accent-soft font-medium text-accent-strong" : "bg-sunken"}`}
      title={w().owner.says(text())}
    >
      <CircleUser size={12} class="shrink-0" aria-hidden="true" />
      <VisuallyHidden>{w().whose}</VisuallyHidden>
      <span class="min-w-0 truncate">{text()}</span>
    </span>
  );
}
