import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** Somebody read a warning and goes on all the same. */
export interface Decision {
  id: Id;
  worksheetId: Id;
  /** The conflict's: another one as soon as what it is about changes. */
  key: string;
  rule: string;
  note: string;
  by: string;
  /** ISO instant. */
  at: string;
  mine: boolean;
}

/** The decisions about the warnings of sheets that stand, the latest first. The sheets were found to be the viewer's. */
export function listDecisionsOn(sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<Decision[]> {
  return sql<Decision[]>`
    select c.id, c.worksheet_id, c.conflict_key as key, c.rule, c.note, concat_ws(' ', p.first_name, p.last_name) as by, c.decided_at as at,
      c.decided_by = ${viewer.personId} as mine
    from conflict_decision c join person p on p.agency_id = c.agency_id and p.id = c.decided_by
    where c.agency_id = ${viewer.agencyId} and c.worksheet_id = any(${worksheetIds}::uuid[]) and c.undone_at is null
    order by c.decided_at desc, c.id`;
}

export interface NewDecision {
  key: string;
  rule: string;
  requestIds: Id[];
  studentIds: Id[];
}

/** Writes decisions; those somebody else made meanwhile stay hers. Answers the new ones. */
export async function insertDecisions(
  tx: Tx,
  viewer: Actor,
  of: { worksheetId: Id; note: string; at: Date; decisions: NewDecision[] },
): Promise<Id[]> {
  const rows = of.decisions.map(({ key, rule, requestIds, studentIds }) => ({
    key,
    rule,
    requests: requestIds,
    students: studentIds,
  }));
  const made = await tx<{ id: Id }[]>`
    insert into conflict_decision (agency_id, worksheet_id, conflict_key, rule, request_ids, student_ids, note, decided_by, decided_at)
    select ${viewer.agencyId}, ${of.worksheetId}, t.key, t.rule, array(select jsonb_array_elements_text(t.requests)::uuid),
      array(select jsonb_array_elements_text(t.students)::uuid), ${of.note}, ${viewer.personId}, ${of.at.toISOString()}
    from jsonb_to_recordset(${tx.json(rows)}) as t (key text, rule text, requests jsonb, students jsonb)
    on conflict (agency_id, worksheet_id, conflict_key) where undone_at is null do nothing
    returning id`;
  return made.map(({ id }) => id);
}

/** Takes decisions of a sheet back; which rules they were about, those somebody took back before left out. */
export async function undoDecisions(
  tx: Tx,
  viewer: Actor,
  of: { worksheetId: Id; ids: Id[]; at: Date },
): Promise<{ rule: string; requestIds: Id[] }[]> {
  return tx<{ rule: string; requestIds: Id[] }[]>`
    update conflict_decision set undone_by = ${viewer.personId}, undone_at = ${of.at.toISOString()}
    where agency_id = ${viewer.agencyId} and worksheet_id = ${of.worksheetId} and id = any(${of.ids}::uuid[]) and undone_at is null
    returning rule, request_ids`;
}
