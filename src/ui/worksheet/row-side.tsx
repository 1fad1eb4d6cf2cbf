import { Show } from "solid-js";
import Layers from "lucide-solid/icons/layers-2";
import Lock from "lucide-solid/icons/lock";
import { useLanguage, useWords } from "#ui/language.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { rowCheckWords } from "#words/row-check.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { writeInstant } from "#words/words.ts";
import type { GridColumn } from "./column.ts";
import { placesIn } from "./count.ts";
import { cellId, useGrid, type Grid } from "./grid-state.ts";
import { inColumn } from "./in-column.ts";
import { useLayout } from "./layout.ts";
import { covers, type RowModel } from "./row-model.ts";
import { newRow } from "./view.ts";

/** The tick at the start of a row, its request's status and its places at the end. */
export function SideCell(props: { row: RowModel; column: GridColumn; at: number }) {
  const grid = useGrid();
  const layout = useLayout();
  const { row } = props;
  const active = () => row.active() === props.column;
  const look = () => {
    const state = active() ? " is-active" : covers(row.selected(), props.at) ? " is-selected" : "";
    return `sheet-cell ${layout.look(props.column)}${props.column === "tick" ? " sheet-tick" : ""}${state}`;
  };
  return (
    <div
      ref={inColumn(layout, () => props.column)}
      role="gridcell"
      id={active() ? cellId(row.id(), props.column) : undefined}
      data-column={props.column}
      aria-colindex={layout.columnIndex(props.column)}
      aria-selected={covers(row.selected(), props.at)}
      aria-readonly={props.column === "tick" ? undefined : true}
      aria-describedby={active() ? "cell-note" : undefined}
      class={look()}
    >
      {props.column === "tick" ? (
        <Tick row={row} />
      ) : props.column === "status" ? (
        <Status row={row} />
      ) : (
        <span textContent={row.id() === newRow ? "" : placesOf(grid, row)} />
      )}
    </div>
  );
}

/** Places a row counts for: its request's, or what is typed while there is none; nothing once declined (section 8, rule 13). */
const placesOf = (grid: Grid, row: RowModel): string => {
  const request = row.request();
  if (request) return String(request.places);
  return row.blank() ? "" : String(placesIn(grid.read(row.id())) || "");
};

function Tick(props: { row: RowModel }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const filled = () => props.row.id() !== newRow;
  const may = () => filled() && grid.mayEdit() && (props.row.standing() === "draft" || props.row.request()?.status === "new");
  return (
    <>
      <Show
        when={may()}
        fallback={
          <span class="grid size-6 place-items-center text-faint">
            {filled() && props.row.request() ? <Lock size={12} aria-hidden="true" /> : null}
          </span>
        }
      >
        <span class="grid size-6 place-items-center">
          <input
            type="checkbox"
            class="tick"
            tabindex={-1}
            data-tick=""
            checked={grid.ticked().has(props.row.id())}
            aria-label={w().row.tick(w().row.number(props.row.index() + 1))}
          />
        </span>
      </Show>
      <span
        class={`sheet-number${grid.mayEdit() && filled() ? " is-handle" : ""}`}
        data-drag={grid.mayEdit() && filled() ? "" : undefined}
        aria-hidden="true"
        textContent={filled() ? String(props.row.index() + 1) : "+"}
      />
    </>
  );
}

function Status(props: { row: RowModel }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const c = useWords(rowCheckWords);
  const draft = (): { look: string; text: string; warned?: number } => {
    if (props.row.id() === newRow || props.row.blank() || grid.past()) return { look: "", text: "" };
    const findings = props.row.findings();
    const errors = findings.filter(({ severity }) => severity === "error");
    const problems = Object.keys(props.row.problems()).length + errors.length;
    // an overlap is told by its name: somebody else has to be spoken to
    if (problems === 1 && errors[0]?.problem.kind === "group-overlap") return { look: "sheet-state is-problem", text: c().overlap };
    if (problems > 0) return { look: "sheet-state is-problem", text: w().status.problems(problems) };
    const { place } = grid.read(props.row.id());
    return place.agencyId === null || place.siteId === null || place.serviceId === null
      ? { look: "sheet-state is-quiet", text: w().status.incomplete }
      : findings.length > 0
        ? { look: "sheet-state is-warned", text: `${w().status.draft}`, warned: findings.length }
        : { look: "sheet-state", text: w().status.draft };
  };
  const overlaps = () => props.row.findings().some(({ problem }) => problem.kind === "group-overlap");
  const who = () => {
    const request = props.row.request();
    return request?.changedAt ? w().row.changed(request.changedBy, writeInstant(request.changedAt, language(), new Date())) : "";
  };
  return (
    <Show
      when={props.row.request()}
      fallback={
        <span class={draft().look}>
          {draft().text}
          <Show when={draft().warned}>{(count) => <span class="sr-only">{`, ${c().warnings(count())}`}</span>}</Show>
        </span>
      }
    >
      {(request) => (
        <span class="sheet-chip" title={`${w().row.request(request().reference)}${who() === "" ? "" : `, ${who()}`}`}>
          {request().status === "hidden" ? null : (
            <StatusChip status={request().status as Exclude<ReturnType<typeof request>["status"], "hidden">} />
          )}
          <Show when={overlaps()}>
            <span class="sheet-overlap" title={c().overlap}>
              <Layers size={13} aria-hidden="true" />
              <span class="sr-only">{`, ${c().overlap}`}</span>
            </span>
          </Show>
          <span class="sr-only">{`, ${w().row.request(request().reference)}${who() === "" ? "" : `, ${who()}`}`}</span>
        </span>
      )}
    </Show>
  );
}
