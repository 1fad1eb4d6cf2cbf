import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import Monitor from "lucide-solid/icons/monitor";
import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import Plus from "lucide-solid/icons/plus";
import { answerOf } from "#ui/answer.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { boardWords } from "#words/board.ts";
import { writeInstant } from "#words/words.ts";
import { useBoards, useDisplays, type BoardRow } from "./data.ts";
import { PairDialog } from "./pair-dialog.tsx";
import { WallTabs } from "./wall-tabs.tsx";

/** `/murs`: the boards that screens on walls show. */
export function BoardsScreen() {
  const w = useWords(boardWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const list = useBoards();
  const displays = useDisplays();
  const [pairing, setPairing] = createSignal(false);
  const boards = () => answerOf(list)?.boards ?? [];
  const may = () => answerOf(list)?.may ?? { create: false, pair: false };
  useCommands(() => [
    { id: "board-new", words: w().new, keys: "n", disabled: !may().create, run: () => navigate("/murs/nouveau"), group: "here" },
    { id: "display-pair", words: w().pair, disabled: !may().pair, run: () => setPairing(true), group: "here" },
  ]);
  const columns = (): DataColumn<BoardRow>[] => [
    { key: "name", header: w().columns.name, cell: (row) => row.name },
    {
      key: "displays",
      header: w().columns.displays,
      cell: (row) => (
        <span class="inline-flex items-center gap-1.5">
          <span class={`size-2 rounded-full ${row.live > 0 ? "bg-done" : "bg-line-strong"}`} aria-hidden="true" />
          {w().ofThemLive(row.live, row.displays)}
        </span>
      ),
      width: "w-44",
      from: "sm",
    },
    {
      key: "views",
      header: w().columns.views,
      cell: (row) => `${w().viewsCount(row.views)}, ${w().tilesCount(row.tiles)}`,
      width: "w-40",
      from: "md",
    },
    { key: "policy", header: w().columns.policy, cell: (row) => w().policies[row.policy].label, width: "w-36", from: "lg" },
    {
      key: "changed",
      header: w().columns.changed,
      cell: (row) => <span class="text-muted">{w().by(row.by, writeInstant(row.changedAt, language(), new Date()))}</span>,
      width: "w-56",
      from: "lg",
    },
  ];
  const newLink = () => (
    <ButtonLink href="/murs/nouveau" kind="primary" icon={<Plus size={15} aria-hidden="true" />}>
      {w().new}
    </ButtonLink>
  );
  return (
    <Screen
      title={w().title}
      fill
      actions={
        <>
          <Show when={may().pair && boards().length > 0}>
            <Button icon={<MonitorSmartphone size={15} aria-hidden="true" />} onClick={() => setPairing(true)}>
              {w().pair}
            </Button>
          </Show>
          <Show when={may().create}>{newLink()}</Show>
        </>
      }
      bar={<WallTabs boards={answerOf(list)?.boards.length} displays={answerOf(displays)?.displays.length} />}
    >
      <DataList
        label={w().boards}
        rows={boards()}
        columns={columns()}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        href={(row) => `/murs/${row.id}`}
        loading={list.isLoading}
        empty={
          <EmptyState
            icon={<Monitor size={22} />}
            title={w().empty.title}
            text={w().empty.text}
            action={<Show when={may().create}>{newLink()}</Show>}
          />
        }
      />
      <Show when={pairing()}>
        <PairDialog boards={boards()} onClose={() => setPairing(false)} />
      </Show>
    </Screen>
  );
}
