import { expect, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { callAs } from "#server/testing-caller.ts";
import { readEnv } from "#server/env.ts";
import { mailReminders } from "./reminders.ts";

test("[R243] on its day, from seven in the morning in Québec, a reminder gives one mail to its owner, also when two nodes look", async () => {
  await using database = await testDatabase();
  const { sql } = database;
  const [school, hospital] = [await addSchool(sql), await addHospital(sql)];
  const { id: requestId, reference } = await addRequest(sql, { school, hospital, status: "sent" });
  await callAs(sql, school.anna).reminder.add({ requestId, dueOn: "2026-11-25", text: "Appeler l’unité", shared: true });
  await callAs(sql, hospital.claire).reminder.add({ requestId, dueOn: "2026-11-26", text: "", shared: false });
  const env = readEnv({ argv: [], env: { BASE_URL: "https://stages.example" } });
  const look = (at: string) => mailReminders({ sql, env, now: () => new Date(at) });
  expect(await look("2026-11-25T11:59:00Z")).toBe(0);
  const [one, other] = await Promise.all([look("2026-11-25T12:01:00Z"), look("2026-11-25T12:01:00Z")]);
  expect(one + other).toBe(1);
  expect(await look("2026-11-25T18:00:00Z")).toBe(0);
  expect(await look("2026-11-27T18:00:00Z")).toBe(1);
  const mails = await sql<{ accountId: string; subject: string; bodyText: string }[]>`
    select account_id, subject, body_text from mail where kind = 'reminder' order by id`;
  expect(mails).toMatchObject([{ accountId: school.anna.accountId }, { accountId: hospital.claire.accountId }]);
  expect(mails[0]?.subject).toContain(String(reference));
  expect(mails[0]?.bodyText).toContain("Appeler l’unité");
  expect(mails[0]?.bodyText).toContain(`https://stages.example/sorties/${requestId}`);
  expect(mails[1]?.bodyText).toContain(`https://stages.example/demandes/${requestId}`);
});
