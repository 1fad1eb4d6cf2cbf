import type { Id } from "#domain/id.ts";
import type { ReasonMove, ReasonSide } from "#domain/reason.ts";
import type { Query, Tx } from "./sql.ts";

export interface Reason {
  code: string;
  move: ReasonMove;
  /** Whose reason it is: a decline is always the receiving side's, also when the school enters it for a site that has no account. */
  side: ReasonSide;
  labelFr: string;
  labelEn: string;
  needsNote: boolean;
  /** What it says has so many versions; `wordingId` is that of the last, null for the first. */
  version: number;
  wordingId: Id | null;
}

/** What an organisation makes of reason `re`: its last words `w`, and where it stands in its list, `ch`. */
const atAgency = (sql: Query, agencyId: Id | null) => sql`
  left join lateral (select id, version, label_fr, label_en, needs_note from reason_wording
    where agency_id = ${agencyId} and reason_code = re.code order by version desc limit 1) w on true
  left join reason_choice ch on ch.agency_id = ${agencyId} and ch.reason_code = re.code`;
const inOrder = (sql: Query) => sql`re.move, re.side, coalesce(ch.position, 1000 + re.position), re.code`;
const words = (sql: Query) => sql`
  coalesce(w.label_fr, re.label_fr) as label_fr, coalesce(w.label_en, re.label_en) as label_en,
  coalesce(w.needs_note, re.needs_note) as needs_note, coalesce(w.version, 1) as version, w.id as wording_id`;

/** Coded reasons as an organisation is offered them, in its order (F-186); null: those that ship, as they ship. */
export async function listReasons(sql: Query, agencyId: Id | null): Promise<Reason[]> {
  return sql<Reason[]>`
    select re.code, re.move, re.side, ${words(sql)} from reason re ${atAgency(sql, agencyId)}
    where re.listed and (re.agency_id is null or re.agency_id = ${agencyId}) and not coalesce(ch.hidden, false)
    order by ${inOrder(sql)}`;
}

/** A reason as who keeps the list sees it. */
export interface KeptReason extends Reason {
  /** The organisation added it; the others ship. */
  own: boolean;
  hidden: boolean;
  /** What it says as it ships; of one's own, as it was added. */
  firstFr: string;
  firstEn: string;
  firstNeedsNote: boolean;
  /** How many requests and calls, of either side of the organisation, and changes of dates have it. */
  used: number;
  /** Something has it, or had it and may have it again. */
  held: boolean;
}

/** All reasons of some sides that an organisation has, the hidden ones too, or the one of a code. */
export async function listKeptReasons(
  sql: Query,
  of: { agencyId: Id; sides: readonly ReasonSide[]; code?: string },
): Promise<KeptReason[]> {
  const { agencyId, sides, code } = of;
  return sql<KeptReason[]>`
    with given as (
      select reason_code, (count(*) filter (where counts))::int as times from (
        select reason_code, true as counts from request where (agency_id = ${agencyId} or receiving_id = ${agencyId}) and reason_code is not null
        union all select before_answer ->> 'reasonCode', false from request
          where (agency_id = ${agencyId} or receiving_id = ${agencyId}) and before_answer ->> 'reasonCode' is not null
        union all select reason_code, undone_at is null from request_tag where agency_id = ${agencyId}
        union all select reason_code, true from call_recipient where (agency_id = ${agencyId} or receiving_id = ${agencyId}) and reason_code is not null
      ) every group by reason_code
    )
    select re.code, re.move, re.side, ${words(sql)}, re.agency_id is not null as own, coalesce(ch.hidden, false) as hidden,
      re.label_fr as first_fr, re.label_en as first_en, re.needs_note as first_needs_note, coalesce(given.times, 0) as used,
      given.reason_code is not null as held
    from reason re ${atAgency(sql, agencyId)} left join given on given.reason_code = re.code
    where re.listed and (re.agency_id is null or re.agency_id = ${agencyId}) and re.side = any(${[...sides]}::text[])
      and ${code === undefined ? sql`true` : sql`re.code = ${code}`}
    order by ${inOrder(sql)}`;
}

