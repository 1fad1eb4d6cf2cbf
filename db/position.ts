import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Point } from "#domain/position.ts";
import { reachesStudent } from "./student.ts";
import type { Query, Tx } from "./sql.ts";

/** Where sites stand, of those whose position is known: the catalogue is public. */
export async function listSitePositions(sql: Query, _viewer: Actor, siteIds: Id[]): Promise<Map<Id, Point>> {
  const rows = await sql<(Point & { id: Id })[]>`
    select id, latitude, longitude from site where id = any(${siteIds}::uuid[]) and latitude is not null`;
  return new Map(rows.map(({ id, latitude, longitude }) => [id, { latitude, longitude }]));
}

export async function saveSitePosition(tx: Tx, of: { agencyId: Id; siteId: Id; point: Point | null }): Promise<void> {
  await tx`
    update site set latitude = ${of.point?.latitude ?? null}, longitude = ${of.point?.longitude ?? null}
    where agency_id = ${of.agencyId} and id = ${of.siteId}`;
}

/** About where students of the viewer's school live, of those she reaches and who said it. */
export async function listHomes(sql: Query, viewer: Actor, studentIds: Id[]): Promise<Map<Id, Point>> {
  const rows = await sql<(Point & { id: Id })[]>`
    select h.student_id as id, h.latitude, h.longitude from student_home h
    join student s on s.agency_id = h.agency_id and s.id = h.student_id
    where h.agency_id = ${viewer.agencyId} and h.student_id = any(${studentIds}::uuid[]) and ${reachesStudent(sql, viewer)}`;
  return new Map(rows.map(({ id, latitude, longitude }) => [id, { latitude, longitude }]));
}

/** Keeps or forgets about where a student lives; `point` is rounded already (`approximate`). */
export async function saveHome(tx: Tx, viewer: Actor, of: { studentId: Id; point: Point | null }): Promise<void> {
  if (of.point === null) {
    await tx`delete from student_home where agency_id = ${viewer.agencyId} and student_id = ${of.studentId}`;
    return;
  }
  await tx`
    insert into student_home (agency_id, student_id, latitude, longitude)
    values (${viewer.agencyId}, ${of.studentId}, ${of.point.latitude}, ${of.point.longitude})
    on conflict (agency_id, student_id) do update set latitude = excluded.latitude, longitude = excluded.longitude`;
}
