import { addDays } from "#domain/dates.ts";
import { isWaiting, statuses, type Status } from "#domain/request.ts";
import type { Sql } from "#db/sql.ts";
import { addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase } from "#db/testing.ts";
import { callAs } from "#server/testing-caller.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { dice } from "./season.ts";

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

const units = 60;
const placements = 20_000;
/** Years before, which are there as well and are not looked at. */
const yearsKept = 2;
const year = { from: "2026-09-01", to: "2027-08-31" };

/** A site of so many units in 8 services. */
export async function layUnits(sql: Sql, hospital: TestHospital, count = units): Promise<{ serviceId: string; destinationId: string }[]> {
  const { agencyId, siteId } = hospital;
  return sql<{ serviceId: string; destinationId: string }[]>`
    with services as (
      insert into service (agency_id, site_id, name) select ${agencyId}, ${siteId}, 'Service ' || n from generate_series(1, 8) n returning id, name
    )
    insert into destination (agency_id, site_id, service_id, name, capacity, largest_group)
    select ${agencyId}, ${siteId}, s.id, 'Unité ' || n, 40 + n % 9, 8 from generate_series(1, ${count}::int) n
    join services s on s.name = 'Service ' || (1 + n % 8) returning service_id, id as destination_id`;
}

const hours = [
  ["07:00", "15:00", null],
  ["07:30", "15:30", null],
  ["15:00", "23:00", null],
  ["19:00", "07:00", null],
  [null, null, "N8"],
  [null, null, "J12"],
] as const;

/** Placements of a year as schools ask for them: weekdays, blocks, days out, pauses; most of them single students. */
export async function layYear(
  sql: Sql,
  of: { school: TestSchool; hospital: TestHospital; places: Awaited<ReturnType<typeof layUnits>>; back: number },
) {
  const { school, hospital, places, back } = of;
  const roll = dice(3 + back);
  const mix: Status[] = ["sent", "redirected", "accepted", "accepted", "confirmed", "confirmed", "confirmed", "confirmed", "declined"];
  const rows = Array.from({ length: placements }, (_one, index) => {
    const startsOn = addDays(year.from, roll(330) - back * 365);
    const endsOn = addDays(startsOn, 14 + roll(90));
    const [startTime, endTime, shiftCode] = hours[roll(hours.length)] ?? hours[0];
    const first = 1 + roll(4);
    const status = mix[roll(mix.length)] ?? "sent";
    return {
      ...places[roll(places.length)],
      rowId: `r${back}-${index}`,
      group: roll(4) === 0,
      status,
      size: 4 + roll(5),
      startsOn,
      endsOn,
      weekdays: [first, first + 1, ...(roll(2) === 0 ? [first + 2] : [])],
      blocks:
        roll(5) === 0
          ? [
              { from: startsOn, to: addDays(startsOn, 10) },
              { from: addDays(endsOn, -10), to: endsOn },
            ]
          : [],
      pauses: roll(50) === 0 ? [{ from: addDays(startsOn, 7), to: addDays(startsOn, 14) }] : [],
      startTime,
      endTime,
      shiftCode,
      reason: status === "declined" ? "decline-capacity" : null,
    };
  });
  const [reason] = await sql<{ code: string }[]>`select code from reason where code like 'decline%' limit 1`;
  for (let from = 0; from < rows.length; from += 5_000) {
    await sql`
      insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id, size,
        starts_on, ends_on, blocks, pauses, weekdays, start_time, end_time, shift_code, created_by, sent_at, reason_code)
      select ${school.agencyId}, case when r."group" then 'group' else 'individual' end, ${school.cohortCourseId}, ${school.worksheetId}, r."rowId",
        r.status, ${hospital.agencyId}, ${hospital.siteId}, r."serviceId", r."destinationId", case when r."group" then r.size else 1 end,
        r."startsOn", r."endsOn", r.blocks, r.pauses, array(select jsonb_array_elements_text(r.weekdays)::smallint), r."startTime", r."endTime",
        r."shiftCode", ${school.anna.personId}, now(), case when r.reason is null then null else ${reason?.code ?? null} end
      from jsonb_to_recordset(${sql.json(rows.slice(from, from + 5_000) as never)}) as r ("serviceId" uuid, "destinationId" uuid, "rowId" text,
        "group" boolean, status text, size int, "startsOn" date, "endsOn" date, weekdays jsonb, blocks jsonb, pauses jsonb, "startTime" time,
        "endTime" time, "shiftCode" text, reason text)`;
  }
  // one in twenty has days of its own
  await sql`
    insert into request_day (agency_id, request_id, day, state, kind, reason, changed_by, changed_at)
    select agency_id, id, starts_on + n, 'removed', 'shift', 'other', ${school.anna.personId}, now() from request, generate_series(1, 8, 3) n
    where agency_id = ${school.agencyId} and row_id like ${`r${back}-%7_`} and row_id like '%3' `;
}

