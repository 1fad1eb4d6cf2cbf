import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { keepMoments } from "#db/sheet-moment.ts";
import { addActor, addSchool, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => void (school = await addSchool(database.sql)));

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor).sheetHistory;
const sheet = () => ({ agencyId: school.agencyId, id: school.worksheetId });
const ask = (id: number) => as(school.anna).at({ worksheetId: school.worksheetId, moment: { after: id } });

type Cell = [rowId: string, column: string, text: string | null];
let number = 1_000;
/** One update as the gate writes it: its cells, by somebody, so many minutes into 20 November 2026, 14 h in Québec. */
async function edit(actorId: Id | null, minute: number, ...cells: Cell[]): Promise<number> {
  number += 1;
  const at = new Date(Date.UTC(2026, 10, 20, 19) + minute * 60_000).toISOString();
  for (const [rowId, column, text] of cells) {
    await database.sql`
      insert into cell_edit (agency_id, sheet_id, row_id, "column", text, actor_id, at, update_id)
      values (${school.agencyId}, ${school.worksheetId}, ${rowId}, ${column}, ${text}, ${actorId}, ${at}, ${number})`;
  }
  return number;
}
const lay = (rowId: string, rank: string, site: string): Cell[] => [
  [rowId, "rank", rank],
  [rowId, "site", site],
];

test("[R141] the sheet at any moment: its living rows in order, each cell with its author and time", async () => {
  const { anna, bruno } = school;
  const laid = await edit(anna.personId, 0, ...lay("b", "a1", "Nord"), ...lay("a", "a0", "Sud"));
  const typed = await edit(bruno.personId, 1, ["b", "size", "6"], ["b", "site", "Est"]);
  const moved = await edit(anna.personId, 2, ["b", "rank", "Zz"], ["a", "deletedAt", "2026-11-20T19:02:00.000Z"], ["b", "size", null]);
  expect(await ask(laid - 1)).toMatchObject({ moment: null, rows: [] });
  expect(await ask(laid)).toMatchObject({
    moment: { id: laid, at: "2026-11-20T19:00:00.000Z", person: { name: "Anna Roy" } },
    people: ["Anna Roy"],
    rows: [
      { id: "a", cells: { site: ["Sud", 0, Date.UTC(2026, 10, 20, 19), laid] } },
      { id: "b", cells: { site: ["Nord", 0, Date.UTC(2026, 10, 20, 19), laid] } },
    ],
    may: { restore: true },
  });
  const then = await ask(typed + 0);
  expect(then.rows[1]?.cells).toEqual({
    site: ["Est", then.people.indexOf("Bruno Côté"), Date.UTC(2026, 10, 20, 19, 1), typed],
    size: ["6", then.people.indexOf("Bruno Côté"), Date.UTC(2026, 10, 20, 19, 1), typed],
  });
  const last = await ask(Number.MAX_SAFE_INTEGER);
  expect(last.moment?.id).toBe(moved);
  expect(last.rows).toMatchObject([{ id: "b", cells: { size: ["", expect.any(Number), expect.any(Number), moved] } }]);
  const at = await as(anna).at({ worksheetId: school.worksheetId, moment: { afterInstant: "2026-11-20T19:01:30.000Z" } });
  expect(at.moment?.id).toBe(typed);
});

test("[R141] a kept moment changes nothing that is seen", async () => {
  const columns = ["site", "size", "hours", "deletedAt"];
  const people = [school.anna.personId, school.bruno.personId, null];
  const ids: number[] = [];
  for (let index = 0; index < 120; index++) {
    const rowId = `r${(index * 7) % 9}`;
    const column = columns[(index * 5) % 4] ?? "site";
    const text = index % 11 === 0 || (column === "deletedAt" && index % 3 > 0) ? null : `t${index}`;
    ids.push(await edit(people[index % 3] ?? null, index, [rowId, "rank", `a${index % 9}`], [rowId, column, text]));
  }
  const before = await Promise.all(ids.map(ask));
  expect(await keepMoments(database.sql, sheet(), 20)).toBeGreaterThan(5);
  expect(await Promise.all(ids.map(ask))).toEqual(before);
  expect(await keepMoments(database.sql, sheet(), 20)).toBe(0);
});

