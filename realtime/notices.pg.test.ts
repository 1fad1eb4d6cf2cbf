import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { defaultNotices, nextAt, type NoticeSetting } from "#domain/notice.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import type { Sql } from "#db/sql.ts";
import { readEnv } from "#server/env.ts";
import { callAs } from "#server/testing-caller.ts";
import { writeNotices } from "./notices.ts";
import { mailNotices } from "./notices-out.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
});

const secret = "un secret assez long pour signer des liens";
const env = readEnv({ argv: [], env: { BASE_URL: "https://stages.example", CONCERTO_SECRET: secret } });
const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const as = (who: Actor) => callAs(database.sql, who);
const asked = (status: Parameters<typeof addRequest>[1]["status"]) => addRequest(database.sql, { school, hospital, status });
const read = (sql: Sql = database.sql) => writeNotices({ sql, now: () => new Date() });
const mail = (at: Date, sql: Sql = database.sql) => mailNotices({ sql, env, now: () => at });
const choose = async (who: Actor, of: Partial<NoticeSetting>) => {
  const setting = { ...defaultNotices, ...of };
  await database.sql`
    insert into notice_setting (account_id, mode, digest_minute, weekdays_only, cancellations, muted)
    values (${who.accountId}, ${setting.mode}, ${setting.digestMinute}, ${setting.weekdaysOnly}, ${setting.cancellations}, ${setting.muted}::text[])
    on conflict (account_id) do update set mode = excluded.mode, muted = excluded.muted, cancellations = excluded.cancellations`;
};
const atOnce = (...who: Actor[]) => Promise.all(who.map((one) => choose(one, { mode: "at-once" })));
const mailsOf = (who: Actor) => database.sql<{ subject: string; bodyText: string; bodyHtml: string; kind: string }[]>`
  select subject, body_text, body_html, kind from mail where account_id = ${who.accountId} order by id`;
const noticesOf = (who: Actor) => database.sql<{ kind: string; outcome: string | null; eventKind: string }[]>`
  select kind, outcome, event_kind from notice where account_id = ${who.accountId} order by seq`;
const versionOf = async (who: Actor, id: string) => ({ id, version: (await as(who).request.get({ id })).version });
/** A node that dies before its transaction is committed. */
const killed = {
  begin: (work: (tx: unknown) => Promise<unknown>) =>
    database.sql.begin(async (tx) => {
      await work(tx);
      throw new Error("killed");
    }),
} as unknown as Sql;

