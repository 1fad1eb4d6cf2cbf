import type { Query } from "./sql.ts";

/**
 * Where a course of a cohort `cc` stands, as lateral parts of a query: `e` (enrolled), `w` (its sheets), `d` (drafted), `r` (requests by what
 * has become of them, in places), `a` (students with a seat): `CourseCounts`.
 */
export const courseCounts = (sql: Query) => sql`
      cross join lateral (
        select count(*)::int as enrolled from enrolment en
        where en.agency_id = cc.agency_id and en.cohort_course_id = cc.id and en.state = 'enrolled') e
      cross join lateral (
        select (array_agg(id) filter (where kind = 'group'))[1] as group_id, (array_agg(id) filter (where kind = 'individual'))[1] as individual_id
        from worksheet where agency_id = cc.agency_id and cohort_course_id = cc.id and deleted_at is null) w
      cross join lateral (${draftedOf(sql)}) d
      cross join lateral (
        select coalesce(sum(size) filter (where status in ('new', 'new-part')), 0)::int as in_outbox,
          coalesce(sum(size) filter (where status = 'sent-held'), 0)::int as held,
          coalesce(sum(size) filter (where status not in ('new', 'new-part', 'sent-held', 'accepted', 'confirmed', 'declined', 'cancelled')), 0)::int as waiting,
          coalesce(sum(size) filter (where status = 'accepted'), 0)::int as accepted,
          coalesce(sum(size) filter (where status = 'confirmed'), 0)::int as confirmed
        from request where agency_id = cc.agency_id and cohort_course_id = cc.id and split_of is null) r
      cross join lateral (
        select count(distinct asg.student_id)::int as assigned
        from request rq join assignment asg on asg.agency_id = rq.agency_id and asg.request_id = rq.id
        where rq.agency_id = cc.agency_id and rq.cohort_course_id = cc.id and rq.status not in ('declined', 'cancelled')) a`;

/**
 * Places typed on a sheet and in no request yet. A row has one request in its life (R23), so a row with one is not drafted;
 * a blank row is nothing; a size that cannot be read counts one place, as readRow does.
 */
const draftedOf = (sql: Query) => sql`
  select coalesce(sum(case when ws.kind = 'group' and wr.cells->>'size' ~ '^\\s*\\d{1,3}\\s*$' then greatest((wr.cells->>'size')::int, 1) else 1 end), 0)::int as drafted
  from worksheet ws join worksheet_row wr on wr.agency_id = ws.agency_id and wr.worksheet_id = ws.id and not wr.deleted
  where ws.agency_id = cc.agency_id and ws.cohort_course_id = cc.id and ws.deleted_at is null
    and exists (select 1 from jsonb_each_text(wr.cells) cell where btrim(cell.value) <> '')
    and not exists (select 1 from request rq where rq.agency_id = wr.agency_id and rq.worksheet_id = wr.worksheet_id and rq.row_id = wr.row_id)`;