test("[R140] pages of stops are whole hours: none is cut, none comes twice, whichever way they are read", async () => {
  const { anna, bruno } = school;
  await edit(
    anna.personId,
    0,
    ...Array.from({ length: 60 }, (_none, row) => lay(`r${row}`, `a${String(row).padStart(2, "0")}`, "Nord")).flat(),
  );
  for (let index = 0; index < 150; index++) {
    const by = index % 4 === 0 ? bruno : anna;
    const cells = Array.from({ length: 10 }, (_none, row): Cell => [`r${(index + row) % 60}`, "hours", `J${index}`]);
    await edit(by.personId, 5 + index * 4.5, ...cells);
  }
  const read = (page: { before: number } | { after: number } | { around: number } | null) =>
    as(anna).stops({ worksheetId: school.worksheetId, page });
  const down = [await read(null)];
  for (let last = down.at(-1); last?.older; last = down.at(-1)) down.push(await read({ before: last.older }));
  const stops = down.flatMap((page) => page.stops);
  expect(down.length).toBeGreaterThan(1);
  expect(stops).toHaveLength(151);
  expect(stops.map(({ upto }) => upto)).toEqual(stops.map(({ upto }) => upto).toSorted((one, other) => other - one));
  expect(stops.at(-1)).toMatchObject({ added: 60, cells: 0, person: { name: "Anna Roy" }, mine: true });
  expect(stops[0]).toMatchObject({ cells: 10, rows: 10, mine: true });
  const middle = stops[100]?.upto ?? 0;
  const up = [await read({ around: middle })];
  expect(up[0]?.stops.some(({ upto }) => upto === middle)).toBe(true);
  for (let last = up.at(-1); last?.newer; last = up.at(-1)) up.push(await read({ after: last.newer }));
  const around = up.toReversed().flatMap((page) => page.stops);
  expect(around).toEqual(stops.slice(0, around.length));
});

test("the slider's stretches hold every edit once, in order, each in its day in Québec", async () => {
  for (const minute of [0, 1, 2, 60 * 10 - 1, 60 * 10 + 1, 60 * 24 * 40])
    await edit(school.anna.personId, minute, ["a", "site", `${minute}`]);
  const { step, buckets } = await as(school.anna).density({ worksheetId: school.worksheetId });
  expect(step).toBe(1);
  expect(buckets.map(({ day, edits }) => [day, edits])).toEqual([
    ["2026-11-20", 1],
    ["2026-11-20", 1],
    ["2026-11-20", 1],
    ["2026-11-20", 1],
    ["2026-11-21", 1],
    ["2026-12-30", 1],
  ]);
});

test("[R142] the history of a cell: its values with author and time, the latest first, page by page", async () => {
  const { anna, bruno } = school;
  for (let index = 0; index < 60; index++)
    await edit((index % 2 === 0 ? anna : bruno).personId, index, ["a", "size", index === 30 ? null : `${index}`], ["a", "site", "Nord"]);
  const of = (before: number | null) => as(anna).cell({ worksheetId: school.worksheetId, rowId: "a", column: "size", before });
  const first = await of(null);
  expect(first.values).toHaveLength(50);
  expect(first.values[0]).toMatchObject({ text: "59", at: "2026-11-20T19:59:00.000Z", person: { name: "Bruno Côté" } });
  expect(first.values[29]).toMatchObject({ text: "" });
  const rest = await of(first.next);
  expect(rest.values.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_none, index) => String(9 - index)));
  expect(rest.next).toBeNull();
});

test("[R143] history is of the sheets a role reaches; who may read and not write may not restore", async () => {
  const id = await edit(school.anna.personId, 0, ...lay("a", "a0", "Nord"));
  const notFound = { cause: { refusal: { code: "not-found" } } };
  const elsewhere = await addActor(database.sql, {
    agencyId: school.agencyId,
    kind: "placing-coordinator",
    name: ["Sans", "Droit"],
    programmes: [],
  });
  const { worksheetId } = school;
  for (const who of [elsewhere, (await addSchool(database.sql)).anna]) {
    await expect(as(who).at({ worksheetId, moment: { after: id } })).rejects.toMatchObject(notFound);
    await expect(as(who).stops({ worksheetId })).rejects.toMatchObject(notFound);
    await expect(as(who).density({ worksheetId })).rejects.toMatchObject(notFound);
    await expect(as(who).cell({ worksheetId, rowId: "a", column: "site" })).rejects.toMatchObject(notFound);
  }
  const observer = await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Odile", "Roux"] });
  expect(await as(observer).at({ worksheetId, moment: { after: id } })).toMatchObject({ rows: [{ id: "a" }], may: { restore: false } });
});
