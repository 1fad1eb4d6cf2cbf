import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import ArrowRight from "lucide-solid/icons/arrow-right";
import CircleCheck from "lucide-solid/icons/circle-check";
import Eye from "lucide-solid/icons/eye";
import Hourglass from "lucide-solid/icons/hourglass";
import { placesPlanned, progressOf } from "#domain/cohort.ts";
import type { Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { cohortWords } from "#words/cohort.ts";
import { holdWords } from "#words/hold.ts";
import { Countdown, useMoment } from "./countdown.tsx";
import { writeSchedule } from "./schedule-text.ts";

type Page = Outputs["cohort"]["list"];
export type Band = Page["cohorts"][number] & Pick<Page, "timeZone">;
export type BandCourse = Band["courses"][number];

/** Widths shared by every band, so that columns line up down the page without a table around it all. */
export const widths = {
  course: "",
  enrolled: "w-16 max-md:order-2 max-md:w-auto",
  sheets: "w-23 max-md:order-2 max-md:w-auto",
  outbox: "w-20 max-lg:hidden",
  waiting: "w-20 max-lg:hidden",
  accepted: "w-22 max-lg:hidden",
  assigned: "w-20 max-lg:hidden",
  confirmed: "w-24 max-lg:hidden",
  progress: "w-30 max-md:order-1 max-md:w-full max-md:px-3",
  next: "w-42 max-md:order-3 max-md:ml-auto max-md:w-auto",
} as const;
export type Column = keyof typeof widths;
export const columns = Object.keys(widths) as Column[];
export const numbers = new Set<Column>(["enrolled", "outbox", "waiting", "accepted", "assigned", "confirmed"]);

/** Addresses of what belongs to a course. */
const addressesOf = (band: { id: string }, course: BandCourse) => ({
  enrolments: `/cohortes/${band.id}/cours/${course.id}/inscriptions`,
  requests: (status: string) => `/sorties?periode=${course.termId}&cours=${course.courseId}&etat=${status}`,
  assignment: (sheetId: string) => `/fiches/${sheetId}/affectation`,
  sheet: (sheetId: string) => `/fiches/${sheetId}`,
});

/** The sheet a course is worked on: that of its own kind first. */
const mainSheet = (course: BandCourse): string | null =>
  course.sheetKind === "group" ? (course.groupSheetId ?? course.individualSheetId) : (course.individualSheetId ?? course.groupSheetId);

const waitingStatuses = "sent,sent-paper,reactivated,redirected,redirected-paper,redirected-auto";

/** A course of a cohort: what exists for it, each a way there, and what comes next. */
export function CourseRow(props: { band: Band; course: BandCourse; record: string }) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const to = () => addressesOf(props.band, props.course);
  const cell = (column: Column) => `px-2 py-1.5 align-middle ${widths[column]} ${numbers.has(column) ? "text-right tabular-nums" : ""}`;
  const about = () => {
    const { schedule, leaders, termShortName } = props.course;
    const parts = [
      termShortName,
      `${schedule.startsOn} – ${schedule.endsOn}`,
      writeSchedule(schedule, language()),
      leaders.map((one) => one.name).join(", "),
    ];
    return parts.filter((part) => part !== "").join(" · ");
  };
  const sheet = () => mainSheet(props.course);
  const may = () => props.course.may;
  return (
    <tr class="hover:bg-hover max-md:flex max-md:flex-wrap max-md:items-center max-md:py-1.5">
      <th scope="row" class="px-3 py-1.5 text-left align-middle font-normal max-md:w-full">
        <A
          href={props.record}
          noScroll
          class="block truncate font-medium hover:underline"
          title={`${props.course.number} ${props.course.name}`}
        >
          <span class="tabular-nums">{props.course.number}</span> {props.course.name}
        </A>
        <span class="line-clamp-2 text-xs text-muted" title={about()}>
          {about()}
        </span>
        <Marks band={props.band} course={props.course} record={props.record} />
      </th>
      <td class={cell("enrolled")}>
        <Count
          count={props.course.enrolled}
          says={w().cell.enrolled(props.course.enrolled)}
          href={may().seeStudents ? to().enrolments : null}
          always
        />
        <span class="text-xs text-muted md:hidden" aria-hidden="true">
          {w().cell.enrolledWord(props.course.enrolled)}
        </span>
      </td>
      <td class={cell("sheets")}>
        <Show
          when={props.course.groupSheetId || props.course.individualSheetId}
          fallback={<span class="text-xs text-faint max-md:hidden">{w().noSheet}</span>}
        >
          <span class="flex gap-1">
            <SheetLink id={props.course.groupSheetId} mark={w().groupMark} label={w().groupSheet} may={may().seeSheet} />
            <SheetLink id={props.course.individualSheetId} mark={w().individualMark} label={w().individualSheet} may={may().seeSheet} />
          </span>
        </Show>
      </td>
      <td class={cell("outbox")}>
        <Count
          count={props.course.inOutbox}
          says={w().cell.outbox(props.course.inOutbox)}
          href={may().seeRequests ? to().requests("new") : null}
        />
      </td>
      <td class={cell("waiting")}>
        <Count
          count={props.course.waiting}
          says={w().cell.waiting(props.course.waiting)}
          href={may().seeRequests ? to().requests(waitingStatuses) : null}
        />
      </td>
      <td class={cell("accepted")}>
        <Count
          count={props.course.accepted}
          says={w().cell.accepted(props.course.accepted)}
          href={may().seeRequests ? to().requests("accepted") : null}
        />
      </td>
      <td class={cell("assigned")}>
        <Count
          count={props.course.assigned}
          says={w().cell.assigned(props.course.assigned)}
          href={may().seeAssignment && sheet() !== null ? to().assignment(sheet() ?? "") : null}
        />
      </td>
      <td class={cell("confirmed")}>
        <Count
          count={props.course.confirmed}
          says={w().cell.confirmed(props.course.confirmed)}
          href={may().seeRequests ? to().requests("confirmed") : null}
        />
      </td>
      <td class={cell("progress")}>
        <ProgressBar course={props.course} />
      </td>
      <td class={`${cell("next")} pr-3`}>
        <NextStep course={props.course} band={props.band} />
      </td>
    </tr>
  );
}

