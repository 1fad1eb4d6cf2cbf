import { useNavigate, useParams } from "@solidjs/router";
import { createContext, Show, Suspense, useContext, type JSX } from "solid-js";
import Inbox from "lucide-solid/icons/send-horizontal";
import SearchX from "lucide-solid/icons/search-x";
import Zap from "lucide-solid/icons/zap";
import type { SeenRequest } from "#domain/request-seen.ts";
import { HolidayAction } from "#ui/calendar/holiday-action.tsx";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { PaperActions } from "#ui/print/paper-actions.tsx";
import { QuickPanel } from "#ui/quick/quick-panel.tsx";
import { useColumns } from "#ui/request/columns.tsx";
import { RequestFilterBar, StatusFilter, useRequestFilters } from "#ui/request/filters.tsx";
import { MoveButtons } from "#ui/request/move-buttons.tsx";
import { MoveDialogs, RefusedNotice, useMoves, useMoveWords, type MoveKey, type Moves } from "#ui/request/moves.tsx";
import { HoldActions } from "#ui/request/hold-section.tsx";
import { RequestList, useRequestList } from "#ui/request/request-list.tsx";
import { Overlaps } from "#ui/request/overlap-section.tsx";
import { RequestPanel } from "#ui/request/request-panel.tsx";
import { ToTagReport } from "#ui/request/tag-report-screen.tsx";
import { outboxWords } from "#words/outbox.ts";
import { HoldBand } from "./hold-band.tsx";

interface Shared {
  moves: Moves;
  back(): void;
  look(id: string): void;
}
const SharedContext = createContext<Shared>();

const movable = (row: SeenRequest) => Object.entries(row.may).some(([name, may]) => name !== "change" && name !== "place" && may === true);

/** `/sorties`: the school's requests, from the first copy to the last answer, with what can be done to those ticked (F-115, 4.1.5). */
export function OutboxScreen(props: { children?: JSX.Element }) {
  const w = useWords(outboxWords);
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const state = useRequestFilters();
  const of = useRequestList("outbox", state);
  const moves = useMoves({ moved: () => of.setTicked(new Set<string>()) });
  const columns = useColumns();
  const wordOf = useMoveWords();
  const back = () => navigate(`/sorties${state.query()}`, { scroll: false });
  const me = useMe();
  const answers = () => me.data?.actor?.kind === "placing-coordinator";
  const paper = () => of.counts.data?.counts.find(({ status }) => status === "sent-paper")?.requests ?? 0;
  const onlyPaper = () => state.filters().statuses?.join() === "sent-paper";
  const command = (move: MoveKey) => ({
    id: `outbox-${move}`,
    words: wordOf(move, "placing"),
    disabled: !of.chosen().some((row) => row.may[move]),
    run: () => moves.begin(move, of.chosen()),
  });
  useCommands(() => (["send", "accept", "decline", "cancel", "discard"] as const).map(command));
  return (
    <Screen
      title={w().title}
      fill
      bar={<StatusFilter state={state} counts={of.counts.data} />}
      actions={
        <>
          <ToTagReport />
          <Show when={answers()}>
            <ButtonLink href={`/sorties/saisie${state.query()}`} icon={<Zap size={15} aria-hidden="true" />}>
              {w().quick}
            </ButtonLink>
          </Show>
        </>
      }
    >
      <div class="flex min-h-0 flex-1 flex-col gap-2.5">
        <RequestFilterBar state={state} box="outbox" />
        <Show when={answers() && paper() > 0 && !onlyPaper() && of.ticked().size === 0}>
          <Notice
            kind="info"
            quiet
            actions={
              <Button size="sm" onClick={() => state.set({ etat: "sent-paper" })}>
                {w().showPaper}
              </Button>
            }
          >
            {w().paper(paper())}
          </Notice>
        </Show>
        <Show when={of.ticked().size === 0}>
          <HoldBand
            shown={state.filters().statuses?.join() === "sent-held"}
            onShow={() => state.set({ etat: "sent-held", periode: "all" })}
          />
        </Show>
        <RefusedNotice moves={moves} />
        <SelectionBar count={of.ticked().size} onClear={() => of.setTicked(new Set<string>())}>
          <HoldActions requests={of.chosen()} />
          <MoveButtons requests={of.chosen()} moves={moves} size="sm" />
          <HolidayAction requests={of.chosen()} />
          <Show when={answers()}>
            <PaperActions requests={of.chosen()} size="sm" onDone={() => of.setTicked(new Set<string>())} />
          </Show>
        </SelectionBar>
        <Overlaps requests={of.rows()}>
          <RequestList
            of={of}
            label={w().list}
            columns={[
              columns().reference,
              columns().status,
              columns().course,
              columns().place,
              columns().dates,
              columns().size,
              columns().changed,
            ]}
            hrefOf={(id) => `/sorties/${id}${state.query()}`}
            current={params.id ?? null}
            mayTick={movable}
            empty={
              <Show
                when={state.narrowed()}
                fallback={
                  <EmptyState
                    icon={<Inbox size={22} />}
                    title={w().empty.title}
                    text={w().empty.text}
                    action={
                      <ButtonLink kind="primary" href="/cohortes">
                        {w().empty.action}
                      </ButtonLink>
                    }
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
            }
          />
        </Overlaps>
      </div>
      <Show when={!params.id}>
        <MoveDialogs moves={moves} />
      </Show>
      <SharedContext.Provider value={{ moves, back, look: of.unseen.look }}>
        <Suspense>{props.children}</Suspense>
      </SharedContext.Provider>
    </Screen>
  );
}

/** `/sorties/saisie`: a place asked for without a cohort, over the list (F-145). */
export function OutboxQuick() {
  const shared = useContext(SharedContext);
  const me = useMe();
  const may = () => (me.data?.actor?.kind === "placing-coordinator" ? shared : undefined);
  return <Show when={may()}>{(given) => <QuickPanel onClose={given().back} />}</Show>;
}

/** `/sorties/:id`: one of them, over the list. */
export function OutboxPanel() {
  const params = useParams<{ id: string }>();
  const shared = useContext(SharedContext);
  return (
    <Show when={shared}>
      {(given) => <RequestPanel id={params.id} moves={given().moves} onClose={given().back} onSeen={given().look} />}
    </Show>
  );
}
