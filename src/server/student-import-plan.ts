import { createHash } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Catalogue } from "#domain/place.ts";
import { headerKey } from "#domain/roster-columns.ts";
import { doesSomething, planImport, type PlannedRow } from "#domain/roster-diff.ts";
import { keysOf, readRoster } from "#domain/roster.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import type { Query } from "#db/sql.ts";
import { listStandings, type PendingImport } from "#db/student-import.ts";
import { listRegisterFor } from "#db/student.ts";
import type { Table } from "./table-file.ts";

export type TableFacts = Omit<Table, "rows">;
export const factsOf = ({ rows: _rows, ...facts }: Table): TableFacts => facts;
export const packRows = (table: Table): [number, string[]][] => table.rows.map(({ number, cells }) => [number, cells]);

/** Under which a school's mapping of a kind of file is remembered. */
export const headerHash = (header: string[]): string => createHash("sha256").update(headerKey(header)).digest("hex");

export interface Plan {
  rows: PlannedRow[];
  /** When each student and enrolment the plan stands on was last changed, by row number. */
  changedAt: Map<number, string>;
  /** The enrolment of a student in the course, as it was. */
  standings: Map<string, { id: string; state: "enrolled" | "waived" | "withdrawn"; preferences: string[] }>;
  /** The plan in one word: the same word, the same plan. */
  stamp: string;
}

const noPlaces: Catalogue = { agencies: [], sites: [], services: [], destinations: [] };

/**
 * What a pending import would do now: the same reading for the preview and for the commit (I5). With `lock`, the students
 * it touches are held until the transaction ends.
 */
export async function planOf(sql: Query, of: { actor: Actor; pending: PendingImport; today: Day; lock?: boolean }): Promise<Plan> {
  const { actor, pending } = of;
  const { header } = pending.facts as unknown as TableFacts;
  const read = readRoster(
    { header, rows: pending.rows.map(([number, cells]) => ({ number, cells })) },
    { mapping: pending.mapping, decisions: pending.decisions, today: of.today },
  );
  const register = await listRegisterFor(sql, actor.agencyId, { ...keysOf(read), ...(of.lock ? { lock: true } : {}) });
  const studentIds = register.map(({ id }) => id);
  const standings =
    pending.cohortCourseId === null
      ? null
      : await listStandings(sql, { agencyId: actor.agencyId, cohortCourseId: pending.cohortCourseId, studentIds });
  const catalogue = pending.mapping.includes("preference") ? await listCatalogue(sql, actor) : noPlaces;
  const rows = planImport(read, { register, standings, catalogue, decisions: pending.decisions, take: pending.take });
  const changed = new Map(register.map(({ id, changedAt }) => [id, changedAt]));
  for (const { studentId, changedAt } of standings ?? []) if (changedAt > (changed.get(studentId) ?? "")) changed.set(studentId, changedAt);
  const changedAt = new Map(
    rows.flatMap(({ row, studentId }) => (studentId === null ? [] : [[row, changed.get(studentId) ?? ""] as const])),
  );
  const said = rows.map((row) => [
    row.row,
    row.outcome,
    row.studentId,
    row.enrol,
    row.changes,
    doesSomething(row) ? row.facts : null,
    row.preferences,
  ]);
  const stamp = createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 32);
  return { rows, changedAt, standings: new Map((standings ?? []).map((one) => [one.studentId, one])), stamp };
}
