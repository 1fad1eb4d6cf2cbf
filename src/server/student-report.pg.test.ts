import { expect, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { addSchool } from "#db/testing-world.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

test("[R265] each ticked student of the school who has an address is written to alone, never one of another school", async () => {
  await using database = await testDatabase();
  const { sql } = database;
  const [school, other] = [await addSchool(sql, { students: 3 }), await addSchool(sql, { students: 1 })];
  await sql`update student set email = 'e' || number || '@ecole.example' where agency_id in (${school.agencyId}, ${other.agencyId})`;
  await sql`update student set email = null where id = ${school.students[2] ?? ""}`;
  const call = callAs(sql, school.anna);
  const ids = [...school.students, ...other.students];
  expect(await call.studentReport.write({ ids, subject: "Vaccins", body: "Bonjour,\n\nApportez <votre> carnet." })).toEqual({
    written: 2,
    without: 1,
  });
  const mails = await sql<{ recipient: string; moreRecipients: string[]; cc: string[]; bodyHtml: string }[]>`
    select recipient, more_recipients, cc, body_html from mail where kind = 'student-letter'`;
  expect(mails).toHaveLength(2);
  for (const mail of mails) {
    expect([...mail.moreRecipients, ...mail.cc]).toEqual([]);
    expect(mail.bodyHtml).toContain("&lt;votre&gt;");
  }
  expect(await refusalOfCall(call.studentReport.write({ ids: other.students, subject: "x", body: "x" }))).toEqual({ code: "not-found" });
  expect((await call.studentReport.read({ ids })).map(({ id }) => id).toSorted()).toEqual([...school.students].toSorted());
});
