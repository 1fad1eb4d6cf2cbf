import type { Actor } from "#domain/access.ts";
import { addDays, type Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Catalogue } from "#domain/place.ts";
import type { Problem, Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { isOpen } from "#domain/request.ts";
import { intentOf, judgeRow, stops, type CheckFacts, type Finding } from "#domain/row-check.ts";
import type { Schedule } from "#domain/schedule.ts";
import { createUnitLoad, type UnitLoad } from "#domain/unit-load.ts";
import type { Column, ReadRow } from "#domain/worksheet.ts";
import { listCheckedCourses, listOwnAgreements } from "#db/agreement.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { listClosures } from "#db/closure.ts";
import { listIntents, lockUnits } from "#db/overlap.ts";
import type { Query, Tx } from "#db/sql.ts";

/** The days around schedules: a night of the day before may reach into the first. */
function around(schedules: Schedule[]): { from: Day; to: Day } | null {
  const [first] = schedules;
  if (!first) return null;
  const from = schedules.reduce((least, { startsOn }) => (startsOn < least ? startsOn : least), first.startsOn);
  const to = schedules.reduce((most, { endsOn }) => (endsOn > most ? endsOn : most), first.endsOn);
  return { from: addDays(from, -1), to: addDays(to, 1) };
}

/** What rows of a course are checked against, in these days. */
async function checkFactsOf(
  sql: Query,
  actor: Actor,
  of: { kind: CheckFacts["kind"]; cohortCourseId: Id; catalogue: Catalogue; days: { from: Day; to: Day } },
): Promise<CheckFacts> {
  const [courses, closures, agreements] = await Promise.all([
    listCheckedCourses(sql, actor, [of.cohortCourseId]),
    listClosures(sql, actor, of.days),
    listOwnAgreements(sql, actor),
  ]);
  const [course] = courses;
  return {
    kind: of.kind,
    catalogue: of.catalogue,
    programme: course?.programme ?? { id: "", name: "", discipline: "" },
    hours: course?.hours ?? null,
    closures,
    agreements,
  };
}

/**
 * Everybody at the units of what is about to leave, as far as the school may know. While it is sent nobody else sends to those units:
 * of two schools that send at the same moment, the second is judged with the first one's request there.
 */
async function loadAround(tx: Tx, actor: Actor, of: { units: Id[]; schedules: Schedule[]; sending: boolean }): Promise<UnitLoad> {
  const load = createUnitLoad();
  const days = around(of.schedules);
  if (of.units.length === 0 || !days) return load;
  if (of.sending) await lockUnits(tx, of.units);
  for (const intent of await listIntents(tx, actor, { destinationIds: of.units, ...days })) load.put(intent);
  return load;
}

/** The lines of what units take, by unit (R321). */
const linesAt = async (sql: Query, actor: Actor, units: Id[]) =>
  Map.groupBy(units.length === 0 ? [] : await listLinesOfUnits(sql, actor, units), ({ destinationId }) => destinationId);

/** Why a row or request stays; null when nothing keeps it. An overlap is a reason of its own, told with who and when. */
function refusalOf(findings: Finding[], sending: boolean): { refusal: Refusal; problems: Partial<Record<Column, Problem>> } | null {
  const stopping = findings.filter((one) => stops(one, sending));
  if (stopping.length === 0) return null;
  const problems: Partial<Record<Column, Problem>> = {};
  for (const { column, problem } of stopping) problems[column] ??= problem;
  const [first] = stopping;
  const refusal: Refusal =
    stopping.length === 1 && first?.problem.kind === "group-overlap"
      ? { code: "group-overlap", with: first.problem.with, more: first.problem.more }
      : { code: "row-not-ready", problems: stopping.map(({ problem }) => problem) };
  return { refusal, problems };
}

export type JudgeRow = (rowId: string, row: ReadRow) => ReturnType<typeof refusalOf>;

/** Judges rows that leave their sheet by the rules their screen showed (row-check.ts). Drafts have been settled before (`settleIntents`). */
export async function rowJudge(
  tx: Tx,
  actor: Actor,
  of: {
    worksheetId: Id;
    cohortCourseId: Id;
    kind: CheckFacts["kind"];
    catalogue: Catalogue;
    rows: ReadonlyMap<string, ReadRow>;
    sending: boolean;
  },
): Promise<JudgeRow> {
  const reads = [...of.rows.values()];
  const units = of.kind === "individual" ? [] : [...new Set(reads.flatMap(({ place }) => place.destinationId ?? []))];
  const schedules = reads.map(({ schedule }) => schedule);
  const days = around(schedules);
  if (!days) return () => null;
  const facts = await checkFactsOf(tx, actor, { ...of, days });
  const load = await loadAround(tx, actor, { units, schedules, sending: of.sending });
  const lines = await linesAt(tx, actor, units);
  // as they are on the screen at this moment, whatever was understood of them before
  for (const [rowId, row] of of.rows) {
    const intent = intentOf(row, { worksheetId: of.worksheetId, rowId, kind: of.kind });
    if (intent && of.kind === "group") load.put(intent);
  }
  return (rowId, row) => {
    const intent = intentOf(row, { worksheetId: of.worksheetId, rowId, kind: of.kind });
    return refusalOf(judgeRow(row, facts, { load, intent, lines: lines.get(row.place.destinationId ?? "") ?? [] }), of.sending);
  };
}

/** Judges requests that leave the outbox: by the same rules, as they stand there. */
export async function requestJudge(tx: Tx, actor: Actor, records: RequestRecord[]): Promise<(record: RequestRecord) => Refusal | null> {
  const schedules = records.map(({ schedule }) => schedule);
  const days = around(schedules);
  if (!days) return () => null;
  const catalogue = await listCatalogue(tx, actor);
  const units = [...new Set(records.flatMap(({ kind, destinationId }) => (kind === "group" ? (destinationId ?? []) : [])))];
  const load = await loadAround(tx, actor, { units, schedules, sending: true });
  const lines = await linesAt(tx, actor, units);
  const facts = new Map<Id, CheckFacts>();
  for (const { cohortCourseId, kind } of records)
    if (!facts.has(cohortCourseId)) facts.set(cohortCourseId, await checkFactsOf(tx, actor, { kind, cohortCourseId, catalogue, days }));
  return (record) => {
    const known = facts.get(record.cohortCourseId);
    if (!known) return null;
    const { receivingId: agencyId, siteId, serviceId, destinationId } = record;
    const row: ReadRow = {
      place: { agencyId, siteId, serviceId, destinationId },
      size: record.size,
      instructorId: record.instructorId,
      schedule: record.schedule,
      comment: record.comment,
      problems: {},
    };
    // One that was over counts nowhere yet: it is judged as its row would be.
    const there = destinationId === null ? undefined : load.at(destinationId).find(({ key }) => key === record.id);
    const again =
      record.kind === "group" ? intentOf(row, { worksheetId: record.worksheetId, rowId: record.rowId, kind: record.kind }) : null;
    const own = there ?? (isOpen(record.status) ? null : again);
    return (
      refusalOf(judgeRow(row, { ...known, kind: record.kind }, { load, intent: own, lines: lines.get(destinationId ?? "") ?? [] }), true)
        ?.refusal ?? null
    );
  };
}
