import { keepPreviousData, useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, Match, onCleanup, Switch } from "solid-js";
import { boardWrite, type BoardWrite } from "#domain/board.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { boardWords } from "#words/board.ts";
import { useFiguresLive } from "./data.ts";
import { Preview } from "./preview.tsx";

const quietFor = 300;

/** What the board that is being written would show now; asked for when the writing pauses, and kept while it makes no sense. */
export function EditorPreview(props: { board: () => BoardWrite; at: number; onAt(at: number): void }) {
  const w = useWords(boardWords);
  const [asked, setAsked] = createSignal<BoardWrite | null>(null);
  const [complete, setComplete] = createSignal(true);
  useFiguresLive();
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(() => {
    const read = boardWrite.safeParse(JSON.parse(JSON.stringify(props.board())));
    setComplete(read.success);
    clearTimeout(timer);
    if (read.success) timer = setTimeout(() => setAsked(read.data), asked() === null ? 0 : quietFor);
  });
  onCleanup(() => clearTimeout(timer));
  const frame = useQuery(() => ({
    queryKey: ["board", "preview", JSON.stringify(asked())],
    queryFn: () => {
      const board = asked();
      if (!board) throw new Error("nothing is asked for");
      return api.board.preview.query(board);
    },
    enabled: asked() !== null,
    placeholderData: keepPreviousData,
    throwOnError: false,
  }));
  return (
    <section class="flex flex-col gap-2" aria-label={w().preview}>
      <Switch fallback={<div class="aspect-video w-full rounded-lg border border-line bg-sunken" />}>
        <Match when={frame.isSuccess && frame.data}>{(of) => <Preview frame={of()} at={props.at} onAt={props.onAt} />}</Match>
      </Switch>
      <Switch>
        <Match when={!complete()}>
          <Notice kind="info" quiet>
            {w().form.problem}
          </Notice>
        </Match>
      </Switch>
    </section>
  );
}
