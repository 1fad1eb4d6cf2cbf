import { Show } from "solid-js";
import MessageSquare from "lucide-solid/icons/message-square";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { dayIn, daysBetween } from "#domain/dates.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { LookMark } from "./look-mark.tsx";
import { ConditionMark, UnderCondition } from "./condition-mark.tsx";
import { isHeldNew } from "./hold-section.tsx";
import { OverlapMark } from "./overlap-section.tsx";
import { SplitMarks } from "./tag-chip.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import type { DataColumn } from "#ui/parts/data-list.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { remarkWords } from "#words/remark.ts";
import { requestWords } from "#words/request.ts";
import { writeInstant } from "#words/words.ts";

/** « Hôpital du Nord / Médecine / 4e Est »; what is still open is said. */
export const placeOf = (of: SeenRequest["place"]): string =>
  [of.site, of.service, of.destination].filter((part) => part !== null).join(" / ");

/** `2027-01-08 – 03-18`: the year is said again only when it changes. */
export const datesOf = ({ startsOn, endsOn }: SeenRequest["schedule"]): string =>
  `${startsOn}\u00A0–\u00A0${endsOn.slice(0, 4) === startsOn.slice(0, 4) ? endsOn.slice(5) : endsOn}`;

/** « 10 h 42, Anna Roy », « 10 h 42, vous »: the time first, which is never cut off. */
export function useWhoWhen() {
  const w = useWords(requestWords);
  const { language } = useLanguage();
  return (of: Pick<SeenRequest, "changedAt" | "changedBy" | "changedByMe">): string =>
    of.changedAt === null ? "" : w().changedBy(writeInstant(of.changedAt, language(), new Date()), of.changedByMe ? w().you : of.changedBy);
}

/** Whole days since it was sent, in Québec. */
export const daysWaited = (of: Pick<SeenRequest, "sentAt">): number =>
  of.sentAt === null ? 0 : Math.max(0, daysBetween(dayIn(new Date(of.sentAt)), dayIn(new Date())));

/** Two weeks is what units answer within (4.3): later is late. */
const lateAfter = 14;
const waits = (row: SeenRequest): boolean => row.status === "pending" || row.status === "reactivated" || row.status === "redirected-paper";