/** A site of 60 units over a year with 20,000 placements: opening its picture, and having it anew after an answer. */
export async function measureOccupancy({ quick, note }: Measure): Promise<Figure[]> {
  await using database = await testDatabase();
  const { sql } = database;
  const hospital = await addHospital(sql);
  const places = await layUnits(sql, hospital);
  for (let back = 0; back <= yearsKept; back++) {
    note(`${placements} placements are laid down, ${back === 0 ? "the year looked at" : `${back} years before`}`);
    const school = await addSchool(sql, { students: 1, kind: "individual" });
    await layYear(sql, { school, hospital, places, back });
  }
  await sql`delete from intent_stale`;
  await sql`vacuum (analyze) request, request_day`;
  const claire = callAs(sql, hospital.claire);
  const asked = { ...year, siteId: hospital.siteId };
  const open = async (): Promise<{ took: number; bytes: number }> => {
    const begun = performance.now();
    const bytes = JSON.stringify(await claire.occupancy.grid(asked)).length;
    return { took: performance.now() - begun, bytes };
  };
  /** The same rows touched by nobody but the database: what there is no way below. */
  const bare = async (): Promise<number> => {
    const begun = performance.now();
    await sql`
      select count(*), sum(size) from request where receiving_id = ${hospital.agencyId} and site_id = ${hospital.siteId}
        and ends_on >= ${year.from}::date and starts_on <= ${year.to}::date and status not in ('declined', 'cancelled')`;
    return performance.now() - begun;
  };
  const first = await open();
  note(`the first opening took ${first.took.toFixed(0)} ms, the answer is ${Math.round(first.bytes / 1024)} kB`);
  const opened: number[] = [];
  const counted: number[] = [];
  const updated: number[] = [];
  const waiting = await sql<{ id: string }[]>`
    select id from request where receiving_id = ${hospital.agencyId} and status = any(${statuses.filter(isWaiting)}::text[]) and status = 'sent' limit 200`;
  for (let round = 0; round < (quick ? 15 : 60); round++) {
    opened.push((await open()).took);
    counted.push(await bare());
    const { version } = await claire.request.get({ id: waiting[round]?.id ?? "" });
    const begun = performance.now();
    await claire.request.accept({ requests: [{ id: waiting[round]?.id ?? "", version }] });
    await open();
    updated.push(performance.now() - begun);
  }
  const limit = { peer: "count of the same rows", peerValue: quantile(counted, 0.5) };
  return [
    { name: "occupancy-open-p50", value: quantile(opened, 0.5), unit: "ms", ...limit, reach: [{ of: "value", most: 300 }] },
    { name: "occupancy-open-p99", value: quantile(opened, 0.99), unit: "ms", ...limit, reach: [{ of: "value", most: 300 }] },
    { name: "occupancy-open-first", value: first.took, unit: "ms", ...limit, reach: [{ of: "value", most: 300 }] },
    { name: "occupancy-update-p99", value: quantile(updated, 0.99), unit: "ms", ...limit, reach: [{ of: "value", most: 500 }] },
  ];
}
