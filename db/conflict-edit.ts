import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query } from "./sql.ts";

/** The last act of its kind on a request or a closure: by name inside one's own organisation, blank when it was another's. */
export interface LastEdit {
  about: Id;
  what: "dates" | "size" | "instructor" | "closure";
  by: string;
  at: string;
  mine: boolean;
}

/** Who last changed dates, size or instructor of these requests, and who last wrote these closures, as history has it. */
export function listLastEdits(sql: Query, viewer: Actor, about: Id[]): Promise<LastEdit[]> {
  return sql<LastEdit[]>`
    select distinct on (e.about, x.what) e.about, x.what, case when e.actor_agency_id = ${viewer.agencyId} then e.actor_name else '' end as by, e.at,
      coalesce(e.actor_account_id = ${viewer.accountId}, false) as mine
    from event e, lateral (
      select 'closure' as what where e.kind in ('closure.added', 'closure.changed')
      union all select 'dates' where e.kind in ('request.postponed', 'request.shortened', 'request.suspended', 'request.resumed',
        'request.calendar-changed', 'request.dates-taken-back')
      union all select key from (values ('size', array['size']), ('instructor', array['instructor']),
        ('dates', array['startsOn', 'endsOn', 'weekdays', 'hours', 'blocks', 'startTime', 'endTime', 'shiftCode', 'dates', 'days'])) as k (key, fields)
        where e.kind = 'request.changed' and e.facts -> 'changes' ?| k.fields
    ) x
    where e.about = any(${about}::uuid[]) and e.agency_ids @> array[${viewer.agencyId}::uuid]
      and e.kind in ('closure.added', 'closure.changed', 'request.postponed', 'request.shortened', 'request.suspended', 'request.resumed',
        'request.calendar-changed', 'request.dates-taken-back', 'request.changed')
    order by e.about, x.what, e.seq desc`;
}
