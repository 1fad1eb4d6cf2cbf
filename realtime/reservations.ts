import { nextLapse } from "#db/reservation.ts";
import { lapseDue } from "#server/reservation-lapse.ts";
import { startMoments, type MomentDeps } from "./moments.ts";

/** Says of reservations that they lapsed, when they do: also of those whose time was over while no server ran (R352). */
export const startReservations = (deps: MomentDeps): Promise<() => void> =>
  startMoments(deps, {
    turns: new Set(["reservation.made", "reservation.prolonged"]),
    job: "lapse-reservations",
    next: nextLapse,
    work: () => lapseDue(deps),
    said: { done: "reservations lapsed", failed: "reservations could not be lapsed; trying again" },
  });