describe("the log becomes notices", () => {
  test("[R341] what happens is told once to each of the other side who reaches it, whichever node reads and however often", async () => {
    await asked("sent");
    await expect(read(killed)).rejects.toThrow("killed");
    expect(await noticesOf(hospital.claire)).toEqual([]);
    await Promise.all([read(), read(), read()]);
    await database.sql`update event_reader set seq = 0 where name = 'notice'`;
    await read();
    const told = [{ kind: "to-answer", outcome: null, eventKind: "request.sent" }];
    expect(await noticesOf(hospital.claire)).toEqual(told);
    expect(await noticesOf(hospital.denis)).toEqual(told);
    // Neither who did it, nor her colleague, nor a unit that it was not handed to.
    for (const who of [school.anna, school.bruno, hospital.eve]) expect(await noticesOf(who)).toEqual([]);
  });

  test("[R341] a node killed while it mails leaves nothing, and two nodes write one mail for all that came together", async () => {
    await atOnce(hospital.claire);
    await asked("sent");
    await asked("sent");
    await read();
    expect(await mail(new Date())).toBe(0);
    await expect(mail(minutes(3), killed)).rejects.toThrow("killed");
    expect(await mailsOf(hospital.claire)).toEqual([]);
    const written = await Promise.all([mail(minutes(3)), mail(minutes(3))]);
    expect(written.reduce((sum, one) => sum + one)).toBe(1);
    await mail(minutes(10));
    const [only, ...more] = await mailsOf(hospital.claire);
    expect(more).toEqual([]);
    expect(only?.subject).toBe("Concerto : 2 demandes à répondre");
    expect((await noticesOf(hospital.claire)).map(({ outcome }) => outcome)).toEqual(["mailed", "mailed"]);
  });

  test("[R342] each reads what her screen says: nothing of a unit's answer at the school, no student, no words of a comment", async () => {
    const all = [school.anna, hospital.claire, hospital.denis, hospital.eve];
    await atOnce(...all);
    const { id, reference } = await asked("redirected");
    await as(hospital.eve).request.declineForUnit({
      requests: [await versionOf(hospital.eve, id)],
      reason: { code: "staffing", note: "Gisèle est en congé" },
    });
    await as(hospital.claire).comment.add({ requestId: id, text: "mot interne", internal: true });
    await as(hospital.denis).comment.add({ requestId: id, text: "mot partagé", internal: false });
    await read();
    expect((await noticesOf(school.anna)).map(({ eventKind }) => eventKind)).toEqual(["comment.added"]);
    expect((await noticesOf(hospital.claire)).map(({ eventKind }) => eventKind)).toContain("request.unit-declined");
    await mail(minutes(3));
    const [toSchool] = await mailsOf(school.anna);
    expect(toSchool?.subject).toBe(`Commentaire, ${hospital.name}, demande n° ${reference}`);
    const [toClaire] = await mailsOf(hospital.claire);
    expect(toClaire?.bodyText).toContain("L’unité a refusé, à vous de répondre");
    expect(toClaire?.bodyText).toContain(`https://stages.example/demandes/${id}`);
    await as(hospital.claire).request.decline({
      requests: [await versionOf(hospital.claire, id)],
      reason: { code: "capacity-reached", note: "" },
    });
    await read();
    await mail(minutes(6));
    const last = (await mailsOf(school.anna)).at(-1);
    expect(last?.subject).toBe(`Refusée par ${hospital.name} (Capacité atteinte), demande n° ${reference}`);
    expect(last?.bodyText).toContain(`https://stages.example/sorties/${id}`);
    for (const one of await mailsOf(school.anna)) {
      expect(one.bodyText + one.bodyHtml).not.toMatch(/Gisèle|congé|Effectifs|unité a|RefD|declined-by-unit/);
    }
    for (const who of all)
      for (const one of await mailsOf(who))
        expect(one.subject + one.bodyText + one.bodyHtml).not.toMatch(/Nomsecret|Zoé|mot interne|mot partagé/);
  });

  test("[R347] a unit's condition is mailed to its organisation alone, and to the school once it is passed on", async () => {
    await atOnce(school.anna, hospital.claire, hospital.eve);
    const { id } = await asked("redirected");
    await read();
    await mail(minutes(3));
    const { id: conditionId } = await as(hospital.eve).condition.put({ requestId: id, code: "staffing", text: "si Lucie revient" });
    await read();
    await mail(minutes(6));
    expect(await noticesOf(school.anna)).toEqual([]);
    expect((await mailsOf(hospital.claire)).at(-1)?.subject).toContain("Condition d’une unité à transmettre");
    await as(hospital.denis).condition.pass({ id: conditionId });
    await read();
    await mail(minutes(9));
    const [told, ...more] = await mailsOf(school.anna);
    expect(more).toEqual([]);
    expect(told?.subject).toContain("Condition à répondre, « Accepté selon la disponibilité du personnel »");
    expect(`${told?.bodyText}${told?.bodyHtml}`).not.toMatch(/Lucie|Ève|unité/);
    await as(school.anna).condition.answer({ id: conditionId, met: true });
    await read();
    await mail(minutes(12));
    for (const who of [hospital.claire, hospital.eve]) expect((await mailsOf(who)).at(-1)?.subject).toContain("Condition remplie");
  });

  test("[R343] what was answered, taken back, seen or is open on her screen is not mailed, and nothing to a disabled account", async () => {
    const everyone = [hospital.claire, hospital.denis, school.anna];
    await atOnce(...everyone);
    const [answered, seen, looked, left] = [await asked("sent"), await asked("sent"), await asked("sent"), await asked("sent")];
    await as(school.anna).comment.add({ requestId: left.id, text: "vu", internal: false });
    const { id: gone } = await as(school.anna).comment.add({ requestId: looked.id, text: "erreur", internal: false });
    await as(school.anna).comment.withdraw({ id: gone });
    await read();
    await as(hospital.denis).request.accept({ requests: [await versionOf(hospital.denis, answered.id)] });
    await database.sql`
      insert into request_seen (account_id, request_id, seen_at) values (${hospital.claire.accountId}, ${seen.id}, clock_timestamp())`;
    await database.sql`
      insert into request_look (account_id, page, agency_id, person_id, name, request_id, since, until)
      values (${hospital.claire.accountId}, gen_random_uuid(), ${hospital.agencyId}, ${hospital.claire.personId}, 'Claire', ${looked.id}, now(), now() + interval '1 hour')`;
    await database.sql`update account set disabled_at = now() where id = ${hospital.denis.accountId}`;
    await mail(minutes(3));
    const [only, ...more] = await mailsOf(hospital.claire);
    expect(more).toEqual([]);
    expect(only?.bodyText).toContain(String(left.reference));
    for (const { reference } of [answered, seen, looked]) expect(only?.bodyText).not.toContain(String(reference));
    expect(await mailsOf(hospital.denis)).toEqual([]);
    expect(new Set((await noticesOf(hospital.denis)).map(({ outcome }) => outcome))).toEqual(new Set(["closed"]));
    // An answer that was taken back is no news; one that stands is.
    await read();
    await as(hospital.claire).comment.add({ requestId: left.id, text: "oui", internal: false });
    expect((await noticesOf(school.anna)).map(({ eventKind }) => eventKind)).toEqual(["request.accepted"]);
    await database.sql`update request set status = 'sent' where id = ${answered.id}`;
    await mail(minutes(3));
    expect(await mailsOf(school.anna)).toEqual([]);
  });

  test("[R343] an open page is remembered, so that what happened before it was opened is no news when it is closed", async () => {
    await atOnce(hospital.claire);
    const { id } = await asked("sent");
    await read();
    await database.sql`
      insert into request_look (account_id, page, agency_id, person_id, name, request_id, since, until)
      values (${hospital.claire.accountId}, gen_random_uuid(), ${hospital.agencyId}, ${hospital.claire.personId}, 'Claire', ${id}, now(), now())`;
    await database.sql`delete from request_look where account_id = ${hospital.claire.accountId}`;
    await mail(minutes(3));
    expect(await mailsOf(hospital.claire)).toEqual([]);
    expect(await noticesOf(hospital.claire)).toMatchObject([{ outcome: "seen" }]);
  });
});

