import UserRound from "lucide-solid/icons/user-round";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import { timesOf } from "#domain/schedule.ts";
import { writeWeekdays } from "#domain/weekdays.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { splitWords } from "#words/request-split.ts";
import { writeInstant, writeTime } from "#words/words.ts";
import type { Board, GridPlace } from "./board.ts";
import type { Moves } from "./moves.ts";
import { SizeField } from "./size-field.tsx";

/** One accepted place: its seats drawn as they are (confirmed, held, free, too many), taken by drop, by Enter with students picked, or from the list. */
export function PlaceCard(props: { place: GridPlace; board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const s = useWords(splitWords);
  const { language } = useLanguage();
  const [over, setOver] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const seats = () => props.board.seatsOf(props.place.requestId);
  const free = () => props.place.size - seats().length;
  const blocked = () => props.board.conflictsAt(props.place.requestId).length > 0;
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
    if (studentIds.length > 0) void props.moves.hold(studentIds, props.place.requestId);
  };
  const picked = () => [...props.board.picked()];

  return (
    <article
      aria-label={props.place.path}
      data-testid="place"
      class="rounded-lg border bg-surface p-3"
      classList={{
        "border-danger": blocked(),
        "border-line": !blocked() && !over(),
        "border-accent ring-2 ring-accent/30": over() && !blocked(),
      }}
      onDragOver={(event) => {
        if (!props.mayAssign) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dragged = event.dataTransfer?.getData("text/plain") ?? "";
        take(picked().includes(dragged) || dragged === "" ? picked() : [dragged]);
      }}
    >
      <header class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 class="min-w-0 flex-1 text-sm font-semibold">{props.place.path}</h3>
        <StatusChip status={props.place.status} />
      </header>
      <p class="mt-0.5 text-xs text-muted">
        {when()}
        <Show when={props.place.instructor}>
          {(name) => (
            <>
              {" "}
              · {w().instructor} {name()}
            </>
          )}
        </Show>
      </p>
      <Show when={props.place.split.length > 0}>
        <div class="mt-1.5 rounded border border-line bg-sunken/50 px-2 py-1.5 text-xs">
          <p class="text-muted">{s().board(props.place.split.length)}</p>
          <ul class="mt-0.5 flex flex-col gap-0.5">
            <For each={props.place.split}>
              {(part) => (
                <li class="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                  <StatusChip status={part.status} short />
                  <span class="min-w-0 flex-1 truncate" title={part.path}>
                    {part.path}
                  </span>
                  <span class="text-muted tabular-nums">{`${part.startsOn}\u00A0– ${part.endsOn.slice(5)}`}</span>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
      <div class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-xs">
        <Show
          when={props.mayAssign && props.place.kind === "group"}
          fallback={<span class="font-semibold tabular-nums">{w().seats(seats().length, props.place.size)}</span>}
        >
          <SizeField place={props.place} taken={seats().length} moves={props.moves} />
        </Show>
        <span classList={{ "font-semibold text-danger": free() < 0, "text-muted": free() >= 0 }}>
          {free() < 0 ? w().over(-free()) : w().free(free())}
        </span>
      </div>
      <ul class="mt-2 flex flex-col gap-1">
        <For each={seats()}>
          {(seat, index) => (
            <SeatRow seat={seat} excess={index() >= props.place.size} board={props.board} moves={props.moves} mayAssign={props.mayAssign} />
          )}
        </For>
        <For each={Array.from({ length: Math.min(Math.max(free(), 0), 12) })}>
          {() => (
            <li class="flex min-h-7 items-center gap-2 rounded border border-dashed border-line-strong px-2 text-xs text-faint">
              <UserRound class="size-3.5" aria-hidden="true" /> {w().seatFree}
            </li>
          )}
        </For>
      </ul>
      <Show when={props.mayAssign}>
        <div class="mt-2 flex flex-wrap gap-2">
          <Show when={picked().length > 0}>
            <Button size="sm" kind="primary" data-place-target onClick={() => take(picked())}>
              {w().placeAction(picked().length, props.place.path)}
            </Button>
          </Show>
          <Show when={props.place.status === "confirmed"}>
            <Button size="sm" kind="quiet" onClick={() => setAsking(true)}>
              {w().unconfirm}
            </Button>
          </Show>
        </div>
      </Show>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={w().unconfirmTitle(props.place.path)}
        text={w().unconfirmText}
        confirm={w().unconfirm}
        onConfirm={() => {
          setAsking(false);
          void props.moves.unconfirm(props.place.requestId);
        }}
      />
    </article>
  );
}

function SeatRow(props: { seat: Seat; excess: boolean; board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const name = () => props.board.studentName(props.seat.studentId);
  const at = () => writeInstant(props.seat.at, language(), new Date());
  return (
    <li
      class="flex min-h-7 items-center gap-2 rounded px-2 text-xs"
      classList={{
        "bg-danger-soft ring-1 ring-danger": props.excess,
        "bg-st-confirmed-soft": !props.excess && props.seat.state === "confirmed",
        "bg-sunken": !props.excess && props.seat.state === "held",
      }}
      title={props.seat.mine ? w().byYou(at()) : w().by(props.seat.by, at())}
    >
      <UserRound class="size-3.5 shrink-0" aria-hidden="true" />
      <span class="min-w-0 flex-1 truncate font-medium">{name()}</span>
      <span class="text-muted">{props.seat.state === "confirmed" ? w().seatConfirmed : w().seatHeld}</span>
      <span class="sr-only">{props.seat.mine ? w().byYou(at()) : w().by(props.seat.by, at())}</span>
      <Show when={props.mayAssign}>
        <IconButton
          size="sm"
          kind="quiet"
          label={w().removeFrom(name())}
          icon={<X class="size-3.5" />}
          onClick={() => void props.moves.remove(props.seat.studentId)}
        />
      </Show>
    </li>
  );
}
