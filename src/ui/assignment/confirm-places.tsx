import { createSignal, For, Show } from "solid-js";
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
  const students = () =>
    ready().reduce((sum, { requestId }) => sum + props.board.seatsOf(requestId).filter(({ state }) => state === "held").length, 0);
  const why = () =>
    ready().length > 0 ? null : props.board.kept().length > 0 ? w().confirmBlocked(props.board.conflicts().length) : w().confirmNothing;
  const confirm = async () => {
    setAsking(false);
    const outcome = await props.moves.confirm(ready().map(({ requestId }): Id => requestId));
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
          onClick={() => why() === null && setAsking(true)}
        >
          {ready().length > 0 ? w().confirmSome(ready().length) : w().confirm}
        </Button>
      </div>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={w().confirmTitle}
        text={w().confirmText(students(), ready().length)}
        confirm={w().confirm}
        onConfirm={() => void confirm()}
      >
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
