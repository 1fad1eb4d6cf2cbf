import { useLocation, useNavigate, useParams } from "@solidjs/router";
import { createContext, createSignal, onMount, Show, Suspense, useContext, type JSX } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import Inbox from "lucide-solid/icons/inbox";
import SearchX from "lucide-solid/icons/search-x";
import type { SeenRequest } from "#domain/request-seen.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useMe } from "#ui/frame/me.ts";
import { EntryPanel } from "#ui/guest/entry-panel.tsx";
import { GuestEntryLinks } from "#ui/guest/entry-links.tsx";
import { HandedPanel } from "#ui/guest/handed-panel.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands, type Command } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { singleKeys } from "#ui/parts/preference.ts";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { useColumns } from "#ui/request/columns.tsx";
import { RequestFilterBar, StatusFilter, useRequestFilters } from "#ui/request/filters.tsx";
import type { Left } from "#ui/request/leaving.ts";
import { MoveButtons } from "#ui/request/move-buttons.tsx";
import { MoveDialogs, RefusedNotice, useMoves, type MoveKey, type Moves } from "#ui/request/moves.tsx";
import { RequestList, useRequestList } from "#ui/request/request-list.tsx";
import { RequestPanel } from "#ui/request/request-panel.tsx";
import { ToTagReport } from "#ui/request/tag-report-screen.tsx";
import { inboxWords } from "#words/inbox.ts";
import { DueWords, LeftWords, useDueColumn } from "./due-column.tsx";
import { KeyHints } from "./key-hints.tsx";
import { rowKeys } from "./row-keys.ts";

interface Shared {
  moves: Moves;
  keys: Partial<Record<MoveKey, string>>;
  back(): void;
  look(id: string): void;
}
const SharedContext = createContext<Shared>();

/** What is done to several at once; talking about it and keeping a place for it are done one by one. */
const single = new Set(["change", "place", "negotiate", "reserve"]);
const movable = (row: SeenRequest) => Object.entries(row.may).some(([name, may]) => !single.has(name) && may === true);

