import type { Actor } from "#domain/access.ts";
import type { Day, Time } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { layerOf, type Presences } from "#domain/occupancy.ts";
import type { Side, Status } from "#domain/request.ts";
import type { DayException, Pause, Schedule } from "#domain/schedule.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

/** Where and when is looked at; `sites`, `services` and `destinations` null: everything the viewer covers. */
export interface OccupancyAsked {
  from: Day;
  to: Day;
  siteId: Id | null;
  serviceId: Id | null;
  destinationIds: Id[] | null;
}

/** A unit of the organisation that the viewer covers, as the picture has its row. */
export interface OccupancyUnit {
  siteId: Id;
  site: string;
  serviceId: Id;
  service: string;
  destinationId: Id | null;
  name: string;
  capacity: number | null;
  largestGroup: number | null;
}

const covers = (sql: Query, viewer: Actor, of: { site: string; service: string; destination: string }) => sql`
  (${viewer.everything} or ${sql(of.site)} = any(${viewer.places.sites}::uuid[]) or ${sql(of.service)} = any(${viewer.places.services}::uuid[])
    or ${sql(of.destination)} = any(${viewer.places.destinations}::uuid[]))`;

/** The open units the viewer covers, and those that closed for good and have somebody still; services without units as well. */
export function listOccupancyUnits(
  sql: Query,
  viewer: Actor,
  of: Pick<OccupancyAsked, "siteId" | "serviceId" | "from">,
): Promise<OccupancyUnit[]> {
  return sql<OccupancyUnit[]>`
    select si.id as site_id, si.name as site, se.id as service_id, se.name as service, d.id as destination_id, coalesce(d.name, '') as name,
      d.capacity, d.largest_group
    from service se join site si on si.agency_id = se.agency_id and si.id = se.site_id
    left join destination d on d.agency_id = se.agency_id and d.service_id = se.id and (d.retired_on is null or d.retired_on >= ${of.from}::date)
    where se.agency_id = ${viewer.agencyId} and (se.retired_on is null or d.id is not null)
      and ${covers(sql, viewer, { site: "si.id", service: "se.id", destination: "d.id" })}
      and (${of.siteId}::uuid is null or si.id = ${of.siteId}) and (${of.serviceId}::uuid is null or se.id = ${of.serviceId})
    order by lower(si.name), si.id, lower(se.name), se.id, lower(d.name), d.id`;
}

interface Row {
  id: Id;
  destinationId: Id | null;
  serviceId: Id;
  status: Status;
  size: number;
  startsOn: Day;
  endsOn: Day;
  blocks: Schedule["blocks"] | null;
  weekdays: number[] | null;
  startTime: Time | null;
  endTime: Time | null;
  shiftCode: string | null;
  pauses: Pause[] | null;
}

/** The dates and places that are asked for, of requests `r`. */
const asked = (sql: Query, of: OccupancyAsked) => sql`
  r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date
  ${of.siteId === null ? sql`` : sql`and r.site_id = ${of.siteId}`}
  ${of.serviceId === null ? sql`` : sql`and r.service_id = ${of.serviceId}`}
  ${of.destinationIds === null ? sql`` : sql`and r.destination_id = any(${of.destinationIds}::uuid[])`}`;

/** What counts, as whoever receives sees it: a request that left its school and is not over. */
export const counted = (sql: Query, viewer: Actor, of: { side: Side; asked: OccupancyAsked }) => sql`
  ${asked(sql, of.asked)} and r.status not in ('declined', 'cancelled', 'new', 'new-part', 'sent-held') and ${reachesRequest(sql, viewer, of.side)}`;

/** A calendar of its own has been opened for a request `r`, and some day is not as its pattern says. */
const isDetailed = (sql: Query) => sql`
  exists (select from request_day rd where rd.agency_id = r.agency_id and rd.request_id = r.id and rd.student_id is null)`;

/**
 * Everybody who is, or may come to be, at the viewer's units between two days: without a name, a school or a number. Of a split each part
 * stands for what its own place takes (`size_here`).
 */
export async function listPresences(sql: Query, viewer: Actor, of: { side: Side; asked: OccupancyAsked }): Promise<Presences[]> {
  return presencesOf(sql, counted(sql, viewer, of));
}

/** Presences of the requests `r` that a condition of whoever asks keeps. */
export async function presencesOf(sql: Query, where: ReturnType<typeof reachesRequest>): Promise<Presences[]> {
  const [plain, detailed] = await Promise.all([listPlain(sql, where), listRows(sql, where, true)]);
  return [...plain, ...detailed];
}

