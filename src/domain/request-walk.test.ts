import { expect, test } from "vitest";
import { eventOf } from "./request-event.ts";
import { record } from "./request-sample.ts";
import { takeBack } from "./request-take-back.ts";
import {
  decide,
  isOpen,
  moveFrom,
  moveNames,
  moves,
  sides,
  statuses,
  statusSeenBy,
  type Command,
  type MoveName,
  type Mover,
  type Status,
} from "./request.ts";

/** By hand: `WALK_SEEDS=20000 WALK_FROM=1 npx vitest run --config app.config.ts src/domain/request-walk.test.ts`. */
const seeds = Number(process.env.WALK_SEEDS ?? 400);
const first = Number(process.env.WALK_FROM ?? 1);
const movers: readonly Mover[] = [...sides, "system"];

/** A number below `below`, from a seed, the same on every machine (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const known = ["move-not-possible", "place-incomplete", "reason-needed", "nobody-assigned", "group-over-allocated", "invalid"];
/** The database says the same (`reason_for_a_no`). */
const hasReason = (status: string) => ["declined", "declined-by-unit", "cancelled"].includes(status);

function commandFrom(roll: (below: number) => number, from: Status, mover: Mover): Command {
  // mostly what can be done from there: else most lives would stand still
  const likely = Object.keys(moves[from]) as MoveName[];
  const move = (roll(3) === 0 ? undefined : likely[roll(likely.length)]) ?? moveNames[roll(moveNames.length)] ?? "send";
  const chance = () => roll(2) === 0;
  const reason = chance() ? { code: "staffing", note: chance() ? "x" : "", needsNote: chance() } : null;
  const day = (from: number) => `2027-0${1 + roll(6)}-${String(from + roll(10)).padStart(2, "0")}`;
  switch (move) {
    case "send":
      return { move, targetIsUser: chance(), heldUntil: chance() ? "2099-01-05T14:00:00.000Z" : null };
    case "release":
      return { move, targetIsUser: chance() };
    case "redirect":
      return { move, destinationId: "d", unitIsUser: chance() };
    case "auto-redirect":
      return { move, destinationId: "d" };
    case "relocate":
      return { move, destinationId: "d2", siteId: "s2", serviceId: "v2", from: "4e Est" };
    case "decline":
    case "decline-for-unit":
    case "cancel":
      return { move, reason };
    case "reactivate":
      return { move, targetIsUser: chance(), endedBy: mover === "receiving" ? "receiving" : "placing", sent: roll(4) > 0, today: day(1) };
    case "confirm":
      return { move, held: roll(9), confirmed: roll(3), withoutUser: chance() };
    case "unconfirm":
      return { move, withoutUser: chance() };
    case "postpone":
      return {
        move,
        startsOn: day(1),
        endsOn: chance() ? day(15) : null,
        resubmit: chance(),
        targetIsUser: chance(),
        course: { startsOn: "2027-01-04", endsOn: "2027-06-30" },
        reason,
      };
    case "shorten":
      return { move, endsOn: day(10), reason };
    case "suspend":
      return { move, from: day(1), to: chance() ? day(12) : null, reason };
    case "resume":
      return { move, on: day(1) };
    default:
      return { move };
  }
}

test(`[R279] ${seeds} random lives from seed ${first}: nothing but what the table leads to, with a reason where there is a no`, () => {
  const reached = new Set<string>();
  let refused = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    const roll = dice(seed);
    let request = record(roll(4) === 0 ? "new-part" : "new", {
      ...(roll(2) === 0 ? { kind: "individual", size: 1 } : {}),
      reasonCode: null,
      reasonNote: "",
    });
    for (let step = 0; step < 40; step++) {
      const what = `seed ${seed}, step ${step}, ${request.status}`;
      const mover = movers[roll(movers.length)] ?? "placing";
      const command = commandFrom(roll, request.status, mover);
      const decision = decide(request, command, mover);
      if (!decision.ok) {
        refused += 1;
        expect(known, what).toContain(decision.refusal.code);
        continue;
      }
      const move = moveFrom(request.status, command.move);
      expect(move?.to, what).toContain(decision.status);
      expect(move?.by, what).toContain(mover);
      const event = eventOf(request, command, { to: decision.status, destination: "4e Est", patch: decision.patch });
      const told = event.agencyIds.includes("school");
      // what a unit answered changes nothing that the school is shown, and is told to it in no event
      const inside = command.move === "accept-for-unit" || command.move === "decline-for-unit";
      expect(told, what).toBe(!inside);
      if (told) expect(JSON.stringify(event), what).not.toMatch(/by-unit|redirected-paper/);
      reached.add(decision.status);
      if (decision.status === "deleted") break;
      if (inside) expect(statusSeenBy(decision.status, "placing"), what).toBe(statusSeenBy(request.status, "placing"));
      const before = { status: request.status, reasonCode: request.reasonCode, reasonNote: request.reasonNote };
      const after = { ...request, ...decision.patch, status: decision.status };
      expect(after.reasonCode !== null, what).toBe(hasReason(after.status));
      if (!isOpen(after.status)) expect(Object.keys(decision.patch), what).toContain("reasonCode");
      // an answer taken back leads where it came from, and nowhere else
      const back = takeBack(after, { before, mineAndLast: true, assigned: 0, minutesAgo: 1 }, mover === "system" ? "receiving" : mover);
      if (back.ok) expect([back.status, back.patch.reasonCode], what).toEqual([before.status, before.reasonCode]);
      request = after;
    }
  }
  expect([...reached].toSorted()).toEqual([...statuses, "deleted"].filter((one) => one !== "new-part").toSorted());
  expect(refused).toBeGreaterThan(seeds);
});
