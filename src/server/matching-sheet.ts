import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { lastSeq } from "#db/event.ts";
import { listMatchSheets, type MatchSheet } from "#db/matching-facts.ts";
import { findRun } from "#db/matching.ts";
import type { Query, Sql } from "#db/sql.ts";
import { readMatchFacts, type MatchFacts } from "./matching-facts.ts";

/** The sheet a matching is about, and the others of its cohort; refused as `not-found` where the viewer does not reach it. */
export async function reachSheets(sql: Query, viewer: Actor, worksheetId: Id): Promise<{ head: MatchSheet; sheets: MatchSheet[] }> {
  const sheets = await listMatchSheets(sql, viewer, worksheetId);
  const [head] = sheets;
  return head ? { head, sheets } : refuse({ code: "not-found" });
}

/** A run with those of its sheets that the viewer reaches; refused as `not-found` when its own is not among them. */
export async function reachRun(sql: Query, viewer: Actor, runId: Id) {
  const run = (await findRun(sql, viewer, runId)) ?? refuse({ code: "not-found" });
  const { sheets } = await reachSheets(sql, viewer, run.worksheetId);
  return { run, sheets: sheets.filter((sheet) => run.worksheetIds.includes(sheet.id)) };
}

/** Everything a matching of these sheets stands on, at one moment, with the number of the last event that is in it. */
export const snapshot = (
  sql: Sql,
  viewer: Actor,
  of: { sheets: MatchSheet[]; rules: boolean },
): Promise<{ seq: number; facts: MatchFacts }> =>
  sql.begin("isolation level repeatable read read only", async (tx) => {
    const seq = await lastSeq(tx);
    return { seq, facts: await readMatchFacts(tx, viewer, of) };
  }) as Promise<{ seq: number; facts: MatchFacts }>;
