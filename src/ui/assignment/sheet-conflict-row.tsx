import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { conflictSentence, editSentence, type ConflictNames } from "#words/conflict-sentence.ts";
import { conflictWords } from "#words/conflict.ts";
import type { SheetConflicts } from "./sheet-conflicts.ts";

/** How many conflicts a sheet has, in a cell of the list; a click tells the first of them. */
export function ConflictCount(props: {
  of: SheetConflicts | undefined;
  course: string;
  open: boolean;
  controls: string;
  onToggle(): void;
}) {
  const w = useWords(conflictWords);
  return (
    <Show when={props.of} fallback={<span class="text-muted">{w().listLoading}</span>}>
      {(of) => (
        <Show when={of().blocks + of().warns > 0} fallback={<span class="text-muted">{w().listNone}</span>}>
          <button
            type="button"
            class="flex min-h-7 items-center gap-1.5 rounded px-1 text-xs font-semibold whitespace-nowrap hover:bg-hover"
            aria-expanded={props.open}
            aria-controls={props.controls}
            onClick={() => props.onToggle()}
          >
            <Show when={props.open} fallback={<ChevronRight size={14} aria-hidden="true" />}>
              <ChevronDown size={14} aria-hidden="true" />
            </Show>
            <span class="sr-only">{props.open ? w().listHide(props.course) : w().listShow(props.course)} : </span>
            <Show when={of().blocks > 0}>
              <span class="flex items-center gap-1 rounded bg-danger-soft px-1.5 py-0.5 text-danger">
                <OctagonAlert size={13} aria-hidden="true" />
                {w().listBlocks(of().blocks)}
              </span>
            </Show>
            <Show when={of().warns > 0}>
              <span class="flex items-center gap-1 rounded bg-warn-soft px-1.5 py-0.5 text-warn">
                <TriangleAlert size={13} aria-hidden="true" />
                {w().listWarns(of().warns)}
              </span>
            </Show>
          </button>
        </Show>
      )}
    </Show>
  );
}

/** The first conflicts of a sheet without opening it: who, where, from which acts, by which rule. */
export function ConflictsTold(props: { of: SheetConflicts }) {
  const w = useWords(conflictWords);
  const { language } = useLanguage();
  const students = () => new Map(props.of.students.map(({ id, name }) => [id, name]));
  const places = () => new Map(props.of.places.map(({ requestId, path }) => [requestId, path]));
  const names: ConflictNames = {
    student: (id) => students().get(id) ?? "",
    place: (id) => places().get(id) ?? "",
    instructor: () => "",
  };
  const left = () => props.of.blocks + props.of.warns - props.of.told.length;
  return (
    <ul class="flex flex-col gap-1 py-1">
      <For each={props.of.told}>
        {(one) => (
          <li class="flex items-start gap-2">
            <span class={`mt-0.5 shrink-0 ${one.severity === "blocks" ? "text-danger" : "text-warn"}`}>
              <Show when={one.severity === "blocks"} fallback={<TriangleAlert size={14} aria-hidden="true" />}>
                <OctagonAlert size={14} aria-hidden="true" />
              </Show>
            </span>
            <p class="min-w-0">
              <span class="sr-only">{one.severity === "blocks" ? w().blocks : w().warns} : </span>
              <span class="font-medium">{conflictSentence(one, names, language())}</span>{" "}
              <span class="text-muted">
                {one.edits
                  .slice(-2)
                  .map((edit) => editSentence(edit, names, { language: language(), now: new Date() }))
                  .join(", ")}{" "}
                {one.rule}
              </span>
            </p>
          </li>
        )}
      </For>
      <Show when={left() > 0}>
        <li class="pl-6 text-muted">{w().listMore(left())}</li>
      </Show>
    </ul>
  );
}
