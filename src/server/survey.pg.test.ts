import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileAnswer } from "#domain/profile.ts";
import { addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerOf } from "./router.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";
import { depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let clinic: TestHospital;

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 0 });
  clinic = await addHospital(database.sql, { isUser: false });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** Who holds a link, on a day: nobody signed in. */
const visitor = (today = "2026-11-22") =>
  callerOf({
    ...depsOver(database.sql),
    now: () => new Date(`${today}T15:00:00Z`),
    headers: new Headers(),
    ip: "198.51.100.7",
    requestId: "survey",
    setCookie: () => {},
    session: null,
    actor: null,
    language: "fr",
  });

async function send(placeId: string, by = school.anna): Promise<{ id: string; token: string }> {
  const marie = { name: "Marie Côté", email: "Marie.Cote@parc.example", language: "fr", message: "Merci d’avance." } as const;
  const { id } = await callAs(database.sql, by).survey.send({ placeId, ...marie });
  const [mail] = await database.sql<{ bodyText: string; recipient: string }[]>`
    select body_text, recipient from mail where cause = ${`survey:${id}`}`;
  const token = /questionnaire\/([\w-]+)/.exec(mail?.bodyText ?? "")?.[1] ?? "";
  expect(mail?.recipient).toBe("marie.cote@parc.example");
  return { id, token };
}

const answerOf = (now: ProfileAnswer, dress: string): ProfileAnswer => ({
  profile: { ...now.profile, dress, parking: "Dans la rue" },
  prerequisites: [{ name: "Vaccins", note: "", students: true, instructors: false, mandatory: true, daysBefore: 14 }],
});

describe("a survey", () => {
  test("[R318] keeps a hash alone of its secret, saves a draft as it is typed, and changes nothing until its answer is taken point by point", async () => {
    const { id, token } = await send(clinic.eastId);
    const anna = callAs(database.sql, school.anna);
    const [kept] = await database.sql<{ tokenHash: string }[]>`select token_hash from survey where id = ${id}`;
    expect(kept?.tokenHash).not.toContain(token);
    const page = await visitor().survey.page({ token });
    expect(page).toMatchObject({ name: "Marie Côté", begun: false, place: { name: "4e Est" } });
    await visitor().survey.opened({ token });
    await visitor().survey.save({ token, answer: answerOf(page.answer, "Bla") });
    expect(await visitor().survey.page({ token })).toMatchObject({ begun: true, answer: { profile: { dress: "Bla" } } });
    expect((await anna.survey.list({ placeId: clinic.eastId })).surveys[0]).toMatchObject({ id, answeredAt: null, changes: [] });

    expect(await visitor().survey.answer({ token, answer: answerOf(page.answer, "Blanc") })).toEqual({ points: 3 });
    expect((await anna.profile.of({ placeId: clinic.eastId })).fields.dress).toBe("");
    const [waiting] = (await anna.survey.list({ placeId: clinic.eastId })).surveys;
    expect(waiting?.changes.map(({ key }) => key)).toEqual(["dress", "parking", "prerequisite vaccins"]);
    const answeredAt = waiting?.answeredAt ?? "";
    await anna.survey.settle({ id, answeredAt, take: ["dress", "prerequisite vaccins"] });
    const profile = await anna.profile.of({ placeId: clinic.eastId });
    expect(profile.fields).toMatchObject({ dress: "Blanc", parking: "" });
    expect(profile.prerequisites.map(({ name }) => name)).toEqual(["Vaccins"]);
    expect(await refusalOfCall(anna.survey.settle({ id, answeredAt, take: ["parking"] }))).toEqual({ code: "not-found" });
  });

  test("[R318] answered again while it is read is read again", async () => {
    const { id, token } = await send(clinic.westId);
    const anna = callAs(database.sql, school.anna);
    const { answer } = await visitor().survey.page({ token });
    await visitor().survey.answer({ token, answer: answerOf(answer, "Blanc") });
    const first = (await anna.survey.list({ placeId: clinic.westId })).surveys[0]?.answeredAt ?? "";
    await visitor("2026-11-23").survey.answer({ token, answer: answerOf(answer, "Bleu") });
    expect(await refusalOfCall(anna.survey.settle({ id, answeredAt: first, take: ["dress"] }))).toMatchObject({ code: "stale" });
    expect((await anna.profile.of({ placeId: clinic.westId })).fields.dress).toBe("");
  });

  test("[R318] opens nothing with another secret, after its time, or once it is taken back", async () => {
    const { id, token } = await send(clinic.eastId);
    const dead = { code: "link-dead" };
    for (const other of [token.split("").toReversed().join(""), "abc", "x".repeat(5_000)])
      expect(await refusalOfCall(visitor().survey.page({ token: other }))).toEqual(dead);
    expect(await refusalOfCall(visitor("2027-02-01").survey.page({ token }))).toEqual(dead);
    const { answer } = await visitor().survey.page({ token });
    await callAs(database.sql, school.anna).survey.revoke({ id });
    for (const work of [
      () => visitor().survey.page({ token }),
      () => visitor().survey.opened({ token }),
      () => visitor().survey.save({ token, answer }),
      () => visitor().survey.answer({ token, answer }),
    ])
      expect(await refusalOfCall(work())).toEqual(dead);
  });

  test("[R318] is its asker's alone, and is not sent to a place that signs in", async () => {
    const { id } = await send(clinic.eastId);
    const other = callAs(database.sql, (await addSchool(database.sql, { students: 0 })).anna);
    expect((await other.survey.list({ placeId: clinic.eastId })).surveys).toEqual([]);
    expect(await refusalOfCall(other.survey.revoke({ id }))).toEqual({ code: "not-found" });
    const hospital = await addHospital(database.sql);
    const asked = { placeId: hospital.eastId, name: "X", email: "x@exemple.test", language: "fr" } as const;
    expect(await refusalOfCall(callAs(database.sql, hospital.claire).survey.send(asked))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(callAs(database.sql, school.anna).survey.send(asked))).toEqual({ code: "not-allowed" });
    await database.sql`update destination set is_user = false where id = ${hospital.eastId}`;
    expect((await send(hospital.eastId, hospital.claire)).token).toHaveLength(43);
  });
});
