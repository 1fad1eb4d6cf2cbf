import { createMemo, createSignal, For, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Board } from "./board.ts";
import type { Moves } from "./moves.ts";

type Refused = NonNullable<Awaited<ReturnType<Moves["confirm"]>>>["refused"];

/** « Finaliser »: disabled with its reason in words until something can be confirmed; says what goes, then what was refused and why (F-159, F-161). */
export function ConfirmPlaces(props: { board: Board; moves: Moves; onRefused(refused: Refused): void }) {
  const w = useWords(assignmentWords);
  const [asking, setAsking] = createSignal(false);
  const ready = () => props.board.ready();
  /** Those left out of it: all that can be finalised are, unless one says otherwise. */
  const [without, setWithout] = createSignal<ReadonlySet<Id>>(new Set());
  const chosen = () => ready().filter(({ requestId }) => !without().has(requestId));
  const held = (requestId: Id) => props.board.seatsOf(requestId).filter(({ state }) => state === "held").length;
  const students = () => chosen().reduce((sum, { requestId }) => sum + held(requestId), 0);
  const toggle = (requestId: Id) =>
    setWithout((before) => {
      const after = new Set(before);
      if (!after.delete(requestId)) after.add(requestId);
      return after;
    });
  const ask = () => {
    setWithout(new Set<Id>());
    setAsking(true);
  };
  /** What keeps places back, each once. */
  const keeping = createMemo(
    () => new Map(props.board.kept().flatMap(({ requestId }) => props.board.keeping(requestId).map((one) => [one.key, one]))),
  );
  const why = () => {
    if (ready().length > 0) return null;
    if (props.board.kept().length === 0) return w().confirmNothing;
    const blocks = [...keeping().values()].filter(({ severity }) => severity === "blocks").length;
    return blocks > 0 ? w().confirmBlocked(blocks) : w().confirmUndecided(keeping().size);
  };
  const confirm = async () => {
    setAsking(false);
    const outcome = await props.moves.confirm(chosen().map(({ requestId }): Id => requestId));
    if (outcome) props.onRefused(outcome.refused);
  };
  return (
    <>
      <div class="flex flex-wrap items-center gap-2">
        <Show when={why()}>
          {(reason) => (
            <span id="why-not-confirm" class="text-xs text-muted">
              {reason()}
            </span>
          )}
        </Show>
        <Button
          kind="primary"
          aria-disabled={why() !== null}
          aria-describedby={why() ? "why-not-confirm" : undefined}
          onClick={() => why() === null && ask()}
        >
          {ready().length > 0 ? w().confirmSome(ready().length) : w().confirm}
        </Button>
      </div>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={w().confirmTitle}
        text={w().confirmText(students(), chosen().length)}
        confirm={w().confirm}
        onConfirm={() => chosen().length > 0 && void confirm()}
      >
        <Show when={ready().length > 1}>
          <fieldset class="my-2">
            <legend class="text-xs font-semibold text-muted">{w().confirmWhich}</legend>
            <ul class="mt-1 flex max-h-60 flex-col overflow-y-auto rounded border border-line">
              <For each={ready().map(({ requestId }) => requestId)}>
                {(requestId) => (
                  <li>
                    <label class="flex min-h-8 cursor-pointer items-center gap-2 px-2 text-sm hover:bg-hover">
                      <input type="checkbox" class="tick" checked={!without().has(requestId)} onChange={() => toggle(requestId)} />
                      <span class="min-w-0 flex-1">{w().confirmLine(props.board.path(requestId), held(requestId))}</span>
                    </label>
                  </li>
                )}
              </For>
            </ul>
          </fieldset>
        </Show>
        <Show when={props.board.kept().length > 0}>
          <p class="text-sm text-muted">{w().confirmPart(props.board.kept().length)}</p>
        </Show>
      </ConfirmDialog>
    </>
  );
}

/** What was not finalised, place by place, in words. */
export function RefusedPlaces(props: { refused: Refused }) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  return (
    <Show when={props.refused.length > 0}>
      <Notice kind="warn" title={w().refusedTitle(props.refused.length)}>
        <ul class="list-disc pl-5">
          <For each={props.refused}>
            {({ path, refusal }) => (
              <li>
                {path} : {refusalSentence(refusal, language())}
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}
