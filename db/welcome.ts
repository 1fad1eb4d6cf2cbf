import type { Id } from "#domain/id.ts";
import { newsKinds, type Heard, type Visit } from "#domain/welcome.ts";
import { reachesRequest, type Look } from "./request.ts";
import type { WelcomeKey } from "./welcome-hidden.ts";
import type { Query, Tx } from "./sql.ts";

/** Most events looked at for what is new: who was away for a year reads the history. */
const mostHeard = 2_000;

export interface KeptVisit extends Visit {
  session: string;
}

/** What a role's welcome page remembers; null before the first visit. */
export async function findVisit(sql: Query, of: WelcomeKey): Promise<KeptVisit | null> {
  const [row] = await sql<KeptVisit[]>`
    select session, since_seq, since_at, here_seq, here_at from welcome_visit where agency_id = ${of.agencyId} and role_id = ${of.roleId}`;
  return row ?? null;
}

/** The same, to be written: visits of one role wait for each other, also where there is none yet. */
export async function lockVisit(tx: Tx, of: WelcomeKey): Promise<KeptVisit | null> {
  await tx`select id from role where agency_id = ${of.agencyId} and id = ${of.roleId} for no key update`;
  return findVisit(tx, of);
}

/** Keeps a visit; what was looked at before it began is forgotten, as nothing before it is new any more. */
export async function saveVisit(tx: Tx, of: WelcomeKey, { sinceSeq, sinceAt, hereSeq, hereAt }: Visit): Promise<void> {
  await tx`
    insert into welcome_visit (agency_id, role_id, since_seq, since_at, here_seq, here_at)
    values (${of.agencyId}, ${of.roleId}, ${sinceSeq}, ${sinceAt}, ${hereSeq}, ${hereAt})
    on conflict (agency_id, role_id) do update set since_seq = excluded.since_seq, since_at = excluded.since_at, here_seq = excluded.here_seq,
      here_at = excluded.here_at`;
  await tx`delete from welcome_seen where agency_id = ${of.agencyId} and role_id = ${of.roleId} and seq <= ${sinceSeq}`;
}

/** Keeps what a role's page is narrowed to, from now on. */
export async function saveSession(tx: Tx, of: WelcomeKey, { session, seq, at }: { session: string; seq: number; at: Date }): Promise<void> {
  const now = at.toISOString();
  await tx`
    insert into welcome_visit (agency_id, role_id, session, since_seq, since_at, here_seq, here_at)
    values (${of.agencyId}, ${of.roleId}, ${session}, ${seq}, ${now}, ${seq}, ${now})
    on conflict (agency_id, role_id) do update set session = excluded.session`;
}

/** Up to which number of the log a role has looked at each of these requests, in this visit. */
export async function listSeen(sql: Query, of: WelcomeKey, ids: Id[]): Promise<Map<Id, number>> {
  const rows = await sql<{ requestId: Id; seq: number }[]>`
    select request_id, seq from welcome_seen where agency_id = ${of.agencyId} and role_id = ${of.roleId} and request_id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ requestId, seq }) => [requestId, seq]));
}

export async function saveSeen(
  tx: Tx,
  of: WelcomeKey,
  { requests, seq }: { requests: { agencyId: Id; id: Id }[]; seq: number },
): Promise<void> {
  await tx`
    insert into welcome_seen (agency_id, role_id, school_id, request_id, seq)
    select ${of.agencyId}, ${of.roleId}, s.school, s.id, ${seq}::int8
    from unnest(${requests.map(({ agencyId }) => agencyId)}::uuid[], ${requests.map(({ id }) => id)}::uuid[]) s (school, id)
    on conflict (agency_id, role_id, school_id, request_id) do update set seq = greatest(welcome_seen.seq, excluded.seq)`;
}

/** What others did, after a number of the log, to requests the viewer reaches; of each kind the last. */
export async function listHeard(sql: Query, { viewer, side }: Look, after: number): Promise<Heard[]> {
  return sql<Heard[]>`
    with heard as (
      select e.seq, e.kind, e.about from event e
      where e.seq > ${after} and e.agency_ids @> array[${viewer.agencyId}::uuid] and e.kind = any(${newsKinds}::text[])
        and e.actor_account_id is distinct from ${viewer.accountId}
      order by e.seq desc limit ${mostHeard}
    )
    select h.about as id, h.kind, max(h.seq)::int8 as seq
    from heard h join request r on r.id = h.about
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where ${reachesRequest(sql, viewer, side)} group by h.about, h.kind`;
}

export interface WelcomeTerm {
  id: Id;
  name: string;
  /** Whose, for who receives from several schools; null: one's own. */
  school: string | null;
}

/** The terms a page can be narrowed to: those of requests the viewer reaches, not long over, the latest first. */
export async function listTerms(sql: Query, { viewer, side, today }: Look): Promise<WelcomeTerm[]> {
  return sql<WelcomeTerm[]>`
    select t.id, t.name, ${side === "placing" ? sql`null` : sql`sch.short_name`} as school
    from term t join agency sch on sch.id = t.agency_id
    where (${side !== "placing"} or t.agency_id = ${viewer.agencyId}) and t.ends_on >= ${today}::date - 400
      and exists (select from cohort_course cc
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
        join request r on r.agency_id = cc.agency_id and r.cohort_course_id = cc.id
        where cc.agency_id = t.agency_id and cc.term_id = t.id and ${reachesRequest(sql, viewer, side)})
    order by 3 nulls first, t.starts_on desc, t.id limit 60`;
}
