import { afterAll, beforeAll, expect, test } from "vitest";
import { addHospital, addSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import { mailCalls } from "./call-mail.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const template = { startsOn: "2027-01-11", endsOn: "2027-03-26", places: 4, hours: null, comment: "<b>Merci</b>", replyBy: "2026-12-15" };

test("[R236] who has not answered when the date comes is written to once for that date, in the morning, by one node of three", async () => {
  const { sql } = database;
  const school = await addSchool(sql, { kind: "individual" });
  const [silent, offering, declining, paper] = [
    await addHospital(sql),
    await addHospital(sql),
    await addHospital(sql),
    await addHospital(sql, { isUser: false }),
  ];
  const [contact] = await sql<{ id: string }[]>`
    insert into person (agency_id, last_name, first_name, email) values (${paper.agencyId}, 'Bélanger', 'Odile', 'Odile@clinique.test') returning id`;
  await sql`update site set contact_id = ${contact?.id ?? null} where agency_id = ${paper.agencyId} and id = ${paper.siteId}`;
  const as = (actor: typeof school.anna) => callerAs(depsOver(sql), actor, new Date("2026-11-22T15:00:00Z")).callForOffers;
  const { id } = await as(school.anna).send({
    ...template,
    cohortCourseId: school.cohortCourseId,
    receivingIds: [silent, offering, declining, paper].map(({ agencyId }) => agencyId),
  });
  await as(offering.claire).offer({
    id,
    offer: {
      place: { siteId: offering.siteId, serviceId: offering.serviceId, destinationId: null },
      schedule: {
        startsOn: "2027-01-18",
        endsOn: "2027-02-12",
        blocks: [],
        weekdays: [1],
        startTime: null,
        endTime: null,
        shiftCode: null,
      },
      places: 1,
      note: "",
    },
  });
  await as(declining.claire).decline({ id, reason: { code: "staffing", note: "" } });
  const at = (instant: string) => mailCalls({ ...depsOver(sql), now: () => new Date(instant) });
  const mails = () =>
    sql<
      { kind: string; recipient: string; bodyText: string; bodyHtml: string }[]
    >`select kind, recipient, body_text, body_html from mail order by id`;
  await at("2026-11-22T15:01:00Z");
  expect((await mails()).map(({ kind, recipient }) => [kind, recipient])).toEqual([["call.sent", "odile@clinique.test"]]);
  expect((await mails())[0]?.bodyHtml).toContain("&lt;b&gt;Merci");
  await at("2026-12-14T20:00:00Z");
  // Five in the morning in Québec: not yet.
  await at("2026-12-15T10:00:00Z");
  expect(await mails()).toHaveLength(1);
  await Promise.all([at("2026-12-15T13:00:00Z"), at("2026-12-15T13:00:00Z"), at("2026-12-15T13:00:00Z")]);
  await at("2026-12-16T13:00:00Z");
  const late = (await mails()).filter(({ kind }) => kind === "call.overdue");
  const coordinators = await sql<{ email: string }[]>`
    select ac.email from role ro join account ac on ac.id = ro.account_id where ro.agency_id = ${silent.agencyId} and ro.kind = 'receiving-coordinator'`;
  expect(late.map(({ recipient }) => recipient).toSorted()).toEqual(
    [...coordinators.map(({ email }) => email), "odile@clinique.test"].toSorted(),
  );
  expect(late.every(({ bodyText }) => !bodyText.includes(offering.name) && !bodyText.includes(declining.name))).toBe(true);
  expect(late.find(({ recipient }) => recipient.startsWith("odile"))?.bodyText).toContain("mailto:");
  expect(await sql`select seq from event where kind = 'call.overdue' and about = ${id}`).toHaveLength(2);
  // A later date is another date.
  await callerAs(depsOver(sql), school.anna, new Date("2026-12-16T15:00:00Z")).callForOffers.setReplyBy({ id, replyBy: "2027-01-05" });
  await at("2027-01-05T13:00:00Z");
  expect((await mails()).filter(({ kind }) => kind === "call.overdue")).toHaveLength(2 * late.length);
});