/** What stands out of a course: nobody reviewed it since it was made, its requests are held. */
function Marks(props: { band: Band; course: BandCourse; record: string }) {
  const w = useWords(cohortWords);
  const h = useWords(holdWords);
  const moment = useMoment();
  const held = () => {
    const at = props.course.releaseAt;
    return at !== null && Date.parse(at) > Date.now() ? at : null;
  };
  return (
    <Show when={props.course.reviewedAt === null || held()}>
      <span class="mt-0.5 flex flex-wrap items-center gap-1.5">
        <Show when={props.course.reviewedAt === null}>
          <A
            href={props.record}
            noScroll
            title={w().toReviewHint}
            class="inline-flex min-h-6 items-center gap-1 rounded-sm bg-warn-soft px-1.5 text-xs font-medium text-warn hover:underline"
          >
            <Eye size={12} aria-hidden="true" />
            {w().toReview}
          </A>
        </Show>
        <Show when={held()}>
          {(at) => (
            <span class="inline-flex items-center gap-1 text-xs text-st-sent" title={h().until(moment(at(), props.band.timeZone))}>
              <Hourglass size={12} aria-hidden="true" />
              <span>
                {props.course.held > 0
                  ? h().untilSome(props.course.held, moment(at(), props.band.timeZone))
                  : h().until(moment(at(), props.band.timeZone))}
                <Countdown at={at()} lead=", " />
              </span>
            </span>
          )}
        </Show>
      </span>
    </Show>
  );
}

/** A count that leads to what it counts; nothing is a quiet dash. */
function Count(props: { count: number; says: string; href: string | null; always?: boolean }) {
  return (
    <Show
      when={props.count > 0 || props.always}
      fallback={
        <span class="text-faint" role="img" aria-label={props.says}>
          –
        </span>
      }
    >
      <Show
        when={props.href}
        fallback={
          <span aria-label={props.says} role="img" class="font-medium">
            {props.count}
          </span>
        }
      >
        {(href) => (
          <A
            href={href()}
            aria-label={props.says}
            title={props.says}
            class="inline-grid min-h-6 min-w-6 place-items-center rounded-sm px-1 font-medium text-accent hover:bg-accent-soft hover:underline"
          >
            {props.count}
          </A>
        )}
      </Show>
    </Show>
  );
}

function SheetLink(props: { id: string | null; mark: string; label: string; may: boolean }) {
  const look = "inline-flex min-h-6 items-center rounded-sm border border-line-strong px-1.5 text-xs font-medium";
  return (
    <Show when={props.id}>
      {(id) => (
        <Show
          when={props.may}
          fallback={
            <span class={look} title={props.label}>
              {props.mark}
            </span>
          }
        >
          <A
            href={`/fiches/${id()}`}
            aria-label={`${props.mark}, ${props.label}`}
            title={props.label}
            class={`${look} text-accent hover:border-accent hover:bg-accent-soft`}
          >
            {props.mark}
          </A>
        </Show>
      )}
    </Show>
  );
}

