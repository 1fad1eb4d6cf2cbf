import { createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { moveRank, mostPreferences } from "#domain/preference.ts";
import type { Catalogue } from "#domain/place.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import type { ComboboxOption } from "#ui/parts/combobox.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { FictitiousMark } from "#ui/student/register-screen.tsx";
import { preferenceWords } from "#words/preference.ts";
import { problemSentence } from "#words/problem.ts";
import { writeInstant } from "#words/words.ts";
import type { EnrolledRow } from "./enrolled-list.ts";
import { newWish, type Drafts } from "./preference-draft.ts";
import { PreferenceLine, readWish } from "./preference-line.tsx";

/** A student's preferences, read or being edited; a colleague's change is shown beside mine, and waits for me to choose. */
export function PreferenceRow(props: {
  row: EnrolledRow;
  /** Its place among all that are listed, of which only those in sight are drawn. */
  at: number;
  count: number;
  measure(element: HTMLLIElement): void;
  editing: boolean;
  may: boolean;
  drafts: Drafts;
  catalogue: Catalogue | undefined;
  options: readonly ComboboxOption[];
  onEdit(): void;
  /** Absent while all are edited together. */
  onClose?: (() => void) | undefined;
  onSave(): void;
}) {
  const w = useWords(preferenceWords);
  const { language } = useLanguage();
  const [fresh, setFresh] = createSignal<string | null>(null);
  const [dragged, setDragged] = createSignal<string | null>(null);
  let list: HTMLOListElement | undefined;
  const name = () => fullName(props.row);
  const draft = () => props.drafts.of(props.row.studentId);
  const wishes = () => draft()?.wishes ?? [];
  const unsaved = () => props.drafts.isDirty(props.row.studentId);
  const overtaken = () => unsaved() && (draft()?.saw ?? props.row.preferencesVersion) !== props.row.preferencesVersion;
  const change = (work: Parameters<Drafts["edit"]>[1]) => props.drafts.edit(props.row, work);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= wishes().length || from === to || from < 0) return;
    const path = wishes()[from]?.path ?? "";
    change((all) => moveRank(all, from, to));
    announce(w().moved(path, to));
    // The handle that was pressed is now elsewhere, and keeps the focus.
    queueMicrotask(() => list?.querySelectorAll<HTMLElement>("li > button:first-child")[to]?.focus());
  };
  const add = () => {
    const wish = newWish();
    setFresh(wish.key);
    change((all) => [...all, wish]);
  };
  const at = () => (props.row.preferencesAt ? writeInstant(props.row.preferencesAt, language(), new Date()) : "");
  return (
    <li
      ref={(element) => queueMicrotask(() => props.measure(element))}
      data-index={props.at}
      aria-setsize={props.count}
      aria-posinset={props.at + 1}
      class="grid gap-x-4 gap-y-2 border-b border-line px-3 py-2.5 md:grid-cols-[15rem_minmax(0,1fr)_auto]"
      classList={{ "bg-accent-soft/40": unsaved() }}
    >
      <div class="min-w-0 text-sm">
        <span class="font-medium">{name()}</span>
        <Show when={props.row.fictitious}>
          <FictitiousMark />
        </Show>
        <span class="block text-xs text-muted tabular-nums">{props.row.number}</span>
        <Show when={unsaved()}>
          <span class="mt-0.5 inline-block rounded-sm bg-warn-soft px-1.5 text-xs font-medium text-warn">{w().unsaved}</span>
        </Show>
      </div>
      <div class="flex min-w-0 flex-col gap-2">
        <Show when={overtaken()}>
          <Notice
            kind="warn"
            actions={
              <>
                <Button size="sm" onClick={() => props.drafts.drop([props.row.studentId])}>
                  {w().keepTheirs}
                </Button>
                <Button size="sm" onClick={() => props.drafts.mine(props.row)}>
                  {w().keepMine}
                </Button>
              </>
            }
          >
            <Show when={props.row.preferences.length > 0} fallback={w().changedToNone(props.row.preferencesBy ?? "", at())}>
              {w().changedBy(props.row.preferencesBy ?? "", at())}
              <ol class="mt-0.5">
                <For each={props.row.preferences}>
                  {({ path, comment }, rank) => <li>{`${rank() + 1}. ${path}${comment === "" ? "" : `, ${comment}`}`}</li>}
                </For>
              </ol>
            </Show>
          </Notice>
        </Show>
        <Show when={props.editing} fallback={<ReadChoices row={props.row} catalogue={props.catalogue} />}>
          <ol ref={list} class="flex flex-col gap-1.5" aria-label={name()}>
            <For each={wishes()}>
              {(wish, rank) => (
                <PreferenceLine
                  wish={wish}
                  at={rank()}
                  count={wishes().length}
                  student={name()}
                  catalogue={props.catalogue}
                  options={props.options}
                  fresh={fresh() === wish.key}
                  onChange={(next) => change((all) => all.map((one) => (one.key === next.key ? next : one)))}
                  onMove={(to) => move(rank(), to)}
                  onDrag={setDragged}
                  onDropHere={() =>
                    move(
                      wishes().findIndex(({ key }) => key === dragged()),
                      rank(),
                    )
                  }
                  onRemove={() => change((all) => all.filter(({ key }) => key !== wish.key))}
                />
              )}
            </For>
          </ol>
          <div>
            <Show when={wishes().length < mostPreferences} fallback={<p class="text-xs text-muted">{w().most(mostPreferences)}</p>}>
              <Button size="sm" kind="quiet" icon={<Plus size={14} aria-hidden="true" />} onClick={add}>
                {wishes().length === 0 ? w().addFirst : w().add}
              </Button>
            </Show>
          </div>
        </Show>
      </div>
      <Show when={props.may}>
        <div class="flex flex-wrap items-start justify-end gap-1.5">
          <Show
            when={props.editing}
            fallback={
              <Button
                size="sm"
                kind="quiet"
                icon={<Pencil size={13} aria-hidden="true" />}
                aria-label={w().editOf(name())}
                onClick={() => props.onEdit()}
              >
                {w().edit}
              </Button>
            }
          >
            <Show
              when={unsaved()}
              fallback={
                <Show when={props.onClose}>
                  {(close) => (
                    <Button size="sm" kind="quiet" onClick={() => close()()}>
                      {w().close}
                    </Button>
                  )}
                </Show>
              }
            >
              <Button size="sm" kind="quiet" onClick={() => props.drafts.drop([props.row.studentId])}>
                {w().discard}
              </Button>
              <Button size="sm" kind="primary" disabled={overtaken()} onClick={() => props.onSave()}>
                {w().save}
              </Button>
            </Show>
          </Show>
        </div>
      </Show>
    </li>
  );
}

/** Choices as they stand, those that name no open place said so. */
function ReadChoices(props: { row: EnrolledRow; catalogue: Catalogue | undefined }) {
  const w = useWords(preferenceWords);
  const { language } = useLanguage();
  return (
    <Show when={props.row.preferences.length > 0} fallback={<span class="text-sm text-muted">{w().none}</span>}>
      <ol class="flex flex-col gap-0.5 text-sm">
        <For each={props.row.preferences}>
          {(one, rank) => {
            const read = () => readWish(props.catalogue, one);
            return (
              <li class="flex flex-wrap items-baseline gap-x-2">
                <span class="w-5 shrink-0 text-right text-xs text-muted tabular-nums">{`${rank() + 1}.`}</span>
                <span>{read()?.path ?? one.path}</span>
                <Show when={one.comment !== ""}>
                  <span class="text-xs text-muted">{one.comment}</span>
                </Show>
                <Show when={read()?.problem}>
                  {(what) => (
                    <span class="inline-flex items-center gap-1 text-xs text-warn">
                      <TriangleAlert size={12} aria-hidden="true" />
                      {problemSentence(what(), language())}
                    </span>
                  )}
                </Show>
              </li>
            );
          }}
        </For>
      </ol>
    </Show>
  );
}
