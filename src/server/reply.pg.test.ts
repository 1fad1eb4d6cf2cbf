import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addSchool } from "#db/testing-world.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { browser, depsOver } from "./testing.ts";
import { callAs, paperWorld, sendOnPaper, today, type PaperWorld } from "./testing-delivery.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const days = (count: number) => new Date(today.getTime() + count * 86_400_000);
/** Somebody with nothing but the link, on a day. */
const anyone = async (at = today) => (await browser({ ...depsOver(database.sql), now: () => at }, { ip: "203.0.113.9" }).caller()).reply;

/** A school writes to a place about all its reports; the secret is in the mail and nowhere else. */
async function writes(
  world: PaperWorld,
  of: { to?: string[]; printoutIds?: string[]; at?: Date; subject?: string } = {},
): Promise<{ token: string; linkId: string | null; letterId: string }> {
  const call = callAs(database.sql, world.school.anna, of.at);
  const printoutIds = of.printoutIds ?? (await call.print.list({})).printouts.map(({ id }) => id);
  const letter = {
    printoutIds,
    language: "fr" as const,
    to: of.to ?? ["marie.cote@lac.example"],
    subject: of.subject ?? "Stage",
    body: "Bonjour",
  };
  const { id, linkId } = await call.letter.send(letter);
  const [mail] = await database.sql<{ bodyText: string }[]>`select body_text from mail where cause = ${`letter:${id}`}`;
  return { token: /\/r\/([\w-]{43})/.exec(mail?.bodyText ?? "")?.[1] ?? "", linkId, letterId: id };
}

