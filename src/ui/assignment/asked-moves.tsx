import { For, Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { refusalSentence } from "#words/refusal.ts";
import { writeInstant } from "#words/words.ts";
import type { Board } from "./board.ts";
import type { Asked, Moves } from "./moves.ts";

/** What a person may want all the same; anything else that was refused is impossible, and only said. */
const answerable = ({ why }: Asked): boolean =>
  why.kind === "late" || why.refusal.code === "already-assigned" || why.refusal.code === "stale";

/** Students somebody has to decide about, one by one: a colleague was faster, or the line was away for too long. */
export function AskedMoves(props: { board: Board; moves: Moves }) {
  const m = useWords(moveWords);
  const asked = () => props.moves.asked();
  return (
    <Show when={asked().length > 0}>
      <Notice
        kind="warn"
        title={m().asked(asked().length)}
        actions={
          <Show when={asked().length > 1}>
            <Button size="sm" onClick={props.moves.settleAll}>
              {m().leaveAll}
            </Button>
          </Show>
        }
      >
        <p class="text-muted">{m().askedText}</p>
        <ul class="mt-1 flex max-h-60 flex-col divide-y divide-warn/25 overflow-y-auto" data-testid="asked">
          <For each={asked().map(({ studentId }) => studentId)}>
            {(studentId) => (
              <Show when={asked().find((one) => one.studentId === studentId)}>
                {(one) => <AskedLine asked={one()} board={props.board} moves={props.moves} />}
              </Show>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}

function AskedLine(props: { asked: Asked; board: Board; moves: Moves }) {
  const m = useWords(moveWords);
  const { language } = useLanguage();
  const where = () => {
    const seat = props.board.seatOf(props.asked.studentId);
    return seat ? m().nowAt(props.board.path(seat.requestId)) : m().nowNowhere;
  };
  const why = () => {
    const { why } = props.asked;
    return why.kind === "late"
      ? `${m().late(writeInstant(new Date(why.at).toISOString(), language(), new Date()))}. ${where()}`
      : refusalSentence(why.refusal, language());
  };
  const goOn = () => {
    const { toRequestId, why } = props.asked;
    if (toRequestId === null) return m().takeOff;
    const path = props.board.path(toRequestId);
    return why.kind === "late" && !props.board.seatOf(props.asked.studentId) ? m().place(path) : m().anyway(path);
  };
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5">
      <span class="min-w-0 flex-1 basis-72">
        <b class="font-semibold">{props.board.studentName(props.asked.studentId)}</b>
        {`\u00A0: ${why()}`}
      </span>
      <span class="flex flex-wrap gap-2">
        <Show when={answerable(props.asked)}>
          <Button size="sm" class="max-w-full text-left whitespace-normal!" onClick={() => props.moves.goOn(props.asked)}>
            {goOn()}
          </Button>
        </Show>
        <Button size="sm" kind="quiet" onClick={() => props.moves.settle(props.asked.studentId)}>
          {m().leave}
        </Button>
      </span>
    </li>
  );
}

/** Says that there is no line, what waits, and what will become of it. */
export function OfflineNotice(props: { moves: Moves }) {
  const m = useWords(moveWords);
  const { offline } = props.moves;
  const count = () => offline.queue().length;
  return (
    <Show when={offline.offline()}>
      <Notice kind="warn">{offline.long() ? m().offlineLong(count()) : m().offline(count())}</Notice>
    </Show>
  );
}
