import type { Actor } from "#domain/access.ts";
import { mostPrintTries, type PrintPlace } from "#domain/delivery.ts";
import type { Id } from "#domain/id.ts";
import type { Side, Status } from "#domain/request.ts";
import type { Language } from "#domain/weekdays.ts";
import { patternOf } from "./pattern.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

export interface NewPrintout extends PrintPlace {
  agencyId: Id;
  language: Language;
  calendar: boolean;
  senderId: Id | null;
  fileName: string;
  automatic: boolean;
  by: Id;
  at: Date;
  requests: { agencyId: Id; id: Id }[];
}

/** Puts a PDF to be made in its organisation's queue. */
export async function insertPrintout(tx: Tx, of: NewPrintout): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into printout (agency_id, language, calendar, sender_id, receiving_id, site_id, service_id, destination_id, file_name,
      automatic, created_by, created_at)
    values (${of.agencyId}, ${of.language}, ${of.calendar}, ${of.senderId}, ${of.receivingId}, ${of.siteId}, ${of.serviceId},
      ${of.destinationId}, ${of.fileName}, ${of.automatic}, ${of.by}, ${of.at.toISOString()}) returning id`;
  const id = row?.id ?? "";
  await tx`
    insert into printout_request (agency_id, printout_id, request_agency_id, request_id, position)
    select ${of.agencyId}, ${id}, r."agencyId", r.id, r.position::smallint
    from jsonb_to_recordset(${tx.json(of.requests.map((one, position) => ({ ...one, position })))}) as r ("agencyId" uuid, id uuid, position int)`;
  return id;
}

/** What was still to be delivered and is covered whole by newer ones needs no delivering any more. */
export async function replacePrintouts(tx: Tx, of: { agencyId: Id; requestIds: Id[]; by: Id[] }): Promise<void> {
  await tx`
    update printout p set replaced_at = now()
    where p.agency_id = ${of.agencyId} and p.delivered_at is null and p.replaced_at is null and p.id <> all(${of.by}::uuid[])
      and exists (select from printout_request x where x.agency_id = p.agency_id and x.printout_id = p.id)
      and not exists (select from printout_request x
        where x.agency_id = p.agency_id and x.printout_id = p.id and x.request_id <> all(${of.requestIds}::uuid[]))`;
}

/** The day an answer is asked for by, where nobody set one that is still to come. */
export async function saveDueOn(tx: Tx, of: { requestIds: Id[]; dueOn: string; today: string }): Promise<void> {
  await tx`update request set due_on = ${of.dueOn} where id = any(${of.requestIds}::uuid[]) and (due_on is null or due_on < ${of.today})`;
}

/** What a queue is narrowed to. `open`: still to be delivered, of requests that still are. */
export interface PrintFilters {
  state?: "open" | "delivered" | "all";
  siteId?: Id;
  requestId?: Id;
  text?: string;
}

export interface PrintRequest {
  id: Id;
  reference: number;
  status: Status;
  course: string;
  size: number;
  startsOn: string;
  endsOn: string;
  dueOn: string | null;
  answeredAt: string | null;
  /** Answered by its link, by whom. */
  answeredBy: string | null;
}

export interface PrintLetter {
  id: Id;
  at: string;
  to: string[];
  openedAt: string | null;
  /** Of the mail: sent, waiting or given up; null where no mail is kept. */
  sentAt: string | null;
  error: string;
  givenUp: boolean;
}

export interface PrintRow extends PrintPlace {
  id: Id;
  language: Language;
  calendar: boolean;
  fileName: string;
  automatic: boolean;
  createdAt: string;
  createdBy: string;
  tries: number;
  readyAt: string | null;
  pages: number | null;
  deliveredAt: string | null;
  deliveredBy: string | null;
  deliveredHow: "mail" | "hand" | null;
  receiving: string;
  site: string;
  service: string | null;
  destination: string | null;
  requests: PrintRequest[];
  letters: PrintLetter[];
}

/** Nothing of a printout is shown to who does not reach every request in it. */
function reachesPrintout(sql: Query, viewer: Actor, side: Side) {
  return sql`p.agency_id = ${viewer.agencyId} and p.replaced_at is null
    and exists (select from printout_request x where x.agency_id = p.agency_id and x.printout_id = p.id)
    and not exists (
      select from printout_request x
        join request r on r.agency_id = x.request_agency_id and r.id = x.request_id
        join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      where x.agency_id = p.agency_id and x.printout_id = p.id and not (${reachesRequest(sql, viewer, side)}))`;
}

/** Still to be delivered: what a sending queued while somebody is to answer it, what was asked for while it is not called off. */
const isOpenHere = (sql: Query) => sql`p.delivered_at is null and exists (
  select from printout_request x join request r on r.agency_id = x.request_agency_id and r.id = x.request_id
  where x.agency_id = p.agency_id and x.printout_id = p.id
    and case when p.automatic then r.status in ('sent-paper', 'redirected-paper') else r.status not in ('declined', 'cancelled') end)`;

function narrowed(sql: Query, look: { viewer: Actor; side: Side }, filters: PrintFilters) {
  const parts = [reachesPrintout(sql, look.viewer, look.side)];
  const { state = "all", text = "" } = filters;
  if (state === "open") parts.push(isOpenHere(sql));
  if (state === "delivered") parts.push(sql`p.delivered_at is not null`);
  if (filters.siteId) parts.push(sql`p.site_id = ${filters.siteId}`);
  if (filters.requestId)
    parts.push(
      sql`p.id in (select x.printout_id from printout_request x where x.request_id = ${filters.requestId} and x.agency_id = p.agency_id)`,
    );
  for (const word of text
    .split(/\s+/)
    .filter((part) => part !== "")
    .slice(0, 8)) {
    parts.push(sql`(unaccent(lower(concat_ws(' ', rec.name, rec.short_name, si.name, se.name, d.name))) like unaccent(lower(${patternOf(word)}))
      or exists (select from printout_request x join request r on r.agency_id = x.request_agency_id and r.id = x.request_id
        where x.agency_id = p.agency_id and x.printout_id = p.id and r.reference::text like ${patternOf(word)}))`);
  }
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

const joins = (sql: Query) => sql`
  join agency rec on rec.id = p.receiving_id
  join site si on si.agency_id = p.receiving_id and si.id = p.site_id
  left join service se on se.agency_id = p.receiving_id and se.id = p.service_id
  left join destination d on d.agency_id = p.receiving_id and d.id = p.destination_id`;

const select = (sql: Query) => sql`
  select p.id, p.language, p.calendar, p.file_name, p.automatic, p.created_at, p.tries, p.ready_at, p.pages, p.delivered_at, p.delivered_how,
    p.receiving_id, p.site_id, p.service_id, p.destination_id, rec.name as receiving, si.name as site, se.name as service, d.name as destination,
    coalesce((select trim(w.first_name || ' ' || w.last_name) from person w where w.agency_id = p.agency_id and w.id = p.created_by), '') as created_by,
    (select trim(w.first_name || ' ' || w.last_name) from person w where w.agency_id = p.agency_id and w.id = p.delivered_by) as delivered_by,
    (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'reference', r.reference, 'status', r.status, 'course', co.number, 'size', coalesce(r.size_here, r.size),
        'startsOn', r.starts_on, 'endsOn', r.ends_on, 'dueOn', r.due_on, 'answeredAt', case when p.agency_id = r.agency_id then r.answered_at else (select max(a.answered_at) from reply_answer a
          where a.agency_id = p.agency_id and a.request_id = r.id) end,
        'answeredBy', (select l.name from reply_answer a join reply_link l on l.agency_id = a.agency_id and l.id = a.link_id
          where a.agency_id = p.agency_id and a.request_id = r.id order by a.answered_at desc limit 1)) order by x.position), '[]')
      from printout_request x join request r on r.agency_id = x.request_agency_id and r.id = x.request_id
        join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
        join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
      where x.agency_id = p.agency_id and x.printout_id = p.id) as requests,
    (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'at', l.written_at, 'to', l.recipients, 'sentAt', m.sent_at, 'error', coalesce(m.error, ''),
        'givenUp', m.given_up_at is not null,
        'openedAt', (select min(t.opened_at) from reply_token t where t.agency_id = l.agency_id and t.letter_id = l.id)) order by l.written_at desc), '[]')
      from letter_printout y join letter l on l.agency_id = y.agency_id and l.id = y.letter_id left join mail m on m.id = l.mail_id
      where y.agency_id = p.agency_id and y.printout_id = p.id) as letters
  from printout p ${joins(sql)}`;

/** A page of the queue, the newest first. */
export async function listPrintouts(
  sql: Query,
  look: { viewer: Actor; side: Side },
  page: { filters: PrintFilters; before: Id | null; most: number },
): Promise<{ printouts: PrintRow[]; next: Id | null }> {
  const rows = await sql<PrintRow[]>`
    ${select(sql)} where ${narrowed(sql, look, page.filters)} and (${page.before}::uuid is null or p.id < ${page.before}::uuid)
    order by p.id desc limit ${page.most + 1}`;
  const printouts = rows.slice(0, page.most);
  return { printouts, next: rows.length > page.most ? (printouts.at(-1)?.id ?? null) : null };
}

/** Those of the ids that the viewer reaches, in the order of the ids. */
export async function findPrintouts(sql: Query, look: { viewer: Actor; side: Side }, ids: Id[]): Promise<PrintRow[]> {
  const rows = await sql<PrintRow[]>`${select(sql)} where p.id = any(${ids}::uuid[]) and ${reachesPrintout(sql, look.viewer, look.side)}`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}

/** Locks printouts until the end of the transaction, in one order. */
export async function lockPrintouts(tx: Tx, agencyId: Id, ids: Id[]): Promise<void> {
  await tx`select id from printout where agency_id = ${agencyId} and id = any(${ids}::uuid[]) order by id for update`;
}

/** How far the queue is: being made, not made, to be delivered (those being made are among them). */
export async function countPrintouts(
  sql: Query,
  look: { viewer: Actor; side: Side },
): Promise<{ open: number; making: number; failed: number; opened: number }> {
  const [row] = await sql<{ open: number; making: number; failed: number; opened: number }[]>`
    select count(*)::int as open, count(*) filter (where p.ready_at is null and p.tries < ${mostPrintTries})::int as making,
      count(*) filter (where p.ready_at is null and p.tries >= ${mostPrintTries})::int as failed, 0 as opened
    from printout p where ${reachesPrintout(sql, look.viewer, look.side)} and ${isOpenHere(sql)}`;
  return row ?? { open: 0, making: 0, failed: 0, opened: 0 };
}

/** Sites that occur in the viewer's queue, to narrow it by. */
export async function listPrintSites(sql: Query, look: { viewer: Actor; side: Side }): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`
    select distinct si.id, si.name from printout p join site si on si.agency_id = p.receiving_id and si.id = p.site_id
    where ${reachesPrintout(sql, look.viewer, look.side)} order by si.name limit 500`;
}

/** The file, with the name it is saved under; null until it is made. */
export async function findPrintoutFile(sql: Query, agencyId: Id, id: Id): Promise<{ fileName: string; content: Uint8Array } | null> {
  const [row] = await sql<{ fileName: string; content: Uint8Array }[]>`
    select p.file_name, f.content from printout p join printout_file f on f.agency_id = p.agency_id and f.printout_id = p.id
    where p.agency_id = ${agencyId} and p.id = ${id}`;
  return row ?? null;
}

/** Delivered by hand or by mail; false when it was already. */
export async function saveDelivered(tx: Tx, of: { agencyId: Id; id: Id; by: Id; at: Date; how: "mail" | "hand" }): Promise<boolean> {
  const rows = await tx`
    update printout set delivered_at = ${of.at.toISOString()}, delivered_by = ${of.by}, delivered_how = ${of.how}
    where agency_id = ${of.agencyId} and id = ${of.id} and delivered_at is null returning id`;
  return rows.length === 1;
}

export async function saveUndelivered(tx: Tx, of: { agencyId: Id; id: Id }): Promise<boolean> {
  const rows = await tx`
    update printout set delivered_at = null, delivered_by = null, delivered_how = null
    where agency_id = ${of.agencyId} and id = ${of.id} and delivered_at is not null returning id`;
  return rows.length === 1;
}

/** Has it made anew, from what its requests are by then. */
export async function saveToMake(tx: Tx, of: { agencyId: Id; id: Id }): Promise<boolean> {
  await tx`delete from printout_file where agency_id = ${of.agencyId} and printout_id = ${of.id}`;
  const rows = await tx`
    update printout set ready_at = null, pages = null, tries = 0, error = ''
    where agency_id = ${of.agencyId} and id = ${of.id} and delivered_at is null returning id`;
  return rows.length === 1;
}

export interface RequestToPrint extends PrintPlace {
  id: Id;
  agencyId: Id;
  status: Status;
  /** Who sent it, for a sending nobody is at (a release). */
  sentBy: Id;
}

/** Requests as a printout takes them: those whose site is chosen, in the order of their first day. */
export async function listRequestsToPrint(sql: Query, ids: Id[]): Promise<RequestToPrint[]> {
  return sql<RequestToPrint[]>`
    select id, agency_id, status, receiving_id, site_id, service_id, destination_id, coalesce(sent_by, created_by) as sent_by
    from request where id = any(${ids}::uuid[]) and receiving_id is not null and site_id is not null
    order by starts_on, reference`;
}

/** « 4e Est, Hôpital du Nord »: a place in one line. */
export async function readPlaceName(sql: Query, of: PrintPlace): Promise<string> {
  const [row] = await sql<{ name: string }[]>`
    select concat_ws(', ', coalesce(d.name, se.name), si.name) as name from site si
    left join service se on se.agency_id = si.agency_id and se.id = ${of.serviceId}
    left join destination d on d.agency_id = si.agency_id and d.id = ${of.destinationId}
    where si.agency_id = ${of.receivingId} and si.id = ${of.siteId}`;
  return row?.name ?? "";
}

/** Who of the organisation can be named on what is sent: everyone of its directory who is there. */
export async function listSenders(sql: Query, agencyId: Id): Promise<{ id: Id; name: string; title: string; email: string | null }[]> {
  return sql<{ id: Id; name: string; title: string; email: string | null }[]>`
    select id, trim(first_name || ' ' || last_name) as name, title, email from person
    where agency_id = ${agencyId} and active and disabled_at is null order by lower(last_name), lower(first_name) limit 2000`;
}

/** Sets what a sending says of its requests besides their place: the day to answer by, who is named. */
export async function saveTerms(
  tx: Tx,
  of: { agencyId: Id; requestIds: Id[]; dueOn?: string | null; senderId?: Id | null },
): Promise<void> {
  if (of.dueOn !== undefined)
    await tx`update request set due_on = ${of.dueOn} where agency_id = ${of.agencyId} and id = any(${of.requestIds}::uuid[])`;
  if (of.senderId !== undefined)
    await tx`update request set sender_id = ${of.senderId} where agency_id = ${of.agencyId} and id = any(${of.requestIds}::uuid[])`;
}
