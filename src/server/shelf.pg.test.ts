import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { Refused } from "#domain/refusal.ts";
import { commitUpdates, type NewShelved } from "#db/sheet.ts";
import { addActor, addHospital, addRequest, addSchool, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => void (school = await addSchool(database.sql)));

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor).shelf;
const list = async (actor: Actor = school.anna) => as(actor).list({ worksheetId: school.worksheetId });
const settle = (actor: Actor, ids: string[], keep: "shown" | "shelved") => as(actor).settle({ worksheetId: school.worksheetId, ids, keep });
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: { cause?: unknown }) => thrown.cause ?? thrown,
  );
  return error instanceof Refused ? error.refusal : error;
};

let clock = 0;
/** As the gate commits it: Anna's 12 is shown, Bruno's 14 is not. */
async function shelve(...given: Partial<NewShelved>[]) {
  const shelved = given.map((more) => ({
    rowId: "r1",
    column: "size",
    writtenIn: "size",
    reason: "unaware" as const,
    shownText: "12",
    shownBy: school.anna.personId,
    shownAt: "2027-01-11T13:30:00.000Z",
    shelvedText: "14",
    shelvedBy: school.bruno.personId,
    shelvedAt: "2027-01-11T13:30:01.000Z",
    client: 1,
    clock: (clock += 1),
    ...more,
  }));
  const sheet = { agencyId: school.agencyId, id: school.worksheetId, epoch: 1 };
  const update = { sheet, actorId: school.bruno.personId, data: Uint8Array.of(0, 0), cells: [], shelved, overtaken: [] };
  await commitUpdates(database.sql, [update], []);
}

test("[R103] both values are listed with their persons and times, for whoever sees the sheet, until somebody chooses", async () => {
  await shelve({});
  const { items, may, next } = await list();
  expect(items).toMatchObject([
    {
      rowId: "r1",
      column: "size",
      reason: "unaware",
      shown: { text: "12", person: { id: school.anna.personId, name: "Anna Roy" }, at: "2027-01-11T13:30:00.000Z" },
      shelved: { text: "14", person: { id: school.bruno.personId, name: "Bruno Côté" }, at: "2027-01-11T13:30:01.000Z" },
    },
  ]);
  expect([may.settle, next]).toEqual([true, null]);
  const observer = await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Odile", "Vue"] });
  expect((await list(observer)).may.settle).toBe(false);
  expect(await refusal(settle(observer, [items[0]?.id ?? ""], "shown"))).toEqual({ code: "not-allowed" });
  expect(await settle(school.bruno, [items[0]?.id ?? ""], "shown")).toEqual({ settled: [items[0]?.id] });
  expect((await list()).items).toEqual([]);
  const [event] = await database.sql<{ facts: object; about: string }[]>`
    select facts, about from event where kind = 'shelf.settled' and ${school.agencyId} = any(agency_ids)`;
  expect(event).toMatchObject({ facts: { count: 1, keep: "shown" }, about: school.worksheetId });
});

test("[R103] of two people who choose at once the first wins, and the other is told who and when", async () => {
  await shelve({});
  const id = (await list()).items[0]?.id ?? "";
  const outcomes = await Promise.allSettled([settle(school.anna, [id], "shown"), settle(school.bruno, [id], "shelved")]);
  const lost = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as { cause?: unknown }] : []));
  expect(lost).toHaveLength(1);
  const [kept] = await database.sql<{ keep: string; by: string; at: string }[]>`
    select c.keep, p.first_name || ' ' || p.last_name as by, c.settled_at as at
    from cell_conflict c join person p on p.id = c.settled_by where c.id = ${id}`;
  expect(await refusal(Promise.reject(lost[0]))).toEqual({ code: "shelf-settled", by: kept?.by, at: kept?.at });
  expect(kept?.keep).toBe(outcomes[0]?.status === "fulfilled" ? "shown" : "shelved");
});

test("[R103] of several things those that are open are settled, and the others are left as they were", async () => {
  await shelve({}, { rowId: "r2" }, { rowId: "r3" });
  const ids = (await list()).items.map((item) => item.id);
  await settle(school.anna, ids.slice(0, 1), "shelved");
  expect((await settle(school.bruno, ids, "shown")).settled.toSorted()).toEqual(ids.slice(1).toSorted());
  expect(await refusal(settle(school.bruno, ["0197a0c0-0000-7000-8000-000000000009"], "shown"))).toEqual({ code: "not-found" });
});

