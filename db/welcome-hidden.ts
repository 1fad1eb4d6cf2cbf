import type { Id } from "#domain/id.ts";
import type { WelcomeNotice } from "#domain/welcome.ts";
import type { Query, Tx } from "./sql.ts";

/** Whose welcome page: what is kept of it is one role's own. */
export interface WelcomeKey {
  agencyId: Id;
  roleId: Id;
}

/** Whether a request `r` is hidden from a role's welcome page: nothing has happened to it since that this organisation may know of (R443). */
export const hiddenFrom = (sql: Query, of: WelcomeKey) => sql`
  exists (select from welcome_hidden_request wh where wh.agency_id = ${of.agencyId} and wh.role_id = ${of.roleId}
    and wh.school_id = r.agency_id and wh.request_id = r.id
    and not exists (select from event we where we.about = wh.request_id and we.seq > wh.seq and we.agency_ids @> array[${of.agencyId}::uuid]
      and we.kind ~ '^(request|comment|condition|proposal|supervision)[.]'))`;

/** Hides requests, which were read at `seq`, from a role's page. */
export async function hideRequests(
  tx: Tx,
  of: WelcomeKey,
  hidden: { requests: { agencyId: Id; id: Id }[]; seq: number; at: Date },
): Promise<void> {
  await tx`
    insert into welcome_hidden_request (agency_id, role_id, school_id, request_id, seq, at)
    select ${of.agencyId}, ${of.roleId}, h.school, h.id, ${hidden.seq}::int8, ${hidden.at.toISOString()}
    from unnest(${hidden.requests.map(({ agencyId }) => agencyId)}::uuid[], ${hidden.requests.map(({ id }) => id)}::uuid[]) h (school, id)
    on conflict (agency_id, role_id, school_id, request_id) do update set seq = excluded.seq, at = excluded.at`;
}

/** Shows requests again; says whether any was hidden. */
export async function showRequests(tx: Tx, of: WelcomeKey, ids: Id[]): Promise<boolean> {
  const rows = await tx<{ requestId: Id }[]>`
    delete from welcome_hidden_request where agency_id = ${of.agencyId} and role_id = ${of.roleId} and request_id = any(${ids}::uuid[])
    returning request_id`;
  return rows.length > 0;
}

/** A notice that a role hid, with what it said then. */
export interface HiddenNotice {
  kind: WelcomeNotice;
  /** Which of its kind; empty: the only one. */
  item: string;
  state: string;
}

export async function listHiddenNotices(sql: Query, of: WelcomeKey): Promise<HiddenNotice[]> {
  return sql<HiddenNotice[]>`
    select kind, item, state from welcome_hidden_notice where agency_id = ${of.agencyId} and role_id = ${of.roleId} order by at desc limit 500`;
}

export async function hideNotice(tx: Tx, of: WelcomeKey, { notice, at }: { notice: HiddenNotice; at: Date }): Promise<void> {
  await tx`
    insert into welcome_hidden_notice (agency_id, role_id, kind, item, state, at)
    values (${of.agencyId}, ${of.roleId}, ${notice.kind}, ${notice.item}, ${notice.state}, ${at.toISOString()})
    on conflict (agency_id, role_id, kind, item) do update set state = excluded.state, at = excluded.at`;
}

export async function showNotice(tx: Tx, of: WelcomeKey, { kind, item }: Pick<HiddenNotice, "kind" | "item">): Promise<void> {
  await tx`
    delete from welcome_hidden_notice where agency_id = ${of.agencyId} and role_id = ${of.roleId} and kind = ${kind} and item = ${item}`;
}
