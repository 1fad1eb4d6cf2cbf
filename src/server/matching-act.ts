import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { matchSettings } from "#domain/matching-basis.ts";
import { matchWays, ruleVersion } from "#domain/matching.ts";
import { refuse } from "#domain/refusal.ts";
import { listMatchPlaces, listMatchStudents } from "#db/matching-facts.ts";
import { askToCancel, deleteExceptions, insertRun, listRuns, saveExceptions, type NewException } from "#db/matching.ts";
import { act } from "./act.ts";
import { instanceOf, standingOf } from "./matching-facts.ts";
import { runMatching, stopHere } from "./matching-run.ts";
import { reachRun, reachSheets, snapshot } from "./matching-sheet.ts";
import { allowed } from "./trpc.ts";

const note = z.string().trim().max(500).default("");
const kept = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("student"), studentId: id, note }),
  z.object({ kind: z.literal("place"), requestId: id, note }),
  z.object({ kind: z.literal("lock"), studentId: id, requestId: id, note }),
]);

/** Told in the histories of the students concerned, as long as they are few. */
const fewStudents = 50;

function keptEvent(
  kind: "matching.kept" | "matching.released",
  { agencyId, worksheetId, exceptions }: { agencyId: Id; worksheetId: Id; exceptions: readonly NewException[] },
): NewEvent {
  const count = (of: NewException["kind"]) => exceptions.filter((one) => one.kind === of).length;
  const students = exceptions.flatMap(({ studentId }) => studentId ?? []);
  return {
    kind,
    agencyIds: [agencyId],
    about: worksheetId,
    within: [worksheetId, ...(students.length <= fewStudents ? students : [])],
    facts: { students: count("student"), places: count("place"), locks: count("lock") },
  };
}

export const matchingActs = {
  /**
   * Begins a run beside the others' work, on what is so now. One at a time on a sheet: a second person is told who began the first. Answers
   * at once; what comes of it is read with `runs`.
   */
  start: allowed("assignment.manage")
    .input(matchSettings.extend({ worksheetId: id }))
    .mutation(async ({ ctx, input }) => {
      const { worksheetId, ...settings } = input;
      const { head, sheets } = await reachSheets(ctx.sql, ctx.actor, worksheetId);
      const chosen = sheets.filter((sheet) => sheet.id === head.id || settings.along.includes(sheet.id));
      if (chosen.length !== new Set([head.id, ...settings.along]).size) refuse({ code: "not-found" });
      const { seq, facts } = await snapshot(ctx.sql, ctx.actor, { sheets: chosen, rules: true });
      const instance = instanceOf(facts, settings);
      if (instance.demands.length === 0) refuse({ code: "matching-nothing", lacks: "students" });
      if (instance.places.length === 0) refuse({ code: "matching-nothing", lacks: "places" });
      const ids = chosen.map((sheet) => sheet.id);
      const at = ctx.now();
      const ways = matchWays.filter((way) => settings.ways.includes(way));
      const runId = await act(ctx, async (tx) => {
        const value = await insertRun(tx, ctx.actor, {
          worksheetId: head.id,
          worksheetIds: ids,
          seq,
          ruleVersion,
          ...settings,
          ways,
          basis: standingOf(facts),
          students: instance.demands.length,
          places: instance.places.length,
          at,
        });
        if (value === null) {
          const [other] = await listRuns(tx, ctx.actor, { worksheetId: head.id, most: 1 });
          return refuse({ code: "matching-under-way", by: other?.by ?? "", at: other?.startedAt ?? at.toISOString() });
        }
        const event: NewEvent = {
          kind: "matching.started",
          agencyIds: [ctx.actor.agencyId],
          about: value,
          within: [...ids, head.cohortCourseId],
          facts: { students: instance.demands.length, places: instance.places.length },
        };
        return { value, events: [event] };
      });
      void runMatching(ctx, {
        agencyId: ctx.actor.agencyId,
        id: runId,
        worksheetIds: ids,
        instance,
        settings: { weights: settings.weights, seed: settings.seed, ways },
      });
      return { runId };
    }),

  /** Stops a run; what it found until then stays to be read. */
  cancel: allowed("assignment.manage")
    .input(z.object({ runId: id }))
    .mutation(async ({ ctx, input }) => {
      const { run } = await reachRun(ctx.sql, ctx.actor, input.runId);
      const asked = await act(ctx, async (tx) => {
        const value = await askToCancel(tx, ctx.actor, run.id);
        const event: NewEvent = {
          kind: "matching.cancelled",
          agencyIds: [ctx.actor.agencyId],
          about: run.id,
          within: run.worksheetIds,
          facts: {},
        };
        return { value, events: value ? [event] : [] };
      });
      if (asked) stopHere(run.id);
      return { asked };
    }),

  /** Keeps students or places out of the matching, or locks students where they are to be (F-167); each says who did. */
  keep: allowed("assignment.manage")
    .input(z.object({ worksheetId: id, exceptions: z.array(kept).min(1).max(2_000) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { head } = await reachSheets(tx, ctx.actor, input.worksheetId);
        const [students, places] = await Promise.all([
          listMatchStudents(tx, ctx.actor, [head.id]),
          listMatchPlaces(tx, ctx.actor, [head.id]),
        ]);
        const studentIds = new Set(students.map((one) => one.studentId));
        const requestIds = new Set(places.map((one) => one.requestId));
        const exceptions = input.exceptions.map((one) => ({
          kind: one.kind,
          note: one.note,
          studentId: one.kind === "place" ? null : one.studentId,
          requestId: one.kind === "student" ? null : one.requestId,
        }));
        for (const { studentId, requestId } of exceptions) {
          if (studentId !== null && !studentIds.has(studentId)) refuse({ code: "not-found" });
          if (requestId !== null && !requestIds.has(requestId)) refuse({ code: "not-found" });
        }
        const count = await saveExceptions(tx, ctx.actor, { worksheetId: head.id, exceptions });
        return {
          value: { count },
          events: [keptEvent("matching.kept", { agencyId: ctx.actor.agencyId, worksheetId: head.id, exceptions })],
        };
      }),
    ),

  /** Takes exceptions back; the answer puts them there again. */
  release: allowed("assignment.manage")
    .input(z.object({ worksheetId: id, ids: z.array(id).min(1).max(2_000) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { head } = await reachSheets(tx, ctx.actor, input.worksheetId);
        const released = await deleteExceptions(tx, ctx.actor, { worksheetId: head.id, ids: input.ids });
        if (released.length === 0) refuse({ code: "not-found" });
        return {
          value: { released },
          events: [keptEvent("matching.released", { agencyId: ctx.actor.agencyId, worksheetId: head.id, exceptions: released })],
        };
      }),
    ),
};
