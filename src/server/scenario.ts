import { z } from "zod";
import { can } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { demandKey } from "#domain/matching.ts";
import { refuse } from "#domain/refusal.ts";
import { scenarioName, scenarioRow, type ScenarioWrite } from "#domain/scenario.ts";
import { findGridHead, listSeats } from "#db/assignment.ts";
import type { Query, Tx } from "#db/sql.ts";
import {
  copyIntentions,
  findScenario,
  findSolutionSeats,
  hideScenario,
  insertScenario,
  listIntentions,
  listLastLeaving,
  listOnSheet,
  listPlacesOfSheet,
  listScenarios,
  listWished,
  lockScenario,
  renameScenario,
  saveRows,
  type ScenarioRecord,
} from "#db/scenario.ts";
import { listNames } from "#db/scenario-name.ts";
import { act } from "./act.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** A scenario is no organisation's: its event is told to its author's own pages and is in nobody's history (live-audience.ts). */
const changed = (scenarioId: Id): NewEvent => ({ kind: "scenario.changed", agencyIds: [], about: scenarioId, facts: {} });

const most = 2_000;

/** The viewer's own scenario, of a sheet she still reaches; anybody else's is not there. */
async function hers(sql: Query, ctx: ActorContext, found: ScenarioRecord | undefined): Promise<ScenarioRecord> {
  const scenario = found ?? refuse({ code: "not-found" });
  if (!(await findGridHead(sql, ctx.actor, scenario.worksheetId))) refuse({ code: "not-found" });
  return scenario;
}
const own = async (tx: Tx, ctx: ActorContext, scenarioId: Id) => hers(tx, ctx, await lockScenario(tx, ctx.actor, scenarioId));

/** Where everybody sits now, as a scenario remembers it. */
async function basisOf(tx: Tx, ctx: ActorContext, worksheetId: Id): Promise<Record<Id, Id | null>> {
  const seats = await listSeats(tx, ctx.actor, worksheetId);
  return Object.fromEntries(seats.map(({ studentId, requestId }) => [studentId, requestId]));
}

/** Rows as they are now, in the shape they are written: what gives a change back. */
async function rowsNow(tx: Tx, ctx: ActorContext, of: { scenario: ScenarioRecord; studentIds: Id[] }): Promise<ScenarioWrite[]> {
  const intentions = new Map((await listIntentions(tx, ctx.actor, of.scenario.id)).map((one) => [one.studentId, one]));
  return of.studentIds.map((studentId) => {
    const intention = intentions.get(studentId);
    return {
      studentId,
      to: intention ? { requestId: intention.requestId } : null,
      base: of.scenario.basis[studentId] ?? null,
    };
  });
}

