import { A, useNavigate } from "@solidjs/router";
import { For, Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { cohortWords } from "#words/cohort.ts";
import { columns, CourseRow, numbers, widths, type Band } from "./course-row.tsx";

export type { Band };

/** The column names, once for the eye; each table says them again to the ear. */
export function BandHeadings() {
  const w = useWords(cohortWords);
  return (
    <div
      class="sticky top-0 z-10 flex border-b border-line-strong bg-page text-xs font-semibold text-muted max-md:hidden"
      aria-hidden="true"
    >
      <For each={columns}>
        {(column) => (
          <span
            class={`truncate px-2 py-2 ${column === "course" ? "min-w-0 flex-1 pl-3" : "shrink-0"} ${widths[column]} ${numbers.has(column) ? "text-right" : ""}`}
          >
            {w().columns[column]}
          </span>
        )}
      </For>
    </div>
  );
}

/** A cohort with its courses: where each stands, and the way to its next step (4.1.1, F-060). */
export function CohortBand(props: { band: Band; current: boolean; items(band: Band): MenuItem[]; address(query: string): string }) {
  const w = useWords(cohortWords);
  const heading = () => `cohort-${props.band.id}`;
  return (
    <section
      aria-labelledby={heading()}
      class="overflow-hidden rounded-lg border bg-surface"
      classList={{ "border-accent": props.current, "border-line": !props.current }}
    >
      <header class="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line bg-sunken py-1 pr-1.5 pl-3">
        <h2 id={heading()} class="text-sm font-semibold">
          <A href={props.address("")} noScroll class="inline-flex min-h-6 items-center hover:underline">
            {props.band.name}
          </A>
        </h2>
        <span class="rounded-sm bg-surface px-1.5 text-xs font-medium text-muted ring-1 ring-line ring-inset">{props.band.shortName}</span>
        <span class="text-xs text-muted">{props.band.programmeName}</span>
        <Show when={!props.band.structured}>
          <span class="text-xs text-muted">{w().unstructured}</span>
        </Show>
        <Show when={!props.band.active}>
          <span class="rounded-sm bg-st-new-soft px-1.5 text-xs font-medium text-st-new">{w().inactive}</span>
        </Show>
        <span class="flex-1" />
        <Menu
          label={`${w().actions}\u00A0: ${props.band.name}`}
          size="sm"
          class="size-7 px-0"
          trigger={<Ellipsis size={16} aria-hidden="true" />}
          items={props.items(props.band)}
        />
      </header>
      <Show when={props.band.courses.length > 0} fallback={<NoCourse band={props.band} address={props.address} />}>
        <table class="w-full table-fixed text-sm max-md:block" aria-labelledby={heading()}>
          <colgroup>
            <For each={columns}>{(column) => <col class={widths[column]} />}</For>
          </colgroup>
          <thead class="sr-only">
            <tr>
              <For each={columns}>{(column) => <th scope="col">{w().columns[column]}</th>}</For>
            </tr>
          </thead>
          <tbody class="divide-y divide-line max-md:block">
            <For each={props.band.courses}>
              {(course) => <CourseRow band={props.band} course={course} record={props.address(`cours=${course.id}`)} />}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  );
}

function NoCourse(props: { band: Band; address(query: string): string }) {
  const w = useWords(cohortWords);
  return (
    <div class="flex flex-wrap items-center gap-3 px-3 py-3 text-sm text-muted">
      <span class="flex-1">{w().noCourses}</span>
      <Show when={props.band.may.addCourse}>
        <ButtonLink size="sm" kind="primary" href={props.address("vue=programme")}>
          {w().addCourses}
        </ButtonLink>
        <ButtonLink size="sm" href={props.address("vue=ajouter")}>
          {w().addCourse}
        </ButtonLink>
      </Show>
    </div>
  );
}

/** For a menu item that goes somewhere without scrolling the list away. */
export const useQuietGo = () => {
  const navigate = useNavigate();
  return (path: string) => navigate(path, { scroll: false });
};