/** `/demandes`: what an organisation or a unit was sent, what waits first; answered by keyboard as fast as read (F-178). */
export function InboxScreen(props: { children?: JSX.Element }) {
  const w = useWords(inboxWords);
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const me = useMe();
  const state = useRequestFilters("inbox");
  const of = useRequestList("inbox", state);
  const columns = useColumns();
  const due = useDueColumn(of.leaving.leftBy);
  let list: HTMLDivElement | undefined;
  const keys = rowKeys({
    list: () => list,
    ids: () => of.rows().map(({ id }) => id),
    waits: (id) => of.rows().some((row) => row.id === id && row.waits),
    opened: () => params.id ?? null,
    open: (id) => navigate(`/demandes/${id}${state.query()}`, { scroll: false, replace: params.id !== undefined }),
  });
  const moves = useMoves({
    moved: (ids) => {
      const after = keys.after(ids);
      of.setTicked(new Set<string>());
      if (!params.id) keys.focus(after);
    },
  });
  const back = () => navigate(`/demandes${state.query()}`, { scroll: false });
  const unit = () => me.data?.actor?.kind === "destination-coordinator";
  const answers = () => (unit() ? "unit" : me.data?.actor?.kind === "receiving-coordinator" ? "organisation" : null);
  /** There are requests, and none of them waits. */
  const somethingElse = () => (of.counts.data?.counts.length ?? 0) > 0;
  // A unit answers for itself, its organisation for itself.
  const yes = (): MoveKey => (unit() ? "acceptForUnit" : "accept");
  const no = (): MoveKey => (unit() ? "declineForUnit" : "decline");

  /** What a key acts on: the ticked rows, else the open request, else the row under the cursor. */
  const targets = (): SeenRequest[] => {
    if (of.ticked().size > 0) return of.chosen();
    const id = params.id ?? keys.current();
    return of.rows().filter((row) => row.id === id);
  };
  const move = (name: MoveKey, key: string, words: string): Command => ({
    id: `inbox-${key}`,
    words,
    keys: key,
    run: () => moves.begin(name, targets()),
  });
  useCommands(() => [
    { id: "inbox-next", words: w().keys.next, keys: "j", run: () => keys.step(1) },
    { id: "inbox-previous", words: w().keys.previous, keys: "k", run: () => keys.step(-1) },
    { id: "inbox-waiting", words: w().keys.waiting, keys: "n", run: () => keys.waiting() },
    { id: "inbox-open", words: w().keys.open, keys: "o", run: () => keys.openCurrent() },
    { id: "inbox-tick", words: w().keys.tick, keys: "x", run: () => keys.tick(of) },
    { id: "inbox-take-back", words: w().keys.takeBack, keys: "u", run: () => moves.takeBackLast() },
    move(yes(), "a", w().keys.accept),
    move(no(), "d", w().keys.decline),
    ...(unit() ? [] : [move("redirect", "r", w().keys.redirect)]),
  ]);
  const [keyboard, setKeyboard] = createSignal(false);
  onMount(() => setKeyboard(matchMedia("(hover: hover) and (min-width: 640px)").matches));
  const shown = (): Partial<Record<MoveKey, string>> =>
    singleKeys() && keyboard() ? { [yes()]: "A", [no()]: "D", ...(unit() ? {} : { redirect: "R" }) } : {};
  return (
    <Screen
      title={w().title}
      fill
      actions={
        <>
          <GuestEntryLinks query={state.query()} />
          <ToTagReport />
        </>
      }
      bar={<StatusFilter state={state} counts={of.counts.data} box="inbox" />}
    >
      <div ref={list} class="flex min-h-0 flex-1 flex-col gap-2.5">
        <RequestFilterBar state={state} box="inbox" />
        <RefusedNotice moves={moves} />
        <SelectionBar count={of.ticked().size} onClear={() => of.setTicked(new Set<string>())}>
          <MoveButtons requests={of.chosen()} moves={moves} size="sm" keys={shown()} />
        </SelectionBar>
        <RequestList
          of={of}
          label={w().list}
          columns={[
            columns().reference,
            columns().status,
            columns().school,
            {
              ...columns().place,
              cell: (row) => <PlaceAndDue row={row} place={columns().place.cell(row)} left={of.leaving.leftBy(row.id)} />,
            },
            columns().dates,
            columns().size,
            due(),
          ]}
          hrefOf={(id) => `/demandes/${id}${state.query()}`}
          current={params.id ?? null}
          mayTick={movable}
          tickless={answers() === null}
          empty={
            <Show
              when={state.narrowed() || somethingElse()}
              fallback={
                <EmptyState
                  icon={<Inbox size={22} />}
                  title={w().empty.title}
                  text={unit() ? w().empty.unitText : w().empty.text}
                  {...(unit() ? {} : { action: <ButtonLink href="/milieux">{w().empty.action}</ButtonLink> })}
                />
              }
            >
              <Show
                when={state.narrowed()}
                fallback={
                  <EmptyState
                    icon={<CircleCheck size={22} />}
                    title={w().allAnswered.title}
                    text={w().allAnswered.text}
                    action={<Button onClick={() => state.set({ etat: "tous" })}>{w().allAnswered.action}</Button>}
                  />
                }
              >
                <EmptyState
                  icon={<SearchX size={22} />}
                  title={w().none.title}
                  text={w().none.text}
                  action={<Button onClick={() => state.clear()}>{w().none.action}</Button>}
                />
              </Show>
            </Show>
          }
        />
        <KeyHints answers={answers()} />
      </div>
      <Show when={!params.id}>
        <MoveDialogs moves={moves} />
      </Show>
      <SharedContext.Provider
        value={{
          moves,
          back,
          look: of.unseen.look,
          get keys() {
            return shown();
          },
        }}
      >
        <Suspense>{props.children}</Suspense>
      </SharedContext.Provider>
    </Screen>
  );
}

/** A phone has no room for the column of when it is due: it is said under the place. */
function PlaceAndDue(props: { row: SeenRequest; place: JSX.Element; left: Left | null }) {
  return (
    <>
      {props.place}
      <span class="block text-xs sm:hidden">
        <Show when={props.left} fallback={<Show when={props.row.waits}>{<DueWords of={props.row} />}</Show>}>
          {(left) => <LeftWords left={left()} />}
        </Show>
      </span>
    </>
  );
}

/** What only a receiving coordinator opens over the list. */
function useCoordinator(): () => Shared | undefined {
  const shared = useContext(SharedContext);
  const me = useMe();
  return () => (me.data?.actor?.kind === "receiving-coordinator" ? shared : undefined);
}

/** `/demandes/saisie`: a request of a school without account (F-202). */
export function InboxEntry() {
  const may = useCoordinator();
  const location = useLocation();
  return <Show when={may()}>{(given) => <EntryPanel query={location.search} onClose={given().back} />}</Show>;
}

/** `/demandes/sans-compte`: what such schools are writing, and how one works with them (F-206). */
export function InboxGuests() {
  const may = useCoordinator();
  const location = useLocation();
  return <Show when={may()}>{(given) => <HandedPanel query={location.search} onClose={given().back} />}</Show>;
}

/** `/demandes/:id`: one of them, over the list. */
export function InboxPanel() {
  const params = useParams<{ id: string }>();
  const shared = useContext(SharedContext);
  return (
    <Show when={shared}>
      {(given) => <RequestPanel id={params.id} moves={given().moves} keys={given().keys} onClose={given().back} onSeen={given().look} />}
    </Show>
  );
}
