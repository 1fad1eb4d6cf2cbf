import { createSignal, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import CircleEqual from "lucide-solid/icons/circle-equal";
import CircleMinus from "lucide-solid/icons/circle-minus";
import CirclePlus from "lucide-solid/icons/circle-plus";
import CircleX from "lucide-solid/icons/circle-x";
import PencilLine from "lucide-solid/icons/pencil-line";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { Outcome } from "#domain/roster-diff.ts";
import { studentFields, type StudentField } from "#domain/student.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { importWords } from "#words/import.ts";
import type { ImportState, PreviewRow } from "./use-import.ts";

const looks: Record<Outcome, { icon: typeof CirclePlus; ink: string }> = {
  new: { icon: CirclePlus, ink: "text-done" },
  changed: { icon: PencilLine, ink: "text-info" },
  unchanged: { icon: CircleEqual, ink: "text-muted" },
  refused: { icon: CircleX, ink: "text-danger" },
  skipped: { icon: CircleMinus, ink: "text-muted" },
};

/** What becomes of a row: icon and word. */
export function OutcomeMark(props: { outcome: Outcome }) {
  const w = useWords(importWords);
  return (
    <span class={`inline-flex items-center gap-1.5 text-sm font-medium ${looks[props.outcome].ink}`}>
      <Dynamic component={looks[props.outcome].icon} size={15} aria-hidden="true" />
      {w().outcomes[props.outcome]}
    </span>
  );
}

/** A value written right there: Enter or the button sends it, and the row is judged again. */
function ValueEditor(props: { row: PreviewRow; field: StudentField; state: ImportState }) {
  const w = useWords(importWords);
  const [text, setText] = createSignal(props.row.texts[props.field]);
  const apply = () => void props.state.decide(props.row, { texts: { [props.field]: text() } });
  return (
    <form
      class="flex items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextInput
        value={text()}
        onChange={setText}
        aria-label={w().editValue(w().changeFields[props.field], props.row.row)}
        class="min-h-7 max-w-56 py-0.5"
      />
      <Button size="sm" type="submit">
        {w().apply}
      </Button>
    </form>
  );
}

function Findings(props: { row: PreviewRow; state: ImportState }) {
  const w = useWords(importWords);
  return (
    <For each={props.row.findings}>
      {(finding) => (
        <div class="flex flex-col gap-1.5">
          <p class="flex items-start gap-1.5">
            <Dynamic
              component={finding.level === "refused" ? CircleX : TriangleAlert}
              size={14}
              class={`mt-0.5 shrink-0 ${finding.level === "refused" ? "text-danger" : "text-warn"}`}
              aria-hidden="true"
            />
            <span>
              <Show when={finding.column || (finding.field ? w().changeFields[finding.field] : "")}>
                {(name) => <strong class="font-semibold">{`${name()}. `}</strong>}
              </Show>
              {w().problem(finding.problem)}
            </span>
          </p>
          <div class="flex flex-wrap items-center gap-1.5 pl-5">
            <For each={finding.fixes}>
              {(fix) => (
                <Button
                  size="sm"
                  onClick={() =>
                    void props.state.decide(
                      props.row,
                      fix.kind === "skip" ? { skip: true } : { texts: { [fix.field]: fix.kind === "put" ? fix.value : "" } },
                    )
                  }
                >
                  {w().fix(fix)}
                </Button>
              )}
            </For>
            <Show when={finding.field !== null && finding.field !== "preferences" ? finding.field : null}>
              {(field) => <ValueEditor row={props.row} field={field()} state={props.state} />}
            </Show>
          </div>
        </div>
      )}
    </For>
  );
}

/** Field by field, what the register has and what the file says; a tick takes the file's. */
function Changes(props: { row: PreviewRow; state: ImportState }) {
  const w = useWords(importWords);
  return (
    <ul class="flex flex-col gap-1">
      <For each={props.row.changes}>
        {(change) => (
          <li class="flex items-start gap-1.5">
            <Checkbox
              aria-label={`${w().takeOne(w().changeFields[change.field])}, ${w().editValue(change.after, props.row.row)}`}
              checked={change.take}
              onChange={(take) => void props.state.decide(props.row, { take: { [change.field]: take } })}
            />
            <span class="min-w-0 pt-0.5 break-words">
              <strong class="font-semibold">{w().changeFields[change.field]}</strong>{" "}
              <Show when={change.before !== ""}>
                <del class={change.take ? "text-muted" : "font-medium no-underline"}>{change.before}</del>
                <span aria-hidden="true"> → </span>
              </Show>
              <ins class={`no-underline ${change.take ? "rounded-sm bg-done-soft px-1 font-medium text-done" : "text-muted"}`}>
                {change.after}
              </ins>
              <span class="ml-1.5 text-xs text-muted">{change.take ? w().taken : w().left}</span>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** One row of the file: what would become of it, why not, and what can be done about it. */
export function ImportRow(props: { row: PreviewRow; state: ImportState; locked: boolean }) {
  const w = useWords(importWords);
  const [open, setOpen] = createSignal(false);
  const name = () => [props.row.facts.lastName, props.row.facts.firstName].filter((part) => part !== "").join(", ");
  const away = () => props.row.outcome === "skipped";
  /** The rest of a row that needs nothing: read once, to see that the columns are right. */
  const rest = () =>
    [props.row.facts.birthDate, props.row.facts.email, props.row.facts.phone, ...props.row.preferences].filter(Boolean).join(" · ");
  return (
    <li class="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 border-b border-line px-3 py-2 text-sm last:border-b-0 md:grid-cols-[3.5rem_7.5rem_minmax(0,15rem)_minmax(0,1fr)_auto]">
      <span class="pt-0.5 text-muted tabular-nums">
        <span class="sr-only">{w().row} </span>
        {props.row.row}
      </span>
      <span class="pt-0.5">
        <OutcomeMark outcome={props.row.outcome} />
      </span>
      <span class="col-start-2 min-w-0 pt-0.5 md:col-start-auto" classList={{ "text-muted line-through": away() }}>
        <span class="font-medium break-words">{name() || "…"}</span>
        <span class="block text-xs text-muted tabular-nums">{props.row.facts.number}</span>
      </span>
      <div class="col-start-2 flex min-w-0 flex-col gap-2 md:col-start-auto">
        <Show when={!away()}>
          <Show when={props.row.findings.length === 0 && props.row.changes.length === 0 && !open()}>
            <span class="pt-0.5 text-xs break-words text-muted">{rest()}</span>
          </Show>
          <Findings row={props.row} state={props.state} />
          <Show when={props.row.changes.length > 0}>
            <Changes row={props.row} state={props.state} />
          </Show>
          <Show when={props.row.enrol === "ask-again" || props.row.enrol === "enrol-again"}>
            <Checkbox
              label={w().again}
              hint={w().states["ask-again"]}
              checked={props.row.enrol === "enrol-again"}
              onChange={(again) => void props.state.decide(props.row, { again })}
            />
          </Show>
          <Show when={props.row.enrol === "enrol" && props.row.outcome !== "new"}>
            <span class="text-xs text-muted">{w().states.enrol}</span>
          </Show>
          <Show when={open()}>
            <div class="grid gap-2 rounded border border-line bg-sunken p-2 lg:grid-cols-2">
              <For each={studentFields}>
                {(field) => (
                  <div class="flex flex-col gap-0.5">
                    <span class="text-xs text-muted" aria-hidden="true">
                      {w().changeFields[field]}
                    </span>
                    <ValueEditor row={props.row} field={field} state={props.state} />
                  </div>
                )}
              </For>
            </div>
          </Show>
        </Show>
      </div>
      <Show when={!props.locked}>
        <span class="col-start-2 flex flex-wrap items-start gap-1 md:col-start-auto md:justify-end">
          <Show
            when={away()}
            fallback={
              <>
                <Button
                  size="sm"
                  kind="quiet"
                  aria-expanded={open()}
                  aria-label={`${open() ? w().closeRow : w().editRow}, ${w().row.toLowerCase()} ${props.row.row}`}
                  onClick={() => setOpen(!open())}
                >
                  {open() ? w().closeRow : w().editRow}
                </Button>
                <Button
                  size="sm"
                  kind="quiet"
                  aria-label={`${w().skip}, ${w().row.toLowerCase()} ${props.row.row}`}
                  onClick={() => void props.state.decide(props.row, { skip: true })}
                >
                  {w().skip}
                </Button>
              </>
            }
          >
            <Button
              size="sm"
              aria-label={`${w().unskip} ${props.row.row}`}
              onClick={() => void props.state.decide(props.row, { skip: false })}
            >
              {w().unskip}
            </Button>
          </Show>
        </span>
      </Show>
    </li>
  );
}
