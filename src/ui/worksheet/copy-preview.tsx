import { createMemo, createSignal, Show } from "solid-js";
import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { CopyLine, CopyNote } from "#domain/sheet-copy.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { DataList } from "#ui/parts/data-list.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { planningWords } from "#words/planning.ts";
import { problemSentence } from "#words/problem.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { useGrid } from "./grid-state.ts";
import { shownCell } from "./shown.ts";

/** Every row that would be added, before it is: what it was, what it would be, and what there is to know of it. */
export function CopyPreview(props: {
  lines: readonly CopyLine[];
  ticked: ReadonlySet<string>;
  onTick(ticked: ReadonlySet<string>): void;
  loading: boolean;
}) {
  const grid = useGrid();
  const w = useWords(planningWords);
  const sheet = useWords(worksheetWords);
  const { language } = useLanguage();
  const say = () => w().copy;
  const [noted, setNoted] = createSignal(false);
  const withNotes = createMemo(() => props.lines.filter(({ notes, here }) => here || notes.length > 0));
  const rows = () => (noted() && withNotes().length > 0 ? withNotes() : props.lines);

  // the unit first: it is what tells one row from the next
  const placeOf = ({ cells }: CopyLine) => {
    const parts = [cells.destination, cells.service, cells.site ?? cells.agency].filter((part) => part !== undefined && part !== "");
    return { name: parts[0] ?? say().noPlace, path: parts.slice(1).toReversed().join(" / ") };
  };
  const place = (line: CopyLine) => [placeOf(line).name, placeOf(line).path].filter((part) => part !== "").join(", ");
  const when = ({ cells }: CopyLine) => {
    const shown = (column: "startsOn" | "endsOn" | "weekdays" | "hours") =>
      shownCell(column, { cells, blank: false, facts: grid.facts() }).text;
    const same = !cells.startsOn && !cells.endsOn && !cells.weekdays && !cells.hours && !cells.blocks;
    const text = `${say().fromTo(shown("startsOn"), shown("endsOn"))}, ${shown("weekdays")}, ${shown("hours")}`;
    return { text, same };
  };
  // where all dates are the course's there is nothing to read
  const asCourse = createMemo(() => props.lines.every((line) => when(line).same));
  const noteWords = (note: CopyNote): string => {
    if (note.kind === "successor") return say().successor(note.was, note.now);
    if (note.kind === "place-retired") return say().retired[note.level](note.was);
    if (note.kind === "split") return say().split(note.parts);
    if (note.kind === "instructor-gone") return say().instructorGone(note.name);
    if (note.problem.kind === "outside-course") return say().outside;
    if (note.problem.kind === "group-too-large") return say().tooLarge(note.problem.text, note.problem.most);
    return `${sheet().columns[note.column]}\u00A0: ${problemSentence(note.problem, language())}`;
  };
  const known = (line: CopyLine) => [...new Set([...(line.here ? [say().here] : []), ...line.notes.map(noteWords)])].join(" · ");
  const isWrong = (line: CopyLine) => line.notes.some(({ kind }) => kind === "problem" || kind === "place-retired");

  return (
    <div class="flex min-h-0 flex-col gap-2">
      <Show when={withNotes().length > 0}>
        <Switch checked={noted()} onChange={setNoted} label={say().onlyNoted(withNotes().length)} />
      </Show>
      <div class="flex h-80 min-h-0 flex-col">
        <DataList
          label={say().preview}
          rows={rows()}
          rowKey={({ key }) => key}
          rowLabel={(line) => `${place(line)}, ${when(line).text}`}
          ticked={props.ticked}
          onTick={(shown) => {
            // what is not shown keeps its tick
            const visible = new Set(rows().map(({ key }) => key));
            props.onTick(new Set([...[...props.ticked].filter((key) => !visible.has(key)), ...shown]));
          }}
          dimmed={(line) => !props.ticked.has(line.key)}
          loading={props.loading}
          empty={<p class="px-3 py-8 text-center text-sm text-muted">{say().noRow}</p>}
          columns={[
            {
              key: "place",
              header: say().place,
              cell: (line) => (
                <span title={place(line)}>
                  <span class="font-medium">{placeOf(line).name}</span> <span class="text-xs text-muted">{placeOf(line).path}</span>
                </span>
              ),
              width: asCourse() ? "max-sm:w-[56%]" : "w-[32%] max-sm:w-[56%]",
            },
            ...(grid.facts().kind === "group"
              ? [{ key: "size", header: say().size, align: "end" as const, width: "w-20", cell: (line: CopyLine) => line.cells.size ?? "" }]
              : []),
            ...(asCourse()
              ? []
              : [
                  {
                    key: "when",
                    header: say().when,
                    from: "md" as const,
                    cell: (line: CopyLine) => (
                      <span class="text-xs" title={when(line).text} classList={{ "text-muted": when(line).same }}>
                        {when(line).same ? say().asCourse : when(line).text}
                      </span>
                    ),
                  },
                ]),
            {
              key: "was",
              header: say().was,
              from: "sm" as const,
              width: "w-24",
              cell: (line) =>
                line.status === null || line.status === "hidden" ? (
                  <span class="text-xs text-muted" title={say().neverAsked}>
                    {say().draft}
                  </span>
                ) : (
                  <StatusChip status={line.status} short />
                ),
            },
            // room for the others where there is nothing to know
            ...(withNotes().length === 0
              ? []
              : [
                  {
                    key: "known",
                    header: say().change,
                    width: asCourse() ? "w-[38%] max-sm:w-auto" : "w-[22%] max-sm:w-auto",
                    cell: (line: CopyLine) => (
                      <Show when={known(line)}>
                        {(text) => (
                          <span class="inline-flex max-w-full items-center gap-1.5 text-xs" title={text()}>
                            <span class={`shrink-0 ${isWrong(line) ? "text-warn" : "text-info"}`}>
                              {isWrong(line) ? <TriangleAlert size={14} aria-hidden="true" /> : <Info size={14} aria-hidden="true" />}
                            </span>
                            <span class="truncate">{text()}</span>
                          </span>
                        )}
                      </Show>
                    ),
                  },
                ]),
          ]}
        />
      </div>
    </div>
  );
}
