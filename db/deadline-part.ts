import type postgres from "postgres";
import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { DeadlineKey, DeadlineKind, DeadlineStep } from "#domain/deadline.ts";
import type { Id } from "#domain/id.ts";
import type { Side } from "#domain/request.ts";
import type { Query } from "./sql.ts";

/** One of them as SQL gives it: a row of any of the parts. */
export interface DeadlineRow {
  id: string;
  kind: DeadlineKind;
  step: DeadlineStep;
  day: Day;
  at: string | null;
  ownerId: Id | null;
  /** The person's name, else the other organisation's or the unit's. */
  owner: string | null;
  count: number;
  requestId?: Id | null;
  reference?: number | null;
  place?: string | null;
  school?: string | null;
  callId?: Id | null;
  callNumber?: number | null;
  cohortCourseId?: Id | null;
  cohortId?: Id | null;
  what?: string | null;
}

/** What a part is asked with. `day` of a row lies between `from` (null: however long ago) and `until`. */
export interface DeadlineAsk {
  viewer: Actor;
  side: Side;
  today: Day;
  until: Day;
  after: DeadlineKey | null;
  most: number;
}
export type DeadlinePart = (sql: Query, ask: DeadlineAsk) => Promise<DeadlineRow[]>;

/** A piece of a statement. */
type Fragment = postgres.Fragment;

/** What stands after a page's last one, as SQL over a day and an id of a part's kind. */
export const afterKey = (sql: Query, ask: DeadlineAsk, of: { kind: DeadlineKind; day: Fragment; id: Fragment }) =>
  ask.after === null
    ? sql`true`
    : sql`(${of.day} > ${ask.after.day}::date or (${of.day} = ${ask.after.day}::date and ${`${of.kind}:`} || (${of.id})::text > (${ask.after.key})::text collate "C"))`;
