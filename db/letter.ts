import type { PrintPlace } from "#domain/delivery.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query, Tx } from "./sql.ts";

export interface PlaceContact {
  /** The place whose contact she is. */
  level: "site" | "service" | "destination";
  placeId: Id;
  placeName: string;
  personId: Id | null;
  lastName: string;
  firstName: string;
  title: string;
  email: string | null;
  /** For routine exchanges: used where there is no address of her own (K59). */
  sharedEmail: string | null;
  phone: string | null;
  /** Of the place itself; the others of a unit stand below it. */
  main: boolean;
}

/** Who is named for a place, the nearest first: unit, service, site; a level without anybody is there too, to be filled in. */
export async function listPlaceContacts(sql: Query, of: PrintPlace): Promise<PlaceContact[]> {
  return sql<PlaceContact[]>`
    select k.level, k.place_id, k.place_name, p.id as person_id, coalesce(p.last_name, '') as last_name, coalesce(p.first_name, '') as first_name,
      coalesce(p.title, '') as title, p.email, p.shared_email, p.phone, k.main
    from (
      select 1 as at, 'destination' as level, agency_id, id as place_id, name as place_name, contact_id as person_id, true as main, 0 as rank from destination
        where agency_id = ${of.receivingId} and id = ${of.destinationId}
      union all select 1, 'destination', c.agency_id, d.id, d.name, c.person_id, false, c.rank + 1 from unit_contact c
        join destination d on d.agency_id = c.agency_id and d.id = c.destination_id
        where c.agency_id = ${of.receivingId} and c.destination_id = ${of.destinationId}
      union all select 2, 'service', agency_id, id, name, coordinator_id, true, 0 from service where agency_id = ${of.receivingId} and id = ${of.serviceId}
      union all select 3, 'site', agency_id, id, name, contact_id, true, 0 from site where agency_id = ${of.receivingId} and id = ${of.siteId}
    ) k left join person p on p.agency_id = k.agency_id and p.id = k.person_id
    order by k.at, k.rank, p.id`;
}

/** Corrects how a contact is reached; false when she is not the organisation's. */
export async function saveReach(tx: Tx, of: { agencyId: Id; personId: Id; email: string | null; phone: string | null }): Promise<boolean> {
  const rows = await tx`
    update person set email = ${of.email}, phone = ${of.phone} where agency_id = ${of.agencyId} and id = ${of.personId} returning id`;
  return rows.length === 1;
}

export interface NewLetter {
  agencyId: Id;
  language: Language;
  recipients: string[];
  cc: string[];
  copyToSelf: boolean;
  subject: string;
  body: string;
  linkId: Id | null;
  by: Id;
  at: Date;
  printoutIds: Id[];
}

