import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query } from "./sql.ts";

export interface Instructor {
  id: Id;
  /** « Marie Tremblay », as sheets and screens write it. */
  name: string;
}

/**
 * Who of the school can lead a course or a group: those who hold the role of instructor, course leader or placing
 * coordinator, and people of the directory who hold no role at all (an instructor need not have an account).
 */
export async function listInstructors(sql: Query, viewer: Actor): Promise<Instructor[]> {
  return sql<Instructor[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name
    from person p
    where p.agency_id = ${viewer.agencyId} and p.active
      and (exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id and r.disabled_at is null
          and r.kind in ('instructor', 'course-leader', 'placing-coordinator'))
        or not exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id)
          and not exists (select 1 from site s where s.agency_id = p.agency_id and s.contact_id = p.id)
          and not exists (select 1 from service s where s.agency_id = p.agency_id and s.coordinator_id = p.id)
          and not exists (select 1 from destination d where d.agency_id = p.agency_id and d.contact_id = p.id))
    order by lower(p.last_name), lower(p.first_name), p.id`;
}
