import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createSignal, For, Show } from "solid-js";
import Hourglass from "lucide-solid/icons/hourglass";
import { meets, type ReservedPlace } from "#domain/reservation.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { reservationWords, writeReserved } from "#words/reservation.ts";
import { useReservations, type Kept, type SeenReservation } from "./kept.ts";

const reserving = new Set(["placing-coordinator", "receiving-coordinator", "destination-coordinator"]);

/**
 * Who keeps a unit while arranging a place there, until when, and the way to keep it oneself for a quarter of an hour. `place` says
 * the dates and hours one would keep; without it the line is read only.
 */
export function UnitReservation(props: {
  destinationId: string;
  place?: ReservedPlace | undefined;
  /** Known already, of a list of units that asked once for all. */
  kept?: Kept;
  compact?: boolean;
}) {
  const w = useWords(reservationWords);
  const me = useMe();
  const failure = useFailure();
  const queries = useQueryClient();
  const kept = props.kept ?? useReservations({ destinationIds: () => [props.destinationId] });
  const [pending, setPending] = createSignal(false);
  const here = () => kept.at(props.destinationId);
  const mine = () => here().some((one) => one.mine);
  // Nothing to press where somebody keeps it at these hours already: one reads who, and until when.
  const taken = () => here().some((one) => props.place !== undefined && meets(one, props.place));
  const mayTake = () => props.place !== undefined && reserving.has(me.data?.actor?.kind ?? "") && !mine() && !taken();

  async function run(work: () => Promise<unknown>, said: string): Promise<void> {
    setPending(true);
    try {
      await work();
      toast({ text: said });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
      void queries.invalidateQueries({ queryKey: ["reservation"] });
    }
  }
  const take = () => {
    const { place } = props;
    if (place) void run(() => api.reservation.take.mutate(place), w().taken);
  };
  // Told once, when it was there and no longer is, and nobody gave it back here.
  createEffect((before: SeenReservation | undefined) => {
    const own = here().find((one) => one.mine);
    if (before && !own && kept.secondsLeft(before.until) === 0) toast({ text: w().lapsed });
    return own;
  });
  return (
    <Show when={here().length > 0 || mayTake()}>
      <div class={`flex flex-col gap-1.5 ${props.compact ? "text-xs" : "text-sm"}`} data-testid="reservation">
        <Show when={here().length > 0}>
          <ul class="flex flex-col gap-1.5">
            <For each={here()}>{(one) => <KeptLine one={one} left={kept.secondsLeft(one.until)} pending={pending()} run={run} />}</For>
          </ul>
        </Show>
        <Show when={mayTake()}>
          <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button size="sm" pending={pending()} icon={<Hourglass size={14} aria-hidden="true" />} onClick={take}>
              {w().take}
            </Button>
            <Show when={!props.compact}>
              <span class="min-w-0 flex-[1_1_14rem] text-xs text-muted">{w().takeHint}</span>
            </Show>
          </div>
        </Show>
      </div>
    </Show>
  );
}

function KeptLine(props: {
  one: SeenReservation;
  left: number;
  pending: boolean;
  run(work: () => Promise<unknown>, said: string): Promise<void>;
}) {
  const w = useWords(reservationWords);
  const { language } = useLanguage();
  return (
    <li
      class="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border px-2.5 py-1.5"
      classList={{ "border-accent bg-accent-soft": props.one.mine, "border-line bg-warn-soft": !props.one.mine }}
    >
      <Hourglass size={14} aria-hidden="true" class="shrink-0" />
      <span class="min-w-0 flex-[1_1_12rem]">
        <strong class="font-medium">{w().kept(props.one)}</strong>
        {", "}
        <span class="tabular-nums" aria-hidden="true">
          {w().left(props.left)}
        </span>
        <span class="sr-only">{w().untilClock(props.one.until)}</span>
        <span class="block text-muted">{w().for(writeReserved(props.one, language()))}</span>
      </span>
      <Show when={props.one.may.prolong && props.left < 300}>
        <Button
          size="sm"
          pending={props.pending}
          onClick={() => void props.run(() => api.reservation.prolong.mutate({ id: props.one.id }), w().prolonged)}
        >
          {w().prolong}
        </Button>
      </Show>
      <Show when={props.one.may.release}>
        <Button
          size="sm"
          kind="quiet"
          pending={props.pending}
          onClick={() => void props.run(() => api.reservation.release.mutate({ id: props.one.id }), w().released)}
        >
          {w().release}
        </Button>
      </Show>
    </li>
  );
}
