import { createMemo, createSignal, Show, type JSX } from "solid-js";
import type { CleanUp } from "#domain/clean-up.ts";
import type { Id } from "#domain/id.ts";
import { SheetScreen, WaitingScreen } from "./sheet-screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { datesOf, placeOf } from "#ui/request/columns.tsx";
import { RepairLink } from "#ui/matching/swap-link.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { MoveDialogs, RefusedNotice, useMoves as useRequestMoves } from "#ui/request/moves.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { cleanUpWords } from "#words/clean-up.ts";
import { createBoard, type Board, type Grid } from "./board.ts";
import { useCleanUpCommands } from "./clean-up-commands.ts";
import { useCleanUp } from "./clean-up-data.ts";
import { CleanUpStep } from "./clean-up-step.tsx";
import { useLiveGrid } from "./live-grid.ts";

/** The reason of what is not needed because students left. */
const attrition = "attrition";

/** `/fiches/:id/menage`: what is left to tidy once places are answered, step by step, each with what settles it (4.1.9). */
export function CleanUpScreen(props: { worksheetId: string }) {
  const w = useWords(cleanUpWords);
  const grid = useLiveGrid(() => props.worksheetId);
  return (
    <Show when={grid.data} fallback={<WaitingScreen title={w().title} query={grid} />}>
      {(data) => <Tidying grid={data()} />}
    </Show>
  );
}

function Tidying(props: { grid: Grid }) {
  const w = useWords(cleanUpWords);
  const board = createBoard(() => props.grid);
  const { known, left, requests } = useCleanUp(() => props.grid);
  const moves = useRequestMoves();
  const head = () => props.grid.head;
  const tidy = () => {
    const { waiting, empty, large, over, asked } = left();
    return waiting.length + empty.length + large.length + over.length + asked.length + board.ready().length + board.kept().length === 0;
  };
  return (
    <SheetScreen head={head()} title={w().title} width="narrow">
      <Show when={known()} fallback={<Skeleton rows={8} />}>
        <Show
          when={!tidy()}
          fallback={
            <EmptyState
              title={w().tidy}
              text={w().tidyText}
              action={<ButtonLink href={`/fiches/${head().id}/affectation`}>{w().toGrid}</ButtonLink>}
            />
          }
        >
          <div class="flex flex-col gap-3">
            <p class="text-sm text-muted">{w().intro}</p>
            <RefusedNotice moves={moves} />
            <Steps board={board} left={left()} requests={requests()} moves={moves} />
          </div>
        </Show>
      </Show>
      <MoveDialogs moves={moves} />
    </SheetScreen>
  );
}

interface StepsProps {
  board: Board;
  left: CleanUp;
  requests: ReturnType<ReturnType<typeof useCleanUp>["requests"]>;
  moves: ReturnType<typeof useRequestMoves>;
}

function Steps(props: StepsProps) {
  const w = useWords(cleanUpWords);
  const commands = useCleanUpCommands(props.board);
  const head = () => props.board.grid().head;
  const may = () => props.board.grid().may.assign;
  const toGrid = () => `/fiches/${head().id}/affectation`;
  const seated = (requestId: Id) => props.board.seatsOf(requestId).length;
  const size = (requestId: Id) => props.board.place(requestId)?.size ?? 0;
  const toFinalise = createMemo(() => [...props.board.ready(), ...props.board.kept()].map(({ requestId }) => requestId));
  const held = () => toFinalise().reduce((sum, id) => sum + props.board.seatsOf(id).filter(({ state }) => state === "held").length, 0);
  const spareOf = (of: CleanUp["empty"]) => of.filter(({ spare }) => spare).map(({ requestId }) => requestId);
  const seen = (ids: readonly Id[]) => ids.flatMap((id) => props.requests.get(id) ?? []);
  const cancel = (ids: readonly Id[]) => props.moves.begin("cancel", seen(ids), attrition);
  const cancellable = (ids: readonly Id[]) =>
    seen(ids)
      .filter((one) => one.may.cancel)
      .map(({ id }) => id);
  return (
    <>
      <CleanUpStep
        at={1}
        title={w().over.title}
        text={w().over.text}
        ids={props.left.over}
        actions={
          <ButtonLink size="sm" href={toGrid()}>
            {w().over.act}
          </ButtonLink>
        }
        line={(id) => (
          <Line path={props.board.path(id)} note={w().over.line(seated(id), size(id))} danger>
            <Show when={may()}>
              <RepairLink worksheetId={head().id} of={{ place: id, path: props.board.path(id) }} />
            </Show>
          </Line>
        )}
      />
      <CleanUpStep
        at={2}
        title={w().waiting.title}
        text={w().waiting.text(props.board.freeSeats())}
        ids={props.left.waiting}
        actions={<WaitingActions board={props.board} ids={props.left.waiting} may={may()} commands={commands} />}
        line={(id) => (
          <>
            <span class="min-w-0 flex-1 basis-52">
              <span class="font-medium">{props.board.studentName(id)}</span>
              <span class="block truncate text-xs text-muted">{props.board.student(id)?.preferences.join(" · ") ?? ""}</span>
            </span>
            <Show when={may()}>
              <RepairLink worksheetId={head().id} of={{ student: id, name: props.board.studentName(id) }} />
              <Button size="sm" kind="quiet" onClick={() => void commands.takeOff([id])}>
                {w().waiting.act}
                <Of name={props.board.studentName(id)} />
              </Button>
            </Show>
          </>
        )}
      />
      <CleanUpStep
        at={3}
        title={w().large.title}
        text={w().large.text}
        ids={props.left.large.map(({ requestId }) => requestId)}
        actions={
          <Show when={may() && props.left.large.length > 1}>
            <Button size="sm" pending={commands.busy()} onClick={() => void commands.shrink(props.left.large)}>
              {w().large.all(props.left.large.length)}
            </Button>
          </Show>
        }
        line={(id) => {
          const to = () => props.left.large.find(({ requestId }) => requestId === id)?.to ?? size(id);
          return (
            <Line path={props.board.path(id)} note={w().large.line(seated(id), size(id))}>
              <Show when={may()}>
                <Button size="sm" pending={commands.busy()} onClick={() => void commands.shrink([{ requestId: id, to: to() }])}>
                  {w().large.act(to())}
                  <Of name={props.board.path(id)} />
                </Button>
              </Show>
            </Line>
          );
        }}
      />
      <CleanUpStep
        at={4}
        title={w().empty.title}
        text={w().empty.text}
        ids={props.left.empty.map(({ requestId }) => requestId)}
        actions={
          <Show when={cancellable(spareOf(props.left.empty)).length > 1}>
            <Button size="sm" onClick={() => cancel(spareOf(props.left.empty))}>
              {w().empty.all(cancellable(spareOf(props.left.empty)).length)}
            </Button>
          </Show>
        }
        line={(id) => <RequestLine id={id} spare={props.left.empty.some((one) => one.requestId === id && one.spare)} {...props} />}
      />
      <CleanUpStep
        at={5}
        title={w().asked.title}
        text={w().asked.text}
        ids={props.left.asked.map(({ requestId }) => requestId)}
        actions={
          <Show when={cancellable(spareOf(props.left.asked)).length > 1}>
            <Button size="sm" onClick={() => cancel(spareOf(props.left.asked))}>
              {w().asked.all(cancellable(spareOf(props.left.asked)).length)}
            </Button>
          </Show>
        }
        line={(id) => <RequestLine id={id} spare={props.left.asked.some((one) => one.requestId === id && one.spare)} {...props} />}
      />
      <CleanUpStep
        at={6}
        title={w().ready.title}
        text={w().ready.text(held(), toFinalise().length)}
        ids={toFinalise()}
        actions={
          <ButtonLink size="sm" href={toGrid()}>
            {w().ready.act}
          </ButtonLink>
        }
        line={(id) => <Line path={props.board.path(id)} note={w().over.line(seated(id), size(id))} />}
      />
    </>
  );
}

