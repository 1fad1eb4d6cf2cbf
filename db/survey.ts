import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { ProfileAnswer } from "#domain/profile.ts";
import type { Language } from "#domain/weekdays.ts";
import { placeColumns } from "./place-name.ts";
import type { PlaceKey } from "./profile.ts";
import type { Query, Tx } from "./sql.ts";

/** A survey as its holder comes with it. */
export interface Survey {
  agencyId: Id;
  id: Id;
  receivingId: Id;
  placeId: Id;
  name: string;
  email: string;
  language: Language;
  expiresAt: string;
  revokedAt: string | null;
  openedAt: string | null;
  draft: ProfileAnswer | null;
  answer: ProfileAnswer | null;
  answeredAt: string | null;
  settledAt: string | null;
  /** Who asks: the organisation, and the person to be reached. */
  asker: string;
  contact: { name: string; email: string | null; phone: string | null };
}

const columns = (sql: Query) => sql`
  s.agency_id, s.id, s.receiving_id, s.place_id, s.name, s.email, s.language, s.expires_at, s.revoked_at, s.opened_at, s.draft, s.answer, s.answered_at,
  s.settled_at, a.name as asker, jsonb_build_object('name', trim(w.first_name || ' ' || w.last_name), 'email', w.email, 'phone', w.phone) as contact`;
const from = (sql: Query) => sql`
  from survey s join agency a on a.id = s.agency_id join person w on w.agency_id = s.agency_id and w.id = s.created_by`;

export async function findSurveyByToken(sql: Query, tokenHash: string, lock = false): Promise<Survey | null> {
  const [row] = await sql<
    Survey[]
  >`select ${columns(sql)} ${from(sql)} where s.token_hash = ${tokenHash} ${lock ? sql`for update of s` : sql``}`;
  return row ?? null;
}

/** One that the viewer's organisation sent, locked. */
export async function lockSurvey(tx: Tx, viewer: Actor, id: Id): Promise<Survey | null> {
  const [row] = await tx<
    Survey[]
  >`select ${columns(tx)} ${from(tx)} where s.agency_id = ${viewer.agencyId} and s.id = ${id} for update of s`;
  return row ?? null;
}

export interface SentSurvey {
  id: Id;
  name: string;
  email: string;
  sentAt: string;
  sentBy: string;
  expiresAt: string;
  revokedAt: string | null;
  openedAt: string | null;
  answer: ProfileAnswer | null;
  answeredAt: string | null;
  settledAt: string | null;
  taken: string[] | null;
}

/** What the viewer's organisation asked of a place, the latest first. */
export function listSurveys(sql: Query, viewer: Actor, placeId: Id): Promise<SentSurvey[]> {
  return sql<SentSurvey[]>`
    select s.id, s.name, s.email, s.created_at as sent_at, trim(w.first_name || ' ' || w.last_name) as sent_by, s.expires_at, s.revoked_at, s.opened_at,
      s.answer, s.answered_at, s.settled_at, s.taken
    from survey s join person w on w.agency_id = s.agency_id and w.id = s.created_by
    where s.agency_id = ${viewer.agencyId} and s.place_id = ${placeId} order by s.created_at desc, s.id desc limit 20`;
}

export async function insertSurvey(
  tx: Tx,
  place: PlaceKey,
  of: { name: string; email: string; language: Language; tokenHash: string; by: Actor; at: Date; expiresAt: Date },
): Promise<Id> {
  const { siteId, serviceId, destinationId } = placeColumns(place);
  const { by } = of;
  const [row] = await tx<{ id: Id }[]>`
    insert into survey (agency_id, receiving_id, site_id, service_id, destination_id, name, email, language, token_hash, created_by, created_at, expires_at)
    values (${by.agencyId}, ${place.agencyId}, ${siteId}, ${serviceId}, ${destinationId}, ${of.name}, ${of.email}, ${of.language}, ${of.tokenHash},
      ${by.personId}, ${of.at.toISOString()}, ${of.expiresAt.toISOString()}) returning id`;
  return row?.id ?? "";
}

type SurveyKey = Pick<Survey, "agencyId" | "id">;

export async function saveSurveyOpened(tx: Tx, key: SurveyKey, at: Date): Promise<boolean> {
  const rows = await tx`
    update survey set opened_at = ${at.toISOString()} where agency_id = ${key.agencyId} and id = ${key.id} and opened_at is null returning id`;
  return rows.length === 1;
}

/** What is typed so far. */
export async function saveSurveyDraft(sql: Query, key: SurveyKey, draft: ProfileAnswer): Promise<void> {
  await sql`update survey set draft = ${sql.json(draft)} where agency_id = ${key.agencyId} and id = ${key.id}`;
}

/** An answer takes the place of the one before it, and is to be looked at again. */
export async function saveSurveyAnswer(tx: Tx, key: SurveyKey, of: { answer: ProfileAnswer; at: Date }): Promise<void> {
  await tx`
    update survey set answer = ${tx.json(of.answer)}, answered_at = ${of.at.toISOString()}, draft = null, settled_at = null, settled_by = null, taken = null
    where agency_id = ${key.agencyId} and id = ${key.id}`;
}

export async function saveSurveySettled(tx: Tx, key: SurveyKey, of: { by: Id; at: Date; taken: string[] }): Promise<void> {
  await tx`
    update survey set settled_at = ${of.at.toISOString()}, settled_by = ${of.by}, taken = ${of.taken}::text[]
    where agency_id = ${key.agencyId} and id = ${key.id}`;
}

export async function revokeSurvey(tx: Tx, key: SurveyKey, at: Date): Promise<void> {
  await tx`update survey set revoked_at = ${at.toISOString()} where agency_id = ${key.agencyId} and id = ${key.id} and revoked_at is null`;
}
