import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { DueWords } from "#ui/inbox/due-column.tsx";
import { useWords } from "#ui/language.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { datesOf, daysWaited, placeOf } from "#ui/request/columns.tsx";
import { MoveButtons } from "#ui/request/move-buttons.tsx";
import type { Moves } from "#ui/request/moves.tsx";
import { requestWords } from "#words/request.ts";

/** One request that waits, with its answer beside it: nothing needs to be opened to answer (F-147). */
export function RequestLine(props: { request: SeenRequest; moves: Moves; href: string }) {
  const w = useWords(requestWords);
  const who = () => (props.request.side === "placing" ? props.request.place.receiving : props.request.school.name);
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5">
      <div class="min-w-0 flex-[1_1_18rem]">
        <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
          <A href={props.href} class="font-medium hover:underline">
            {placeOf(props.request.place) || who()}
          </A>
          {/* A unit has answered, or it is on paper: that is what the organisation answers on. */}
          <Show when={props.request.status !== "pending" && props.request.status !== "sent-paper"}>
            <StatusChip status={props.request.status} />
          </Show>
        </div>
        <p class="text-sm text-muted">
          {who()}, {props.request.course.number}, {props.request.kind === "group" ? w().group(props.request.size) : w().individual}
        </p>
        <p class="text-xs text-muted tabular-nums">
          {w().reference(props.request.reference)}, {datesOf(props.request.schedule)}, {w().waits(daysWaited(props.request))}
          <Show when={props.request.side !== "placing" && props.request.waits}>
            {", "}
            <DueWords of={props.request} />
          </Show>
        </p>
      </div>
      <div class="flex flex-wrap items-center gap-2">
        <MoveButtons requests={[props.request]} moves={props.moves} size="sm" />
      </div>
    </li>
  );
}
