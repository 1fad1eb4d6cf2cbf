import type { Actor } from "#domain/access.ts";
import type { Side } from "#domain/request.ts";
import { numbersFrom, type Hit } from "#domain/search.ts";
import { reachesCourse } from "./reach.ts";
import { dimensions, everyWord, ownNames } from "./search-name.ts";
import { asFound, type Found, type HitQuery } from "./search.ts";
import type { Query } from "./sql.ts";

type Row = Omit<Extract<Hit, { kind: "call" }>, "kind"> & { rank: number; by: string };

/** Calls for offers by number, school, course, cohort or term, the latest sent first: one's own, or those sent to one's organisation. */
export async function findCallHits(
  sql: Query,
  viewer: Actor,
  of: HitQuery & { side: Side; number: number | null },
): Promise<Found<"call">[]> {
  const { after, number } = of;
  const taught = ["programme", "course", "cohort", "term"] as const;
  const scope =
    of.side === "placing" ? ownNames(viewer, ...taught) : { agencyId: viewer.agencyId, own: [], everyones: ["agency" as const, ...taught] };
  const reached =
    of.side === "placing"
      ? sql`ca.agency_id = ${viewer.agencyId} and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}`
      : sql`exists (select 1 from call_recipient mine where mine.agency_id = ca.agency_id and mine.call_id = ca.id and mine.receiving_id = ${viewer.agencyId})`;
  const numbered =
    number === null
      ? sql`false`
      : numbersFrom(number)
          .map(({ from, to }) => sql`ca.number between ${from} and ${to}`)
          .reduce((all, one) => sql`${all} or ${one}`);
  const rows = await sql<Row[]>`
    with ${dimensions(sql, of.wanted, scope)}
    select ca.id, ca.number, sch.short_name as school, co.number || ' ' || co.name as course, c.short_name as cohort, ca.closed_at is not null as closed,
      0 as rank, '' as by
    from call ca
      join agency sch on sch.id = ca.agency_id
      join cohort_course cc on cc.agency_id = ca.agency_id and cc.id = ca.cohort_course_id
      join cohort c on c.agency_id = ca.agency_id and c.id = cc.cohort_id
      join course co on co.agency_id = ca.agency_id and co.id = cc.course_id
      left join dim da on da.id = ca.agency_id left join dim dc on dc.id = c.id left join dim dp on dp.id = c.programme_id
      left join dim dk on dk.id = co.id left join dim dt on dt.id = cc.term_id
    where ${reached} ${of.ids === undefined ? sql`` : sql`and ca.id = any(${of.ids}::uuid[])`}
      and ((coalesce(da.mask, 0) | coalesce(dc.mask, 0) | coalesce(dp.mask, 0) | coalesce(dk.mask, 0) | coalesce(dt.mask, 0)) = ${everyWord(of.wanted)}
        or ${numbered})
      and (${after === null} or ca.id < ${after?.id ?? null}::uuid)
    order by ca.id desc limit ${of.most}`;
  return asFound("call", rows);
}
