import { z } from "zod";
import { batchChange, type BatchOutcome } from "#domain/assignment-batch.ts";
import { can } from "#domain/access.ts";
import { id, type Id } from "#domain/id.ts";
import type { MatchInstance } from "#domain/matching.ts";
import { refuse } from "#domain/refusal.ts";
import { gainfulSwaps, repairPlans, type RepairAsked, type SwapMove } from "#domain/swap.ts";
import { findGridHead } from "#db/assignment.ts";
import { act } from "./act.ts";
import { applyBatch } from "./assignment-batch.ts";
import { instanceOf, type MatchFacts } from "./matching-facts.ts";
import { reachSheets, snapshot } from "./matching-sheet.ts";
import { allowed, router } from "./trpc.ts";

const asked = z.object({
  worksheetId: id,
  /** Of this place only: who is too many leaves it, or everybody (`leave`: it is lost, or closes). */
  requestId: id.nullable(),
  leave: z.boolean(),
  /** Of this student only, who has no place. */
  studentId: id.nullable(),
});
type Asked = z.infer<typeof asked>;

/** Everything taken stays as it is, but for what somebody asked to repair; a place that waits for an answer again is given to nobody. */
function instanceFor(facts: MatchFacts, taken: Map<Id, number>, of: Asked): MatchInstance {
  const instance = instanceOf(facts, { statuses: ["accepted", "confirmed", "waiting"], keeps: "locks" });
  const waits = facts.places.filter(({ status }) => status === "waiting").map(({ requestId }) => requestId);
  const whole = of.requestId === null && of.studentId === null;
  const inScope = (requestId: Id) => whole || (requestId === of.requestId && !of.leave);
  return {
    ...instance,
    places: instance.places.map((place) =>
      inScope(place.requestId) ? place : { ...place, seats: Math.max(place.seats, taken.get(place.requestId) ?? 0) },
    ),
    withheld: { ...instance.withheld, requestIds: [...new Set([...instance.withheld.requestIds, ...waits])] },
  };
}

export const swapRouter = router({
  /**
   * What is out of place on a sheet, or at one place of it, and how it is repaired with the fewest changes: alternatives, each exact for
   * what it spares; and pairs of students who both gain by changing places (R416 to R418). Nothing is written.
   */
  find: allowed("assignment.see")
    .input(asked)
    .query(async ({ ctx, input }) => {
      const { head } = await reachSheets(ctx.sql, ctx.actor, input.worksheetId);
      const { facts } = await snapshot(ctx.sql, ctx.actor, { sheets: [head], rules: true });
      const taken = new Map([...Map.groupBy(facts.seats, ({ requestId }) => requestId)].map(([place, seats]) => [place, seats.length]));
      const seatOf = new Map(facts.seats.map((seat) => [seat.studentId, seat]));
      const pathOf = new Map(facts.places.map(({ requestId, path }) => [requestId, path]));
      const nameOf = new Map(facts.students.map(({ studentId, firstName, lastName }) => [studentId, `${firstName} ${lastName}`.trim()]));
      const lost = input.requestId === null ? null : (facts.places.find(({ requestId }) => requestId === input.requestId) ?? null);
      if (input.requestId !== null && !lost) refuse({ code: "not-found" });
      if (input.studentId !== null && !nameOf.has(input.studentId)) refuse({ code: "not-found" });

      const leave = lost !== null && input.leave;
      const instance = instanceFor(facts, taken, input);
      const withheld = new Set(instance.withheld.keys);
      const without = instance.demands
        .filter(({ current, key }) => current === null && !withheld.has(key))
        .map(({ studentId }) => studentId);
      const studentIds =
        input.requestId !== null ? [] : input.studentId === null ? without : without.filter((one) => one === input.studentId);
      const repair: RepairAsked = { studentIds, lostRequestId: leave ? input.requestId : null };

      const told = (move: SwapMove) => {
        const seat = seatOf.get(move.studentId);
        return {
          ...move,
          name: nameOf.get(move.studentId) ?? "",
          from: move.fromRequestId === null ? null : (pathOf.get(move.fromRequestId) ?? ""),
          to: pathOf.get(move.toRequestId) ?? "",
          saw: seat ? { assignmentId: seat.assignmentId, version: seat.version } : null,
        };
      };
      const named = (studentId: Id) => ({ id: studentId, name: nameOf.get(studentId) ?? "" });
      return {
        head,
        may: { assign: can(ctx.actor, "assignment.manage") },
        about: lost && { requestId: lost.requestId, path: lost.path, size: lost.size, taken: taken.get(lost.requestId) ?? 0, leave },
        /** Seats there that only a person can free: their names are released, or somebody locked them. */
        fixed: lost ? instance.demands.filter(({ locked }) => locked === lost.requestId).map(({ studentId }) => named(studentId)) : [],
        overfull: facts.places
          .filter(({ requestId, size }) => (taken.get(requestId) ?? 0) > size)
          .map(({ requestId, path, size }) => ({ requestId, path, size, taken: taken.get(requestId) ?? 0 })),
        without: without.map(named),
        places: facts.places
          .filter(({ requestId }) => (taken.get(requestId) ?? 0) > 0)
          .map(({ requestId, path, size }) => ({ requestId, path, size, taken: taken.get(requestId) ?? 0 })),
        plans: repairPlans(instance, repair).map(({ moves, left, ...plan }) => ({
          ...plan,
          moves: moves.map(told),
          left: left.map(named),
        })),
        pairs: gainfulSwaps(instance).map(({ one, other }) => ({ one: told(one), other: told(other) })),
      };
    }),

  /** Changes these seats, all of them or none: a swap with one leg is none (R417). Refused with who, what and when; taken back as any batch. */
  make: allowed("assignment.manage")
    .input(
      z.object({
        worksheetId: id,
        changes: z
          .array(batchChange.omit({ worksheetId: true }))
          .min(1)
          .max(500),
      }),
    )
    .mutation(({ ctx, input }) =>
      act<BatchOutcome>(ctx, async (tx) => {
        const { worksheetId } = input;
        if (!(await findGridHead(tx, ctx.actor, worksheetId))) refuse({ code: "not-found" });
        const changes = input.changes.map((change) => ({ ...change, worksheetId }));
        const { events, ...value } = await applyBatch(tx, ctx, { changes, cause: { kind: "swap", id: null } });
        const [refused] = value.refused;
        if (refused) refuse(refused.refusal);
        return { value, events };
      }),
    ),
});
