import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, onCleanup } from "solid-js";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";

export type SeenReservation = Outputs["reservation"]["list"]["reservations"][number];

/** What is kept at some units, with the seconds each has left by the server's clock; asked again the moment one lapses (R352). */
export function useReservations(of: { destinationIds: () => Id[] }) {
  const list = useQuery(() => ({
    queryKey: ["reservation", "list", of.destinationIds()],
    queryFn: async () => {
      const answer = await api.reservation.list.query({ destinationIds: of.destinationIds() });
      return { ...answer, askedAt: Date.now() };
    },
    enabled: of.destinationIds().length > 0,
  }));
  // A record whose unit changes stays on the page while the new one is asked for.
  const known = () => answerOf(list);
  const [now, setNow] = createSignal(Date.now());
  /** The server's clock, as far as this machine's can follow it. */
  const serverNow = () => {
    const answer = known();
    return answer ? Date.parse(answer.now) + Math.max(0, now() - answer.askedAt) : now();
  };
  createEffect(() => {
    if ((known()?.reservations.length ?? 0) === 0) return;
    setNow(Date.now());
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    onCleanup(() => clearInterval(ticking));
  });
  const alive = () => (known()?.reservations ?? []).filter(({ until }) => Date.parse(until) > serverNow());
  return {
    /** The server's clock, in milliseconds. */
    now: serverNow,
    at: (destinationId: Id) => alive().filter((one) => one.destinationId === destinationId),
    secondsLeft: (until: string) => Math.max(0, Math.round((Date.parse(until) - serverNow()) / 1_000)),
  };
}

export type Kept = ReturnType<typeof useReservations>;
