import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { can } from "#domain/access.ts";
import { lacks, lacksOf, type CourseProgress, type Lack } from "#domain/progress.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { progressWords } from "#words/progress.ts";

const waiting = "sent,sent-paper,reactivated,redirected,redirected-paper,redirected-auto";

const mainSheet = (course: CourseProgress): string | null =>
  course.sheetKind === "group" ? (course.groupSheetId ?? course.individualSheetId) : (course.individualSheetId ?? course.groupSheetId);

/** Where a lack is mended, for who may go there; null otherwise. */
function useWayTo() {
  const me = useMe();
  const may = (action: Parameters<typeof can>[1]) => {
    const actor = me.data?.actor;
    return actor !== null && actor !== undefined && can(actor, action);
  };
  return (of: { cohortId: string; course: CourseProgress; lack: Lack }): string | null => {
    const { course, lack } = of;
    const sheet = mainSheet(course);
    const enrolments = `/cohortes/${of.cohortId}/cours/${course.id}/inscriptions`;
    const outbox = (status: string) => `/sorties?periode=${course.termId}&cours=${course.courseId}&etat=${status}`;
    switch (lack) {
      case "enrol":
        return may("student.see") ? enrolments : null;
      case "plan":
      case "copy":
        if (sheet !== null && may("worksheet.see")) return `/fiches/${sheet}`;
        return may("student.see") ? enrolments : null;
      case "send":
      case "hold":
      case "await":
        return may("request.see") ? outbox(lack === "send" ? "new" : lack === "hold" ? "sent-held" : waiting) : null;
      default:
        return sheet !== null && may("assignment.see") ? `/fiches/${sheet}/affectation` : null;
    }
  };
}

/** What a course lacks, each a way to where it is mended. */
export function CourseLacks(props: { cohortId: string; course: CourseProgress }) {
  const w = useWords(progressWords);
  const wayTo = useWayTo();
  const list = () => lacksOf(props.course);
  return (
    <Show when={list().length > 0} fallback={<span class="text-xs text-done">{w().nothing}</span>}>
      <span class="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
        <For each={list()}>
          {({ lack, count }) => (
            <Show
              when={wayTo({ cohortId: props.cohortId, course: props.course, lack })}
              fallback={<span class="inline-flex min-h-6 items-center text-muted">{w().lacks[lack](count)}</span>}
            >
              {(href) => (
                <A href={href()} class="inline-flex min-h-6 items-center text-accent hover:underline">
                  {w().lacks[lack](count)}
                </A>
              )}
            </Show>
          )}
        </For>
      </span>
    </Show>
  );
}

/** The same for a whole cohort, summed: each course is a row below, with its ways. */
export function CohortLacks(props: { courses: readonly CourseProgress[] }) {
  const w = useWords(progressWords);
  const sums = () => {
    const all = new Map<Lack, number>();
    for (const { lack, count } of props.courses.flatMap(lacksOf)) all.set(lack, (all.get(lack) ?? 0) + count);
    return lacks.flatMap((lack) => (all.has(lack) ? [{ lack, count: all.get(lack) ?? 0 }] : []));
  };
  return (
    <Show when={sums().length > 0} fallback={<span class="text-xs text-done">{w().nothing}</span>}>
      <span class="flex flex-wrap gap-x-2.5 text-xs text-muted">
        <For each={sums()}>{({ lack, count }) => <span class="whitespace-nowrap">{w().lacks[lack](count)}</span>}</For>
      </span>
    </Show>
  );
}
