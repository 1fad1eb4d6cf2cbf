import { Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { off } from "#ui/assignment/choice-list.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { Select } from "#ui/parts/select.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { scenarioWords } from "#words/scenario.ts";
import { PlaceCell, PlacePath, usePlaceOptions } from "./place-cell.tsx";
import { RowActions, RowState, useRowText } from "./row-state.tsx";
import type { ScenarioCommands } from "./scenario-commands.ts";
import type { ScenarioState, Shown } from "./scenario-state.ts";

type Row = { studentId: Id };

/** Every student, as she is and as she would be; one or many at a time put elsewhere, kept, or published. */
export function ScenarioTable(props: { state: ScenarioState; commands: ScenarioCommands; mayPublish: boolean }) {
  const w = useWords(scenarioWords);
  const { state } = props;
  const optionsFor = usePlaceOptions(state);
  const textOf = useRowText(state);
  const columns = (): DataColumn<Row>[] => [
    {
      key: "student",
      header: w().student,
      width: "w-[38%] sm:w-[19%]",
      cell: ({ studentId }) => (
        <>
          <span class="font-medium">{state.name(studentId)}</span>
          <span class="block truncate text-2xs text-muted lg:hidden" classList={{ hidden: textOf(studentId).label === "" }}>
            {textOf(studentId).label} {textOf(studentId).detail}
          </span>
        </>
      ),
    },
    {
      key: "reality",
      header: w().reality,
      from: "md",
      width: "md:w-[20%]",
      cell: ({ studentId }) => {
        const path = () => {
          const at = state.row(studentId)?.now?.requestId;
          return at === undefined ? w().nowhere : state.path(at);
        };
        return <PlacePath path={path()} />;
      },
    },
    {
      key: "here",
      header: w().here,
      cell: ({ studentId }) => <PlaceCell studentId={studentId} state={state} commands={props.commands} />,
    },
    {
      key: "state",
      header: w().state,
      from: "lg",
      width: "lg:w-[20%]",
      cell: ({ studentId }) => <RowState studentId={studentId} state={state} />,
    },
    {
      key: "act",
      header: w().act,
      hiddenHeader: true,
      align: "end",
      width: "w-14 sm:w-33",
      cell: ({ studentId }) => <RowActions studentId={studentId} state={state} commands={props.commands} mayPublish={props.mayPublish} />,
    },
  ];
  const ticked = () => [...state.ticked()].filter((id) => state.row(id) !== undefined);
  const done = () => state.setTicked(new Set<string>());
  const putAll = (value: string) => {
    if (value === "") return;
    void props.commands.put(ticked(), value === off ? null : value);
    done();
  };
  const toPublish = () => ticked().flatMap((id) => state.publishable().filter(({ studentId }) => studentId === id));
  const shows: Shown[] = ["all", "changed", "moved", "waiting"];
  return (
    <section aria-label={w().rows} class="flex min-w-0 flex-col gap-2">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div class="w-52 max-w-full">
          <TextInput type="search" aria-label={w().search} placeholder={w().search} value={state.search()} onChange={state.setSearch} />
        </div>
        <Select<Shown>
          look="quiet"
          aria-label={w().filter}
          value={state.shown()}
          onChange={state.setShown}
          options={shows.map((value) => ({ value, label: w().filters[value] }))}
        />
      </div>
      <SelectionBar count={ticked().length} onClear={done}>
        <div class="w-64 max-w-full">
          <Combobox aria-label={w().chooseMany} placeholder={w().chooseMany} value="" onChange={putAll} options={optionsFor(null)} />
        </div>
        <Button
          size="sm"
          onClick={() => {
            void props.commands.follow(ticked());
            done();
          }}
        >
          {w().follow}
        </Button>
        <Show when={props.mayPublish && toPublish().length > 0}>
          <Button size="sm" kind="primary" onClick={() => void props.commands.publish(toPublish())}>
            {w().publishSome(toPublish().length).replace("…", "")}
          </Button>
        </Show>
      </SelectionBar>
      <DataList<Row>
        label={w().rows}
        rows={state.list()}
        columns={columns()}
        rowKey={({ studentId }) => studentId}
        rowLabel={({ studentId }) => state.name(studentId)}
        ticked={state.ticked()}
        onTick={(next) => state.setTicked(new Set(next))}
        changed={({ studentId }) => ["moved", "overtaken"].includes(state.row(studentId)?.state ?? "same")}
        empty={<p class="px-3 py-8 text-center text-sm text-muted">{w().nobody}</p>}
      />
    </section>
  );
}
