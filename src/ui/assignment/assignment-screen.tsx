import { createSignal, Show } from "solid-js";
import { SheetScreen, WaitingScreen } from "./sheet-screen.tsx";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { AvatarGroup } from "#ui/parts/avatar.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { AskedMoves, OfflineNotice } from "./asked-moves.tsx";
import { AskingDialogs } from "./asking-dialogs.tsx";
import { createBoard, type Board, type Grid } from "./board.ts";
import { ConfirmPlaces, RefusedPlaces } from "./confirm-places.tsx";
import { ConflictBands } from "./conflict-band.tsx";
import { useLiveGrid } from "./live-grid.ts";
import { useMoves } from "./moves.ts";
import { PlaceList } from "./place-list.tsx";
import { useSheetPresence, type SheetPresence } from "./presence.ts";
import { StudentList } from "./student-list.tsx";

/** `/fiches/:id/affectation`: students on the left, accepted places and their seats on the right, several people at once. */
export function AssignmentScreen(props: { worksheetId: string }) {
  const w = useWords(assignmentWords);
  const grid = useLiveGrid(() => props.worksheetId);
  const presence = useSheetPresence(() => props.worksheetId);
  return (
    <Show when={grid.data} fallback={<WaitingScreen title={w().title} query={grid} />}>
      {(data) => <Assignment grid={data()} presence={presence} />}
    </Show>
  );
}

function Assignment(props: { grid: Grid; presence: SheetPresence }) {
  const w = useWords(assignmentWords);
  const board = createBoard(() => props.grid);
  const moves = useMoves(board);
  const [refused, setRefused] = createSignal<Parameters<typeof RefusedPlaces>[0]["refused"]>([]);
  const head = () => props.grid.head;
  const enrolment = () => `/cohortes/${head().cohortId}/cours/${head().cohortCourseId}/inscriptions`;
  return (
    <SheetScreen
      head={head()}
      title={w().title}
      fill
      actions={
        <>
          <AvatarGroup people={props.presence.people()} />
          <ButtonLink href={`/fiches/${head().id}`}>{w().sheet}</ButtonLink>
          <Show when={props.grid.may.assign}>
            <ConfirmPlaces board={board} moves={moves} onRefused={setRefused} />
          </Show>
        </>
      }
      flush
    >
      <div class="flex min-h-0 flex-1 flex-col gap-3 px-4 pt-3 md:px-6">
        {/* What has to be decided stays in sight, and leaves the lists half of the screen at least. */}
        <div class="flex max-h-[32dvh] min-h-10 shrink flex-col gap-2 overflow-y-auto empty:hidden" data-testid="to-decide">
          <OfflineNotice moves={moves} />
          <AskedMoves board={board} moves={moves} />
          <ConflictBands board={board} moves={moves} mayAssign={props.grid.may.assign} />
          <RefusedPlaces refused={refused()} />
        </div>
        <div class="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] gap-4 max-md:grid-rows-none md:min-h-[50dvh] md:grid-cols-2">
          <Show
            when={props.grid.students.length > 0}
            fallback={
              <EmptyState
                title={w().noStudents}
                text={w().noStudentsText}
                action={<ButtonLink href={enrolment()}>{w().toEnrolment}</ButtonLink>}
              />
            }
          >
            <StudentList board={board} moves={moves} presence={props.presence} mayAssign={props.grid.may.assign} />
          </Show>
          <Show
            when={props.grid.places.length > 0}
            fallback={
              <EmptyState
                title={w().noPlaces}
                text={w().noPlacesText}
                action={<ButtonLink href={`/fiches/${head().id}`}>{w().sheet}</ButtonLink>}
              />
            }
          >
            <PlaceList board={board} moves={moves} mayAssign={props.grid.may.assign} />
          </Show>
        </div>
      </div>
      <Footer board={board} />
      <AskingDialogs board={board} moves={moves} />
    </SheetScreen>
  );
}

/** The sheet in five numbers and a sentence (F-162). */
function Footer(props: { board: Board }) {
  const w = useWords(assignmentWords);
  const grid = () => props.board.grid();
  const seats = () => grid().places.reduce((sum, { size }) => sum + size, 0);
  const inState = (of: "held" | "confirmed") => grid().seats.filter(({ state }) => state === of).length;
  const number = (value: () => number, label: () => string) => (
    <span>
      <b class="mr-1.5 text-lg text-ink tabular-nums">{value()}</b>
      {label()}
    </span>
  );
  return (
    <footer
      class="mt-3 flex shrink-0 flex-wrap gap-x-6 gap-y-1 border-t border-line bg-surface px-4 py-2 text-sm text-muted md:px-6"
      data-testid="assignment-footer"
    >
      {number(
        () => grid().students.length,
        () => w().footStudents,
      )}
      {number(
        () => grid().students.length - new Set(grid().seats.map(({ studentId }) => studentId)).size,
        () => w().footWaiting,
      )}
      {number(
        () => inState("held"),
        () => w().footHeld,
      )}
      {number(
        () => inState("confirmed"),
        () => w().footConfirmed,
      )}
      {number(seats, () => w().footPlaces)}
      <span class="ml-auto self-center">{w().surplus(seats() - grid().students.length)}</span>
    </footer>
  );
}
