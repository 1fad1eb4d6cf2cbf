import { createMemo, createSignal, For, Show } from "solid-js";
import { fold, pathOf, textsOf } from "#domain/place.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { worksheetWords } from "#words/worksheet.ts";
import { appendRows } from "./edit.ts";
import { useGrid } from "./grid-state.ts";
import { placeOf } from "./suggest.ts";

const most = 80;

/** Searches destinations and adds a row for each one ticked (F-103). */
export function AddPlaces(props: { onClose(): void }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const [text, setText] = createSignal("");
  const [size, setSize] = createSignal("");
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const all = createMemo(() => {
    const { catalogue } = grid.facts();
    return catalogue.destinations
      .filter(({ retiredOn }) => retiredOn === null)
      .map((unit) => {
        const place = placeOf(catalogue, "destination", unit.id);
        const path = pathOf(catalogue, { ...place, destinationId: null });
        return { id: unit.id, name: unit.name, path, place, largest: unit.largestGroup, key: fold(`${path} ${unit.name}`) };
      })
      .toSorted(
        (one, other) => one.path.localeCompare(other.path, "fr-CA") || one.name.localeCompare(other.name, "fr-CA", { numeric: true }),
      );
  });
  const found = createMemo(() => {
    const words = fold(text())
      .split(/[\s/]+/)
      .filter((word) => word !== "");
    return all().filter(({ key }) => words.every((word) => key.includes(word)));
  });
  const toggle = (id: string) => {
    const next = new Set(chosen());
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = () => {
    const { catalogue, kind } = grid.facts();
    const rows = all()
      .filter(({ id }) => chosen().has(id))
      .map(({ place }) => ({ ...textsOf(catalogue, place), ...(kind === "group" && size().trim() !== "" ? { size: size().trim() } : {}) }));
    const added = appendRows(grid, rows);
    props.onClose();
    toast({ text: w().toast.added(added.length) });
    const [first] = added;
    if (first) queueMicrotask(() => grid.cursor.goTo({ rowId: first, column: kind === "group" ? "size" : "agency" }));
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      size="md"
      title={w().places.title}
      text={w().places.text}
      actions={
        <Button kind="primary" disabled={chosen().size === 0} onClick={add}>
          {w().places.add(chosen().size)}
        </Button>
      }
    >
      <div class="flex flex-col gap-3">
        <div class="flex flex-wrap items-end gap-3">
          <Field label={w().places.search} class="min-w-56 flex-1">
            <TextInput value={text()} onChange={setText} autocomplete="off" />
          </Field>
          <Show when={grid.facts().kind === "group"}>
            <Field label={w().places.size} class="w-36">
              <NumberInput value={size()} onChange={setSize} />
            </Field>
          </Show>
        </div>
        <fieldset class="max-h-80 overflow-auto rounded-lg border border-line p-1" tabindex={-1}>
          <legend class="sr-only">{w().places.list}</legend>
          <For each={found().slice(0, most)} fallback={<p class="px-3 py-6 text-center text-sm text-muted">{w().places.none}</p>}>
            {(unit) => (
              <div class="rounded px-1.5 py-0.5 hover:bg-hover">
                <Checkbox
                  checked={chosen().has(unit.id)}
                  onChange={() => toggle(unit.id)}
                  label={unit.name}
                  hint={unit.largest === null ? unit.path : `${unit.path}, ${w().places.largest(unit.largest)}`}
                />
              </div>
            )}
          </For>
          <Show when={found().length > most}>
            <p class="px-3 py-2 text-xs text-muted">{w().places.more(found().length - most)}</p>
          </Show>
        </fieldset>
      </div>
    </Dialog>
  );
}
