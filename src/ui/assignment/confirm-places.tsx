import { createMemo, createSignal, For, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { conflictWords } from "#words/conflict.ts";
import { assignmentWords } from "#words/assignment.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Board } from "./board.ts";
import { NoteField, Warnings } from "./conflict-decide.tsx";
import { useDecisions } from "./conflict-decision.ts";
import type { Moves } from "./moves.ts";

type Refused = NonNullable<Awaited<ReturnType<Moves["confirm"]>>>["refused"];

/** « Finaliser »: disabled with its reason in words until something can be confirmed; says what goes, then what was refused and why (F-159, F-161). */
export function ConfirmPlaces(props: { board: Board; moves: Moves; onRefused(refused: Refused): void }) {
  const w = useWords(assignmentWords);
  const c = useWords(conflictWords);
  const decisions = useDecisions(props.board);
  const [note, setNote] = createSignal("");
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
    setNote("");
    setAsking(true);
  };
  /** Warnings nobody has decided on at the places that go: to confirm them is to decide on each, and the button says so. */
  const warnings = createMemo(() => [
    ...new Map(chosen().flatMap(({ requestId }) => props.board.keeping(requestId).map((one) => [one.key, one]))).values(),
  ]);
  const why = () => {
    if (ready().length > 0) return null;
    if (props.board.kept().length === 0) return w().confirmNothing;
    return w().confirmBlocked(props.board.openConflicts().filter(({ severity }) => severity === "blocks").length);
  };
  const confirm = async () => {
    const requestIds = chosen().map(({ requestId }): Id => requestId);
    const keys = warnings().map(({ key }) => key);
    setAsking(false);
    if (keys.length > 0 && !(await decisions.decide(keys, note().trim(), true))) return;
    const outcome = await props.moves.confirm(requestIds);
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
        confirm={warnings().length > 0 ? c().confirmWarned(warnings().length) : w().confirm}
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
        <Show when={warnings().length > 0}>
          <div class="my-2 flex flex-col gap-2">
            <p class="text-sm font-semibold">{c().confirmAsk(warnings().length)}</p>
            <Warnings conflicts={warnings()} board={props.board} />
            <NoteField note={note()} onChange={setNote} />
          </div>
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
