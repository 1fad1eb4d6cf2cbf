import { createSignal, For, Show } from "solid-js";
import GripVertical from "lucide-solid/icons/grip-vertical";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import X from "lucide-solid/icons/x";
import { longestPreferenceComment, readPreference, resolved } from "#domain/preference.ts";
import type { Catalogue } from "#domain/place.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Combobox, type ComboboxOption } from "#ui/parts/combobox.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { preferenceWords } from "#words/preference.ts";
import { problemSentence } from "#words/problem.ts";
import type { Wish } from "./preference-draft.ts";

/** What is read of a choice, and what is wrong with it. Without a catalogue yet, nothing is. */
export const readWish = (catalogue: Catalogue | undefined, wish: Pick<Wish, "path" | "place">) =>
  catalogue && wish.path !== "" ? readPreference(catalogue, wish) : null;

/**
 * One choice being edited: its place in a list over the whole catalogue (a path may be typed or pasted whole), its comment, a handle that
 * moves it by arrows or by hand. The list is there once the place is entered: a class of a hundred has hundreds of these.
 */
export function PreferenceLine(props: {
  wish: Wish;
  at: number;
  count: number;
  student: string;
  catalogue: Catalogue | undefined;
  options: readonly ComboboxOption[];
  /** Opens with the list: a choice that was just added. */
  fresh: boolean;
  onChange(wish: Wish): void;
  onMove(to: number): void;
  onDrag(key: string | null): void;
  onDropHere(): void;
  onRemove(): void;
}) {
  const w = useWords(preferenceWords);
  const { language } = useLanguage();
  const [open, setOpen] = createSignal(props.fresh);
  const [over, setOver] = createSignal(false);
  let cell: HTMLDivElement | undefined;
  const read = () => readWish(props.catalogue, props.wish);
  const path = () => read()?.path ?? props.wish.path;
  const problem = () => read()?.problem ?? null;
  const write = (text: string, option: ComboboxOption | null) => {
    const next = { path: option?.label ?? text, comment: props.wish.comment, place: null };
    props.onChange({ ...props.wish, ...(props.catalogue && next.path !== "" ? resolved(props.catalogue, next) : next) });
  };
  const enter = () => {
    setOpen(true);
    queueMicrotask(() => cell?.querySelector("input")?.focus());
  };
  const focusOnce = (element: HTMLDivElement) => {
    cell = element;
    if (props.fresh) queueMicrotask(() => element.querySelector("input")?.focus());
  };
  return (
    <li
      class="grid grid-cols-[1.75rem_4.5rem_1fr_1.75rem] items-start gap-x-2 gap-y-1 rounded lg:grid-cols-[1.75rem_4.5rem_minmax(0,3fr)_minmax(0,2fr)_1.75rem]"
      classList={{ "outline-2 outline-accent outline-dashed": over() }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        props.onDropHere();
      }}
    >
      <button
        type="button"
        draggable={true}
        class="grid size-7 cursor-grab place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
        aria-label={w().move(props.at, path())}
        title={w().move(props.at, path())}
        onDragStart={(event) => {
          event.dataTransfer?.setData("text/plain", path());
          props.onDrag(props.wish.key);
        }}
        onDragEnd={() => props.onDrag(null)}
        onKeyDown={(event) => {
          const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
          if (step === 0) return;
          event.preventDefault();
          props.onMove(props.at + step);
        }}
      >
        <GripVertical size={14} aria-hidden="true" />
      </button>
      <span class="pt-1.5 text-xs text-muted tabular-nums">{w().rank(props.at)}</span>
      <div
        ref={focusOnce}
        class="min-w-0"
        onFocusOut={({ target, relatedTarget }) => {
          // The button that gives way to the list loses the focus too: only leaving the list's own text closes it.
          const left = target instanceof HTMLInputElement && !(relatedTarget instanceof Node && cell?.contains(relatedTarget));
          if (left && props.wish.path !== "") setOpen(false);
        }}
      >
        <Show
          when={open() || props.wish.path === ""}
          fallback={
            <button
              type="button"
              class="block min-h-9 w-full truncate rounded border border-line-field bg-surface px-2.5 text-left text-sm hover:border-accent"
              aria-label={w().placeOf(props.at, props.student, path())}
              onClick={enter}
              onFocus={(event) => {
                if (event.currentTarget.matches(":focus-visible")) enter();
              }}
            >
              {path()}
            </button>
          }
        >
          <Combobox
            aria-label={w().placeOf(props.at, props.student, path())}
            placeholder={w().placeholder}
            value={props.wish.path}
            text={path()}
            options={props.options}
            free
            onChange={write}
          />
        </Show>
        <Show when={problem()}>
          {(what) => (
            <div class="mt-1 flex flex-col items-start gap-1 text-xs">
              <p class="flex gap-1.5 text-warn">
                <TriangleAlert size={13} class="mt-0.5 shrink-0" aria-hidden="true" />
                {problemSentence(what(), language())}
              </p>
              <For each={read()?.fixes.slice(0, 2)}>
                {(fix) => (
                  <button
                    type="button"
                    class="min-h-6 max-w-full truncate rounded-sm border border-line bg-surface px-1.5 text-left hover:bg-hover"
                    title={fix}
                    onClick={() => write(fix, null)}
                  >
                    {w().fix(fix)}
                  </button>
                )}
              </For>
            </div>
          )}
        </Show>
      </div>
      <div class="col-start-3 row-start-2 lg:col-start-4 lg:row-start-1">
        <TextInput
          aria-label={w().commentOf(props.at)}
          placeholder={w().comment}
          maxlength={longestPreferenceComment}
          value={props.wish.comment}
          onChange={(comment) => props.onChange({ ...props.wish, comment })}
        />
      </div>
      <button
        type="button"
        class="col-start-4 row-start-1 grid size-7 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink lg:col-start-5"
        aria-label={w().remove(props.at)}
        title={w().remove(props.at)}
        onClick={() => props.onRemove()}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  );
}
