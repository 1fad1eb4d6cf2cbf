import { useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, Show } from "solid-js";
import { textsOf } from "#domain/place.ts";
import type { Cells } from "#domain/worksheet.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Select } from "#ui/parts/select.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { WatchButton } from "#ui/watch/watch-button.tsx";
import { roomWatched } from "#ui/watch/from-search.ts";
import { planningWords } from "#words/planning.ts";
import { appendRows } from "./append.ts";
import { removeRows } from "./edit.ts";
import { useGrid } from "./grid-state.ts";
import { later } from "./later.ts";
import { numberOf, PlacesChosen, type Chosen } from "./place-chosen.tsx";
import { placeKey, PlaceResults, usePlaces, type FoundPlace } from "./place-search.tsx";

const all = "*";

/** Searches the catalogue and adds a row for each place ticked, in one action of this page (F-102, F-103, F-114). */
export function AddPlaces(props: { text?: string; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(planningWords);
  const say = () => w().places;
  const kind = () => grid.facts().kind;
  const [text, setText] = createSignal(props.text ?? "");
  const [free, setFree] = createSignal(false);
  const [discipline, setDiscipline] = createSignal<string>(all);
  const [size, setSize] = createSignal("");
  const [chosen, setChosen] = createSignal<readonly Chosen[]>([]);
  const settled = later(text);
  const wanted = () => Math.max(1, Math.min(999, Number.parseInt(size(), 10) || 1));
  const filters = createMemo(() => ({
    text: settled(),
    discipline: discipline() === all ? null : discipline(),
    room: free() ? (kind() === "group" ? wanted() : 1) : null,
  }));
  const list = usePlaces({ worksheetId: grid.worksheetId, filters });
  const disciplines = useQuery(() => ({ queryKey: ["catalogue", "disciplines"], queryFn: () => api.placeSearch.disciplines.query() }));
  const keys = createMemo(() => new Set(chosen().map(({ key }) => key)));
  const here = createMemo(() => {
    grid.sheet.version();
    const counts = new Map<string, number>();
    for (const id of grid.sheet.order()) {
      const { destinationId, serviceId } = grid.peekRead(id).place;
      const key = destinationId ?? serviceId;
      if (key !== null && grid.standing(id) !== "closed") counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  });

  const remove = (key: string) => setChosen(chosen().filter((one) => one.key !== key));
  const toggle = (place: FoundPlace) => {
    const key = placeKey(place);
    if (keys().has(key)) return remove(key);
    const most = place.largestGroup;
    // the size asked of each, or what the unit takes when that is less
    const asked = kind() === "group" && size().trim() !== "" ? String(most === null ? wanted() : Math.min(wanted(), most)) : "";
    return setChosen([...chosen(), { key, place, number: asked }]);
  };
  const numbers = () => chosen().map((one) => numberOf(one, kind()));
  const count = () => (kind() === "group" ? chosen().length : numbers().reduce<number>((sum, number) => sum + (number ?? 0), 0));
  const students = () => numbers().reduce<number>((sum, number) => sum + (number ?? 0), 0);

  const rowsOf = (one: Chosen): Cells[] => {
    const { agencyId, siteId, serviceId, destinationId } = one.place;
    const cells: Cells = textsOf(grid.facts().catalogue, { agencyId, siteId, serviceId, destinationId });
    const number = numberOf(one, kind()) ?? 0;
    if (kind() === "group") return [number > 0 ? { ...cells, size: String(number) } : cells];
    return Array.from({ length: number }, () => ({ ...cells }));
  };
  const add = () => {
    const added = appendRows(grid, chosen().flatMap(rowsOf));
    props.onClose();
    toast({ text: say().added(added.length), action: { label: say().undo, run: () => void removeRows(grid, added) } });
    const [first] = added;
    if (first) queueMicrotask(() => grid.cursor.goTo({ rowId: first, column: kind() === "group" ? "size" : "agency" }));
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      size="lg"
      title={say().title}
      text={say().text(grid.facts().course.startsOn, grid.facts().course.endsOn)}
      actions={
        <>
          <Show when={kind() === "group" && students() > 0}>
            <span class="mr-auto self-center text-sm text-muted" aria-live="polite">
              {say().students(students())}
            </span>
          </Show>
          <Button kind="primary" disabled={count() === 0 || numbers().includes(null)} onClick={add}>
            {say().add(count())}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <Field label={say().search}>
          <TextInput value={text()} onChange={setText} autocomplete="off" />
        </Field>
        <div class="flex flex-wrap items-end gap-x-5 gap-y-2">
          <Checkbox checked={free()} onChange={setFree} label={say().free} />
          <Show when={(answerOf(disciplines) ?? []).length > 0}>
            <Field label={say().discipline} class="w-52">
              <Select
                value={discipline()}
                onChange={setDiscipline}
                options={[
                  { value: all, label: say().anyDiscipline },
                  ...(answerOf(disciplines) ?? []).map((name) => ({ value: name, label: name })),
                ]}
              />
            </Field>
          </Show>
          <Show when={kind() === "group"}>
            <Field label={say().groupSize} class="w-40">
              <NumberInput value={size()} onChange={setSize} />
            </Field>
          </Show>
          <WatchButton
            of="room"
            class="ml-auto"
            question={() =>
              roomWatched({ schedule: grid.facts().course, discipline: filters().discipline, count: kind() === "group" ? wanted() : 1 })
            }
          />
        </div>
        <div class="grid gap-4 md:grid-cols-[minmax(0,1fr)_18rem]">
          <PlaceResults
            schedule={grid.facts().course}
            list={list}
            filtered={free()}
            chosen={keys()}
            here={(key) => here().get(key) ?? 0}
            onToggle={toggle}
          />
          <PlacesChosen
            chosen={chosen()}
            kind={kind()}
            onNumber={(key, number) => setChosen(chosen().map((one) => (one.key === key ? { ...one, number } : one)))}
            onRemove={remove}
          />
        </div>
      </div>
    </Dialog>
  );
}