/** The same with the requests' ids, for few places and days. */
export const listPresentRequests = (
  sql: Query,
  viewer: Actor,
  of: { side: Side; asked: OccupancyAsked },
): Promise<(Presences & { id: Id })[]> => listRows(sql, counted(sql, viewer, of), null);

/** Between two lines; nothing that is kept has it in it. */
const separator = "\u001E";

/** Nearly every line: size, first and last day, weekdays, hours, shift code, neither blocks nor pauses. */
const plainLine = /^\((\d+),([\d-]+),([\d-]+),"?(?:\{([\d,]*)\})?"?,([\d:]*),([\d:]*),(\w*),,\)$/;

/** The fields of a record as PostgreSQL writes it: quoted where they must be, a quote or a backslash in them doubled. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  for (const [, quoted, bare = ""] of line.slice(1, -1).matchAll(/(?:^|,)(?:"((?:[^"\\]|""|\\\\)*)"|([^,]*))/g))
    fields.push(quoted === undefined ? bare : quoted.replaceAll('""', '"').replaceAll("\\\\", "\\"));
  return fields;
}

/**
 * Requests that come as their pattern says: twenty thousand of a year are most of what a picture costs, so that each is a line of a text
 * a unit and status, where the library would make an object and read twelve columns. A record is written as text by PostgreSQL in one go.
 */
async function listPlain(sql: Query, where: ReturnType<typeof reachesRequest>): Promise<Presences[]> {
  const groups = await sql<{ destinationId: Id | null; serviceId: Id; status: Status; lines: string }[]>`
    select r.destination_id, r.service_id, r.status, string_agg(row(coalesce(r.size_here, r.size), r.starts_on, r.ends_on, r.weekdays, r.start_time,
      r.end_time, r.shift_code, nullif(r.blocks, '[]'), nullif(r.pauses, '[]'))::text, chr(30)) as lines
    from request r where ${where} and not ${isDetailed(sql)}
    group by r.destination_id, r.service_id, r.status`;
  const weekdays = new Map<string, number[]>();
  const weekdaysIn = (text: string): number[] => {
    let known = weekdays.get(text);
    if (!known) weekdays.set(text, (known = text === "" ? [] : text.split(",").map(Number)));
    return known;
  };
  return groups.flatMap(({ destinationId, serviceId, status, lines }) => {
    const layer = layerOf(status);
    if (layer === null) return [];
    return lines.split(separator).map((line): Presences => {
      const plain = plainLine.exec(line);
      const fields = plain ? plain.slice(1) : fieldsOf(line);
      const [size, startsOn = "", endsOn = "", days = "", start = "", end = "", shift = "", blocks = "", pauses = ""] = fields;
      const various = plain ? plain[4] === undefined : days === "";
      const schedule: Schedule = {
        startsOn,
        endsOn,
        blocks: blocks === "" ? [] : (JSON.parse(blocks) as Schedule["blocks"]),
        weekdays: various ? null : weekdaysIn(plain ? days : days.slice(1, -1)),
        startTime: start === "" ? null : start.slice(0, 5),
        endTime: end === "" ? null : end.slice(0, 5),
        shiftCode: shift === "" ? null : shift,
      };
      if (pauses !== "") schedule.pauses = JSON.parse(pauses) as Pause[];
      return { destinationId, serviceId, layer, size: Number(size), schedule };
    });
  });
}

async function listRows(sql: Query, where: ReturnType<typeof reachesRequest>, detailed: true | null): Promise<(Presences & { id: Id })[]> {
  const [rows, laid] = await Promise.all([
    sql<Row[]>`
      select r.id, r.destination_id, r.service_id, r.status, coalesce(r.size_here, r.size) as size, r.starts_on, r.ends_on, nullif(r.blocks, '[]') as blocks,
        r.weekdays, r.start_time, r.end_time, r.shift_code, nullif(r.pauses, '[]') as pauses
      from request r where ${where} ${detailed ? sql`and ${isDetailed(sql)}` : sql``}`,
    sql<({ requestId: Id } & Laid)[]>`
      select rd.request_id, rd.day, rd.state, rd.start_time, rd.end_time, rd.shift_code from request r
      join request_day rd on rd.agency_id = r.agency_id and rd.request_id = r.id and rd.student_id is null
      where ${where}`,
  ]);
  const days = exceptionsOf(laid);
  return rows.flatMap(({ id, destinationId, serviceId, status, size, blocks, pauses, ...row }) => {
    const layer = layerOf(status);
    if (layer === null) return [];
    const own = days.get(id);
    const schedule: Schedule = { ...row, blocks: blocks ?? [], ...(own ? { days: own } : {}), ...(pauses ? { pauses } : {}) };
    return [{ id, destinationId, serviceId, layer, size, schedule }];
  });
}