/** One change of an organisation's list at a time: of two, the second is judged with what the first made of it. */
export async function lockReasons(tx: Tx, agencyId: Id): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended('reason ' || ${agencyId}, 0))`;
}

export interface ReasonWords {
  labelFr: string;
  labelEn: string;
  needsNote: boolean;
}

/** A reason of the organisation's own, last of its list. */
export async function insertReason(
  tx: Tx,
  of: ReasonWords & { code: string; agencyId: Id; move: ReasonMove; side: ReasonSide; position: number },
): Promise<void> {
  await tx`
    insert into reason (code, move, side, label_fr, label_en, needs_note, position, agency_id)
    values (${of.code}, ${of.move}, ${of.side}, ${of.labelFr}, ${of.labelEn}, ${of.needsNote}, 0, ${of.agencyId})`;
  await tx`insert into reason_choice (agency_id, reason_code, position) values (${of.agencyId}, ${of.code}, ${of.position})`;
}

/** What a reason says from now on; what it said stays with those that have it. */
export async function insertWording(
  tx: Tx,
  of: ReasonWords & { agencyId: Id; code: string; version: number; by: { personId: Id; at: Date } },
): Promise<void> {
  await tx`
    insert into reason_wording (agency_id, reason_code, version, label_fr, label_en, needs_note, made_by, made_at)
    values (${of.agencyId}, ${of.code}, ${of.version}, ${of.labelFr}, ${of.labelEn}, ${of.needsNote}, ${of.by.personId}, ${of.by.at.toISOString()})`;
}

export async function saveHidden(tx: Tx, of: { agencyId: Id; code: string; hidden: boolean }): Promise<void> {
  await tx`
    insert into reason_choice (agency_id, reason_code, hidden) values (${of.agencyId}, ${of.code}, ${of.hidden})
    on conflict (agency_id, reason_code) do update set hidden = excluded.hidden`;
}

/** The order of a list, from 1. */
export async function saveOrder(tx: Tx, of: { agencyId: Id; codes: readonly string[] }): Promise<void> {
  await tx`
    insert into reason_choice (agency_id, reason_code, position)
    select ${of.agencyId}, code, place from unnest(${[...of.codes]}::text[]) with ordinality as listed (code, place)
    on conflict (agency_id, reason_code) do update set position = excluded.position`;
}

/** A reason that nobody has used goes with its words; false when it is not the organisation's own. */
export async function deleteReason(tx: Tx, of: { agencyId: Id; code: string }): Promise<boolean> {
  await tx`delete from reason_wording where agency_id = ${of.agencyId} and reason_code = ${of.code}`;
  await tx`delete from reason_choice where agency_id = ${of.agencyId} and reason_code = ${of.code}`;
  const rows = await tx`delete from reason where agency_id = ${of.agencyId} and code = ${of.code} returning code`;
  return rows.length === 1;
}

export interface ReasonVersion extends ReasonWords {
  version: number;
  /** Null for the first of a reason that ships. */
  at: string | null;
  by: string | null;
}

/** Everything a reason has said at an organisation, the last first. */
export async function listReasonVersions(sql: Query, of: { agencyId: Id; code: string }): Promise<ReasonVersion[]> {
  return sql<ReasonVersion[]>`
    select w.version, w.label_fr, w.label_en, w.needs_note, w.made_at as at, trim(p.first_name || ' ' || p.last_name) as by
    from reason_wording w join person p on p.agency_id = w.agency_id and p.id = w.made_by
    where w.agency_id = ${of.agencyId} and w.reason_code = ${of.code}
    union all
    select 1, re.label_fr, re.label_en, re.needs_note, null, null from reason re
    where re.code = ${of.code} and (re.agency_id is null or re.agency_id = ${of.agencyId})
    order by version desc`;
}
