import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Reservation, ReservedPlace } from "#domain/reservation.ts";
import type { Query, Tx } from "./sql.ts";

const select = (sql: Query) => sql`
  select v.agency_id, v.id, v.person_id, v.receiving_id, v.destination_id, v.starts_on, v.ends_on, v.weekdays,
    to_char(v.start_time, 'HH24:MI') as start_time, to_char(v.end_time, 'HH24:MI') as end_time, v.made_at, v.until,
    a.name as agency_name, trim(p.first_name || ' ' || p.last_name) as person_name, d.site_id, d.service_id,
    concat_ws(' / ', si.name, se.name, d.name) as place
  from reservation v
  join agency a on a.id = v.agency_id
  join person p on p.agency_id = v.agency_id and p.id = v.person_id
  join destination d on d.agency_id = v.receiving_id and d.id = v.destination_id
  join site si on si.agency_id = d.agency_id and si.id = d.site_id
  join service se on se.agency_id = d.agency_id and se.id = d.service_id`;

/** Reservations of some units that are alive at a moment, everyone's: what of them a viewer may know is `reservationSeenBy`'s to say. */
export const listReservations = (sql: Query, of: { destinationIds: Id[]; at: Date }): Promise<Reservation[]> => sql<Reservation[]>`
  ${select(sql)} where v.destination_id = any(${of.destinationIds}::uuid[]) and v.ended_at is null and v.until > ${of.at.toISOString()} order by v.until, v.id`;

/** Those of one person that are alive. */
export const listOwnReservations = (sql: Query, viewer: Actor, at: Date): Promise<Reservation[]> => sql<Reservation[]>`
  ${select(sql)} where v.agency_id = ${viewer.agencyId} and v.person_id = ${viewer.personId} and v.ended_at is null and v.until > ${at.toISOString()}
  order by v.until, v.id`;

/** One that is alive, locked; undefined when it lapsed or was ended. */
export async function lockReservation(tx: Tx, reservationId: Id, at: Date): Promise<Reservation | undefined> {
  const [row] = await tx<Reservation[]>`
    ${select(tx)} where v.id = ${reservationId} and v.ended_at is null and v.until > ${at.toISOString()} for update of v`;
  return row;
}

/** One after the other at a unit, on whichever node: who comes second sees what the first committed. */
export const lockUnitForReserving = async (tx: Tx, destinationId: Id): Promise<void> => {
  await tx`select pg_advisory_xact_lock(hashtextextended(${destinationId}, 7034))`;
};

export async function insertReservation(
  tx: Tx,
  viewer: Actor,
  of: { place: ReservedPlace; receivingId: Id; madeAt: Date; until: Date },
): Promise<Id> {
  const { place } = of;
  const [row] = await tx<{ id: Id }[]>`
    insert into reservation (agency_id, account_id, person_id, receiving_id, destination_id, starts_on, ends_on, weekdays, start_time, end_time, made_at, until)
    values (${viewer.agencyId}, ${viewer.accountId}, ${viewer.personId}, ${of.receivingId}, ${place.destinationId}, ${place.startsOn}, ${place.endsOn},
      ${place.weekdays}::smallint[], ${place.startTime}, ${place.endTime}, ${of.madeAt.toISOString()}, ${of.until.toISOString()})
    returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

export const saveProlonged = async (tx: Tx, of: { agencyId: Id; id: Id; until: Date }): Promise<void> => {
  await tx`update reservation set until = ${of.until.toISOString()} where agency_id = ${of.agencyId} and id = ${of.id}`;
};

export const saveEnded = async (tx: Tx, of: { agencyId: Id; id: Id; at: Date }): Promise<void> => {
  await tx`update reservation set ended_at = ${of.at.toISOString()} where agency_id = ${of.agencyId} and id = ${of.id}`;
};

/** When the next one lapses; null when none is kept. */
export async function nextLapse(sql: Query): Promise<string | null> {
  const [row] = await sql<{ at: string | null }[]>`select min(until) as at from reservation where ended_at is null`;
  return row?.at ?? null;
}

/** Those whose time is over and that nobody has written down as ended yet, locked; another node's are passed over. */
export const lockLapsed = (tx: Tx, at: Date): Promise<Reservation[]> => tx<Reservation[]>`
  ${select(tx)} where v.ended_at is null and v.until <= ${at.toISOString()} order by v.until limit 200 for update of v skip locked`;

export const saveLapsed = async (tx: Tx, ids: Id[]): Promise<void> => {
  await tx`update reservation set ended_at = until where id = any(${ids}::uuid[])`;
};

/** Organisations that see the unit and are neither the holder nor the unit's own: told that something changed there, not what. */
export async function listOnlookers(sql: Query, of: Pick<Reservation, "agencyId" | "receivingId">): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select id from agency where is_user and kind in ('placing', 'both') and id not in (${of.agencyId}, ${of.receivingId})`;
  return rows.map((row) => row.id);
}
