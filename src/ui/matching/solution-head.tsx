import { createMemo, For, Show } from "solid-js";
import Undo2 from "lucide-solid/icons/undo-2";
import type { Id } from "#domain/id.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { OpenAsScenario } from "#ui/scenario/open-as-scenario.tsx";
import { solutionWords } from "#words/matching-solution.ts";
import { matchingWords } from "#words/matching.ts";
import { writeInstant } from "#words/words.ts";
import type { Acts } from "./acts.ts";
import { ReasonPagesLink } from "./reason-dialog.tsx";
import { nameOf, type Row, type Rows, type Run, type Solution } from "./desk.ts";
import { applicable } from "./solution-rows.tsx";

/** The solution that is looked at: what proposed it and when, what a person made of it, and the one button that makes the rest of it so. */
export function SolutionHead(props: { worksheetId: Id; run: Run; solution: Solution; rows: Rows | undefined; acts: Acts }) {
  const w = useWords(matchingWords);
  const s = useWords(solutionWords);
  const { language } = useLanguage();
  const when = (at: string) => writeInstant(at, language(), new Date());
  const names = createMemo(() => new Map(props.rows?.rows.map(({ studentId, name }) => [studentId, name ? nameOf(name) : s().gone])));
  const open = (): Row[] => (props.rows ? applicable(props.rows.rows) : []);
  const leaving = () => open().filter(({ state }) => state === "leaves").length;
  return (
    <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div class="min-w-0 flex-[1_1_20rem]">
        <h2 class="text-base font-semibold">{w().wayNames[props.solution.way]}</h2>
        <p class="text-xs text-muted">{s().proposedAt(when(props.run.startedAt), props.run.by)}</p>
        <Show when={props.solution.way === "random"}>
          <details class="text-xs">
            <summary class="min-h-6 cursor-pointer text-muted">
              {s().drawnWith(props.run.seed)}. {s().drawn(props.solution.drawn?.length ?? 0)}
            </summary>
            <ol class="mt-1 max-h-40 list-decimal overflow-y-auto pl-8">
              <For each={props.solution.drawn ?? []}>{(studentId) => <li>{names().get(studentId) ?? s().gone}</li>}</For>
            </ol>
          </details>
        </Show>
        <Show when={leaving() > 0}>
          <p class="text-xs font-medium text-warn">
            {s().applyAll(open().length)}, {s().leaving(leaving())}.
          </p>
        </Show>
        <For each={props.solution.applied}>
          {(one) => (
            <p class="mt-1 flex flex-wrap items-center gap-2 text-xs">
              <span>
                {one.mine ? s().appliedYou(when(one.at), one.rows) : s().applied(one.by, when(one.at), one.rows)}
                <Show when={one.back > 0}>, {s().back(one.back)}</Show>
              </span>
              <Show when={props.rows?.may.manage && one.back < one.rows}>
                <Button
                  size="sm"
                  kind="quiet"
                  icon={<Undo2 size={13} aria-hidden="true" />}
                  pending={props.acts.pending() === "back"}
                  onClick={() => void props.acts.takeBack(one.batchId)}
                >
                  {s().takeBack}
                </Button>
              </Show>
            </p>
          )}
        </For>
      </div>
      <div class="flex flex-wrap items-center gap-2">
        <ReasonPagesLink worksheetId={props.worksheetId} solutionId={props.solution.id} />
        <OpenAsScenario
          solutionId={props.solution.id}
          worksheetId={props.worksheetId}
          name={`${w().wayNames[props.solution.way]}, ${when(props.run.startedAt)}`}
        />
        <Show when={props.rows?.may.manage}>
          <Button
            kind="primary"
            disabled={open().length === 0}
            pending={props.acts.pending() === "apply"}
            onClick={() => void props.acts.apply(props.solution.id, open())}
          >
            {open().length === 0 ? s().applyNone : s().applyAll(open().length)}
          </Button>
        </Show>
      </div>
    </div>
  );
}
