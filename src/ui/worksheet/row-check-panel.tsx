import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import Layers from "lucide-solid/icons/layers-2";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { Finding } from "#domain/row-check.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { problemSentence } from "#words/problem.ts";
import { rowCheckWords } from "#words/row-check.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { Dock } from "./dock.tsx";
import { useGrid } from "./grid-state.ts";
import { CheckFixes } from "./row-check-fixes.tsx";

/** A list longer than this is not read: one settles and goes on. */
const most = 100;

/** Every row that has something to settle, with what it is and the ways out; as it changes, whoever changes it. */
export function RowCheckPanel(props: { onClose(): void }) {
  const grid = useGrid();
  const w = useWords(rowCheckWords);
  const sheetWords = useWords(worksheetWords);
  const [onlyErrors, setOnlyErrors] = createSignal(false);
  const rows = createMemo(() => {
    grid.check.version();
    return grid.present.order().filter((rowId) => {
      const findings = grid.check.peek(rowId);
      if (grid.check.unread(rowId).length > 0) return true;
      return onlyErrors() ? findings.some(({ severity }) => severity === "error") : findings.length > 0;
    });
  });
  const shown = () => rows().slice(0, most);
  const unread = (rowId: string) => {
    grid.check.version();
    return grid.check.unread(rowId);
  };
  const { language } = useLanguage();
  const nameOf = (rowId: string): string => {
    const place = (["service", "destination"] as const).map((column) => grid.textOf(rowId, column)).filter((part) => part !== "");
    const name = place.length > 0 ? place.join(" / ") : grid.textOf(rowId, "agency");
    return `${sheetWords().row.number(grid.present.order().indexOf(rowId) + 1)}, ${name}`;
  };
  const go = (rowId: string) => {
    const column = grid.check.unread(rowId)[0]?.[0] ?? grid.check.peek(rowId)[0]?.column ?? "destination";
    grid.cursor.goTo({ rowId, column });
    queueMicrotask(() => grid.element()?.focus({ preventScroll: true }));
  };
  return (
    <Dock
      title={w().title}
      onClose={props.onClose}
      bar={
        grid.check.totals().errors > 0 && grid.check.totals().warnings > 0 ? (
          <Checkbox label={w().onlyErrors} checked={onlyErrors()} onChange={setOnlyErrors} />
        ) : undefined
      }
    >
      <Show
        when={rows().length > 0}
        fallback={<EmptyState icon={<CircleCheck size={22} />} title={w().emptyTitle} text={w().emptyText} class="py-10" />}
      >
        <div class="flex flex-col gap-3 px-4 py-3 text-sm">
          <p class="text-xs text-muted">{w().lead}</p>
          <ol aria-label={w().list} class="flex flex-col gap-3">
            <For each={shown()}>
              {(rowId) => (
                <li class="flex flex-col gap-1.5 rounded-lg border border-line px-3 py-2">
                  <button
                    type="button"
                    class="min-h-6 text-left font-semibold first-letter:uppercase hover:underline"
                    aria-label={w().go(nameOf(rowId))}
                    onClick={() => go(rowId)}
                  >
                    {nameOf(rowId)}
                    <Show when={grid.requestOf(rowId)}>
                      {(request) => <span class="font-normal text-muted"> · {w().sent(request().reference)}</span>}
                    </Show>
                  </button>
                  <For each={unread(rowId)}>
                    {([column, problem]) => (
                      <Line error overlap={false}>
                        <p>
                          <span class="block text-xs font-medium text-muted">{sheetWords().columns[column]}</span>
                          {problemSentence(problem, language())}
                        </p>
                      </Line>
                    )}
                  </For>
                  <For each={grid.check.findings(rowId)}>{(finding) => <Found rowId={rowId} finding={finding} />}</For>
                </li>
              )}
            </For>
          </ol>
          <Show when={rows().length > most}>
            <p class="text-xs text-muted">{w().more(rows().length - most)}</p>
          </Show>
        </div>
      </Show>
    </Dock>
  );
}

function Found(props: { rowId: string; finding: Finding }) {
  const { language } = useLanguage();
  return (
    <Line error={props.finding.severity === "error"} overlap={props.finding.problem.kind === "group-overlap"}>
      <p>{problemSentence(props.finding.problem, language())}</p>
      <CheckFixes rowId={props.rowId} finding={props.finding} />
    </Line>
  );
}

function Line(props: { error: boolean; overlap: boolean; children: JSX.Element }) {
  const w = useWords(rowCheckWords);
  return (
    <div class="flex gap-2">
      <span class={`mt-0.5 shrink-0 ${props.error ? "text-danger" : "text-warn"}`}>
        {props.overlap ? (
          <Layers size={15} aria-hidden="true" />
        ) : props.error ? (
          <CircleAlert size={15} aria-hidden="true" />
        ) : (
          <TriangleAlert size={15} aria-hidden="true" />
        )}
        <span class="sr-only">{props.error ? w().error : w().warning}</span>
      </span>
      <div class="min-w-0">{props.children}</div>
    </div>
  );
}
