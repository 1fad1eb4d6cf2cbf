import ExternalLink from "lucide-solid/icons/external-link";
import Pencil from "lucide-solid/icons/pencil";
import UserRound from "lucide-solid/icons/user-round";
import { A } from "@solidjs/router";
import { createEffect, createSignal, For, Show } from "solid-js";
import { timesOf } from "#domain/schedule.ts";
import { writeWeekdays } from "#domain/weekdays.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { TagChip } from "#ui/request/tag-chip.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { assignmentWords } from "#words/assignment.ts";
import { splitWords } from "#words/request-split.ts";
import { writeTime } from "#words/words.ts";
import type { Board, GridPlace } from "./board.ts";
import type { Moves } from "./moves.ts";
import { SeatRow, WaitingSeat } from "./seat-row.tsx";
import { SizeField } from "./size-field.tsx";

/** Free seats are drawn one by one up to here, then counted. */
export const freeDrawn = 6;

interface PlaceCardProps {
  place: GridPlace;
  board: Board;
  moves: Moves;
  mayAssign: boolean;
  /** Somebody was led here: it takes the focus, once. */
  sought: boolean;
  onFound(): void;
}

/** One accepted place: its seats drawn as they are (confirmed, held, free, too many), taken by drop, by Enter with students picked, or from the list. */
export function PlaceCard(props: PlaceCardProps) {
  const w = useWords(assignmentWords);
  const m = useWords(moveWords);
  const { language } = useLanguage();
  const [over, setOver] = createSignal(false);
  const id = () => props.place.requestId;
  const seats = () => props.board.seatsOf(id());
  const free = () => props.place.size - seats().length;
  const blocked = () => props.board.blockedAt(id());
  const waiting = () => props.moves.offline.queue().filter(({ toRequestId }) => toRequestId === id());
  /** Else it is asked for with whoever sits there (made of preferences, or postponed): nobody new until who receives has answered. */
  const open = () => props.place.status === "accepted" || props.place.status === "confirmed";
  const when = () => {
    const { schedule } = props.place;
    const times = timesOf(schedule);
    const days = schedule.weekdays ? writeWeekdays(schedule.weekdays, language()) : "";
    return [
      `${schedule.startsOn} – ${schedule.endsOn}`,
      days,
      times ? `${writeTime(times.startTime, language())} – ${writeTime(times.endTime, language())}` : (schedule.shiftCode ?? ""),
    ]
      .filter((part) => part !== "")
      .join(" · ");
  };
  const take = (studentIds: string[]) => {
    if (studentIds.length > 0) void props.moves.hold(studentIds, id());
  };
  const picked = () => [...props.board.picked()];
  /** The button goes with the students it placed: the keyboard is where it was, and the next Space takes the next student. */
  const takePicked = (event: MouseEvent) => {
    take(picked());
    // Pressed by a key: a pointer stays where it is.
    if (event.detail !== 0) return;
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="students"] [data-student][tabindex="0"]')?.focus());
  };
  let card: HTMLElement | undefined;
  createEffect(() => {
    if (!props.sought) return;
    requestAnimationFrame(() => card?.focus());
    props.onFound();
  });

  return (
    <article
      ref={card}
      tabindex={-1}
      aria-label={props.place.path}
      data-testid="place"
      class="rounded-lg border bg-surface p-3 outline-offset-[-2px]"
      classList={{
        "border-danger": blocked(),
        "border-line": !blocked() && !over(),
        "border-accent ring-2 ring-accent/30": over() && !blocked(),
      }}
      onDragOver={(event) => {
        if (!props.mayAssign || !open()) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!props.mayAssign || !open()) return;
        const dragged = event.dataTransfer?.getData("text/plain") ?? "";
        take(picked().includes(dragged) || dragged === "" ? picked() : [dragged]);
      }}
    >
      <header class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 class="min-w-0 flex-1 text-sm font-semibold">
          <A href={`/sorties/${id()}`} class="rounded-sm hover:underline" title={w().openRequest(props.place.reference)}>
            {props.place.path}
            <ExternalLink class="ml-1 inline size-3 text-faint" aria-hidden="true" />
          </A>
        </h3>
        <For each={props.place.tags}>{(tag) => <TagChip tag={tag} short />}</For>
        <StatusChip status={props.place.status} />
      </header>
      <p class="mt-0.5 text-xs text-muted">{when()}</p>
      <Show when={!open()}>
        <p class="mt-1 text-xs font-medium text-warn">
          {props.place.status === "new" || props.place.status === "new-part" ? w().notSent : w().notAnswered}
        </p>
      </Show>
      <Companions place={props.place} board={props.board} mayAssign={props.mayAssign} />
      <Parts place={props.place} />
      <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-xs">
        <Show
          when={props.mayAssign && props.place.kind === "group" && open()}
          fallback={<span class="font-semibold tabular-nums">{w().seats(seats().length, props.place.size)}</span>}
        >
          <SizeField place={props.place} taken={seats().length} moves={props.moves} />
        </Show>
        <span classList={{ "font-semibold text-danger": free() < 0, "text-muted": free() >= 0 }}>
          {free() < 0 ? w().over(-free()) : w().free(free())}
        </span>
      </div>
      {/* Above the seats: in sight at the top of a long card, and never under a message. */}
      <Show when={props.mayAssign && picked().length > 0 && open()}>
        <Button size="sm" kind="primary" class="mt-2 max-w-full text-left whitespace-normal!" data-place-target onClick={takePicked}>
          {w().placeAction(picked().length, props.place.path)}
        </Button>
      </Show>
      <ul class="mt-2 flex flex-col gap-1">
        <For each={seats().map(({ assignmentId }) => assignmentId)}>
          {(assignmentId, index) => (
            <Show when={seats().find((one) => one.assignmentId === assignmentId)}>
              {(seat) => (
                <SeatRow
                  seat={seat()}
                  excess={index() >= props.place.size}
                  board={props.board}
                  moves={props.moves}
                  mayAssign={props.mayAssign}
                />
              )}
            </Show>
          )}
        </For>
        <For each={waiting()}>{({ studentId }) => <WaitingSeat name={props.board.studentName(studentId)} />}</For>
        <For each={Array.from({ length: Math.min(Math.max(free() - waiting().length, 0), freeDrawn) })}>
          {() => (
            <li class="flex min-h-7 items-center gap-2 rounded border border-dashed border-line-strong px-2 text-xs text-faint">
              <UserRound class="size-3.5" aria-hidden="true" /> {w().seatFree}
            </li>
          )}
        </For>
        <Show when={free() - waiting().length > freeDrawn}>
          <li class="px-2 text-xs text-muted">{w().moreFree(free() - waiting().length - freeDrawn)}</li>
        </Show>
      </ul>
      <Show when={props.mayAssign}>
        <div class="mt-2 flex flex-wrap gap-2">
          <Show when={props.place.status === "confirmed"}>
            <Button size="sm" kind="quiet" onClick={() => props.board.setAsking({ what: "unconfirm", requestId: id() })}>
              {w().unconfirm}
            </Button>
          </Show>
          <Show when={seats().length > 1}>
            <Button size="sm" kind="quiet" onClick={() => props.board.setAsking({ what: "clear", requestId: id() })}>
              {m().clear}
            </Button>
          </Show>
        </div>
      </Show>
    </article>
  );
}

