import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { progressSteps, type CohortProgress, type CourseProgress, type ProgressCounts } from "#domain/progress.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { progressWords } from "#words/progress.ts";
import { writeNumber } from "#words/words.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { CohortLacks, CourseLacks } from "./progress-lack.tsx";

const row = "max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2";
const number = (narrow: boolean) => `w-20 px-2 py-1.5 text-right tabular-nums max-xl:hidden ${narrow ? "hidden" : ""}`;

/**
 * Cohorts with their picture, their numbers and what is missing; a cohort opens on its courses, each with the ways to what it lacks. Of a
 * cohort alone (in its panel) the courses are all there is.
 */
export function ProgressTable(props: { cohorts: readonly CohortProgress[]; alone?: boolean }) {
  const w = useWords(progressWords);
  const byId = createMemo(() => new Map(props.cohorts.map((cohort) => [cohort.cohortId, cohort])));
  const ids = createMemo(() => props.cohorts.map(({ cohortId }) => cohortId), [], { equals: (one, other) => one.join() === other.join() });
  const narrow = () => props.alone === true;
  return (
    <div class="overflow-hidden rounded-lg border border-line bg-surface">
      <table class="w-full text-sm max-md:block">
        <caption class="sr-only">{w().title}</caption>
        <thead class="border-b border-line text-xs text-muted max-md:sr-only">
          <tr>
            <th scope="col" class="px-3 py-1.5 text-left font-semibold">
              {props.alone ? w().course : w().cohort}
            </th>
            <th scope="col" class="w-52 px-2 py-1.5 text-left font-semibold">
              {w().picture}
            </th>
            <th scope="col" class={`${number(narrow())} font-semibold`}>
              {w().needed}
            </th>
            <For each={progressSteps}>
              {(step) => (
                <th scope="col" class={`${number(narrow())} font-semibold`}>
                  {w().steps[step]}
                </th>
              )}
            </For>
            <th scope="col" class="w-[32%] px-3 py-1.5 text-left font-semibold xl:w-56">
              {w().missing}
            </th>
          </tr>
        </thead>
        <tbody class="divide-y divide-line max-md:block">
          <For each={ids()}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(cohort) => (
                  <Show when={!props.alone} fallback={<CourseRows cohort={cohort()} narrow />}>
                    <CohortRows cohort={cohort()} />
                  </Show>
                )}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

function Numbers(props: { of: ProgressCounts; narrow: boolean }) {
  const { language } = useLanguage();
  const cell = (value: number, short: boolean) => (
    <td class={number(props.narrow)} classList={{ "text-muted": short }}>
      {writeNumber(value, language())}
    </td>
  );
  return (
    <>
      <td class={`${number(props.narrow)} font-medium`}>{writeNumber(props.of.needed, language())}</td>
      <For each={progressSteps}>{(step) => cell(props.of[step], props.of[step] < props.of.needed)}</For>
    </>
  );
}

function CohortRows(props: { cohort: CohortProgress }) {
  const w = useWords(progressWords);
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <tr class={`hover:bg-hover ${row}`}>
        <th scope="row" class="px-1.5 py-1.5 text-left font-normal max-md:w-full max-md:p-0">
          <span class="flex min-w-0 items-start gap-1">
            <button
              type="button"
              class="grid size-7 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink"
              aria-expanded={open()}
              aria-label={w().showCourses(props.cohort.name)}
              onClick={() => setOpen(!open())}
            >
              <ChevronRight size={15} class={`transition-transform duration-(--quick) ${open() ? "rotate-90" : ""}`} aria-hidden="true" />
            </button>
            <span class="min-w-0">
              <A
                href={`/cohortes/${props.cohort.cohortId}`}
                class="inline-block min-h-6 max-w-full truncate leading-6 font-medium hover:underline"
              >
                {props.cohort.name}
              </A>
              <span class="block truncate text-xs text-muted">
                {props.cohort.programme} · {props.cohort.terms.join(", ")}
              </span>
            </span>
          </span>
        </th>
        <td class="w-52 px-2 py-1.5 max-md:w-full max-md:px-0">
          <ProgressBar of={props.cohort} courses={props.cohort.courses} />
        </td>
        <Numbers of={props.cohort} narrow={false} />
        <td class="px-3 py-1.5 max-md:px-0">
          <CohortLacks courses={props.cohort.courses} />
        </td>
      </tr>
      <Show when={open()}>
        <CourseRows cohort={props.cohort} narrow={false} />
      </Show>
    </>
  );
}

function CourseRows(props: { cohort: CohortProgress; narrow: boolean }) {
  const byId = createMemo(() => new Map(props.cohort.courses.map((course) => [course.id, course])));
  const ids = createMemo(() => props.cohort.courses.map(({ id }) => id), [], { equals: (one, other) => one.join() === other.join() });
  const name = (course: CourseProgress) => `${course.number} ${course.name}`;
  return (
    <For each={ids()}>
      {(id) => (
        <Show when={byId().get(id)}>
          {(course) => (
            <tr class={`${props.narrow ? "" : "bg-sunken/60"} ${row}`}>
              <th scope="row" class={`py-1.5 text-left font-normal max-md:w-full max-md:p-0 ${props.narrow ? "px-3" : "pr-3 pl-9.5"}`}>
                <A
                  href={`/cohortes/${props.cohort.cohortId}?cours=${course().id}`}
                  class="inline-block min-h-6 max-w-full leading-6 [overflow-wrap:anywhere] hover:underline"
                >
                  {name(course())}
                </A>
                <span class="block text-xs text-muted">{course().term}</span>
              </th>
              <td class="w-52 px-2 py-1.5 max-md:w-full max-md:px-0">
                <ProgressBar of={course()} courses={[course()]} />
              </td>
              <Numbers of={course()} narrow={props.narrow} />
              <td class="px-3 py-1.5 max-md:px-0">
                <CourseLacks cohortId={props.cohort.cohortId} course={course()} />
              </td>
            </tr>
          )}
        </Show>
      )}
    </For>
  );
}