/** Places of a course, from planned to confirmed, one over the other; the words are said, and stand beside it. */
function ProgressBar(props: { course: BandCourse }) {
  const w = useWords(cohortWords);
  const of = () => progressOf(props.course);
  const planned = () => placesPlanned(props.course);
  const sent = () => props.course.waiting + props.course.accepted + props.course.confirmed;
  const parts = () =>
    (["drafted", "outbox", "held", "waiting", "accepted", "confirmed"] as const)
      .map((part) => [part, part === "outbox" ? props.course.inOutbox : props.course[part]] as const)
      .filter(([, count]) => count > 0)
      .map(([part, count]) => w().partsHint[part](count));
  const said = () =>
    w().bar({
      needed: props.course.enrolled,
      planned: planned(),
      sent: sent(),
      accepted: props.course.accepted + props.course.confirmed,
      confirmed: props.course.confirmed,
    });
  const layers = () =>
    [
      { part: of().planned, hue: "fill-st-new/35" },
      { part: of().sent, hue: "fill-st-sent/55" },
      { part: of().accepted, hue: "fill-st-accepted" },
      { part: of().confirmed, hue: "fill-st-confirmed" },
    ] as const;
  return (
    <div role="img" aria-label={said()} title={parts().join(", ")} class="flex flex-col gap-1">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" class="h-1.5 w-full overflow-hidden rounded-full" aria-hidden="true">
        <rect width="100" height="6" class="fill-line" />
        <For each={layers()}>{({ part, hue }) => <rect width={Math.min(100, part * 100)} height="6" class={hue} />}</For>
      </svg>
      <span class="text-2xs text-muted tabular-nums" aria-hidden="true">
        {w().ofNeeded(planned(), props.course.enrolled)}
        <Show when={props.course.enrolled > 0 && planned() > props.course.enrolled}>
          <span class="font-medium whitespace-nowrap text-warn"> · {w().surplus(planned() - props.course.enrolled)}</span>
        </Show>
      </span>
    </div>
  );
}

/** What comes next, in a sentence that leads there: how many, and the verb. */
function NextStep(props: { band: Band; course: BandCourse }) {
  const w = useWords(cohortWords);
  const moment = useMoment();
  const to = () => addressesOf(props.band, props.course);
  const next = () => props.course.next;
  const may = () => props.course.may;
  const sheet = () => mainSheet(props.course);
  const text = (): string => {
    const { left, accepted, enrolled } = props.course;
    const of = next();
    if (of === "plan") return w().step.plan(left, placesPlanned(props.course) >= enrolled);
    if (of === "assign") return w().step.assign(left, accepted > 0);
    return w().step[of](left);
  };
  const href = (): string | null => {
    if (next() === "enrol") return may().enrol ? to().enrolments : null;
    // Students are copied to a worksheet from the enrolments; from then on it is the worksheet that is worked on.
    if (next() === "plan") return may().plan ? (sheet() === null ? to().enrolments : to().sheet(sheet() ?? "")) : null;
    if (next() === "send") return may().plan ? to().requests("new") : null;
    if (next() === "assign") return may().plan && sheet() !== null ? to().assignment(sheet() ?? "") : null;
    if (next() === "hold") return may().seeRequests ? to().requests("sent-held") : null;
    if (next() === "await") return may().seeRequests ? to().requests(waitingStatuses) : null;
    return null;
  };
  const quiet = () => next() === "await" || next() === "hold";
  return (
    <Switch fallback={<span class="text-xs text-muted">{text()}</span>}>
      <Match when={next() === "done"}>
        <span class="inline-flex items-center gap-1.5 text-xs font-medium text-done" title={w().stepHint.done}>
          <CircleCheck size={14} aria-hidden="true" />
          {text()}
        </span>
      </Match>
      <Match when={href()}>
        {(address) => (
          <A
            href={address()}
            title={next() === "hold" && props.course.releaseAt ? moment(props.course.releaseAt, props.band.timeZone) : w().stepHint[next()]}
            class="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded border px-2 py-0.5 text-xs leading-tight font-medium hover:border-accent hover:bg-accent-soft hover:text-accent"
            classList={{ "border-line-strong bg-surface": !quiet(), "border-transparent text-muted": quiet() }}
          >
            <Show when={quiet()}>
              <Hourglass size={13} class="shrink-0" aria-hidden="true" />
            </Show>
            <span class="min-w-0">{text()}</span>
            <Show when={!quiet()}>
              <ArrowRight size={13} class="shrink-0" aria-hidden="true" />
            </Show>
          </A>
        )}
      </Match>
    </Switch>
  );
}
