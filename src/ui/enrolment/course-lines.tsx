import { For, Show } from "solid-js";
import type { Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { enrolmentWords } from "#words/enrolment.ts";

export type Reached = Outputs["enrolment"]["reach"]["courses"][number];
export type Left = Outputs["enrolment"]["leaving"][number];

interface Line {
  id: string;
  number: string;
  name: string;
  term: string;
  startsOn: string;
  endsOn: string;
}

/** Courses that an action touches, each with what becomes of the students in it. */
function Lines<One extends Line>(props: {
  courses: readonly One[];
  here: string;
  says(course: One): string[];
  still(course: One): boolean;
}) {
  const w = useWords(enrolmentWords);
  return (
    <ul class="flex flex-col divide-y divide-line overflow-hidden rounded-lg border border-line">
      <For each={props.courses}>
        {(course) => (
          <li class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-2 text-sm" classList={{ "text-muted": props.still(course) }}>
            <span class="min-w-48 flex-1">
              <span class="font-medium">{`${course.number} ${course.name}`}</span>
              <Show when={course.id === props.here}>
                <span class="ml-1.5 text-xs text-muted">{w().reach.here}</span>
              </Show>
              <span class="block text-xs text-muted tabular-nums">{`${course.term}, ${w().dates(course.startsOn, course.endsOn)}`}</span>
            </span>
            <span class="text-xs tabular-nums">{props.says(course).join(", ")}</span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** What an enrolment would touch (F-073). */
export function ReachedCourses(props: { courses: readonly Reached[]; here: string }) {
  const w = useWords(enrolmentWords);
  const says = ({ added, back, enrolled, excused }: Reached) => [
    ...(added > 0 ? [w().reach.added(added)] : []),
    ...(back > 0 ? [w().reach.back(back)] : []),
    ...(enrolled > 0 ? [w().reach.enrolled(enrolled)] : []),
    ...(excused > 0 ? [w().reach.excused(excused)] : []),
  ];
  return <Lines courses={props.courses} here={props.here} says={says} still={({ added, back }) => added + back === 0} />;
}

/** What a withdrawal would touch (F-070). */
export function LeftCourses(props: { courses: readonly Left[]; here: string }) {
  const w = useWords(enrolmentWords);
  const says = ({ going, kept }: Left) => [...(going > 0 ? [w().leave.going(going)] : []), ...(kept > 0 ? [w().leave.kept(kept)] : [])];
  return <Lines courses={props.courses} here={props.here} says={says} still={({ going }) => going === 0} />;
}