test("[R102] a proposal for a row that belongs to a request can be put away, and taken only once the row is free", async () => {
  const hospital = await addHospital(database.sql);
  const { rowId, reference } = await addRequest(database.sql, { school, hospital, status: "sent" });
  await shelve({ rowId, reason: "row-has-request" }, { rowId, reason: "row-has-request", column: "site", writtenIn: "site" });
  const [one = "", other = ""] = (await list()).items.map((item) => item.id);
  expect(await refusal(settle(school.anna, [one], "shelved"))).toEqual({ code: "row-has-request", reference });
  await settle(school.anna, [one], "shown");
  await database.sql`delete from request where row_id = ${rowId}`;
  expect((await settle(school.anna, [other], "shelved")).settled).toEqual([other]);
});

test("the author that is not remembered is whoever last wrote in the cell; a write sent twice is there once; 200 at a time", async () => {
  const sheet = { agencyId: school.agencyId, id: school.worksheetId, epoch: 1 };
  const wrote = { sheet, actorId: school.anna.personId, data: Uint8Array.of(0, 0), shelved: [], overtaken: [] };
  await commitUpdates(database.sql, [{ ...wrote, cells: [{ rowId: "r1", column: "size", text: "12" }] }], []);
  const twice = { shownBy: null, shownAt: null, client: 7, clock: 7 };
  await shelve(twice, { rowId: "r2", shelvedBy: null, shelvedAt: null });
  await shelve(twice);
  const { items } = await list();
  expect(items.find((item) => item.rowId === "r1")?.shown).toMatchObject({ person: { name: "Anna Roy" }, at: expect.any(String) });
  expect(items.find((item) => item.rowId === "r2")?.shelved).toMatchObject({ person: null, at: expect.any(String) });
  expect(items).toHaveLength(2);
  await shelve(...Array.from({ length: 250 }, () => ({})));
  const first = await list();
  expect([first.items.length, first.next]).toEqual([200, first.items.at(-1)?.id]);
  const rest = await as(school.anna).list({ worksheetId: school.worksheetId, before: first.next });
  expect([rest.items.length, rest.next]).toEqual([52, null]);
});

test("[R101] a value that somebody saw after all and wrote over leaves the shelf, in the same batch as well", async () => {
  const sheet = { agencyId: school.agencyId, id: school.worksheetId, epoch: 1 };
  await shelve({ client: 5, clock: 1 });
  const saw = { sheet, actorId: school.bruno.personId, data: Uint8Array.of(0, 0), cells: [], shelved: [] };
  const over = (number: number) => ({ rowId: "r1", column: "size", client: 5, clock: number });
  await commitUpdates(database.sql, [{ ...saw, overtaken: [over(1)] }], []);
  expect((await list()).items).toEqual([]);
  const { sql } = database;
  const kept = await sql<{ keep: string | null }[]>`select keep from cell_conflict where sheet_id = ${school.worksheetId}`;
  expect(kept.map(({ keep }) => keep)).toEqual(["overtaken"]);
  const shelved = {
    rowId: "r1",
    column: "size",
    writtenIn: "size",
    reason: "unaware" as const,
    shownText: "12",
    shownBy: null,
    shownAt: null,
  };
  const lost = { ...shelved, shelvedText: "14", shelvedBy: school.bruno.personId, shelvedAt: null, client: 5, clock: 2 };
  await commitUpdates(
    sql,
    [
      { ...saw, shelved: [lost], overtaken: [] },
      { ...saw, overtaken: [over(2)] },
    ],
    [],
  );
  expect((await list()).items).toEqual([]);
});

test("[R123] a value typed away from a rebuilt sheet lies beside the colleague's, once, and can be chosen like any other", async () => {
  const rowId = `r-${(clock += 1)}`;
  await database.sql`
    insert into worksheet_row (agency_id, worksheet_id, row_id, cells)
    values (${school.agencyId}, ${school.worksheetId}, ${rowId}, ${database.sql.json({ size: "12", site: "CHUM" })})`;
  const items = [
    { rowId, column: "size" as const, text: "14" },
    { rowId, column: "site" as const, text: "CHUM" },
    { rowId: "never", column: "size" as const, text: "1" },
  ];
  const propose = () => as(school.bruno).propose({ worksheetId: school.worksheetId, items });
  expect(await propose()).toEqual({ count: 1 });
  // the answer was lost: the page asks again
  expect(await propose()).toEqual({ count: 0 });
  const found = (await list()).items;
  expect(found).toMatchObject([
    { rowId, column: "size", reason: "unaware", shown: { text: "12" }, shelved: { text: "14", person: { id: school.bruno.personId } } },
  ]);
  expect(await settle(school.anna, [found[0]?.id ?? ""], "shown")).toEqual({ settled: [found[0]?.id] });
});