/** The columns both lists share; each list takes those it needs, in its order. */
export function useColumns() {
  const w = useWords(requestWords);
  const whoWhen = useWhoWhen();
  const columns = () =>
    ({
      reference: {
        key: "reference",
        header: w().columns.reference,
        width: "w-21 sm:w-24",
        cell: (row) => <span class="tabular-nums">{row.reference}</span>,
      },
      status: {
        key: "status",
        header: w().columns.status,
        width: "w-28 sm:w-54 xl:w-64",
        cell: (row) => (
          <>
            <span class="sm:hidden">
              <StatusChip status={row.status} held={isHeldNew(row)} short />
            </span>
            <span class="max-sm:hidden">
              <StatusChip status={row.status} held={isHeldNew(row)} />
            </span>
            <OverlapMark requestId={row.id} />
            <UnderCondition of={row} />
          </>
        ),
      },
      school: {
        key: "school",
        header: w().columns.school,
        width: "w-36",
        from: "md",
        cell: (row) => <span title={row.school.name}>{row.school.name}</span>,
      },
      course: {
        key: "course",
        header: w().columns.course,
        width: "w-40",
        from: "lg",
        cell: (row) => (
          <span title={`${row.course.number} ${row.course.name}, ${row.cohort}`}>
            {row.course.number} {row.course.name}
          </span>
        ),
      },
      place: {
        key: "place",
        header: w().columns.place,
        cell: (row) => (
          <Show when={placeOf(row.place) !== ""} fallback={<span class="text-muted italic">{row.place.receiving ?? w().toChoose}</span>}>
            {/* On a phone the end of the path says more than its beginning. What is marked on a row is not cut off with its path. */}
            <span class="flex min-w-0 items-center">
              <span class="min-w-0 truncate sm:hidden">{row.place.destination ?? row.place.service ?? row.place.site}</span>
              {/* On a desk the unit stands first, over its site: it is what tells one row from another. */}
              <span class="min-w-0 max-sm:hidden" title={[row.place.receiving, placeOf(row.place)].join(" / ")}>
                <Show
                  when={row.place.site !== null && row.place.service !== null}
                  fallback={<span class="block truncate">{placeOf(row.place)}</span>}
                >
                  <span class="flex flex-col-reverse leading-4">
                    <span class="truncate text-xs text-muted">{row.place.site}</span>
                    <span class="truncate">
                      <VisuallyHidden> / </VisuallyHidden>
                      {[row.place.service, row.place.destination].filter((part) => part !== null).join(" / ")}
                    </span>
                  </span>
                </Show>
              </span>
              <span class="inline-flex shrink-0 items-center">
                <Remarks of={row} />
                <ConditionMark of={row} />
                <SplitMarks of={row} />
                <LookMark requestId={row.id} />
              </span>
            </span>
          </Show>
        ),
      },
      dates: {
        key: "dates",
        header: w().columns.dates,
        width: "w-44",
        from: "md",
        cell: (row) => (
          <span class="tabular-nums" title={`${row.schedule.startsOn} – ${row.schedule.endsOn}`}>
            {datesOf(row.schedule)}
          </span>
        ),
      },
      size: {
        key: "size",
        header: w().columns.size,
        width: "w-24",
        align: "end",
        from: "sm",
        cell: (row) => <span class="tabular-nums">{row.places}</span>,
      },
      // What waits says for how long; what has moved says who moved it and when.
      standing: {
        key: "standing",
        header: w().columns.standing,
        width: "w-48",
        from: "md",
        cell: (row) => (
          <Show when={waits(row)} fallback={<span title={whoWhen(row)}>{whoWhen(row)}</span>}>
            <span class={daysWaited(row) >= lateAfter ? "font-semibold text-danger" : "font-medium"}>{w().waits(daysWaited(row))}</span>
          </Show>
        ),
      },
      changed: {
        key: "changed",
        header: w().columns.changed,
        width: "w-44",
        from: "xl",
        cell: (row) => <span title={whoWhen(row)}>{whoWhen(row)}</span>,
      },
    }) satisfies Record<string, DataColumn<SeenRequest>>;
  return columns;
}

/** What else a row has: an urgent alert, which says itself, and comments. */
function Remarks(props: { of: Pick<SeenRequest, "alert" | "comments"> }) {
  const w = useWords(remarkWords);
  return (
    <>
      <Show when={props.of.alert}>
        {/* Its first word is enough to look: the place of the row stays to be read beside it. */}
        <span class="ml-2 inline-flex max-w-20 2xl:max-w-40 items-center gap-1 rounded-sm bg-danger-soft px-1 align-middle text-xs font-medium text-danger">
          <TriangleAlert size={12} class="shrink-0" aria-label={w().alert} />
          <span class="truncate" title={props.of.alert}>
            {props.of.alert}
          </span>
        </span>
      </Show>
      <Show when={props.of.comments > 0}>
        <span
          class="ml-2 inline-flex items-center gap-0.5 align-middle text-xs text-muted tabular-nums"
          title={w().commentCount(props.of.comments)}
        >
          <MessageSquare size={12} aria-hidden="true" />
          <span aria-hidden="true">{props.of.comments}</span>
          <VisuallyHidden>{w().commentCount(props.of.comments)}</VisuallyHidden>
        </span>
      </Show>
    </>
  );
}

/** A row in words: heard when it is ticked or opened. */
export function useRowLabel() {
  const w = useWords(requestWords);
  return (row: SeenRequest): string => `${w().reference(row.reference)}, ${row.course.number}, ${placeOf(row.place)}`;
}
