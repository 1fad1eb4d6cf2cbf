import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addActor, addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { readEnv } from "#server/env.ts";
import { callAs } from "#server/testing-caller.ts";
import { mailSupervisors } from "./supervision-mail.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("[R305] who is named gets one mail once the place is agreed on, another when it changes, a last one when it is over, and no name of a student", async () => {
  const { sql } = database;
  const school = await addSchool(sql, { kind: "individual" });
  const hospital = await addHospital(sql);
  const ahmed = await addActor(sql, { agencyId: hospital.agencyId, kind: "supervisor", name: ["Ahmed", "Diallo"] });
  const env = readEnv({ argv: [], env: { BASE_URL: "https://stages.example" } });
  const look = (seconds: number) =>
    mailSupervisors({ sql, env, now: () => new Date(Date.parse("2026-11-22T15:00:00Z") + seconds * 1_000) });
  const mails = () => sql<{ kind: string; recipient: string; accountId: string | null; bodyText: string }[]>`
    select kind, recipient, account_id, body_text from mail where kind like 'supervision.%' order by id`;
  const { claire } = hospital;
  const call = callAs(sql, claire);
  const planned = (await addRequest(sql, { school, hospital, status: "sent" })).id;
  const confirmed = (await addRequest(sql, { school, hospital, status: "confirmed" })).id;
  for (const requestId of [planned, confirmed]) await call.supervision.name({ requests: [requestId], whom: { id: ahmed.personId } });
  // While its author may still be at it, nothing leaves; then once, also when two nodes look, and nothing of what is only planned.
  expect(await look(5)).toBe(0);
  expect((await Promise.all([look(60), look(60)])).reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await look(120)).toBe(0);
  expect(await mails()).toMatchObject([{ kind: "supervision.named", accountId: ahmed.accountId }]);

  const [one] = (await call.supervision.list({ requestId: confirmed })).named;
  await call.supervision.change({
    requestId: confirmed,
    rows: [{ id: one?.id ?? "", version: 1, startsOn: null, endsOn: "2027-02-12", hours: 40 }],
  });
  await call.supervision.change({
    requestId: confirmed,
    rows: [{ id: one?.id ?? "", version: 2, startsOn: null, endsOn: "2027-02-19", hours: 44 }],
  });
  expect(await look(120)).toBe(1);
  const removed = await call.supervision.remove({ id: one?.id ?? "", version: 3 });
  const back = await call.supervision.restore({ id: removed.id, version: removed.version });
  // Taken back before anybody wrote: nobody is told.
  expect(await look(180)).toBe(0);
  await call.supervision.remove({ id: back.id, version: back.version });
  expect(await look(240)).toBe(1);
  expect((await mails()).map(({ kind }) => kind)).toEqual(["supervision.named", "supervision.changed", "supervision.over"]);

  const { version } = await call.request.get({ id: planned });
  await call.request.accept({ requests: [{ id: planned, version }] });
  expect(await look(300)).toBe(1);
  const all = await mails();
  expect(all.at(-1)).toMatchObject({ kind: "supervision.named" });
  expect(all[0]?.bodyText).toContain(`https://stages.example/demandes/${confirmed}`);
  expect(all[1]?.bodyText).toContain("2027-02-19");
  expect(JSON.stringify(all)).not.toContain("Nomsecret");
});
