import { createSignal, For, Show } from "solid-js";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { AvatarGroup } from "#ui/parts/avatar.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { writeTerm } from "#words/programme.ts";
import { createBoard, type Grid } from "./board.ts";
import { ConfirmPlaces, RefusedPlaces } from "./confirm-places.tsx";
import { ConflictBands } from "./conflict-band.tsx";
import { useLiveGrid } from "./live-grid.ts";
import { useMoves } from "./moves.ts";
import { PlaceCard } from "./place-card.tsx";
import { useSheetPresence, type SheetPresence } from "./presence.ts";
import { StudentList } from "./student-list.tsx";

/** `/fiches/:id/affectation`: students on the left, accepted places and their seats on the right, several people at once. */
export function AssignmentScreen(props: { worksheetId: string }) {
  const w = useWords(assignmentWords);
  const grid = useLiveGrid(() => props.worksheetId);
  const presence = useSheetPresence(() => props.worksheetId);
  return (
    <Show
      when={grid.data}
      fallback={
        <Screen title={w().title}>
          <Skeleton rows={8} />
        </Screen>
      }
    >
      {(data) => <Assignment grid={data()} presence={presence} />}
    </Show>
  );
}

function Assignment(props: { grid: Grid; presence: SheetPresence }) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const board = createBoard(() => props.grid);
  const moves = useMoves(board);
  const [refused, setRefused] = createSignal<Parameters<typeof RefusedPlaces>[0]["refused"]>([]);
  const head = () => props.grid.head;
  const enrolment = () => `/cohortes/${head().cohortId}/cours/${head().cohortCourseId}/inscriptions`;
  return (
    <Screen
      title={w().title}
      crumbs={[
        { label: head().cohort, href: `/cohortes/${head().cohortId}` },
        { label: head().course },
        { label: writeTerm(head().term, language()) },
      ]}
      actions={
        <>
          <AvatarGroup people={props.presence.people()} />
          <ButtonLink href={`/fiches/${head().id}`}>{w().sheet}</ButtonLink>
          <Show when={props.grid.may.assign}>
            <ConfirmPlaces board={board} moves={moves} onRefused={setRefused} />
          </Show>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <ConflictBands board={board} moves={moves} mayAssign={props.grid.may.assign} />
        <RefusedPlaces refused={refused()} />
        <div class="grid items-start gap-4 lg:grid-cols-2">
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
          <section aria-labelledby="places-heading" class="flex min-w-0 flex-col gap-2">
            <h2 id="places-heading" class="text-base font-semibold">
              {w().places}
            </h2>
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
              <div class="grid gap-3 xl:grid-cols-2">
                <For each={props.grid.places}>
                  {(place) => <PlaceCard place={place} board={board} moves={moves} mayAssign={props.grid.may.assign} />}
                </For>
              </div>
            </Show>
          </section>
        </div>
        <Footer grid={props.grid} />
      </div>
    </Screen>
  );
}

/** The sheet in four numbers and a sentence (F-162). */
function Footer(props: { grid: Grid }) {
  const w = useWords(assignmentWords);
  const seats = () => props.grid.places.reduce((sum, { size }) => sum + size, 0);
  const confirmed = () => props.grid.seats.filter(({ state }) => state === "confirmed").length;
  const number = (value: () => number, label: () => string) => (
    <span>
      <b class="mr-1.5 text-lg text-ink tabular-nums">{value()}</b>
      {label()}
    </span>
  );
  return (
    <footer
      class="sticky bottom-0 flex flex-wrap gap-x-6 gap-y-1 border-t border-line bg-surface px-4 py-2.5 text-sm text-muted"
      data-testid="assignment-footer"
    >
      {number(
        () => props.grid.students.length,
        () => w().footStudents,
      )}
      {number(
        () => props.grid.students.length - props.grid.seats.length,
        () => w().footWaiting,
      )}
      {number(seats, () => w().footPlaces)}
      {number(confirmed, () => w().footConfirmed)}
      <span class="ml-auto self-center">{w().surplus(seats() - props.grid.students.length)}</span>
    </footer>
  );
}
