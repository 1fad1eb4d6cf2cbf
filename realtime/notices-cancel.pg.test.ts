import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { defaultNotices, nextAt } from "#domain/notice.ts";
import { addHospital, addRequest, addSchool, nameContact, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { insertPerson } from "#db/people.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { readStopToken, stopToken } from "#server/notice-link.ts";
import { callAs, refusalOfCall } from "#server/testing-caller.ts";
import { depsOver } from "#server/testing.ts";
import { callerOf } from "#server/router.ts";
import { sendMails } from "./mailer.ts";
import { writeNotices } from "./notices.ts";
import { mailNotices } from "./notices-out.ts";
import { answerStop } from "./notices-start.ts";

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
const as = (who: Actor) => callAs(database.sql, who);
const asked = (status: Parameters<typeof addRequest>[1]["status"], destinationId: string | null = null) =>
  addRequest(database.sql, { school, hospital, status, destinationId });
const read = () => writeNotices({ sql: database.sql, now: () => new Date() });
const mail = (at: Date) => mailNotices({ sql: database.sql, env, now: () => at });
const evening = () => new Date(nextAt(new Date(), { minute: 1_200, timeZone: "America/Toronto", weekdaysOnly: false }).getTime() + 60_000);
const cancel = async (who: Actor, ids: string[], code = "attrition") => {
  const requests = [];
  for (const id of ids) requests.push({ id, version: (await as(who).request.get({ id })).version });
  await as(who).request.cancel({ requests, reason: { code, note: "" } });
};
const told = async () =>
  (await database.sql<{ recipient: string }[]>`select recipient from mail where kind = 'cancellation' order by recipient`).map(
    ({ recipient }) => recipient,
  );
const emailOf = async (who: Actor) =>
  (await database.sql<{ email: string }[]>`select email from account where id = ${who.accountId}`)[0]?.email ?? "";
const person = (of: { first: string; last: string; email: string | null }) =>
  insertPerson(database.sql, hospital.agencyId, {
    firstName: of.first,
    lastName: of.last,
    title: "",
    email: of.email,
    phone: null,
    departmentId: null,
  });
const unique = (name: string) => `${name}.${hospital.agencyId.slice(-12)}@lac.example`;

describe("cancellations", () => {
  test("[R345] everyone on the request is told in the evening, in one mail each, but for who cancelled and blank addresses", async () => {
    await nameContact(database.sql, hospital);
    await database.sql`update person set email = ${unique("marie")} where agency_id = ${hospital.agencyId} and last_name = 'Côté'`;
    const blank = await person({ first: "Sans", last: "Adresse", email: " " });
    await database.sql`update site set contact_id = ${blank} where id = ${hospital.siteId}`;
    const one = await asked("accepted", hospital.eastId);
    const other = await asked("accepted", hospital.eastId);
    await cancel(school.bruno, [one.id, other.id]);
    await read();
    const before = await told();
    await mail(new Date(Date.now() + 10_000));
    expect(await told()).toEqual(before);
    await mail(evening());
    const now = (await told()).filter((address) => !before.includes(address));
    // Anna sent them; Claire, Denis and Ève coordinate there; Marie is the service's contact and has no account.
    const expected = [unique("marie"), ...(await Promise.all([school.anna, hospital.claire, hospital.denis, hospital.eve].map(emailOf)))];
    expect(now.toSorted()).toEqual(expected.toSorted());
    const [marie] = await database.sql<{ subject: string; bodyText: string; accountId: string | null }[]>`
      select subject, body_text, account_id from mail where recipient = ${unique("marie")}`;
    expect(marie).toMatchObject({ subject: "2 demandes annulées", accountId: null });
    for (const { reference } of [one, other]) expect(marie?.bodyText).toContain(String(reference));
    expect(marie?.bodyText).toContain("N’est plus requis, attrition des étudiants");
    expect(marie?.bodyText).toMatch(/mailto:.+@exemple\.test/);
    expect(marie?.bodyText).not.toMatch(/Nomsecret|Zoé/);
    await mail(evening());
    expect((await told()).filter((address) => address === unique("marie"))).toHaveLength(1);
  });

  test("[R345] the unit's contact is left out where a contact of the discipline has an address, and only there", async () => {
    const main = await person({ first: "Luc", last: "Contact", email: unique("luc") });
    const specialist = await person({ first: "Paule", last: "Discipline", email: unique("paule") });
    await database.sql`update destination set contact_id = ${main} where id = ${hospital.eastId}`;
    await database.sql`update programme set discipline = 'Soins infirmiers' where id = ${school.programmeId}`;
    const discipline = (name: string) => database.sql`
      insert into unit_contact (agency_id, destination_id, person_id, discipline, rank) values (${hospital.agencyId}, ${hospital.eastId}, ${specialist}, ${name}, 1)`;
    const toldOf = async (id: string) => {
      await cancel(school.anna, [id]);
      await read();
      const rows = await database.sql<{ email: string }[]>`select email from notice where request_id = ${id} and email is not null`;
      return rows.map(({ email }) => email).toSorted();
    };
    await discipline("Physiothérapie");
    expect(await toldOf((await asked("accepted", hospital.eastId)).id)).toEqual([unique("luc")]);
    await discipline("soins infirmiers");
    expect(await toldOf((await asked("accepted", hospital.eastId)).id)).toEqual([unique("paule")]);
    await database.sql`update person set email = '' where agency_id = ${hospital.agencyId} and id = ${specialist}`;
    expect(await toldOf((await asked("accepted", hospital.eastId)).id)).toEqual([unique("luc")]);
  });

  test("[R345] who receives and cancels tells the school, not herself; at once to who chose so; asked for again meanwhile, nobody", async () => {
    const { id } = await asked("accepted");
    await as(school.anna).notice.save({ ...defaultNotices, cancellations: "at-once" });
    await cancel(hospital.claire, [id], "closure");
    await read();
    expect(await database.sql`select 1 from notice where kind = 'cancellation' and account_id = ${hospital.claire.accountId}`).toHaveLength(
      0,
    );
    await mail(new Date(Date.now() + 180_000));
    expect(await told()).toContain(await emailOf(school.anna));
    expect(await told()).not.toContain(await emailOf(school.bruno));
    await database.sql`update request set status = 'reactivated', reason_code = null where id = ${id}`;
    await mail(evening());
    expect(await told()).not.toContain(await emailOf(school.bruno));
  });

  test("[R345] an organisation, or its territory, may have none of these mails; the other side's are its own", async () => {
    const admin = { ...hospital.claire, kind: "local-administrator" as const };
    expect(await as(admin).notice.cancellations()).toEqual({ on: true, territory: true, may: { switch: true } });
    expect(await refusalOfCall(as(hospital.claire).notice.switchCancellations({ on: false }))).toEqual({ code: "not-allowed" });
    await as(admin).notice.switchCancellations({ on: false });
    const first = await asked("accepted");
    await cancel(school.bruno, [first.id]);
    await read();
    const agencies = async (id: string) =>
      (
        await database.sql<{ agencyId: string }[]>`select distinct agency_id from notice where kind = 'cancellation' and request_id = ${id}`
      ).map(({ agencyId }) => agencyId);
    expect(await agencies(first.id)).toEqual([school.agencyId]);
    const [territory] = await database.sql<{ id: string }[]>`
      insert into territory (name, time_zone, cancellation_mail) values (${`Ailleurs ${school.agencyId}`}, 'America/Halifax', false) returning id`;
    await database.sql`update agency set territory_id = ${territory?.id ?? ""} where id = ${school.agencyId}`;
    const second = await asked("accepted");
    await cancel(school.bruno, [second.id]);
    await read();
    expect(await agencies(second.id)).toEqual([]);
    expect(await as(school.anna).notice.cancellations()).toMatchObject({ territory: false, may: { switch: false } });
  });

  test("[R345] a held request that is called off was never there for the other side: its school alone is told", async () => {
    const { id } = await addRequest(database.sql, { school: await individual(), hospital, status: "sent-held" });
    await cancel(heldBy.bruno, [id]);
    await read();
    const rows = await database.sql<
      { agencyId: string }[]
    >`select agency_id from notice where kind = 'cancellation' and request_id = ${id}`;
    expect(rows.map(({ agencyId }) => agencyId)).toEqual([heldBy.agencyId]);
  });
});

let heldBy: TestSchool;
const individual = async () => (heldBy = await addSchool(database.sql, { kind: "individual" }));

describe("the way out", () => {
  const visitor = () =>
    callerOf({
      ...depsOver(database.sql),
      env,
      headers: new Headers(),
      ip: "198.51.100.20",
      requestId: "test",
      setCookie: () => {},
      session: null,
      actor: null,
      language: "fr",
    });

  test("[R340] a mail names its kinds and the way out in its headers; the mail program's button, or the page, ends them without signing in", async () => {
    const { claire, denis } = hospital;
    for (const one of [claire, denis]) await as(one).notice.save({ ...defaultNotices, mode: "at-once" });
    const { id } = await asked("sent");
    await read();
    await mail(new Date(Date.now() + 180_000));
    const taken: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData(stream, _session, done) {
        let content = "";
        stream.on("data", (chunk: Buffer) => (content += chunk.toString()));
        stream.on("end", () => {
          taken.push(content);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.server.address() as AddressInfo;
    await sendMails(
      { sql: database.sql, log: createLog("silent") },
      createTransport(`smtp://127.0.0.1:${port}`),
      "Concerto <c@stages.example>",
    );
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const mails = await Promise.all(taken.map((raw) => PostalMime.parse(raw)));
    const to = async (who: Actor) => {
      const email = await emailOf(who);
      const found = mails.filter((one) => one.to?.some(({ address }) => address === email));
      expect(found).toHaveLength(1);
      return found[0];
    };
    const toClaire = await to(claire);
    expect(toClaire?.text).toContain(`https://stages.example/demandes/${id}`);
    expect(toClaire?.html).toContain(`href="https://stages.example/demandes/${id}"`);
    const header = (name: string) => toClaire?.headers.find((one) => one.key === name)?.value ?? "";
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const [, oneClick = ""] =
      /<(https:\/\/stages\.example\/avis-stop\?jeton=[^>]+)>/.exec(header("list-unsubscribe").replaceAll(/\s/g, "")) ?? [];
    // The page says what will stop, and reading it changes nothing.
    const pageToken = /https:\/\/stages\.example\/avis\/(\S+)/.exec((await to(denis))?.text ?? "")?.[1] ?? "";
    expect(await visitor().notice.stopPage({ token: pageToken })).toEqual({
      kinds: [{ kind: "to-answer", stopped: false }],
      account: true,
    });
    await visitor().notice.stop({ token: pageToken, kinds: ["to-answer", "comment"], stopped: true });
    expect((await as(denis).notice.setting()).setting.muted).toEqual(["to-answer"]);
    await visitor().notice.stop({ token: pageToken, kinds: ["to-answer"], stopped: false });
    expect((await as(denis).notice.setting()).setting.muted).toEqual([]);
    // The mail program's own button.
    const post = async (method: string, url: string) => {
      const said = { status: 0, location: "" };
      const response = {
        writeHead: (status: number, headers: Record<string, string>) => {
          Object.assign(said, { status, location: headers.Location ?? "" });
          return response;
        },
        end: () => response,
      };
      const request = { method, url, resume: () => {} };
      await answerStop({ sql: database.sql, env, now: () => new Date() })(request as never, response as never);
      return said;
    };
    const path = oneClick.replace("https://stages.example", "");
    expect(await post("GET", path)).toMatchObject({ status: 303, location: expect.stringMatching(/^\/avis\//) as string });
    expect((await as(claire).notice.setting()).setting.muted).toEqual([]);
    expect(await post("POST", path)).toMatchObject({ status: 200 });
    expect((await as(claire).notice.setting()).setting.muted).toEqual(["to-answer"]);
    expect(await post("POST", `${path.slice(0, -3)}abc`)).toMatchObject({ status: 410 });
  });

  test("[R340] a token that was changed, or signed with another secret, opens nothing; a contact's leaves her address alone", async () => {
    const mine = stopToken(secret, { accountId: hospital.claire.accountId, kinds: ["comment"] });
    expect(readStopToken(secret, mine)).toEqual({ accountId: hospital.claire.accountId, kinds: ["comment"] });
    expect(readStopToken("un autre secret, assez long pour signer aussi", mine)).toBeNull();
    expect(readStopToken(undefined, mine)).toBeNull();
    const forged = `${Buffer.from(JSON.stringify({ a: hospital.denis.accountId, k: ["comment"] })).toString("base64url")}.${mine.split(".")[1]}`;
    expect(await refusalOfCall(visitor().notice.stop({ token: forged, kinds: ["comment"], stopped: true }))).toEqual({ code: "link-dead" });
    const hers = stopToken(secret, { email: unique("marie"), kinds: ["cancellation"] });
    await visitor().notice.stop({ token: hers, kinds: ["cancellation"], stopped: true });
    await nameContact(database.sql, hospital);
    await database.sql`update person set email = ${unique("marie")} where agency_id = ${hospital.agencyId} and last_name = 'Côté'`;
    const { id } = await asked("accepted");
    await cancel(school.bruno, [id]);
    await read();
    await mail(evening());
    expect(await told()).not.toContain(unique("marie"));
    const [notice] = await database.sql<{ outcome: string }[]>`select outcome from notice where request_id = ${id} and email is not null`;
    expect(notice?.outcome).toBe("muted");
  });
});
