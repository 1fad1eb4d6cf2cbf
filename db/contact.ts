import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** A person as the contacts of a place show her: a business card. */
export interface Card {
  id: Id;
  name: string;
  title: string;
  email: string | null;
  sharedEmail: string | null;
  phone: string | null;
  alerts: boolean;
  active: boolean;
}

export interface UnitContacts {
  main: Id | null;
  backups: Id[];
  disciplines: { discipline: string; personId: Id }[];
}

/** Who is named for a unit, or for a service or a site (a main contact alone). */
export async function readContacts(
  sql: Query,
  of: { level: "site" | "service" | "destination"; agencyId: Id; id: Id },
): Promise<UnitContacts> {
  const [place] =
    of.level === "destination"
      ? await sql<{ main: Id | null }[]>`select contact_id as main from destination where agency_id = ${of.agencyId} and id = ${of.id}`
      : of.level === "service"
        ? await sql<{ main: Id | null }[]>`select coordinator_id as main from service where agency_id = ${of.agencyId} and id = ${of.id}`
        : await sql<{ main: Id | null }[]>`select contact_id as main from site where agency_id = ${of.agencyId} and id = ${of.id}`;
  const rows =
    of.level === "destination"
      ? await sql<{ personId: Id; discipline: string }[]>`
          select person_id, discipline from unit_contact where agency_id = ${of.agencyId} and destination_id = ${of.id}
          order by discipline = '', lower(discipline), rank, id`
      : [];
  return {
    main: place?.main ?? null,
    backups: rows.filter(({ discipline }) => discipline === "").map(({ personId }) => personId),
    disciplines: rows.filter(({ discipline }) => discipline !== ""),
  };
}

export async function listCards(sql: Query, agencyId: Id, ids: Id[]): Promise<Card[]> {
  return sql<Card[]>`
    select id, trim(first_name || ' ' || last_name) as name, title, email, shared_email, phone, alerts, active from person
    where agency_id = ${agencyId} and id = any(${ids}::uuid[])`;
}

/** Names the main contact of a place; its profile was touched. */
export async function saveMainContact(
  tx: Tx,
  of: { level: "site" | "service" | "destination"; agencyId: Id; id: Id; personId: Id | null; by: Id },
): Promise<void> {
  const { agencyId, id, personId } = of;
  if (of.level === "site") await tx`update site set contact_id = ${personId} where agency_id = ${agencyId} and id = ${id}`;
  if (of.level === "service") await tx`update service set coordinator_id = ${personId} where agency_id = ${agencyId} and id = ${id}`;
  if (of.level === "destination")
    await tx`
      update destination set contact_id = ${personId}, profile_at = now(), profile_by = ${of.by} where agency_id = ${agencyId} and id = ${id}`;
}

/** Replaces the backups of a unit, or its discipline contacts; false when one of them is not of its organisation. */
export async function saveUnitContacts(
  tx: Tx,
  of: { agencyId: Id; unitId: Id; what: "backups" | "disciplines"; contacts: { discipline: string; personId: Id }[] },
): Promise<boolean> {
  const { agencyId, unitId, contacts } = of;
  await tx`
    delete from unit_contact where agency_id = ${agencyId} and destination_id = ${unitId} and (discipline = '') = ${of.what === "backups"}`;
  if (contacts.length === 0) return true;
  const rows = await tx`
    insert into unit_contact (agency_id, destination_id, person_id, discipline, rank)
    select ${agencyId}, ${unitId}, p.id, k.discipline, k.rank::smallint
    from jsonb_to_recordset(${tx.json(contacts.map((one, rank) => ({ ...one, rank })))}) as k ("personId" uuid, discipline text, rank int)
      join person p on p.agency_id = ${agencyId} and p.id = k."personId"
    returning id`;
  return rows.length === contacts.length;
}

export interface Absence {
  id: Id;
  personId: Id;
  startsOn: Day;
  endsOn: Day | null;
  delegateId: Id | null;
  delegate: string | null;
}

/** Absences under way or to come, the nearest first. */
export async function listAbsences(sql: Query, of: { agencyId: Id; personIds: Id[]; today: Day }): Promise<Absence[]> {
  return sql<Absence[]>`
    select b.id, b.person_id, b.starts_on, b.ends_on, b.delegate_id, trim(d.first_name || ' ' || d.last_name) as delegate
    from absence b left join person d on d.agency_id = b.agency_id and d.id = b.delegate_id
    where b.agency_id = ${of.agencyId} and b.person_id = any(${of.personIds}::uuid[]) and (b.ends_on is null or b.ends_on >= ${of.today}::date)
    order by b.starts_on, b.id`;
}

export async function insertAbsence(
  tx: Tx,
  of: { agencyId: Id; personId: Id; startsOn: Day; endsOn: Day | null; delegateId: Id | null; by: Id; at: Date },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into absence (agency_id, person_id, starts_on, ends_on, delegate_id, noted_by, noted_at)
    values (${of.agencyId}, ${of.personId}, ${of.startsOn}, ${of.endsOn}, ${of.delegateId}, ${of.by}, ${of.at.toISOString()}) returning id`;
  if (!row) throw new Error("an absence was not written");
  return row.id;
}

/** Takes an absence away; null when there is none. */
export async function deleteAbsence(tx: Tx, of: { agencyId: Id; id: Id; personId: Id }): Promise<Omit<Absence, "delegate"> | null> {
  const [row] = await tx<Omit<Absence, "delegate">[]>`
    delete from absence where agency_id = ${of.agencyId} and id = ${of.id} and person_id = ${of.personId} returning id, person_id, starts_on, ends_on, delegate_id`;
  return row ?? null;
}

/** How somebody is reached, and whether she takes notices by e-mail; false when she is not of the organisation. */
export async function saveReachOf(
  tx: Tx,
  of: { agencyId: Id; personId: Id; email: string | null; sharedEmail: string | null; phone: string | null; alerts: boolean },
): Promise<boolean> {
  const rows = await tx`
    update person set email = ${of.email}, shared_email = ${of.sharedEmail}, phone = ${of.phone}, alerts = ${of.alerts}
    where agency_id = ${of.agencyId} and id = ${of.personId} returning id`;
  return rows.length === 1;
}

/** Who last changed the contacts of a place, and when: what a screen that was behind is told. */
export async function lastChangeOf(sql: Query, of: { agencyId: Id; placeId: Id }): Promise<{ by: string; at: string }> {
  const [row] = await sql<{ by: string; at: string }[]>`
    select actor_name as by, at from event
    where about = ${of.placeId} and kind in ('contact.changed', 'catalogue.changed') and agency_ids @> array[${of.agencyId}::uuid]
    order by seq desc limit 1`;
  return row ?? { by: "", at: "" };
}

/** Disciplines a contact can be named for: those of the places and of the programmes of every school. */
export async function listDisciplines(sql: Query): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select min(name) as name from (
      select unnest(disciplines) as name from destination union select discipline from programme where discipline <> '' and status <> 'retired'
    ) known group by lower(name) order by min(name) limit 300`;
  return rows.map(({ name }) => name);
}
