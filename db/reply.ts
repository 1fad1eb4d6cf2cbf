import type { PrintPlace } from "#domain/delivery.ts";
import { isUnitLink, shownByLink, shownByUnitLink } from "#domain/delivery.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query, Tx } from "./sql.ts";

/** A link as its holder comes with it. */
export interface ReplyLink extends PrintPlace {
  agencyId: Id;
  id: Id;
  letterId: Id;
  personId: Id | null;
  name: string;
  email: string;
  language: Language;
  expiresAt: string;
  revokedAt: string | null;
  openedAt: string | null;
  school: string;
  site: string;
  place: string;
  /** Who of the school wrote, to be reached when something is not as it should be. */
  contact: { name: string; email: string | null; phone: string | null };
}

export async function findLinkByToken(sql: Query, tokenHash: string): Promise<ReplyLink | null> {
  const [row] = await sql<ReplyLink[]>`
    select l.agency_id, l.id, t.letter_id, l.receiving_id, l.site_id, l.service_id, l.destination_id, l.person_id, l.name, l.email, l.language,
      l.expires_at, l.revoked_at, t.opened_at, a.name as school, si.name as site,
      concat_ws(', ', coalesce(d.name, se.name), si.name) as place,
      jsonb_build_object('name', trim(w.first_name || ' ' || w.last_name), 'email', w.email, 'phone', w.phone) as contact
    from reply_token t join reply_link l on l.agency_id = t.agency_id and l.id = t.link_id
      join letter le on le.agency_id = t.agency_id and le.id = t.letter_id
      join agency a on a.id = l.agency_id
      join person w on w.agency_id = le.agency_id and w.id = le.written_by
      join site si on si.agency_id = l.receiving_id and si.id = l.site_id
      left join service se on se.agency_id = l.receiving_id and se.id = l.service_id
      left join destination d on d.agency_id = l.receiving_id and d.id = l.destination_id
    where t.token_hash = ${tokenHash}`;
  return row ?? null;
}

/**
 * What a link reaches: a school's, the requests for its place that were sent on paper (a PDF was queued by the sending); an organisation's,
 * those of any school that were redirected to its unit on paper; and what became of them. Nothing new, held or handed on in the system.
 * `for update` when it is to be answered.
 */
