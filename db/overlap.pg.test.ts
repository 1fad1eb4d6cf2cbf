import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { listIntents } from "./overlap.ts";
import { listConcerned } from "./intent.ts";
import type { Query, Tx } from "./sql.ts";
import { addHospital, addSchool, type TestHospital, type TestSchool } from "./testing-world.ts";
import { testDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let units: Id[];
beforeAll(async () => {
  database = await testDatabase();
  [school, hospital] = await Promise.all([addSchool(database.sql), addHospital(database.sql)]);
  units = await fill();
});
afterAll(() => database[Symbol.asyncDispose]());

/** A territory of years: requests and rows being planned, at a thousand units. */
const count = 20_000;

async function fill(): Promise<Id[]> {
  const { sql } = database;
  const made = await sql<{ id: Id }[]>`
    insert into destination (agency_id, site_id, service_id, name)
    select ${hospital.agencyId}, ${hospital.siteId}, ${hospital.serviceId}, 'Unité ' || number from generate_series(1, 1000) as number returning id`;
  await sql.begin(async (tx) => {
    // laid down as they are: what each insert would set off is not what is looked at here
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id, size,
        starts_on, ends_on, weekdays, start_time, end_time, created_by, sent_at)
      select ${school.agencyId}, 'group', ${school.cohortCourseId}, ${school.worksheetId}, 'r' || n, 'sent', ${hospital.agencyId}, ${hospital.siteId},
        ${hospital.serviceId}, (${made.map(({ id }) => id)}::uuid[])[1 + n % 1000], 8, date '2026-01-05' + (n / 1000) * 28, date '2026-03-13' + (n / 1000) * 28,
        '{1,2}', '07:00', '15:00', ${school.anna.personId}, now()
      from generate_series(0, ${count - 1}) as n`;
    await tx`
      insert into group_intent (agency_id, worksheet_id, row_id, receiving_id, service_id, destination_id, size, starts_on, ends_on, weekdays)
      select ${school.agencyId}, ${school.worksheetId}, 'i' || n, ${hospital.agencyId}, ${hospital.serviceId},
        (${made.map(({ id }) => id)}::uuid[])[1 + n % 1000], 8, date '2026-01-05' + (n / 1000) * 28, date '2026-03-13' + (n / 1000) * 28, '{1,2}'
      from generate_series(0, ${count - 1}) as n`;
  });
  await sql`analyze request`;
  await sql`analyze group_intent`;
  return made.map(({ id }) => id);
}

/** The plan of the one statement that a question asks. */
async function planOf<Answer>(question: (sql: Query) => Promise<Answer>): Promise<string> {
  return (await database.sql.begin(async (tx) => {
    const lines: string[] = [];
    const explaining = new Proxy(tx, {
      apply(of, self, args: [TemplateStringsArray, ...unknown[]]) {
        const [strings, ...values] = args;
        // only the statement itself begins a line; fragments within it do not
        if (!/^\s*(select|with)/.test(strings[0] ?? "")) return Reflect.apply(of, self, args) as unknown;
        const first = Object.assign([`explain ${strings[0] ?? ""}`, ...strings.slice(1)], { raw: strings.raw });
        return (Reflect.apply(of, self, [first, ...values]) as Promise<Record<string, string>[]>).then((rows) => {
          lines.push(...rows.map((row) => Object.values(row)[0] ?? ""));
          return [];
        });
      },
    }) as unknown as Tx;
    await question(explaining);
    return lines.join("\n");
  })) as string;
}

test("[R190] who is at a unit is found by the unit and the days, however many groups a territory has had", async () => {
  const some = units.slice(0, 20);
  const days = { from: "2027-01-10", to: "2027-03-27" };
  const found = await listIntents(database.sql, school.anna, { destinationIds: some, ...days });
  // at each unit one begins every four weeks and lasts ten
  expect(found.filter(({ stage }) => stage === "asked").length).toBeGreaterThanOrEqual(20);
  expect(found.filter(({ stage }) => stage === "asked").length).toBeLessThan(160);
  const plan = await planOf((sql) => listIntents(sql, school.anna, { destinationIds: some, ...days }));
  expect(plan).toMatch(/request_by_destination|request_at_destination/);
  expect(plan).toContain("group_intent_at");
  expect(plan).not.toMatch(/Seq Scan on (request|group_intent)/);
});

test("[R197] who is concerned by a change is found the same way", async () => {
  const touched = [{ agencyId: school.agencyId, destinationId: units[0] ?? "", from: "2027-01-11", to: "2027-03-26", only: null }];
  const plan = await planOf((sql) => listConcerned(sql as Tx, touched));
  expect(plan).not.toMatch(/Seq Scan on (request|group_intent)/);
});
