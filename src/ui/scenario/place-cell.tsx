import { createSignal, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { useWords } from "#ui/language.tsx";
import { ChoiceList, off } from "#ui/assignment/choice-list.tsx";
import type { ComboboxOption } from "#ui/parts/combobox.tsx";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioCommands } from "./scenario-commands.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** Places to choose from for a student, those she wished first, with what is left of each in the scenario; for nobody in particular, in the sheet's order. */
export function usePlaceOptions(state: ScenarioState): (studentId: Id | null) => ComboboxOption[] {
  const w = useWords(scenarioWords);
  return (studentId) => {
    const options = state.grid().places.map(({ requestId, path, size }) => {
      const rank = studentId === null ? null : state.rank(studentId, requestId);
      const free = w().free(size - state.wouldAt(requestId));
      return {
        value: requestId,
        label: path,
        hint: rank === null ? free : `${w().rank(rank)} · ${free}`,
        rank: rank ?? Number.MAX_SAFE_INTEGER,
        ...(studentId !== null && state.wishes(studentId) ? { group: rank === null ? w().others : w().wishes } : {}),
      };
    });
    const sorted = options.toSorted((one, other) => one.rank - other.rank);
    return [{ value: off, label: w().noPlace }, ...sorted.map(({ rank: _rank, ...option }) => option)];
  };
}

/** A place as `PlacePath` shows it, in plain text: what is heard is what is read. */
const placeText = (path: string): string => path.split(" / ").toReversed().join(", ");

/** A place in one line, what tells it from the others first: « 4e Est, Médecine, Hôpital du Nord ». */
export function PlacePath(props: { path: string }) {
  const parts = () => props.path.split(" / ").toReversed();
  return (
    <span title={props.path}>
      {parts()[0]}
      <span class="font-normal text-muted">
        {parts()
          .slice(1)
          .map((part) => `, ${part}`)
          .join("")}
      </span>
    </span>
  );
}

/** Where a student would be; the list to type in exists only while it is used. */
export function PlaceCell(props: { studentId: Id; state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const [open, setOpen] = createSignal(false);
  const optionsFor = usePlaceOptions(props.state);
  const row = () => props.state.row(props.studentId);
  const would = () => row()?.would ?? null;
  const path = () => {
    const at = would();
    return at === null ? w().nowhere : props.state.path(at);
  };
  const intended = () => row()?.state === "intended" || row()?.state === "overtaken";
  const rank = () => {
    const at = would();
    if (at === null || !props.state.wishes(props.studentId)) return "";
    const of = props.state.rank(props.studentId, at);
    return of === null ? w().notWished : w().rank(of);
  };
  let button: HTMLButtonElement | undefined;
  const choose = (value: string) => {
    const to = value === off ? null : value;
    if (to !== would()) void props.commands.put([props.studentId], to);
  };
  const close = () => {
    setOpen(false);
    // A click elsewhere keeps its own focus.
    queueMicrotask(() => (document.activeElement === document.body ? button?.focus() : undefined));
  };
  return (
    <Show
      when={open()}
      fallback={
        <button
          ref={button}
          type="button"
          class="flex min-h-8 w-full min-w-0 items-center gap-2 rounded border border-transparent px-2 text-left hover:border-line-field"
          classList={{ "text-muted": !intended(), "border-accent/40 bg-accent-soft font-medium": intended() }}
          aria-label={`${w().choose(props.state.name(props.studentId))} : ${placeText(path())}${rank() === "" ? "" : `, ${rank()}`}`}
          onClick={() => setOpen(true)}
        >
          <span class="min-w-[55%] flex-1 truncate">
            <PlacePath path={path()} />
          </span>
          <Show when={rank() !== ""}>
            <span class="min-w-0 truncate text-2xs font-normal text-muted max-sm:hidden">{rank()}</span>
          </Show>
        </button>
      }
    >
      <ChoiceList
        label={w().choose(props.state.name(props.studentId))}
        now={path()}
        options={optionsFor(props.studentId)}
        onChoose={choose}
        onClose={close}
      />
    </Show>
  );
}
