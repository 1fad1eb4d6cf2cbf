import type { Day } from "#domain/dates.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Query } from "./sql.ts";

/** What stands in the way of asking again: its row has another open request, its sheet is deleted, its course is elsewhere by now. */
export async function findAgain(
  sql: Query,
  of: Pick<RequestRecord, "agencyId" | "id">,
): Promise<
  | { other: number | null; sheetDeleted: boolean; courseStartsOn: Day; courseEndsOn: Day; retired: { text: string; on: Day } | null }
  | undefined
> {
  const [row] = await sql<
    { other: number | null; sheetDeleted: boolean; courseStartsOn: Day; courseEndsOn: Day; retired: { text: string; on: Day } | null }[]
  >`
    select w.deleted_at is not null as sheet_deleted, cc.starts_on as course_starts_on, cc.ends_on as course_ends_on,
      (select min(o.reference) from request o where o.agency_id = r.agency_id and o.worksheet_id = r.worksheet_id and o.row_id = r.row_id
        and r.own_row and o.own_row and o.id <> r.id and o.status not in ('declined', 'cancelled')) as other,
      case when d.retired_on is not null then jsonb_build_object('text', d.name, 'on', d.retired_on)
        when se.retired_on is not null then jsonb_build_object('text', se.name, 'on', se.retired_on)
        when si.retired_on is not null then jsonb_build_object('text', si.name, 'on', si.retired_on) end as retired
    from request r
    join worksheet w on w.agency_id = r.agency_id and w.id = r.worksheet_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where r.agency_id = ${of.agencyId} and r.id = ${of.id}`;
  return row;
}
