import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { insertPerson } from "#db/people.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callAs, today } from "./testing-delivery.ts";
import { browser, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

const days = (count: number) => new Date(today.getTime() + count * 86_400_000);
const anyone = async (at = today) => (await browser({ ...depsOver(database.sql), now: () => at }, { ip: "203.0.113.9" }).caller()).reply;

/** A request redirected to a unit whose contact has no account, and the letter to her with its link. */
async function onPaper(
  more: { schools?: TestSchool[] } = {},
): Promise<{ hospital: TestHospital; ids: Id[]; token: string; linkId: Id | null }> {
  const hospital = await addHospital(database.sql);
  const { agencyId, westId } = hospital;
  const claire = callAs(database.sql, hospital.claire);
  const martheId = await insertPerson(database.sql, agencyId, {
    lastName: "Cyr",
    firstName: "Marthe",
    title: "Cheffe d’unité",
    email: "marthe.cyr@cisss.test",
    phone: null,
    departmentId: null,
  });
  await claire.contact.set({ placeId: westId, main: { id: martheId } });
  const ids: Id[] = [];
  for (const one of more.schools ?? [school]) {
    const { id } = await addRequest(database.sql, { school: one, hospital, status: "sent" });
    const { version } = await claire.request.get({ id });
    await claire.request.redirect({ requests: [{ id, version }], destinationId: westId, shown: "paper" });
    ids.push(id);
  }
  const { printouts } = await claire.print.list({});
  expect(printouts.map(({ requests }) => requests.length)).toEqual(ids.map(() => 1));
  const printoutIds = printouts.map(({ id }) => id);
  const prepared = await claire.letter.prepare({ printoutIds });
  expect(prepared).toMatchObject({ side: "receiving", mayLink: true, contacts: [{ lastName: "Cyr", main: true }, {}, {}] });
  const letter = { printoutIds, language: "fr" as const, to: ["marthe.cyr@cisss.test"], subject: "Stage", body: "Bonjour" };
  const { id, linkId } = await claire.letter.send(letter);
  const [mail] = await database.sql<{ bodyText: string }[]>`select body_text from mail where cause = ${`letter:${id}`}`;
  return { hospital, ids, token: /\/r\/([\w-]{43})/.exec(mail?.bodyText ?? "")?.[1] ?? "", linkId };
}

describe("the answer link of a unit without account", () => {
  test("[R226] is its organisation's: it shows what any school asks of that unit, and dies with its end or its revocation", async () => {
    const other = await addSchool(database.sql);
    const { hospital, ids, token, linkId } = await onPaper({ schools: [school, other] });
    const page = await (await anyone()).page({ token });
    expect(page).toMatchObject({ unit: true, school: hospital.name, name: "Marthe Cyr" });
    expect(page.requests.map((one) => [one.id, one.school, one.may]).toSorted()).toEqual(
      [
        [ids[0], school.name, { answer: true, propose: false }],
        [ids[1], other.name, { answer: true, propose: false }],
      ].toSorted(),
    );
    expect(JSON.stringify(page)).not.toMatch(/Nomsecret|Zoé/);
    expect(await refusalOfCall((await anyone(days(61))).page({ token }))).toEqual({ code: "link-dead" });
    // A school has no say in it, and does not see it.
    expect(await refusalOfCall(callAs(database.sql, school.anna).letter.revoke({ linkId: linkId ?? "" }))).toEqual({ code: "not-found" });
    expect(await callAs(database.sql, school.anna).letter.ofRequest({ requestId: ids[0] ?? "" })).toMatchObject({
      letters: [],
      answer: null,
    });
    await callAs(database.sql, hospital.denis).letter.revoke({ linkId: linkId ?? "" });
    expect(await refusalOfCall((await anyone()).accept({ token, requestId: ids[0] ?? "" }))).toEqual({ code: "link-dead" });
  });

  test("[R3] what a unit answers by its link, and what it says with it, stays inside: the school never learns", async () => {
    const { hospital, ids, token } = await onPaper({ schools: [school, school] });
    const [yes = "", no = ""] = ids;
    const reply = await anyone();
    const anna = callAs(database.sql, school.anna);
    const before = await anna.request.get({ id: no });
    await reply.opened({ token });
    await reply.accept({ token, requestId: yes, note: "Le mardi serait mieux." });
    await reply.decline({ token, requestId: no, reason: { code: "staffing", note: "Deux départs." } });
    const rows = await database.sql`select status from request where id = any(${ids}) order by status`;
    expect(rows).toEqual([{ status: "accepted-by-unit" }, { status: "declined-by-unit" }]);
    const claire = callAs(database.sql, hospital.claire);
    expect(await claire.request.get({ id: no })).toMatchObject({ status: "declined-by-unit", reason: { note: "Deux départs." } });
    expect(await claire.letter.ofRequest({ requestId: no })).toMatchObject({
      answer: { name: "Marthe Cyr" },
      letters: [{ openedAt: expect.any(String) }],
    });
    expect((await claire.comment.list({ requestId: yes })).comments).toMatchObject([{ text: "Le mardi serait mieux.", internal: true }]);
    const { entries } = await claire.history.of({ about: no });
    expect(entries.map(({ kind, by }) => [kind, by])).toContainEqual(["request.unit-declined", `Marthe Cyr, ${hospital.siteName}`]);
    // Everything the school can ask, before and after.
    const told = [
      await anna.request.get({ id: yes }),
      await anna.request.get({ id: no }),
      await anna.request.outbox({ filters: {} }),
      await anna.request.counts({}),
      await anna.history.list({}),
      await anna.history.of({ about: ids }),
      await anna.comment.list({ requestId: yes }),
      await anna.print.list({}),
      await anna.letter.ofRequest({ requestId: no }),
    ];
    expect(JSON.stringify(told)).not.toMatch(/by-unit|unit-declined|unit-accepted|redirected-paper|départs|mardi serait|routing\./);
    expect(await anna.request.get({ id: no })).toEqual(before);
  });

  test("[R227] of two who answer the first wins, and what was answered or handed to another unit is answered no more", async () => {
    const { hospital, ids, token } = await onPaper({ schools: [school, school] });
    const [first = "", second = ""] = ids;
    const claire = callAs(database.sql, hospital.claire);
    const versionOf = async (id: Id) => (await claire.request.get({ id })).version;
    await claire.request.acceptForUnit({ requests: [{ id: first, version: await versionOf(first) }] });
    const reply = await anyone();
    expect(await refusalOfCall(reply.decline({ token, requestId: first, reason: { code: "staffing", note: "" } }))).toMatchObject({
      code: "already-answered",
      by: hospital.name,
      status: "accepted-by-unit",
    });
    await claire.request.redirect({ requests: [{ id: second, version: await versionOf(second) }], destinationId: hospital.eastId });
    expect(await refusalOfCall(reply.accept({ token, requestId: second }))).toEqual({ code: "not-found" });
    expect((await reply.page({ token })).requests.map(({ id }) => id)).toEqual([first]);
    expect(await refusalOfCall(reply.propose({ token, requestId: first, terms: { size: 2 } }))).toMatchObject({ code: "already-answered" });
  });
});
