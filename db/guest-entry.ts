import type { Actor } from "#domain/access.ts";
import type { GuestDraft } from "#domain/guest.ts";
import type { Id } from "#domain/id.ts";
import type { GuestLink } from "./guest.ts";
import type { Query, Tx } from "./sql.ts";

export interface EntryPlace {
  siteId: Id;
  serviceId: Id;
  destinationId: Id | null;
}

export interface GuestEntry extends EntryPlace {
  id: Id;
  draft: Partial<GuestDraft>;
  revision: number;
  createdAt: string;
  savedAt: string | null;
  sentAt: string | null;
  closedAt: string | null;
  requestId: Id | null;
  site: string;
  service: string;
  destination: string | null;
  documents: { id: Id; name: string; size: number }[];
}

const entryColumns = (sql: Query) => sql`
  e.id, e.site_id, e.service_id, e.destination_id, e.draft, e.revision, e.created_at, e.saved_at, e.sent_at, e.closed_at, e.request_id,
  si.name as site, se.name as service, d.name as destination,
  (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.id), '[]')
    from guest_entry_document g join document f on f.agency_id = g.school_id and f.id = g.document_id
    where g.agency_id = e.agency_id and g.entry_id = e.id) as documents`;
const entryJoins = (sql: Query) => sql`
  join site si on si.agency_id = e.agency_id and si.id = e.site_id
  join service se on se.agency_id = e.agency_id and se.id = e.service_id
  left join destination d on d.agency_id = e.agency_id and d.id = e.destination_id`;

/** What the holder of a link is writing: drafts that were neither sent nor given up, the first begun first. */
export async function listEntries(sql: Query, link: GuestLink): Promise<GuestEntry[]> {
  return sql<GuestEntry[]>`
    select ${entryColumns(sql)} from guest_entry e ${entryJoins(sql)}
    where e.agency_id = ${link.agencyId} and e.link_id = ${link.id} and e.sent_at is null and e.closed_at is null order by e.id limit 50`;
}

/** One entry of a link, whatever became of it; `lock` when it is to be written. */
export async function findEntry(sql: Query, link: GuestLink, of: { id: Id; lock: boolean }): Promise<GuestEntry | null> {
  const [row] = await sql<GuestEntry[]>`
    select ${entryColumns(sql)} from guest_entry e ${entryJoins(sql)}
    where e.agency_id = ${link.agencyId} and e.link_id = ${link.id} and e.id = ${of.id} ${of.lock ? sql`for update of e` : sql``}`;
  return row ?? null;
}

export async function insertEntry(
  tx: Tx,
  of: EntryPlace & { agencyId: Id; linkId: Id; schoolId: Id; draft: GuestDraft; by: Id | null },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into guest_entry (agency_id, link_id, school_id, site_id, service_id, destination_id, draft, begun_by)
    values (${of.agencyId}, ${of.linkId}, ${of.schoolId}, ${of.siteId}, ${of.serviceId}, ${of.destinationId}, ${tx.json(of.draft)}, ${of.by}) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

/** Keeps what was typed, over the revision it was typed on; null when another page wrote meanwhile, or it is sent or given up. */
export async function saveDraft(
  sql: Query,
  link: GuestLink,
  of: { id: Id; revision: number; draft: GuestDraft; at: Date },
): Promise<number | null> {
  const [row] = await sql<{ revision: number }[]>`
    update guest_entry set draft = ${sql.json(of.draft)}, revision = revision + 1, saved_at = ${of.at.toISOString()}
    where agency_id = ${link.agencyId} and link_id = ${link.id} and id = ${of.id} and revision = ${of.revision} and sent_at is null and closed_at is null
    returning revision`;
  return row?.revision ?? null;
}

/** Sent: it is a request now, and no student's name stays in the draft. */
export async function saveSentEntry(tx: Tx, link: GuestLink, of: { id: Id; requestId: Id; at: Date }): Promise<void> {
  await tx`
    update guest_entry set sent_at = ${of.at.toISOString()}, request_id = ${of.requestId}, draft = draft - 'students'
    where agency_id = ${link.agencyId} and link_id = ${link.id} and id = ${of.id}`;
}

/** Given up, by the school or by who asked for it; what was typed goes. */
export async function closeEntry(tx: Tx, of: { agencyId: Id; id: Id; at: Date }): Promise<boolean> {
  const rows = await tx`
    update guest_entry set closed_at = ${of.at.toISOString()}, draft = '{}'
    where agency_id = ${of.agencyId} and id = ${of.id} and sent_at is null and closed_at is null returning id`;
  return rows.length === 1;
}

export async function joinEntryDocument(tx: Tx, link: GuestLink, of: { entryId: Id; documentId: Id }): Promise<void> {
  await tx`
    insert into guest_entry_document (agency_id, entry_id, school_id, document_id) values (${link.agencyId}, ${of.entryId}, ${link.schoolId}, ${of.documentId})`;
}

export async function partEntryDocument(tx: Tx, link: GuestLink, of: { entryId: Id; documentId: Id }): Promise<boolean> {
  const rows = await tx`
    delete from guest_entry_document where agency_id = ${link.agencyId} and entry_id = ${of.entryId} and document_id = ${of.documentId} returning document_id`;
  return rows.length === 1;
}

/** How an entry stands for who asked for it: that something is typed, never whose name is. */
export interface HandedEntry extends EntryPlace {
  id: Id;
  linkId: Id;
  school: string;
  name: string;
  email: string;
  place: string;
  step: number;
  createdAt: string;
  savedAt: string | null;
  openedAt: string | null;
  expiresAt: string;
  revokedAt: string | null;
  begunBy: string | null;
}

const covered = (sql: Query, viewer: Actor) => sql`
  (${viewer.everything} or e.site_id = any(${viewer.places.sites}::uuid[]) or e.service_id = any(${viewer.places.services}::uuid[])
    or e.destination_id = any(${viewer.places.destinations}::uuid[]))`;

/** What schools are still asked to write, at the places the viewer covers, the latest first. */
export async function listHanded(sql: Query, viewer: Actor, of: { id: Id | null }): Promise<HandedEntry[]> {
  return sql<HandedEntry[]>`
    select e.id, e.link_id, e.site_id, e.service_id, e.destination_id, s.name as school, trim(p.first_name || ' ' || p.last_name) as name, l.email,
      concat_ws(', ', coalesce(d.name, se.name), si.name) as place, coalesce((e.draft ->> 'step')::int, 0) as step, e.created_at, e.saved_at,
      l.opened_at, l.expires_at, l.revoked_at, trim(b.first_name || ' ' || b.last_name) as begun_by
    from guest_entry e join guest_link l on l.agency_id = e.agency_id and l.id = e.link_id ${entryJoins(sql)}
    join agency s on s.id = e.school_id join person p on p.agency_id = l.school_id and p.id = l.person_id
    left join person b on b.agency_id = e.agency_id and b.id = e.begun_by
    where e.agency_id = ${viewer.agencyId} and e.sent_at is null and e.closed_at is null and (${of.id}::uuid is null or e.id = ${of.id})
      and ${covered(sql, viewer)}
    order by e.id desc limit 100`;
}
