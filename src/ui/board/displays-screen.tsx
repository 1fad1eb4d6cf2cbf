import { useNavigate } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Monitor from "lucide-solid/icons/monitor";
import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { boardWords } from "#words/board.ts";
import { writeInstant } from "#words/words.ts";
import { useBoards, useDisplays, type DisplayRow } from "./data.ts";
import { AssignDialog, RenameDialog } from "./display-dialogs.tsx";
import { PairDialog, wallAddress } from "./pair-dialog.tsx";
import { WallTabs } from "./wall-tabs.tsx";

type Asking = { what: "rename" | "assign" | "revoke"; id: string };

/** `/murs/ecrans`: the screens on walls, what each shows and when it was last seen; told who they are, given another board, taken away. */
export function DisplaysScreen() {
  const w = useWords(boardWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const navigate = useNavigate();
  const list = useDisplays();
  const boards = useBoards();
  const [pairing, setPairing] = createSignal(false);
  // the server does not know by which address it is reached
  const [address, setAddress] = createSignal("/mur");
  onMount(() => setAddress(wallAddress()));
  const [asking, setAsking] = createSignal<Asking | null>(null);
  const [pending, setPending] = createSignal(false);
  const displays = () => answerOf(list)?.displays ?? [];
  const known = () => answerOf(boards)?.boards ?? [];
  const mayPair = () => answerOf(list)?.may.pair ?? false;
  const asked = () => {
    const of = asking();
    const row = of && displays().find(({ id }) => id === of.id);
    return of && row ? { what: of.what, row } : null;
  };
  useCommands(() => [{ id: "display-pair", words: w().pair, keys: "n", disabled: !mayPair(), run: () => setPairing(true), group: "here" }]);
  const when = (instant: string) => writeInstant(instant, language(), new Date());
  const identify = (row: DisplayRow) =>
    api.display.identify.mutate({ id: row.id }).then(() => toast({ text: w().identified(row.name) }), failure.tell);
  const revoke = async (row: DisplayRow) => {
    setPending(true);
    try {
      await api.display.revoke.mutate({ id: row.id });
      toast({ text: w().revokedDone(row.name) });
      setAsking(null);
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const state = (row: DisplayRow) => {
    if (row.revokedAt !== null) return { dot: "bg-line-strong", text: w().revoked(when(row.revokedAt)) };
    if (row.live) return { dot: "bg-done", text: row.view === null ? w().live : `${w().live}, ${w().showing(row.view)}` };
    return row.seenAt === null ? { dot: "bg-line-strong", text: w().never } : { dot: "bg-danger", text: w().quiet(when(row.seenAt)) };
  };
  const columns = (): DataColumn<DisplayRow>[] => [
    { key: "name", header: w().columns.name, cell: (row) => row.name },
    {
      key: "state",
      header: w().columns.state,
      cell: (row) => (
        <span class="inline-flex max-w-full items-center gap-1.5">
          <span class={`size-2 shrink-0 rounded-full ${state(row).dot}`} aria-hidden="true" />
          <span class="truncate">{state(row).text}</span>
        </span>
      ),
      width: "w-40 md:w-72",
    },
    {
      key: "board",
      header: w().columns.board,
      cell: (row) => row.board ?? <span class="text-muted">{w().noBoard}</span>,
      width: "w-48",
      from: "sm",
    },
    {
      key: "size",
      header: w().columns.size,
      cell: (row) => (
        <span class="text-muted tabular-nums">{row.width && row.height ? `${row.width}\u00A0×\u00A0${row.height}` : "–"}</span>
      ),
      width: "w-32",
      from: "lg",
    },
    {
      key: "acts",
      header: w().columns.acts,
      hiddenHeader: true,
      width: "w-14",
      align: "end",
      cell: (row) => (
        <Show when={row.may.manage}>
          <Menu
            label={w().actsOf(row.name)}
            size="sm"
            trigger={<Ellipsis size={16} aria-hidden="true" />}
            items={[
              { id: "identify", label: w().identify, disabled: !row.live, run: () => void identify(row) },
              { id: "rename", label: w().rename, run: () => setAsking({ what: "rename", id: row.id }) },
              { id: "assign", label: w().assign, run: () => setAsking({ what: "assign", id: row.id }) },
              ...(row.boardId === null ? [] : [{ id: "open", label: w().open, run: () => navigate(`/murs/${row.boardId}`) }]),
              "line" as const,
              { id: "revoke", label: w().revoke, danger: true, run: () => setAsking({ what: "revoke", id: row.id }) },
            ]}
          />
        </Show>
      ),
    },
  ];
  const pairButton = () => (
    <Show
      when={known().length > 0}
      fallback={
        <ButtonLink href="/murs/nouveau" kind="primary">
          {w().new}
        </ButtonLink>
      }
    >
      <Button kind="primary" icon={<MonitorSmartphone size={15} aria-hidden="true" />} onClick={() => setPairing(true)}>
        {w().pair}
      </Button>
    </Show>
  );
  return (
    <Screen
      title={w().title}
      fill
      actions={<Show when={mayPair()}>{pairButton()}</Show>}
      bar={<WallTabs boards={answerOf(boards)?.boards.length} displays={answerOf(list)?.displays.length} />}
    >
      <DataList
        label={w().displays}
        rows={displays()}
        columns={columns()}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        dimmed={(row) => row.revokedAt !== null}
        loading={list.isLoading}
        empty={
          <EmptyState
            icon={<Monitor size={22} />}
            title={w().emptyDisplays.title}
            text={w().emptyDisplays.text(address())}
            action={<Show when={mayPair()}>{pairButton()}</Show>}
          />
        }
      />
      <Show when={pairing()}>
        <PairDialog boards={known()} onClose={() => setPairing(false)} />
      </Show>
      <Show when={asked()?.what === "rename" && asked()?.row.id} keyed>
        <Show when={asked()}>{(of) => <RenameDialog display={of().row} onClose={() => setAsking(null)} />}</Show>
      </Show>
      <Show when={asked()?.what === "assign" && asked()?.row.id} keyed>
        <Show when={asked()}>{(of) => <AssignDialog display={of().row} boards={known()} onClose={() => setAsking(null)} />}</Show>
      </Show>
      <ConfirmDialog
        open={asked()?.what === "revoke"}
        title={w().revokeTitle(asked()?.row.name ?? "")}
        text={w().revokeText}
        confirm={w().revoke}
        danger
        pending={pending()}
        onConfirm={() => {
          const row = asked()?.row;
          if (row) void revoke(row);
        }}
        onClose={() => setAsking(null)}
      />
    </Screen>
  );
}
