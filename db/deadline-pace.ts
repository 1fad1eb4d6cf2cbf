import type { Actor } from "#domain/access.ts";
import type { Side } from "#domain/request.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

interface PaceAsk {
  side: Side;
  from: Date;
  to: Date;
}
export interface Pace {
  /** The median, in hours; null when nothing was answered. */
  hours: number | null;
  answers: number;
}

/** Answers a side gave, or got, between two instants; what was born accepted (an offer, a clone) was never waited for. */
const answered = (sql: Query, viewer: Actor, of: PaceAsk) => sql`
  request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join agency rec on rec.id = r.receiving_id
    join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  where ${of.side === "placing" ? sql`r.agency_id = ${viewer.agencyId}` : sql`r.receiving_id = ${viewer.agencyId}`}
    and r.answered_at > ${of.from.toISOString()} and r.answered_at <= ${of.to.toISOString()} and r.sent_at < r.answered_at
    and r.origin in ('worksheet', 'quick', 'split', 'guest') and r.status in ('accepted', 'declined', 'confirmed', 'cancelled')
    and ${reachesRequest(sql, viewer, of.side)}`;

const median = (sql: Query) => sql`
  round((extract(epoch from percentile_cont(0.5) within group (order by r.answered_at - r.sent_at)) / 3600)::numeric, 1)::float8 as hours,
  count(*)::int as answers`;

/** How long half of the answers took. */
export async function findPace(sql: Query, viewer: Actor, of: PaceAsk): Promise<Pace> {
  const [row] = await sql<Pace[]>`select ${median(sql)} from ${answered(sql, viewer, of)}`;
  return row ?? { hours: null, answers: 0 };
}

/** Where it takes longest, of those who answered at least twice: organisations for a school, services for who receives. Five at most. */
export async function listSlowest(sql: Query, viewer: Actor, of: PaceAsk): Promise<(Pace & { name: string })[]> {
  const name = of.side === "placing" ? sql`rec.name` : sql`se.name`;
  return sql<(Pace & { name: string })[]>`
    select ${name} as name, ${median(sql)} from ${answered(sql, viewer, of)}
    group by ${name} having count(*) > 1 order by hours desc, name limit 5`;
}