export async function insertLetter(tx: Tx, of: NewLetter): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into letter (agency_id, language, recipients, cc, copy_to_self, subject, body, link_id, written_by, written_at)
    values (${of.agencyId}, ${of.language}, ${of.recipients}, ${of.cc}, ${of.copyToSelf}, ${of.subject}, ${of.body}, ${of.linkId},
      ${of.by}, ${of.at.toISOString()}) returning id`;
  const id = row?.id ?? "";
  await tx`
    insert into letter_printout (agency_id, letter_id, printout_id) select ${of.agencyId}, ${id}, unnest(${of.printoutIds}::uuid[])`;
  return id;
}

export interface LetterMail {
  agencyId: Id;
  letterId: Id;
  accountId: Id;
  language: Language;
  recipients: string[];
  cc: string[];
  bcc: string[];
  replyTo: string;
  senderName: string;
  subject: string;
  bodyText: string;
  bodyHtml: string;
  printoutIds: Id[];
  documentIds: Id[];
}

/** Puts a letter among the mails to be sent, with its files; they are read when it leaves. */
export async function insertLetterMail(tx: Tx, of: LetterMail): Promise<Id> {
  const [first = "", ...more] = of.recipients;
  const [row] = await tx<{ id: Id }[]>`
    insert into mail (cause, kind, account_id, recipient, more_recipients, cc, bcc, reply_to, sender_name, language, subject, body_text, body_html)
    values (${`letter:${of.letterId}`}, 'letter', ${of.accountId}, ${first}, ${more}, ${of.cc}, ${of.bcc}, ${of.replyTo}, ${of.senderName},
      ${of.language}, ${of.subject}, ${of.bodyText}, ${of.bodyHtml}) returning id`;
  const id = row?.id ?? "";
  const files = [
    ...of.printoutIds.map((printoutId) => ({ printoutId, documentId: null })),
    ...of.documentIds.map((documentId) => ({ printoutId: null, documentId })),
  ].map((file, position) => ({ ...file, position }));
  await tx`
    insert into mail_attachment (mail_id, position, agency_id, printout_id, document_id)
    select ${id}, f.position::smallint, ${of.agencyId}, f."printoutId", f."documentId"
    from jsonb_to_recordset(${tx.json(files)}) as f (position int, "printoutId" uuid, "documentId" uuid)`;
  await tx`update letter set mail_id = ${id} where agency_id = ${of.agencyId} and id = ${of.letterId}`;
  return id;
}

/** The files of a mail, with the names they are sent under. */
export async function listAttachments(sql: Query, mailId: Id): Promise<{ name: string; mediaType: string; content: Uint8Array }[]> {
  return sql<{ name: string; mediaType: string; content: Uint8Array }[]>`
    select coalesce(p.file_name, d.name) as name, coalesce(d.media_type, 'application/pdf') as media_type, coalesce(f.content, d.content) as content
    from mail_attachment a
      left join printout p on p.agency_id = a.agency_id and p.id = a.printout_id
      left join printout_file f on f.agency_id = a.agency_id and f.printout_id = a.printout_id
      left join document d on d.agency_id = a.agency_id and d.id = a.document_id
    where a.mail_id = ${mailId} order by a.position`;
}

export interface RequestLetter {
  id: Id;
  at: string;
  by: string;
  to: string[];
  cc: string[];
  subject: string;
  body: string;
  openedAt: string | null;
  sentAt: string | null;
  error: string;
  givenUp: boolean;
  link: { id: Id; name: string; expiresAt: string; revokedAt: string | null } | null;
}

/** The letters in which an organisation sent a request, the latest first. */
export async function listLettersOf(sql: Query, of: { agencyId: Id; requestId: Id }): Promise<RequestLetter[]> {
  return sql<RequestLetter[]>`
    select l.id, l.written_at as at, trim(w.first_name || ' ' || w.last_name) as by, l.recipients as "to", l.cc, l.subject, l.body,
      (select min(t.opened_at) from reply_token t where t.agency_id = l.agency_id and t.letter_id = l.id) as opened_at,
      m.sent_at, coalesce(m.error, '') as error, m.given_up_at is not null as given_up,
      case when k.id is not null then jsonb_build_object('id', k.id, 'name', k.name, 'expiresAt', k.expires_at, 'revokedAt', k.revoked_at) end as link
    from letter l
      join person w on w.agency_id = l.agency_id and w.id = l.written_by
      left join mail m on m.id = l.mail_id
      left join reply_link k on k.agency_id = l.agency_id and k.id = l.link_id
    where l.agency_id = ${of.agencyId} and exists (
      select from letter_printout y join printout_request x on x.agency_id = y.agency_id and x.printout_id = y.printout_id
      where y.agency_id = l.agency_id and y.letter_id = l.id and x.request_id = ${of.requestId})
    order by l.written_at desc limit 50`;
}

/** How large the files of a letter are together, as far as they are made. */
export async function sizeOfFiles(sql: Query, of: { agencyId: Id; printoutIds: Id[]; documentIds: Id[] }): Promise<number> {
  const [row] = await sql<{ size: number }[]>`
    select (coalesce((select sum(octet_length(content)) from printout_file where agency_id = ${of.agencyId} and printout_id = any(${of.printoutIds}::uuid[])), 0)
      + coalesce((select sum(size) from document where agency_id = ${of.agencyId} and id = any(${of.documentIds}::uuid[])), 0))::int8 as size`;
  return row?.size ?? 0;
}