describe("an answer link", () => {
  test("[R226] shows its holder what this school asks of this place, and nothing else; its secret is kept as a hash", async () => {
    const world = await paperWorld(database.sql);
    const other = await addHospital(database.sql, { isUser: false });
    const [mine = "", unit = ""] = await sendOnPaper(database.sql, { ...world, cells: [{}, { size: "2", destination: "5e Ouest" }] });
    await sendOnPaper(database.sql, { school: world.school, hospital: other });
    const neighbour = await addSchool(database.sql, {});
    await sendOnPaper(database.sql, { school: neighbour, hospital: world.hospital });
    const call = callAs(database.sql, world.school.anna);
    const here = (await call.print.list({ filters: { siteId: world.hospital.siteId } })).printouts;
    const { token } = await writes(world, { printoutIds: here.map(({ id }) => id) });
    const page = await (await anyone()).page({ token });
    expect(page).toMatchObject({ school: world.school.name, name: "Marie Côté", place: `Médecine, ${world.hospital.siteName}` });
    expect(page.requests.map(({ id }) => id).toSorted()).toEqual([mine, unit].toSorted());
    const kept = await database.sql`select * from reply_token`;
    expect(JSON.stringify(kept)).not.toContain(token);
    for (const other of [`${token.slice(0, -2)}xx`, "", "abc", "x".repeat(5_000)])
      expect(await refusalOfCall((await anyone()).page({ token: other }))).toEqual({ code: "link-dead" });
  });

  test("[R226] a unit's link reaches that unit alone", async () => {
    const world = await paperWorld(database.sql);
    const [east = ""] = await sendOnPaper(database.sql, { ...world, cells: [{ destination: "4e Est" }] });
    const { token } = await writes(world);
    const [elsewhere = ""] = await sendOnPaper(database.sql, { ...world, cells: [{ destination: "5e Ouest" }] });
    const reply = await anyone();
    expect((await reply.page({ token })).requests.map(({ id }) => id)).toEqual([east]);
    expect(await refusalOfCall(reply.accept({ token, requestId: elsewhere }))).toEqual({ code: "not-found" });
  });

  test("[R226] it is live: what is sent later to the place is there, what is new or held is not", async () => {
    const world = await paperWorld(database.sql);
    await sendOnPaper(database.sql, world);
    const { token } = await writes(world);
    const [later = ""] = await sendOnPaper(database.sql, world);
    const { requests } = await (await anyone()).page({ token });
    expect(requests.map(({ id }) => id)).toContain(later);
    expect(requests).toHaveLength(2);
  });

  test("[R226] it expires, a new mail renews it for the same contact, and the school revokes it in every mail", async () => {
    const world = await paperWorld(database.sql);
    await sendOnPaper(database.sql, world);
    const first = await writes(world);
    expect((await (await anyone(days(59))).page({ token: first.token })).requests).toHaveLength(1);
    expect(await refusalOfCall((await anyone(days(61))).page({ token: first.token }))).toEqual({ code: "link-dead" });
    const second = await writes(world, { at: days(50) });
    expect(second.linkId).toBe(first.linkId);
    expect((await (await anyone(days(61))).page({ token: first.token })).requests).toHaveLength(1);
    await callAs(database.sql, world.school.bruno).letter.revoke({ linkId: first.linkId ?? "" });
    for (const { token } of [first, second]) {
      const reply = await anyone();
      expect(await refusalOfCall(reply.page({ token }))).toEqual({ code: "link-dead" });
      expect(await refusalOfCall(reply.opened({ token }))).toEqual({ code: "link-dead" });
    }
    const stranger = callAs(database.sql, (await addSchool(database.sql, {})).anna);
    expect(await refusalOfCall(stranger.letter.revoke({ linkId: first.linkId ?? "" }))).toEqual({ code: "not-found" });
    const third = await writes(world, { at: days(51) });
    expect(third.linkId).not.toBe(first.linkId);
  });

  test("[R228] reading it changes nothing and names no student; « ouvert » is said once, by the page", async () => {
    const world = await paperWorld(database.sql);
    const [requestId = ""] = await sendOnPaper(database.sql, world);
    const { token } = await writes(world);
    const call = callAs(database.sql, world.school.anna);
    await call.request.acceptOnBehalf({ requests: [{ id: requestId, version: (await call.request.get({ id: requestId })).version }] });
    for (const studentId of world.school.students.slice(0, 2)) await call.assignment.hold({ requestId, studentId, saw: null });
    await call.assignment.confirm({ requestIds: [requestId] });
    const before = await database.sql`select count(*) from event`;
    const reply = await anyone();
    const page = await reply.page({ token });
    await reply.page({ token });
    expect(JSON.stringify(page)).not.toMatch(/Nomsecret|Zoé/);
    expect(page.requests).toMatchObject([{ status: "confirmed", may: { answer: false } }]);
    expect(await database.sql`select count(*) from event`).toEqual(before);
    expect((await call.letter.ofRequest({ requestId })).letters[0]?.openedAt).toBeNull();
    await reply.opened({ token });
    await reply.opened({ token });
    expect((await call.letter.ofRequest({ requestId })).letters[0]?.openedAt).toBe(today.toISOString());
    expect(await database.sql`select seq from event where kind = 'reply.opened' and within @> array[${requestId}::uuid]`).toHaveLength(1);
    expect((await call.print.list({})).printouts[0]?.letters[0]?.openedAt).not.toBeNull();
  });

  test("[R227] a yes is its contact's in the history, and the school sees who answered and when", async () => {
    const world = await paperWorld(database.sql);
    const [requestId = ""] = await sendOnPaper(database.sql, world);
    const { token } = await writes(world);
    const reply = await anyone();
    await reply.accept({ token, requestId });
    const call = callAs(database.sql, world.school.anna);
    expect(await call.request.get({ id: requestId })).toMatchObject({ status: "accepted", changedByMe: false });
    const { entries } = await call.history.of({ about: requestId });
    expect(entries[0]).toMatchObject({ kind: "request.accepted", by: `Marie Côté, ${world.hospital.siteName}`, facts: { byLink: true } });
    expect((await call.letter.ofRequest({ requestId })).answer).toEqual({ name: "Marie Côté", at: today.toISOString() });
    expect((await reply.page({ token })).requests[0]).toMatchObject({ status: "accepted", answeredBy: { mine: true, name: "Marie Côté" } });
  });

  test("[R227] a no has its coded reason, and a note where the code asks for one", async () => {
    const world = await paperWorld(database.sql);
    const [requestId = ""] = await sendOnPaper(database.sql, world);
    const { token } = await writes(world);
    const reply = await anyone();
    const declined = (code: string, note = "") => reply.decline({ token, requestId, reason: { code, note } });
    expect(await refusalOfCall(declined("none"))).toEqual({ code: "reason-needed", reason: "code" });
    expect(await refusalOfCall(declined("attrition"))).toEqual({ code: "reason-needed", reason: "code" });
    expect(await refusalOfCall(declined("decline-other"))).toEqual({ code: "reason-needed", reason: "note" });
    await declined("no-supervisor", "Deux départs");
    const call = callAs(database.sql, world.school.anna);
    expect(await call.request.get({ id: requestId })).toMatchObject({
      status: "declined",
      reason: { code: "no-supervisor", note: "Deux départs" },
    });
  });

  test("[R227] of two who answer at once the first to commit wins, and the other is told who", async () => {
    const world = await paperWorld(database.sql);
    const [requestId = ""] = await sendOnPaper(database.sql, world);
    const marie = await writes(world);
    const luc = await writes(world, { to: ["luc@lac.example"] });
    const outcomes = await Promise.allSettled([
      (await anyone()).accept({ token: marie.token, requestId }),
      (await anyone()).decline({ token: luc.token, requestId, reason: { code: "staffing", note: "" } }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const call = callAs(database.sql, world.school.anna);
    const { status } = await call.request.get({ id: requestId });
    const answers = await database.sql`select move from reply_answer where request_id = ${requestId}`;
    expect(answers).toEqual([{ move: status === "accepted" ? "accept" : "decline" }]);
    const late = await refusalOfCall((await anyone()).accept({ token: luc.token, requestId }));
    expect(late).toEqual({
      code: "already-answered",
      by: status === "accepted" ? "Marie Côté" : "luc@lac.example",
      at: today.toISOString(),
      status,
    });
  });

  test("[R227] what the school answered on behalf, or called off, is no longer answered", async () => {
    const world = await paperWorld(database.sql);
    const [one = "", other = ""] = await sendOnPaper(database.sql, { ...world, cells: [{}, {}] });
    const { token } = await writes(world);
    const call = callAs(database.sql, world.school.anna);
    const version = async (id: string) => (await call.request.get({ id })).version;
    await call.request.acceptOnBehalf({ requests: [{ id: one, version: await version(one) }] });
    await call.request.cancel({ requests: [{ id: other, version: await version(other) }], reason: { code: "attrition", note: "" } });
    const reply = await anyone();
    for (const requestId of [one, other])
      expect(await refusalOfCall(reply.accept({ token, requestId }))).toMatchObject({ code: "already-answered", by: world.school.name });
    const { requests } = await reply.page({ token });
    expect(requests.map(({ status, may }) => [status, may.answer])).toEqual(
      expect.arrayContaining([
        ["accepted", false],
        ["cancelled", false],
      ]),
    );
  });

  test("[R226] links that are none are counted against who tries them", async () => {
    const reply = (await browser({ ...depsOver(database.sql), now: () => today }, { ip: "198.51.100.200" }).caller()).reply;
    const tries = [];
    for (let time = 0; time < 61; time += 1) tries.push(await refusalOfCall(reply.page({ token: `${"x".repeat(40)}${time}` })));
    expect(tries.slice(0, 60).every((refusal) => (refusal as { code: string }).code === "link-dead")).toBe(true);
    expect(tries.at(-1)).toMatchObject({ code: "too-many-attempts" });
  });

  test("[R250] instead of a no, proposes other dates that the school takes or answers with its own, each by name in the history", async () => {
    const world = await paperWorld(database.sql);
    const [requestId = ""] = await sendOnPaper(database.sql, world);
    const { token } = await writes(world);
    const reply = await anyone();
    const later = { dates: { startsOn: "2027-01-18", endsOn: "2027-03-19" } };
    await reply.propose({ token, requestId, terms: later, note: "L’unité déménage" });
    const school = callAs(database.sql, world.school.anna);
    const { proposals } = await school.proposal.list({ requestId });
    expect(proposals).toMatchObject([{ mine: false, terms: later, accepts: true, note: "L’unité déménage" }]);
    expect(proposals[0]?.by).toContain("Marie Côté");
    const { version } = await school.request.get({ id: requestId });
    const counter = await school.proposal.make({ requestId, version, terms: { size: 4 } });
    const [asked] = (await reply.page({ token })).requests;
    expect(asked?.proposal).toMatchObject({ id: counter.id, side: "placing", terms: { size: 4 }, outcome: null });
    await reply.settle({ token, requestId, proposalId: counter.id, taken: ["size"] });
    expect(await school.request.get({ id: requestId })).toMatchObject({ status: "sent-paper", size: 4 });
    await reply.propose({ token, requestId, terms: later });
    const [open] = (await school.proposal.list({ requestId })).proposals;
    expect(await school.proposal.answer({ id: open?.id ?? "", taken: ["dates"] })).toMatchObject({ status: "accepted" });
    expect(await refusalOfCall(reply.propose({ token, requestId, terms: { size: 2 } }))).toMatchObject({ code: "already-answered" });
  });
});
