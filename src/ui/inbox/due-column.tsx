import { Match, Show, Switch } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import ClockAlert from "lucide-solid/icons/clock-alert";
import type { EventKind } from "#domain/event.ts";
import { dueOf } from "#domain/inbox.ts";
import { dayIn } from "#domain/dates.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import type { DataColumn } from "#ui/parts/data-list.tsx";
import { daysWaited, useWhoWhen } from "#ui/request/columns.tsx";
import type { Left } from "#ui/request/leaving.ts";
import { inboxWords } from "#words/inbox.ts";
import { requestWords } from "#words/request.ts";
import { writeInstant } from "#words/words.ts";

/** « en retard de 3 jours », « aujourd’hui », « dans 5 jours »; what is late also by a sign. */
export function DueWords(props: { of: Pick<SeenRequest, "answerBy" | "dueOn"> }) {
  const w = useWords(inboxWords);
  const due = () => dueOf(props.of.answerBy, dayIn(new Date()));
  const words = () => {
    const { kind } = due();
    const { days } = { days: 0, ...due() };
    if (kind === "late") return w().due.late(days);
    return kind === "today" ? w().due.today : days === 1 ? w().due.tomorrow : w().due.ahead(days);
  };
  return (
    <span
      class={`inline-flex max-w-full items-center gap-1 align-top ${due().kind === "late" ? "font-semibold text-danger" : due().kind === "today" ? "font-semibold" : "font-medium"}`}
      title={w().due.on(props.of.answerBy, props.of.dueOn !== null)}
    >
      <Show when={due().kind === "late"}>
        <ClockAlert size={14} class="shrink-0" aria-hidden="true" />
      </Show>
      <span class="min-w-0 sm:truncate">{words()}</span>
    </span>
  );
}

const deeds: Partial<Record<EventKind, "accepted" | "declined" | "redirected" | "unit" | "cancelled">> = {
  "request.accepted": "accepted",
  "request.declined": "declined",
  "request.redirected": "redirected",
  "request.unit-accepted": "unit",
  "request.unit-declined": "unit",
  "request.cancelled": "cancelled",
};

/** « acceptée à 10 h 42 par Patrick Ouellet »: why a row is about to leave. */
export function LeftWords(props: { left: Left }) {
  const w = useWords(inboxWords);
  const { language } = useLanguage();
  return (
    <span class="inline-flex max-w-full items-center gap-1.5 font-medium text-ink">
      <CircleCheck size={14} class="shrink-0 text-muted" aria-hidden="true" />
      <span class="min-w-0">
        <span class="block truncate leading-4">
          {w().answered[deeds[props.left.kind] ?? "moved"](writeInstant(props.left.at, language(), new Date()))}
        </span>
        <span class="block truncate text-xs leading-4 font-normal text-muted">{w().answered.by(props.left.by)}</span>
      </span>
    </span>
  );
}

/** « Répondre d’ici »: when what waits is due and since when it waits; of the rest who moved it last, and when. */
export function useDueColumn(leftBy: (id: string) => Left | null) {
  const w = useWords(inboxWords);
  const r = useWords(requestWords);
  const whoWhen = useWhoWhen();
  return (): DataColumn<SeenRequest> => ({
    key: "due",
    header: w().due.column,
    width: "w-44",
    from: "sm",
    cell: (row) => (
      <Switch fallback={<span title={whoWhen(row)}>{whoWhen(row)}</span>}>
        <Match when={leftBy(row.id)}>{(left) => <LeftWords left={left()} />}</Match>
        <Match when={row.waits}>
          <span class="block leading-4">
            <DueWords of={row} />
          </span>
          <span class="block truncate text-xs leading-4 text-muted">{r().waits(daysWaited(row))}</span>
        </Match>
      </Switch>
    ),
  });
}
