import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addHospital, addRequest, addRow, addSchool, cellsAt } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callAs, paperWorld, sendOnPaper, today } from "./testing-delivery.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

/** As the job would have made it. */
const made = (ids: string[]) =>
  database.sql`with file as (insert into printout_file (agency_id, printout_id, content) select agency_id, id, '%PDF-'::bytea from printout where id = any(${ids}::uuid[]))
    update printout set ready_at = now(), pages = 1 where id = any(${ids}::uuid[])`;

describe("the print queue", () => {
  test("[R220] what is sent on paper is in the queue in the same transaction; what is sent online is not", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const online = await addHospital(database.sql);
    const [requestId] = await sendOnPaper(database.sql, { school, hospital });
    await sendOnPaper(database.sql, { school, hospital: online });
    const call = callAs(database.sql, school.anna);
    const { printouts } = await call.print.list({});
    expect(printouts).toMatchObject([
      { state: "making", automatic: true, place: `Médecine, ${hospital.siteName}`, requests: [{ id: requestId, status: "sent-paper" }] },
    ]);
    expect(printouts[0]?.fileName).toMatch(/^[a-z2-9]{16}\.pdf$/);
    expect(await call.print.counts()).toMatchObject({ open: 1, making: 1 });
    const events = await database.sql<{ kind: string; actorName: string }[]>`
      select kind, actor_name from event where ${requestId ?? ""}::uuid = about or within @> array[${requestId ?? ""}::uuid] order by seq`;
    expect(events.map(({ kind }) => kind)).toEqual(["request.copied", "request.sent", "printout.queued"]);
  });

  test("[R220] a sending that is refused queues nothing; one from the outbox says its own options", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const call = callAs(database.sql, school.anna);
    const rowIds = [
      await addRow(database.sql, school, cellsAt(hospital)),
      await addRow(database.sql, school, cellsAt(hospital, { size: "3" })),
      await addRow(database.sql, school, { agency: hospital.name, site: hospital.siteName, size: "2" }),
    ];
    const { done } = await call.worksheet.copyToOutbox({ worksheetId: school.worksheetId, rowIds });
    const seen = await Promise.all(done.map(({ requestId }) => call.request.get({ id: requestId })));
    const requests = seen.map(({ id, version }) => ({ id, version }));
    const { refused } = await call.request.send({
      requests,
      paper: { per: "destination", calendar: true, language: "en", dueOn: "2027-01-05", senderId: school.bruno.personId },
    });
    expect(refused.map(({ refusal }) => refusal.code)).toEqual(["place-incomplete"]);
    const { printouts } = await call.print.list({});
    expect(printouts).toMatchObject([{ calendar: true, language: "en", automatic: true }]);
    expect(printouts[0]?.requests.map(({ dueOn }) => dueOn)).toEqual(["2027-01-05", "2027-01-05"]);
    expect(
      (await call.request.get({ id: printouts[0]?.requests[0]?.id ?? "" })).contacts.find((one) => one.as === "coordinator")?.name,
    ).toBe("Bruno Côté");
  });

  test("[R220] a newer PDF that covers those still to be delivered replaces them; one that was delivered stays", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const call = callAs(database.sql, school.anna);
    const ids = await sendOnPaper(database.sql, { school, hospital, cells: [{}, {}, {}] });
    const before = (await call.print.list({})).printouts;
    expect(before).toHaveLength(3);
    const delivered = before.find((one) => one.requests[0]?.id === ids[2])?.id ?? "";
    await made([delivered]);
    await call.print.deliver({ ids: [delivered] });
    await call.print.make({ requestIds: ids, options: { per: "destination" } });
    const after = (await call.print.list({})).printouts;
    expect(after.map((one) => one.requests.length)).toEqual([3, 1]);
    expect(after[1]?.id).toBe(delivered);
  });

  test("[R220] a unit without account: the PDF is in the queue of the organisation that redirects, and not in the school's", async () => {
    const school = await addSchool(database.sql, {});
    const hospital = await addHospital(database.sql);
    const request = await addRequest(database.sql, { school, hospital, status: "sent" });
    const call = callAs(database.sql, hospital.claire);
    const { version } = await call.request.get({ id: request.id });
    await call.request.redirect({ requests: [{ id: request.id, version }], destinationId: hospital.westId });
    expect((await call.print.list({})).printouts).toMatchObject([{ place: `5e Ouest, ${hospital.siteName}` }]);
    expect((await callAs(database.sql, school.anna).print.list({})).printouts).toEqual([]);
  });

  test("[R223] delivered keeps who and when, only what is made is delivered, and it is taken back", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const call = callAs(database.sql, school.anna);
    await sendOnPaper(database.sql, { school, hospital, cells: [{}, {}] });
    const [one, other] = (await call.print.list({})).printouts.map(({ id }) => id);
    await made([one ?? ""]);
    expect(await call.print.deliver({ ids: [one ?? "", other ?? ""] })).toEqual({ ids: [one] });
    expect(await call.print.get({ id: one ?? "" })).toMatchObject({
      state: "delivered",
      deliveredBy: "Anna Roy",
      deliveredAt: today.toISOString(),
      deliveredHow: "hand",
      may: { deliver: false, undeliver: true },
    });
    expect((await call.print.list({ filters: { state: "open" } })).printouts.map(({ id }) => id)).toEqual([other]);
    await callAs(database.sql, school.bruno).print.undeliver({ ids: [one ?? ""] });
    expect(await call.print.get({ id: one ?? "" })).toMatchObject({ state: "ready", deliveredBy: null });
    expect((await call.print.counts()).open).toBe(2);
  });

  test("[R223] what was called off before it was delivered needs no delivering", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const call = callAs(database.sql, school.anna);
    const [requestId = ""] = await sendOnPaper(database.sql, { school, hospital });
    const { version } = await call.request.get({ id: requestId });
    await call.request.cancel({ requests: [{ id: requestId, version }], reason: { code: "attrition", note: "" } });
    expect((await call.print.counts()).open).toBe(0);
    expect((await call.print.list({})).printouts).toMatchObject([{ over: true }]);
  });

  test("[R223] nobody of another school, nor whose programmes do not cover it, reaches a report", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    await sendOnPaper(database.sql, { school, hospital });
    const [printout] = (await callAs(database.sql, school.anna).print.list({})).printouts;
    const id = printout?.id ?? "";
    const stranger = callAs(database.sql, (await addSchool(database.sql, {})).anna);
    const limited = callAs(database.sql, { ...school.bruno, everything: false, programmes: [] });
    for (const call of [stranger, limited]) {
      expect((await call.print.list({})).printouts).toEqual([]);
      expect((await call.print.counts()).open).toBe(0);
      expect(await refusalOfCall(call.print.get({ id }))).toEqual({ code: "not-found" });
      expect(await refusalOfCall(call.print.deliver({ ids: [id] }))).toEqual({ code: "not-found" });
      expect(await refusalOfCall(call.print.remake({ id }))).toEqual({ code: "not-found" });
      expect(await refusalOfCall(call.print.make({ requestIds: [printout?.requests[0]?.id ?? ""] }))).toEqual({ code: "not-found" });
      expect(await refusalOfCall(call.letter.prepare({ printoutIds: [id] }))).toEqual({ code: "not-found" });
    }
  });

  test("[R223] the queue comes a page at a time, the newest first, narrowed by site, number and state", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const call = callAs(database.sql, school.anna);
    await sendOnPaper(database.sql, { school, hospital, cells: [{}, {}, {}, {}, {}] });
    const first = await call.print.list({ most: 2 });
    const second = await call.print.list({ most: 2, before: first.next });
    const third = await call.print.list({ most: 2, before: second.next });
    const all = [...first.printouts, ...second.printouts, ...third.printouts];
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    expect(third.next).toBeNull();
    const number = String(all[3]?.requests[0]?.reference ?? "");
    expect((await call.print.list({ filters: { text: number } })).printouts.map(({ id }) => id)).toEqual([all[3]?.id]);
    expect((await call.print.list({ filters: { text: "medecine" } })).printouts).toHaveLength(5);
    expect((await call.print.list({ filters: { siteId: hospital.otherSiteId } })).printouts).toEqual([]);
  });

  test("[R229] an answer is asked for within the school's days; a sending or a colleague may say another day and sender", async () => {
    const { school, hospital } = await paperWorld(database.sql);
    const call = callAs(database.sql, school.anna);
    const [usual = ""] = await sendOnPaper(database.sql, { school, hospital });
    expect((await call.request.get({ id: usual })).dueOn).toBe("2026-12-06");
    await call.print.saveSettings({ dueDays: 30, linkDays: 60, per: "destination", calendar: true, language: "en" });
    const [later = "", same = ""] = await sendOnPaper(database.sql, { school, hospital, cells: [{}, {}] });
    expect((await call.request.get({ id: later })).dueOn).toBe("2026-12-22");
    const [newest] = (await call.print.list({})).printouts;
    expect(newest).toMatchObject({ calendar: true, language: "en", requests: [{ id: later }, { id: same }] });
    const { version } = await call.request.get({ id: later });
    await call.print.setTerms({ requests: [{ id: later, version }], dueOn: "2027-01-08", senderId: school.bruno.personId });
    expect(await call.letter.ofRequest({ requestId: later })).toMatchObject({ dueOn: "2027-01-08", senderId: school.bruno.personId });
    const theirs = await refusalOfCall(
      call.print.setTerms({ requests: [{ id: usual, version: 99_999 }], senderId: hospital.claire.personId }),
    );
    expect(theirs).toEqual({ code: "not-found" });
  });
});