/** What a button is about, where its words are the same in each line: heard after them. */
const Of = (props: { name: string }) => <VisuallyHidden>{`\u00A0: ${props.name}`}</VisuallyHidden>;

/** A place in a line: where, what of it, and what can be done. */
function Line(props: { path: string; note: string; danger?: boolean; children?: JSX.Element }) {
  return (
    <>
      <span class="min-w-0 flex-1 basis-52">
        <span class="font-medium">{props.path}</span>
        <span class="block text-xs" classList={{ "font-semibold text-danger": props.danger === true, "text-muted": props.danger !== true }}>
          {props.note}
        </span>
      </span>
      {props.children}
    </>
  );
}

/** A request nobody sits on: its status, whether anybody may still need it, and its end. */
function RequestLine(props: StepsProps & { id: Id; spare: boolean }) {
  const w = useWords(cleanUpWords);
  const request = () => props.requests.get(props.id);
  return (
    <Show when={request()} fallback={<Line path={props.board.path(props.id)} note="" />}>
      {(of) => (
        <>
          <span class="min-w-0 flex-1 basis-52">
            <span class="font-medium">{placeOf(of().place)}</span>
            <span class="block text-xs text-muted tabular-nums">{datesOf(of().schedule)}</span>
          </span>
          <span class="text-xs" classList={{ "font-semibold text-warn": props.spare, "text-muted": !props.spare }}>
            {props.spare ? w().empty.spare : w().empty.needed}
          </span>
          <StatusChip status={of().status} short />
          <Show when={of().may.cancel}>
            <Button size="sm" kind="quiet" onClick={() => props.moves.begin("cancel", [of()], attrition)}>
              {w().asked.cancel}
              <Of name={placeOf(of().place)} />
            </Button>
          </Show>
          <Show when={!of().may.cancel && of().may.discard}>
            <Button size="sm" kind="quiet" onClick={() => props.moves.begin("discard", [of()])}>
              {w().asked.discard}
              <Of name={placeOf(of().place)} />
            </Button>
          </Show>
        </>
      )}
    </Show>
  );
}

/** Where those without a place can go: to the grid, the matching, or back to the enrolment all at once. */
function WaitingActions(props: { board: Board; ids: readonly Id[]; may: boolean; commands: ReturnType<typeof useCleanUpCommands> }) {
  const w = useWords(cleanUpWords);
  const a = useWords(assignmentWords);
  const [asking, setAsking] = createSignal(false);
  const sheet = () => props.board.grid().head.id;
  return (
    <>
      <Show when={props.board.freeSeats() > 0}>
        <ButtonLink size="sm" href={`/fiches/${sheet()}/affectation`}>
          {w().toGrid}
        </ButtonLink>
        <ButtonLink size="sm" href={`/fiches/${sheet()}/jumelage`}>
          {w().toMatching}
        </ButtonLink>
      </Show>
      <Show when={props.may && props.ids.length > 1}>
        <Button size="sm" onClick={() => setAsking(true)}>
          {w().waiting.all(props.ids.length)}
        </Button>
      </Show>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={w().waiting.ask(props.ids.length)}
        text={`${w().waiting.askText} ${a().available(props.board.freeSeats(), props.board.grid().places.length)}`}
        confirm={w().waiting.act}
        onConfirm={() => {
          setAsking(false);
          void props.commands.takeOff(props.ids);
        }}
      />
    </>
  );
}
