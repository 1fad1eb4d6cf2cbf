import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useParams } from "@solidjs/router";
import { Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { boardWords } from "#words/board.ts";
import { BoardForm } from "./board-form.tsx";
import { draftOf, newView, type BoardDraft } from "./drafting.ts";

/** `/murs/nouveau`: a board is made, from a first view that is of use to most. */
export function NewBoardScreen() {
  const w = useWords(boardWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const choices = useQuery(() => ({ queryKey: ["board", "choices"], queryFn: () => api.board.choices.query() }));
  const first = (): BoardDraft => ({
    name: w().form.defaultName,
    side: answerOf(choices)?.sides[0] ?? "placing",
    policy: "public",
    language: language(),
    nightHow: "none",
    nightFrom: "21:00",
    nightTo: "06:00",
    views: [newView(w().form.firstView, ["statuses", "conflicts", "answers", "flow"])],
  });
  return (
    <Screen title={w().form.newTitle} crumbs={[{ label: w().title, href: "/murs" }]}>
      <Show when={!choices.isError} fallback={<Mishap error={choices.error} />}>
        <Show when={answerOf(choices)} fallback={<Skeleton blocks={3} />}>
          {(known) => {
            let made: string | null = null;
            return (
              <BoardForm
                of="new"
                initial={first()}
                sides={known().sides}
                choices={known()}
                send={async (board) => {
                  made = (await api.board.create.mutate(board)).id;
                }}
                onDone={() => {
                  toast({ text: w().created });
                  navigate(made === null ? "/murs" : `/murs/${made}`);
                }}
                onCancel={() => navigate("/murs")}
              />
            );
          }}
        </Show>
      </Show>
    </Screen>
  );
}

/** `/murs/:id/modifier`: a board is changed; its screens show it as soon as it is saved. */
export function EditBoardScreen() {
  const w = useWords(boardWords);
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const board = useQuery(() => ({ queryKey: ["board", "get", params.id], queryFn: () => api.board.get.query({ id: params.id }) }));
  return (
    <Screen
      title={w().form.editTitle(answerOf(board)?.name ?? "")}
      crumbs={[
        { label: w().title, href: "/murs" },
        { label: answerOf(board)?.name ?? w().board, href: `/murs/${params.id}` },
      ]}
    >
      <Show when={!board.isError} fallback={<Mishap error={board.error} />}>
        {/* what somebody else saves meanwhile is said when this is saved, and changes nothing under the writer's hands */}
        <Show when={answerOf(board)?.id} fallback={<Skeleton blocks={3} />} keyed>
          {(id) => {
            const first = board.data;
            if (!first) return null;
            return (
              <BoardForm
                of={id}
                initial={draftOf(first)}
                sides={[first.side]}
                choices={first}
                send={(write) => api.board.update.mutate({ id, version: first.version, board: write })}
                onDone={() => {
                  toast({ text: w().saved });
                  navigate(`/murs/${id}`);
                }}
                onCancel={() => navigate(`/murs/${id}`)}
              />
            );
          }}
        </Show>
      </Show>
    </Screen>
  );
}