/** Who goes along: the school's instructor, and the one at the place, both set from here (F-156, F-168). */
function Companions(props: { place: GridPlace; board: Board; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const names = () =>
    [
      props.place.instructor === null ? w().noInstructor : w().instructorNamed(props.place.instructor),
      ...(props.place.siteInstructors.length > 0 ? [w().siteInstructorNamed(props.place.siteInstructors.join(", "))] : []),
    ].join(" · ");
  return (
    <Show when={props.place.kind === "group" || props.place.instructor !== null || props.place.siteInstructors.length > 0}>
      <p class="mt-0.5 flex flex-wrap items-center gap-x-1 text-xs text-muted">
        <span>{names()}</span>
        <Show when={props.mayAssign}>
          <button
            type="button"
            class="inline-grid size-6 place-items-center rounded hover:bg-hover hover:text-ink"
            aria-label={w().setInstructor(props.place.path)}
            title={w().setInstructor(props.place.path)}
            onClick={() => props.board.setInstructing(props.place.requestId)}
          >
            <Pencil class="size-3.5" aria-hidden="true" />
          </button>
        </Show>
      </p>
    </Show>
  );
}

/** The other places and periods of a split, each with its share of the group (F-163). */
function Parts(props: { place: GridPlace }) {
  const s = useWords(splitWords);
  const w = useWords(assignmentWords);
  return (
    <Show when={props.place.split.length > 0}>
      <div class="mt-1.5 rounded border border-line bg-sunken/50 px-2 py-1.5 text-xs">
        <p class="text-muted">
          {s().board(props.place.split.length)}
          <Show when={props.place.sizeHere}>{(here) => <> · {w().here(here())}</>}</Show>
        </p>
        <ul class="mt-0.5 flex flex-col gap-0.5">
          <For each={props.place.split}>
            {(part) => (
              <li class="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <StatusChip status={part.status} short />
                <span class="min-w-0 flex-1 truncate" title={part.path}>
                  {part.path}
                </span>
                <span class="text-muted tabular-nums">{w().partSize(part.size)}</span>
                <span class="text-muted tabular-nums">{`${part.startsOn}\u00A0– ${part.endsOn.slice(5)}`}</span>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
