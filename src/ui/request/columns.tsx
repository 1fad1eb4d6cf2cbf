import { Show } from "solid-js";
import { dayIn, daysBetween } from "#domain/dates.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import type { DataColumn } from "#ui/parts/data-list.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { requestWords } from "#words/request.ts";
import { writeInstant } from "#words/words.ts";

/** « Hôpital du Nord / Médecine / 4e Est »; what is still open is said. */
export const placeOf = (of: SeenRequest["place"]): string => [of.site, of.service, of.destination].filter((part) => part !== null).join(" / ");

/** « Anna Roy, 10 h 42 », « vous, 10 h 42 ». */
export function useWhoWhen() {
  const w = useWords(requestWords);
  const { language } = useLanguage();
  return (of: Pick<SeenRequest, "changedAt" | "changedBy" | "changedByMe">): string =>
    of.changedAt === null ? "" : w().changedBy(of.changedByMe ? w().you : of.changedBy, writeInstant(of.changedAt, language(), new Date()));
}

/** Whole days since it was sent, in Québec. */
export const daysWaited = (of: Pick<SeenRequest, "sentAt">): number => (of.sentAt === null ? 0 : Math.max(0, daysBetween(dayIn(new Date(of.sentAt)), dayIn(new Date()))));

/** The columns both lists share; each list takes those it needs, in its order. */
export function useColumns() {
  const w = useWords(requestWords);
  const whoWhen = useWhoWhen();
  const columns = () =>
    ({
      reference: { key: "reference", header: w().columns.reference, width: "w-24", cell: (row) => <span class="tabular-nums">{row.reference}</span> },
      status: { key: "status", header: w().columns.status, width: "w-18 sm:w-56", cell: (row) => <><span class="sm:hidden"><StatusChip status={row.status} short /></span><span class="max-sm:hidden"><StatusChip status={row.status} /></span></> },
      school: { key: "school", header: w().columns.school, width: "w-[18%]", from: "md", cell: (row) => <span title={row.school.name}>{row.school.name}</span> },
      course: {
        key: "course",
        header: w().columns.course,
        width: "w-[18%]",
        from: "lg",
        cell: (row) => (
          <span title={`${row.course.number} ${row.course.name}, ${row.cohort}`}>
            {row.course.number} <span class="text-muted">{row.course.name}</span>
          </span>
        ),
      },
      place: {
        key: "place",
        header: w().columns.place,
        cell: (row) => (
          <Show when={placeOf(row.place) !== ""} fallback={<span class="text-muted italic">{row.place.receiving ?? w().toChoose}</span>}>
            <span title={[row.place.receiving, placeOf(row.place)].join(" / ")}>{placeOf(row.place)}</span>
          </Show>
        ),
      },
      dates: {
        key: "dates",
        header: w().columns.dates,
        width: "w-48",
        from: "md",
        cell: (row) => (
          <span class="tabular-nums">
            {row.schedule.startsOn}
            <span class="text-muted">{"\u00A0–\u00A0"}</span>
            {row.schedule.endsOn}
          </span>
        ),
      },
      size: { key: "size", header: w().columns.size, width: "w-20", align: "end", from: "sm", cell: (row) => <span class="tabular-nums">{row.places}</span> },
      waiting: { key: "waiting", header: w().columns.waiting, width: "w-28", from: "md", cell: (row) => <span class={row.answeredAt === null && daysWaited(row) >= 14 ? "font-semibold text-danger" : ""}>{row.answeredAt === null ? w().days(daysWaited(row)) : ""}</span> },
      changed: { key: "changed", header: w().columns.changed, width: "w-52", from: "xl", cell: (row) => <span class="text-muted">{whoWhen(row)}</span> },
    }) satisfies Record<string, DataColumn<SeenRequest>>;
  return columns;
}

/** A row in words: heard when it is ticked or opened. */
export function useRowLabel() {
  const w = useWords(requestWords);
  return (row: SeenRequest): string => `${w().reference(row.reference)}, ${row.course.number}, ${placeOf(row.place)}`;
}
