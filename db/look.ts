import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Side } from "#domain/request.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

/** A person who has a request open now, as her colleagues see her. */
export interface Looker {
  requestId: Id;
  personId: Id;
  name: string;
  /** Since when; ISO instant. */
  since: string;
  /** When it lapses unless her page says so again; ISO instant. */
  until: string;
}

/** A page as its account names it. */
export interface LookingPage {
  accountId: Id;
  page: Id;
}

/**
 * A page has a request open until `until`, instead of what it had open before. Says whether that is news: a page that says the same again
 * is none, unless it had lapsed in between.
 */
export async function saveLook(
  sql: Query,
  viewer: Actor,
  of: { page: Id; requestId: Id; at: Date; until: Date },
): Promise<{ arrived: boolean; left: Id | null }> {
  const [before] = await sql<{ requestId: Id; agencyId: Id; until: string }[]>`
    select request_id, agency_id, until from request_look where account_id = ${viewer.accountId} and page = ${of.page} for update`;
  const living = before !== undefined && Date.parse(before.until) > of.at.getTime();
  const same = before?.requestId === of.requestId && before.agencyId === viewer.agencyId;
  await sql`
    insert into request_look (account_id, page, agency_id, person_id, name, request_id, since, until)
    values (${viewer.accountId}, ${of.page}, ${viewer.agencyId}, ${viewer.personId}, ${viewer.name}, ${of.requestId}, ${of.at}, ${of.until})
    on conflict (account_id, page) do update set agency_id = excluded.agency_id, person_id = excluded.person_id, name = excluded.name,
      request_id = excluded.request_id, until = excluded.until,
      since = case when request_look.request_id = excluded.request_id and request_look.until > ${of.at} then request_look.since else excluded.since end`;
  return { arrived: !same || !living, left: living && !same ? before.requestId : null };
}

/** A page was closed: the request it had open, null when it had none any more. */
export async function deleteLook(sql: Query, of: LookingPage): Promise<{ requestId: Id; agencyId: Id } | null> {
  const [row] = await sql<{ requestId: Id; agencyId: Id }[]>`
    delete from request_look where account_id = ${of.accountId} and page = ${of.page} returning request_id, agency_id`;
  return row ?? null;
}

/** Forgets the pages of an organisation that went without a word. */
export async function deleteLapsedLooks(sql: Query, agencyId: Id, at: Date): Promise<void> {
  await sql`delete from request_look where agency_id = ${agencyId} and until < ${at}`;
}

/** Colleagues of the viewer's organisation who have requests open that the viewer reaches, from one of her sides. */
export async function listLookers(sql: Query, viewer: Actor, of: { side: Side; at: Date }): Promise<Looker[]> {
  return sql<Looker[]>`
    select l.request_id, l.person_id, l.name, min(l.since) as since, max(l.until) as until
    from request_look l
      join account a on a.id = l.account_id and a.disabled_at is null
      join request r on r.id = l.request_id
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where l.agency_id = ${viewer.agencyId} and l.until > ${of.at} and l.account_id <> ${viewer.accountId} and ${reachesRequest(sql, viewer, of.side)}
    group by l.request_id, l.person_id, l.name order by min(l.since), l.name limit 500`;
}

/** Whether somebody has a request open now: what happens to it need not be mailed to her. */
export async function isLooking(sql: Query, of: { accountId: Id; requestId: Id; at: Date }): Promise<boolean> {
  const [row] = await sql<{ looking: boolean }[]>`
    select exists (select 1 from request_look where account_id = ${of.accountId} and request_id = ${of.requestId} and until > ${of.at}) as looking`;
  return row?.looking ?? false;
}

/** Of these requests who has which open now, as `account request`. */
export async function listLooking(sql: Query, requestIds: Id[], at: Date): Promise<Set<string>> {
  const rows = await sql<{ accountId: Id; requestId: Id }[]>`
    select distinct account_id, request_id from request_look where request_id = any(${requestIds}::uuid[]) and until > ${at.toISOString()}`;
  return new Set(rows.map(({ accountId, requestId }) => `${accountId} ${requestId}`));
}