export const scenarioRouter = router({
  /** One's own scenarios of a sheet, in the order they were made, with how much each intends and how much of it was overtaken. */
  list: allowed("assignment.see")
    .input(z.object({ worksheetId: id }))
    .query(async ({ ctx, input }) => {
      const head = (await findGridHead(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      return { head, scenarios: await listScenarios(ctx.sql, ctx.actor, head.id), may: { publish: can(ctx.actor, "assignment.manage") } };
    }),

  /**
   * One scenario: what it intends, where everybody sat when its author last looked, and what of it the grid does not say: who took off a
   * place those who have none now, places and students that are no longer the sheet's.
   */
  open: allowed("assignment.see")
    .input(z.object({ id }))
    .query(({ ctx, input }) =>
      ctx.sql.begin("isolation level repeatable read read only", async (tx) => {
        const { deletedAt, ...scenario } = await hers(tx, ctx, await findScenario(tx, ctx.actor, input.id));
        if (deletedAt !== null) refuse({ code: "not-found" });
        const of = { worksheetId: scenario.worksheetId };
        const [intentions, seats] = [await listIntentions(tx, ctx.actor, scenario.id), await listSeats(tx, ctx.actor, of.worksheetId)];
        const seated = new Set(seats.map(({ studentId }) => studentId));
        const left = Object.entries(scenario.basis).flatMap(([studentId, base]) =>
          base !== null && !seated.has(studentId) ? [studentId] : [],
        );
        const named = [...Object.values(scenario.basis), ...intentions.map(({ requestId }) => requestId)].filter((one) => one !== null);
        return {
          ...scenario,
          intentions,
          left: await listLastLeaving(tx, ctx.actor, { ...of, studentIds: left }),
          places: await listPlacesOfSheet(tx, ctx.actor, { ...of, requestIds: [...new Set(named)] }),
          students: await listNames(tx, ctx.actor, { ...of, studentIds: intentions.map(({ studentId }) => studentId) }),
        };
      }),
    ),

  /** By student, which places of the sheet fit each of her wishes. */
  wishes: allowed("assignment.see")
    .input(z.object({ worksheetId: id }))
    .query(async ({ ctx, input }) => {
      const head = (await findGridHead(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      return listWished(ctx.sql, ctx.actor, head.id);
    }),

  /** Begins a scenario: everything as it is. */
  make: allowed("assignment.see")
    .input(z.object({ worksheetId: id, name: scenarioName }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const head = (await findGridHead(tx, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
        const basis = await basisOf(tx, ctx, head.id);
        const made = await insertScenario(tx, ctx.actor, {
          worksheetId: head.id,
          name: input.name,
          source: "reality",
          sourceId: null,
          basis,
        });
        return { value: { id: made }, events: [changed(made)] };
      }),
    ),

  /** Another with the same intentions, to go on from. */
  copy: allowed("assignment.see")
    .input(z.object({ id, name: scenarioName }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { worksheetId, basis, id: from } = await own(tx, ctx, input.id);
        const made = await insertScenario(tx, ctx.actor, { worksheetId, basis, name: input.name, source: "scenario", sourceId: from });
        await copyIntentions(tx, ctx.actor, { from, to: made });
        return { value: { id: made }, events: [changed(made)] };
      }),
    ),

  /**
   * A solution of a matching as a scenario of one's own: what it proposes over what is so. Whom somebody moved since its run had read is
   * marked as overtaken, because the scenario remembers what the run saw.
   */
  fromSolution: allowed("assignment.see")
    .input(z.object({ solutionId: id, worksheetId: id, name: scenarioName }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const head = (await findGridHead(tx, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
        const solution = (await findSolutionSeats(tx, ctx.actor, { ...input, worksheetId: head.id })) ?? refuse({ code: "not-found" });
        const now = await basisOf(tx, ctx, head.id);
        const seen = (studentId: Id): Id | null => solution.was[demandKey(head.id, studentId)]?.requestId ?? null;
        const on = new Set(
          await listOnSheet(tx, ctx.actor, { worksheetId: head.id, studentIds: solution.seats.map(({ studentId }) => studentId) }),
        );
        const rows = solution.seats.flatMap(({ studentId, requestId, placed }) => {
          // Placed where nothing is any more: nothing is intended.
          if (!on.has(studentId) || (placed && requestId === null) || requestId === (now[studentId] ?? null)) return [];
          return [{ studentId, to: { requestId }, base: seen(studentId) }];
        });
        const made = await insertScenario(tx, ctx.actor, {
          worksheetId: head.id,
          name: input.name,
          source: "solution",
          sourceId: input.solutionId,
          basis: now,
        });
        if (rows.length > 0) await saveRows(tx, ctx.actor, { scenarioId: made, rows });
        return { value: { id: made, intended: rows.length }, events: [changed(made)] };
      }),
    ),

  rename: allowed("assignment.see")
    .input(z.object({ id, name: scenarioName }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const scenario = await own(tx, ctx, input.id);
        await renameScenario(tx, ctx.actor, { scenarioId: scenario.id, name: input.name });
        return { value: { before: scenario.name }, events: [changed(scenario.id)] };
      }),
    ),

  /** Out of sight; `restore` brings it back. */
  remove: allowed("assignment.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => act(ctx, (tx) => hide(tx, ctx, { scenarioId: input.id, hidden: true }))),

  restore: allowed("assignment.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => act(ctx, (tx) => hide(tx, ctx, { scenarioId: input.id, hidden: false }))),

  /**
   * Writes some students of a scenario: where she would be put (a place, or none), or that she follows what is so; `base` is where the
   * screen showed her to be. Nothing of what is so changes. Answers the rows as they were, which written again take it back.
   */
  set: allowed("assignment.see")
    .input(z.object({ id, rows: z.array(scenarioRow).min(1).max(most) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const scenario = await own(tx, ctx, input.id);
        const rows = [...new Map(input.rows.map((row) => [row.studentId, row])).values()];
        const { worksheetId } = scenario;
        const studentIds = rows.map(({ studentId }) => studentId);
        const meant = rows.filter(({ to }) => to !== null).map(({ studentId }) => studentId);
        if ((await listOnSheet(tx, ctx.actor, { worksheetId, studentIds: meant })).length < meant.length) refuse({ code: "not-found" });
        const requestIds = [...new Set(rows.flatMap(({ to, base }) => [to?.requestId ?? null, base]).filter((one) => one !== null))];
        if ((await listPlacesOfSheet(tx, ctx.actor, { worksheetId, requestIds })).length < requestIds.length) refuse({ code: "not-found" });
        const before = await rowsNow(tx, ctx, { scenario, studentIds });
        await saveRows(tx, ctx.actor, { scenarioId: scenario.id, rows });
        return { value: { before }, events: [changed(scenario.id)] };
      }),
    ),
});

async function hide(tx: Tx, ctx: ActorContext, of: { scenarioId: Id; hidden: boolean }): Promise<{ value: null; events: NewEvent[] }> {
  const scenario = await own(tx, ctx, of.scenarioId);
  await hideScenario(tx, ctx.actor, of);
  return { value: null, events: [changed(scenario.id)] };
}
