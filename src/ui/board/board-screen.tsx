import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import Pencil from "lucide-solid/icons/pencil";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { HistoryButton } from "#ui/history/history-button.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { Menu } from "#ui/parts/menu.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { Choice } from "#ui/occupancy/controls.tsx";
import { boardWords } from "#words/board.ts";
import { useFiguresLive } from "./data.ts";
import { FiguresView } from "./figures-view.tsx";
import { PairDialog } from "./pair-dialog.tsx";
import { Preview } from "./preview.tsx";

/** `/murs/:id`: a board as its screens show it now, and the same figures as tables. */
export function BoardScreen() {
  const w = useWords(boardWords);
  const params = useParams<{ id: string }>();
  const [search, setSearch] = useSearchParams<{ vue?: string; forme?: string }>();
  const navigate = useNavigate();
  const failure = useFailure();
  const [pairing, setPairing] = createSignal(false);
  const board = useQuery(() => ({ queryKey: ["board", "get", params.id], queryFn: () => api.board.get.query({ id: params.id }) }));
  const frame = useQuery(() => ({
    queryKey: ["board", "frame", params.id],
    queryFn: () => api.board.frame.query({ id: params.id }),
    refetchInterval: 60_000,
  }));
  useFiguresLive();
  const known = () => answerOf(board);
  const shown = () => answerOf(frame);
  const at = () => Math.max(0, shown()?.views.findIndex((view) => view.id === search.vue) ?? 0);
  const edit = () => navigate(`/murs/${params.id}/modifier`);
  const remove = async () => {
    const of = known();
    if (!of) return;
    try {
      await api.board.remove.mutate({ id: of.id, version: of.version });
      const undo = () => void api.board.restore.mutate({ id: of.id }).catch(failure.tell);
      toast({ text: w().removed(of.name), action: { label: w().undo, run: undo }, about: of.id });
      navigate("/murs");
    } catch (error) {
      failure.tell(error);
    }
  };
  useCommands(() => [
    { id: "board-edit", words: w().edit, keys: "e", disabled: !known()?.may.edit, run: edit, group: "here" },
    { id: "display-pair", words: w().pair, disabled: !known()?.may.edit, run: () => setPairing(true), group: "here" },
  ]);
  return (
    <Switch>
      <Match when={board.isError}>
        <Mishap error={board.error} />
      </Match>
      <Match when={true}>
        <Screen
          title={known()?.name ?? w().board}
          crumbs={[{ label: w().title, href: "/murs" }]}
          bar={
            <div class="flex">
              <Choice
                label={w().shown}
                value={search.forme === "chiffres" ? "figures" : "preview"}
                options={(["preview", "figures"] as const).map((value) => ({ value, label: w()[value] }))}
                onChange={(value) => setSearch({ forme: value === "figures" ? "chiffres" : undefined }, { replace: true, scroll: false })}
              />
            </div>
          }
          actions={
            <Show when={known()?.may.edit}>
              <HistoryButton about={params.id} name={known()?.name ?? ""} />
              <Button icon={<MonitorSmartphone size={15} aria-hidden="true" />} onClick={() => setPairing(true)}>
                {w().pair}
              </Button>
              <ButtonLink href={`/murs/${params.id}/modifier`} kind="primary" icon={<Pencil size={15} aria-hidden="true" />}>
                {w().edit}
              </ButtonLink>
              <Menu
                label={w().more}
                kind="plain"
                trigger={<Ellipsis size={16} aria-hidden="true" />}
                items={[{ id: "remove", label: w().remove, danger: true, run: () => void remove() }]}
              />
            </Show>
          }
        >
          <Show
            when={shown()}
            fallback={
              <Show when={frame.isError} fallback={<Skeleton blocks={3} />}>
                {<Mishap error={frame.error} />}
              </Show>
            }
          >
            {(of) => (
              <Show
                when={search.forme === "chiffres"}
                fallback={
                  <div class="mx-auto w-full max-w-5xl">
                    <p class="mb-2 text-sm text-muted">{w().previewHint}</p>
                    <Preview
                      frame={of()}
                      at={at()}
                      onAt={(index) => setSearch({ vue: of().views[index]?.id }, { replace: true, scroll: false })}
                    />
                  </div>
                }
              >
                <FiguresView frame={of()} />
              </Show>
            )}
          </Show>
          <Show when={pairing() && known()}>
            {(of) => <PairDialog boards={[of()]} boardId={of().id} onClose={() => setPairing(false)} />}
          </Show>
        </Screen>
      </Match>
    </Switch>
  );
}