describe("as each chose", () => {
  const morning = () => nextAt(new Date(), { minute: 450, timeZone: "America/Toronto", weekdaysOnly: true });
  const later = (from: Date, count: number) => new Date(from.getTime() + count * 60_000);

  test("[R340] a digest comes once, at its hour, with all that still stands; a muted kind is in none", async () => {
    const { id } = await asked("sent");
    await choose(hospital.denis, { muted: ["to-answer"] });
    await read();
    await mail(later(morning(), -2));
    expect(await mailsOf(hospital.claire)).toEqual([]);
    await as(school.anna).comment.add({ requestId: id, text: "bonjour", internal: false });
    await read();
    await mail(later(morning(), 1));
    expect((await mailsOf(hospital.claire)).map(({ subject }) => subject)).toEqual(["Concerto : 1 demande à répondre, 1 autre nouvelle"]);
    expect((await mailsOf(hospital.denis)).map(({ subject }) => subject)).toEqual([expect.stringContaining("Commentaire,")]);
    await mail(later(morning(), 24 * 60));
    expect(await mailsOf(hospital.claire)).toHaveLength(1);
  });

  test("[R340] what already waits follows a new choice, and the page says when the next one leaves", async () => {
    await asked("sent");
    await read();
    expect(await as(hospital.claire).notice.setting()).toMatchObject({ setting: defaultNotices, next: "2026-11-23T12:30:00.000Z" });
    expect((await as(hospital.claire).notice.save({ ...defaultNotices, mode: "at-once" })).next).toBeNull();
    await mail(minutes(3));
    expect(await mailsOf(hospital.claire)).toHaveLength(1);
    expect(await mailsOf(hospital.denis)).toEqual([]);
    expect((await as(hospital.claire).notice.save({ ...defaultNotices, mode: "absence" })).next).toBe("2026-11-26T12:30:00.000Z");
  });

  test("[R344] who stays away three days is written to once while something waits, again after a week, and not once she came", async () => {
    const { sql } = database;
    const { claire } = hospital;
    await choose(claire, { mode: "absence", weekdaysOnly: false });
    const days = (count: number) => minutes(count * 24 * 60);
    await sql`update account set last_sign_in_at = now() where id = ${claire.accountId}`;
    const { id } = await asked("sent");
    await read();
    const tries = async (at: Date) => (await mail(at), (await mailsOf(claire)).length);
    expect(await tries(days(2.9))).toBe(0);
    expect(await tries(days(5))).toBe(1);
    expect(await tries(days(6))).toBe(1);
    expect(await tries(days(11))).toBe(1);
    expect(await tries(days(14))).toBe(2);
    expect((await mailsOf(claire)).at(0)?.subject).toContain("Nouvelle demande,");
    // She comes: what she can see is told no more, and she is not away any longer.
    await sql`update account set last_sign_in_at = ${days(15).toISOString()} where id = ${claire.accountId}`;
    expect(await tries(days(30))).toBe(2);
    expect(await noticesOf(claire)).toMatchObject([{ outcome: "seen" }]);
    expect((await as(claire).request.get({ id })).status).toBe("pending");
  });

  test("[R340] an answer that is late is in the next digest, with how many there are", async () => {
    const old = (days: number) => ({ school, hospital, at: new Date(Date.now() - days * 86_400_000) });
    await addRequest(database.sql, { ...old(20), status: "sent" });
    await addRequest(database.sql, { ...old(30), status: "redirected" });
    await addRequest(database.sql, { ...old(3), status: "sent" });
    await read();
    await read();
    await mail(later(morning(), 1));
    const [toClaire] = await mailsOf(hospital.claire);
    expect(toClaire?.bodyText).toContain("1\u00A0demande attend votre réponse depuis plus longtemps que demandé");
    expect(toClaire?.subject).toBe("Concerto : 2 demandes à répondre");
    const [toUnit] = await mailsOf(hospital.eve);
    expect(toUnit?.bodyText).toContain("1\u00A0demande attend votre réponse");
    expect(
      await database.sql`select 1 from notice where account_id = ${hospital.claire.accountId} and event_kind = 'overdue'`,
    ).toHaveLength(1);
  });
});
