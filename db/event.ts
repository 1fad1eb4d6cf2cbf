import type { EventKind, NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Sql, Tx } from "./sql.ts";

export interface EventAuthor {
  agencyId: Id | null;
  accountId: Id | null;
  personId: Id | null;
  name: string;
  requestId: string;
}

export interface StoredEvent {
  seq: number;
  /** ISO instant. */
  at: string;
  kind: EventKind;
  agencyIds: Id[];
  about: Id;
  within: Id[];
  actorAgencyId: Id | null;
  actorAgencyName: string | null;
  actorAccountId: Id | null;
  actorPersonId: Id | null;
  actorName: string;
  facts: Record<string, unknown>;
}

/** The lock under which sequence numbers are handed out, so that they commit in order (architecture rule 5). */
const eventLock = 7_001;
/** The bell: its payload is nothing but a number, the log is the truth. */
export const eventChannel = "concerto_event";

/**
 * Appends what happened and rings the bell at commit, unless another bus is rung after it: NOTIFY makes commits wait for each other.
 * Must be the last thing a transaction does: it holds the log's lock until then.
 */
export async function appendEvents(tx: Tx, author: EventAuthor, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    kind: event.kind,
    agencyIds: [...new Set(event.agencyIds)],
    about: event.about,
    within: event.within ?? [],
    facts: event.facts,
  }));
  await tx`select pg_advisory_xact_lock(${eventLock})`;
  await tx`
    insert into event (kind, agency_ids, about, within, actor_agency_id, actor_account_id, actor_person_id, actor_name, request_id, facts)
    select e.kind, array(select jsonb_array_elements_text(e."agencyIds")::uuid), e.about,
      array(select jsonb_array_elements_text(e.within)::uuid),
      ${author.agencyId}::uuid, ${author.accountId}::uuid, ${author.personId}::uuid, ${author.name}, ${author.requestId}, e.facts
    from jsonb_to_recordset(${tx.json(rows as never)}) as e (kind text, "agencyIds" jsonb, about uuid, within jsonb, facts jsonb)`;
  await tx`select pg_notify(${eventChannel}, '') where current_setting('concerto.rings', true) is distinct from 'off'`;
}

/** The number of the newest event; 0 when nothing has happened. */
export async function lastSeq(sql: Query): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select coalesce(max(seq), 0)::int8 as seq from event`;
  return row?.seq ?? 0;
}

/** Events after a number, in order; those of one organisation, or all of them when `agencyId` is null (readers of the log). */
export async function listEventsAfter(sql: Sql, of: { agencyId: Id | null; after: number; most: number }): Promise<StoredEvent[]> {
  return sql<StoredEvent[]>`
    select e.seq, e.at, e.kind, e.agency_ids, e.about, e.within, e.actor_agency_id, a.name as actor_agency_name,
      e.actor_account_id, e.actor_person_id, e.actor_name, e.facts
    from event e left join agency a on a.id = e.actor_agency_id
    where e.seq > ${of.after} and (${of.agencyId}::uuid is null or e.agency_ids @> array[${of.agencyId}::uuid])
    order by e.seq limit ${of.most}`;
}