interface Laid {
  day: Day;
  state: DayException["state"];
  startTime: Time | null;
  endTime: Time | null;
  shiftCode: string | null;
}
function exceptionsOf(rows: ({ requestId: Id } & Laid)[]): Map<Id, DayException[]> {
  const found = new Map<Id, DayException[]>();
  for (const { requestId, day, state, startTime, endTime, shiftCode } of rows) {
    const times = startTime !== null && endTime !== null ? { startTime, endTime } : null;
    const one: DayException = { day, state, times, shiftCode, kind: "shift", studentId: null };
    const known = found.get(requestId);
    if (known) known.push(one);
    else found.set(requestId, [one]);
  }
  return found;
}

/**
 * What schools prepare for the viewer's units: rows of group sheets that ask for nothing yet, and requests still in an outbox. Never what
 * would be held when it is sent: a count that fell with the sending would tell that it was (section 8, rule 5).
 */
export async function listGhosts(sql: Query, viewer: Actor, of: { now: Date; asked: OccupancyAsked }): Promise<Presences[]> {
  const { asked: where, now } = of;
  const rows = await sql<Omit<Row, "id" | "status" | "pauses">[]>`
    select r.destination_id, r.service_id, coalesce(r.size_here, r.size) as size, r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time,
      r.shift_code
    from request r join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    where r.receiving_id = ${viewer.agencyId} and r.status in ('new', 'new-part') and r.service_id is not null and ${asked(sql, where)}
      and ${covers(sql, viewer, { site: "r.site_id", service: "r.service_id", destination: "r.destination_id" })}
      and not (r.kind = 'individual' and not r.hold_waived and coalesce(cc.release_at > ${now.toISOString()}, false))
    union all
    select i.destination_id, i.service_id, i.size, i.starts_on, i.ends_on, i.blocks, i.weekdays, i.start_time, i.end_time, i.shift_code
    from group_intent i join destination d on d.agency_id = i.receiving_id and d.id = i.destination_id
    where i.receiving_id = ${viewer.agencyId} and i.size > 0 and i.ends_on >= ${where.from}::date and i.starts_on <= ${where.to}::date
      ${where.siteId === null ? sql`` : sql`and d.site_id = ${where.siteId}`}
      ${where.serviceId === null ? sql`` : sql`and i.service_id = ${where.serviceId}`}
      ${where.destinationIds === null ? sql`` : sql`and i.destination_id = any(${where.destinationIds}::uuid[])`}
      and ${covers(sql, viewer, { site: "d.site_id", service: "d.service_id", destination: "d.id" })}
      and not exists (select from request r where r.agency_id = i.agency_id and r.worksheet_id = i.worksheet_id and r.row_id = i.row_id)`;
  return rows.map(({ destinationId, serviceId, size, ...row }) => ({
    destinationId,
    serviceId,
    layer: "ghost",
    size,
    schedule: { ...row, blocks: row.blocks ?? [] },
  }));
}

/** Requests and students by place and status, of a period: those that are over as well (F-197). */
export function countByPlace(
  sql: Query,
  viewer: Actor,
  of: { side: Side; asked: OccupancyAsked },
): Promise<{ serviceId: Id; destinationId: Id | null; status: Status; requests: number; students: number }[]> {
  return sql<{ serviceId: Id; destinationId: Id | null; status: Status; requests: number; students: number }[]>`
    select r.service_id, r.destination_id, r.status, count(*)::int as requests, sum(coalesce(r.size_here, r.size))::int as students
    from request r where ${asked(sql, of.asked)} and r.service_id is not null and ${reachesRequest(sql, viewer, of.side)}
    group by r.service_id, r.destination_id, r.status`;
}

/** The confirmed students of confirmed requests, by name: for a viewer who may read names (R4). One who was sealed has none. */
export function listPresentNames(sql: Query, viewer: Actor, requestIds: Id[]): Promise<{ requestId: Id; name: string }[]> {
  return sql<{ requestId: Id; name: string }[]>`
    select r.id as request_id, trim(s.first_name || ' ' || s.last_name) as name
    from request r join assignment a on a.agency_id = r.agency_id and a.request_id = coalesce(r.split_of, r.id) and a.state = 'confirmed'
    join student s on s.agency_id = a.agency_id and s.id = a.student_id
    where r.id = any(${requestIds}::uuid[]) and r.receiving_id = ${viewer.agencyId} and r.status = 'confirmed' and ${viewer.withNames}
    order by lower(s.last_name), lower(s.first_name), s.id`;
}
