import type { Actor } from "#domain/access.ts";
import type { CapacityLine, LineShape } from "#domain/capacity.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** A line with who wrote it, and who ended it: by name inside one's organisation, else by the organisation's. */
export interface KeptLine extends CapacityLine {
  writtenBy: string;
  endedBy: string | null;
  endedAt: string | null;
}

const said = (sql: Query) => sql`
  l.id, l.destination_id, l.discipline, l.band, l.shift_code, l.start_time, l.end_time, l.weekdays, l.from_day as "from", l.to_day as "to",
  l.students, l.largest_group, l.note, l.written_at`;

/** The lines of a unit, those in force first, then what was ended, the latest first. The catalogue is everybody's to read. */
export function listLinesOf(sql: Query, viewer: Actor, of: { agencyId: Id; destinationId: Id; most: number }): Promise<KeptLine[]> {
  const name = (text: string, agency: string) =>
    sql`case when ${sql(agency)} = ${viewer.agencyId} then ${sql(text)} else (select name from agency where id = ${sql(agency)}) end`;
  return sql<KeptLine[]>`
    select ${said(sql)}, ${name("l.written_by", "l.written_agency")} as written_by, ${name("l.ended_by", "l.ended_agency")} as ended_by, l.ended_at
    from capacity_line l where l.agency_id = ${of.agencyId} and l.destination_id = ${of.destinationId}
    order by l.ended_at desc nulls first, l.written_at desc, l.id limit ${of.most}`;
}

/** The lines in force of some units, whatever their period. */
export const listLinesOfUnits = (sql: Query, _viewer: Actor, destinationIds: Id[]): Promise<CapacityLine[]> => sql<CapacityLine[]>`
  select ${said(sql)} from capacity_line l where l.destination_id = any(${destinationIds}::uuid[]) and l.ended_at is null`;

/** The lines in force of a unit `d`, as JSON `CapacityLine[]`. */
export const linesOfUnit = (sql: Query) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'destinationId', l.destination_id, 'discipline', l.discipline, 'band', l.band,
      'shiftCode', l.shift_code, 'startTime', to_char(l.start_time, 'HH24:MI'), 'endTime', to_char(l.end_time, 'HH24:MI'), 'weekdays', l.weekdays,
      'from', l.from_day, 'to', l.to_day, 'students', l.students, 'largestGroup', l.largest_group, 'note', l.note,
      'writtenAt', to_char(l.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    from capacity_line l where l.destination_id = d.id and l.ended_at is null), '[]')`;

export interface Signed {
  by: string;
  byAgency: Id;
  at: Date;
}

export async function insertLines(tx: Tx, of: { agencyId: Id; destinationId: Id } & Signed, lines: LineShape[]): Promise<Id[]> {
  if (lines.length === 0) return [];
  const rows = await tx<{ id: Id }[]>`
    insert into capacity_line (agency_id, destination_id, discipline, band, shift_code, start_time, end_time, weekdays, from_day, to_day, students,
      largest_group, note, written_by, written_agency, written_at)
    select ${of.agencyId}, ${of.destinationId}, l.discipline, l.band, l."shiftCode", l."startTime", l."endTime",
      case when l.weekdays is null or jsonb_typeof(l.weekdays) = 'null' then null
        else array(select jsonb_array_elements_text(l.weekdays)::smallint) end,
      l."from", l."to", l.students, l."largestGroup", l.note, ${of.by}, ${of.byAgency}, ${of.at.toISOString()}
    from jsonb_to_recordset(${tx.json(lines as never)}) as l (discipline text, band text, "shiftCode" text, "startTime" time, "endTime" time,
      weekdays jsonb, "from" date, "to" date, students int, "largestGroup" int, note text)
    returning id`;
  return rows.map(({ id }) => id);
}

/** Ends lines of a unit; answers those that were in force until now. */
export async function endLines(tx: Tx, of: { agencyId: Id; destinationId: Id } & Signed, ids: Id[]): Promise<CapacityLine[]> {
  return tx<CapacityLine[]>`
    update capacity_line l set ended_by = ${of.by}, ended_agency = ${of.byAgency}, ended_at = ${of.at.toISOString()}
    where l.agency_id = ${of.agencyId} and l.destination_id = ${of.destinationId} and l.id = any(${ids}::uuid[]) and l.ended_at is null
    returning ${said(tx)}`;
}

/** Who ended a line, and when; undefined when it is in force or there is none. */
export async function findEnding(sql: Query, viewer: Actor, of: { agencyId: Id; id: Id }): Promise<{ by: string; at: string } | undefined> {
  const [row] = await sql<{ by: string; at: string }[]>`
    select case when l.ended_agency = ${viewer.agencyId} then l.ended_by else a.name end as "by", l.ended_at as at
    from capacity_line l join agency a on a.id = l.ended_agency where l.agency_id = ${of.agencyId} and l.id = ${of.id} and l.ended_at is not null`;
  return row;
}
