import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
});
afterAll(() => database[Symbol.asyncDispose]());

const as = (who: Parameters<typeof callAs>[1]) => callAs(database.sql, who);
const asked = (status: Parameters<typeof addRequest>[1]["status"]) => addRequest(database.sql, { school, hospital, status });
const rowOf = async (who: Parameters<typeof callAs>[1], id: string) => {
  const side = who.agencyId === school.agencyId ? "outbox" : "inbox";
  return (await as(who).request[side]({ filters: { session: "all", conditions: true } })).requests.find((one) => one.id === id);
};
const listed = async (who: Parameters<typeof callAs>[1], requestId: string) => (await as(who).condition.list({ requestId })).conditions;

describe("conditions", () => {
  test("[R346] who receives puts coded conditions, the school answers, and an acceptance with one open is under condition", async () => {
    const { id: requestId } = await asked("sent");
    const { id } = await as(hospital.claire).condition.put({ requestId, code: "group-size", text: "six au plus" });
    expect(await listed(school.anna, requestId)).toMatchObject([
      { id, text: "six au plus", by: hospital.name, byUnit: false, state: "open", may: { answer: true, withdraw: false, pass: false } },
    ]);
    expect((await as(school.anna).condition.waiting()).map((one) => [one.id, one.waiting])).toContainEqual([requestId, 1]);
    await as(hospital.claire).request.accept({
      requests: [{ id: requestId, version: (await as(hospital.claire).request.get({ id: requestId })).version }],
    });
    expect(await rowOf(school.anna, requestId)).toMatchObject({ status: "accepted", conditions: 1 });
    expect(await rowOf(hospital.denis, requestId)).toMatchObject({ status: "accepted", conditions: 1 });

    await as(school.bruno).condition.answer({ id, met: true, note: "ils seront six" });
    expect(await listed(hospital.denis, requestId)).toMatchObject([{ state: "met", answer: { by: school.name, note: "ils seront six" } }]);
    expect(await rowOf(school.anna, requestId)).toBeUndefined();
    expect(await as(school.anna).request.get({ id: requestId })).toMatchObject({ conditions: 0 });
    // A colleague who was slower is told who answered; who answered may think again.
    expect(await refusalOfCall(as(school.anna).condition.answer({ id, met: false, note: "non" }))).toMatchObject({
      code: "stale",
      by: school.bruno.name,
    });
    expect(await refusalOfCall(as(school.anna).condition.takeBack({ id }))).toEqual({ code: "not-allowed" });
    await as(school.bruno).condition.takeBack({ id });
    expect(await refusalOfCall(as(school.bruno).condition.answer({ id, met: false }))).toMatchObject({ code: "reason-needed" });
    await as(school.bruno).condition.answer({ id, met: false, note: "le groupe est de huit" });
    expect(await listed(hospital.claire, requestId)).toMatchObject([{ state: "cannot-be-met" }]);
    const told = (await as(hospital.claire).history.of({ about: requestId })).entries.map((entry) => entry.kind);
    expect(told.slice(0, 5)).toEqual(["condition.not-met", "condition.reopened", "condition.met", "request.accepted", "condition.put"]);
  });

  test("[R346] codes are of the list, those that say nothing by themselves want words, and what is over takes no condition", async () => {
    const { id: requestId } = await asked("sent");
    const put = (code: string, text = "") => as(hospital.claire).condition.put({ requestId, code, text });
    expect(await refusalOfCall(put("dates"))).toMatchObject({ code: "invalid", field: "text" });
    expect(await refusalOfCall(put("none-of-these"))).toMatchObject({ code: "invalid", field: "code" });
    const codes = await as(school.anna).condition.codes();
    expect(codes.map(({ code }) => code)).toContain("staffing");
    expect(codes.every(({ fr, en }) => fr !== "" && en !== "" && fr !== en)).toBe(true);
    const { id: over } = await asked("declined");
    expect(await refusalOfCall(as(hospital.claire).condition.put({ requestId: over, code: "staffing" }))).toMatchObject({
      code: "move-not-possible",
    });
    const { id: fresh } = await asked("new");
    expect(await refusalOfCall(as(hospital.claire).condition.put({ requestId: fresh, code: "staffing" }))).toEqual({ code: "not-found" });
  });

  test("[R347] a unit's condition reaches nothing of the school until its organisation passes it on, and then as the organisation's own", async () => {
    const { id: requestId } = await asked("redirected");
    const before = await as(school.anna).request.get({ id: requestId });
    const { id } = await as(hospital.eve).condition.put({ requestId, code: "staffing", text: "si Lucie revient" });
    expect(await listed(hospital.claire, requestId)).toMatchObject([{ byUnit: true, shared: false, may: { pass: true, withdraw: true } }]);
    expect((await as(hospital.claire).condition.waiting()).map((one) => one.id)).toContain(requestId);
    expect(await as(hospital.claire).condition.open()).toBeGreaterThan(0);
    // Not in the list, the row, its version, the count, the welcome screen, the history, nor to be named.
    expect(await listed(school.anna, requestId)).toEqual([]);
    expect(await as(school.anna).request.get({ id: requestId })).toEqual(before);
    expect(await rowOf(school.anna, requestId)).toBeUndefined();
    expect((await as(school.anna).condition.waiting()).map((one) => one.id)).not.toContain(requestId);
    expect((await as(school.anna).history.of({ about: requestId })).entries.map((entry) => entry.kind)).not.toContain("condition.put");
    expect(await refusalOfCall(as(school.anna).condition.answer({ id, met: true }))).toEqual({ code: "not-found" });
    const known = await database.sql<{ agencyIds: string[] }[]>`
      select agency_ids from event where about = ${requestId} and kind like 'condition.%'`;
    expect(known.map(({ agencyIds }) => agencyIds)).toEqual([[hospital.agencyId]]);

    expect(await refusalOfCall(as(hospital.eve).condition.pass({ id }))).toEqual({ code: "not-allowed" });
    await as(hospital.denis).condition.pass({ id });
    const [seen] = await listed(school.anna, requestId);
    expect(seen).toMatchObject({ by: hospital.name, byUnit: false, sharedBy: null, may: { answer: true } });
    expect(JSON.stringify(seen)).not.toContain("Ève");
    expect((await as(school.anna).history.of({ about: requestId })).entries[0]).toMatchObject({ kind: "condition.put", by: hospital.name });
    expect(await refusalOfCall(as(hospital.claire).condition.pass({ id }))).toMatchObject({ code: "stale", by: hospital.denis.name });
  });

  test("[R348] a condition is taken back while it is open, a coordinator's by coordinators alone, and its author brings it back", async () => {
    const { id: requestId } = await asked("redirected");
    const { id: hers } = await as(hospital.claire).condition.put({ requestId, code: "contact-first" });
    const { id: units } = await as(hospital.eve).condition.put({ requestId, code: "staffing" });
    expect(await refusalOfCall(as(hospital.eve).condition.withdraw({ id: hers }))).toEqual({ code: "not-allowed" });
    await as(hospital.claire).condition.withdraw({ id: units });
    await as(hospital.denis).condition.withdraw({ id: hers });
    expect(await listed(school.anna, requestId)).toMatchObject([{ id: hers, state: "withdrawn" }]);
    expect(await refusalOfCall(as(school.anna).condition.answer({ id: hers, met: true }))).toMatchObject({
      code: "stale",
      by: hospital.name,
    });
    await as(hospital.denis).condition.takeBack({ id: hers });
    await as(school.anna).condition.answer({ id: hers, met: true });
    expect(await refusalOfCall(as(hospital.claire).condition.withdraw({ id: hers }))).toMatchObject({ code: "stale", by: school.name });
  });

  test("[R349] conditions are put and answered by those who answer requests; everybody else who sees the request reads", async () => {
    const { id: requestId } = await asked("sent");
    const { id } = await as(hospital.claire).condition.put({ requestId, code: "staffing" });
    const observer = await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Olga", "Nadeau"] });
    expect(await listed(observer, requestId)).toMatchObject([{ id, may: { answer: false, withdraw: false, takeBack: false } }]);
    expect(await refusalOfCall(as(observer).condition.answer({ id, met: true }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(as(school.anna).condition.put({ requestId, code: "staffing" }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(as(hospital.claire).condition.answer({ id, met: true }))).toEqual({ code: "not-allowed" });
    // A unit is shown nothing of what was not handed to it.
    expect(await refusalOfCall(as(hospital.eve).condition.list({ requestId }))).toEqual({ code: "not-found" });
    await database.sql`update request set status = 'cancelled', reason_code = 'attrition' where id = ${requestId}`;
    expect(await refusalOfCall(as(school.anna).condition.answer({ id, met: true }))).toMatchObject({ code: "move-not-possible" });
    expect(await as(school.anna).request.get({ id: requestId })).toMatchObject({ conditions: 0 });
  });
});