export async function listLinked(sql: Query, link: ReplyLink, of: { requestId: Id | null; lock: boolean }): Promise<Id[]> {
  const unit = isUnitLink(link);
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r
    where ${unit ? sql`true` : sql`r.agency_id = ${link.agencyId}`} and r.receiving_id = ${link.receivingId} and r.site_id = ${link.siteId}
      and (${link.serviceId}::uuid is null or r.service_id = ${link.serviceId}) and (${link.destinationId}::uuid is null or r.destination_id = ${link.destinationId})
      and r.status = any(${[...(unit ? shownByUnitLink : shownByLink)]}::text[]) and (${of.requestId}::uuid is null or r.id = ${of.requestId})
      and exists (select from printout_request x join printout p on p.agency_id = x.agency_id and p.id = x.printout_id
        where x.request_id = r.id and p.agency_id = ${link.agencyId}
          and (p.automatic or exists (select from letter_printout y where y.agency_id = p.agency_id and y.printout_id = p.id and y.letter_id = ${link.letterId})))
    order by (r.status in ('sent-paper', 'redirected-paper')) desc, r.starts_on, r.reference limit 500
    ${of.lock ? sql`for update of r` : sql``}`;
  return rows.map(({ id }) => id);
}

/** Who answered requests by a link of an organisation, the latest of each: a school is told of its own links alone. */
export async function listAnswers(
  sql: Query,
  of: { agencyId: Id; requestIds: Id[] },
): Promise<{ requestId: Id; linkId: Id; name: string; at: string }[]> {
  return sql<{ requestId: Id; linkId: Id; name: string; at: string }[]>`
    select distinct on (a.request_id) a.request_id, a.link_id, l.name, a.answered_at as at
    from reply_answer a join reply_link l on l.agency_id = a.agency_id and l.id = a.link_id
    where a.agency_id = ${of.agencyId} and a.request_id = any(${of.requestIds}::uuid[]) order by a.request_id, a.answered_at desc`;
}

export async function insertAnswer(
  tx: Tx,
  of: {
    /** Whose link it is, and whose request. */
    agencyId: Id;
    requestAgencyId: Id;
    requestId: Id;
    linkId: Id;
    move: "accept" | "decline" | "accept-for-unit" | "decline-for-unit";
    at: Date;
  },
): Promise<void> {
  await tx`
    insert into reply_answer (agency_id, request_agency_id, request_id, link_id, move, answered_at)
    values (${of.agencyId}, ${of.requestAgencyId}, ${of.requestId}, ${of.linkId}, ${of.move}, ${of.at.toISOString()})`;
}

/** The first time a mail's link is opened by a page; false afterwards. */
export async function saveOpened(tx: Tx, of: { tokenHash: string; at: Date }): Promise<boolean> {
  const rows = await tx`
    update reply_token set opened_at = ${of.at.toISOString()} where token_hash = ${of.tokenHash} and opened_at is null returning token_hash`;
  return rows.length === 1;
}

/** The requests a mail was about. */
export async function listRequestsOfLetter(sql: Query, of: { agencyId: Id; letterId: Id }): Promise<Id[]> {
  const rows = await sql<{ requestId: Id }[]>`
    select distinct x.request_id from letter_printout y
      join printout_request x on x.agency_id = y.agency_id and x.printout_id = y.printout_id
    where y.agency_id = ${of.agencyId} and y.letter_id = ${of.letterId}`;
  return rows.map(({ requestId }) => requestId);
}

export interface NewLink extends PrintPlace {
  agencyId: Id;
  personId: Id | null;
  name: string;
  email: string;
  language: Language;
  by: Id;
  expiresAt: Date;
}

/** The link of a contact for a place: made, or renewed by a new mail; what earlier mails hold lives as long. */
export async function renewLink(tx: Tx, of: NewLink): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into reply_link (agency_id, receiving_id, site_id, service_id, destination_id, person_id, name, email, language, created_by, expires_at)
    values (${of.agencyId}, ${of.receivingId}, ${of.siteId}, ${of.serviceId}, ${of.destinationId}, ${of.personId}, ${of.name}, ${of.email},
      ${of.language}, ${of.by}, ${of.expiresAt.toISOString()})
    on conflict (agency_id, email, site_id, service_id, destination_id) where revoked_at is null
      do update set expires_at = greatest(reply_link.expires_at, excluded.expires_at), name = excluded.name, person_id = excluded.person_id,
        language = excluded.language
    returning id`;
  return row?.id ?? "";
}

export async function insertToken(tx: Tx, of: { tokenHash: string; agencyId: Id; linkId: Id; letterId: Id }): Promise<void> {
  await tx`
    insert into reply_token (token_hash, agency_id, link_id, letter_id) values (${of.tokenHash}, ${of.agencyId}, ${of.linkId}, ${of.letterId})`;
}

/** Takes a link back, with every secret mailed for it; null when it is none of the school's, or was taken back. */
export async function revokeLink(
  tx: Tx,
  of: { agencyId: Id; id: Id; by: Id; at: Date },
): Promise<(PrintPlace & { name: string; letterIds: Id[] }) | null> {
  const [row] = await tx<(PrintPlace & { name: string; letterIds: Id[] })[]>`
    update reply_link l set revoked_at = ${of.at.toISOString()}, revoked_by = ${of.by}
    where agency_id = ${of.agencyId} and id = ${of.id} and revoked_at is null
    returning name, receiving_id, site_id, service_id, destination_id,
      array(select t.letter_id from reply_token t where t.agency_id = l.agency_id and t.link_id = l.id) as letter_ids`;
  return row ?? null;
}
