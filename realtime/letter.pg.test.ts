import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital } from "#db/testing-world.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import { refusalOfCall } from "#server/testing-caller.ts";
import { callAs, paperWorld, sendOnPaper, today } from "#server/testing-delivery.ts";
import { postgresBus } from "./bus.ts";
import { startFeed } from "./feed.ts";
import { startJobs } from "./jobs.ts";
import { sendMails, startMailer } from "./mailer.ts";
import { readPdf } from "./pdf-testing.ts";
import { makePrintouts, startPrinter } from "./print.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
const log = createLog("silent");
const env = readEnv({ argv: [], env: { BASE_URL: "https://stages.example" } });

/** A real mail server that keeps what it is given, envelope and message. */
async function sink() {
  const taken: { to: string[]; raw: Buffer }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    taken,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
const callWith = (actor: Parameters<typeof callAs>[1]) => callerAs({ ...depsOver(database.sql), env }, actor, today);
const form = (name: string, content: string | Uint8Array<ArrayBuffer>) => {
  const sent = new FormData();
  sent.append("file", new File([content], name));
  return sent;
};

test("[R224] a letter reaches a real mail server with its PDF under its scrambled name, its files, its copies and its author", async () => {
  await using server = await sink();
  const { school, hospital } = await paperWorld(database.sql);
  await sendOnPaper(database.sql, { school, hospital, cells: [{}, {}] });
  const call = callWith({ ...school.anna, agencyName: school.name });
  const printouts = (await call.print.list({})).printouts;
  const outline = await call.document.add(form("Plan de cours é.txt", "Objectifs du stage"));
  await database.sql`update person set email = 'anna.roy@cegep.example' where id = ${school.anna.personId}`;
  const prepared = await call.letter.prepare({ printoutIds: printouts.map(({ id }) => id) });
  expect(prepared.contacts[0]).toMatchObject({ level: "service", firstName: "Marie", lastName: "Côté", mayCorrect: true });
  const sent = await call.letter.send({
    printoutIds: printouts.map(({ id }) => id),
    documentIds: [outline.id],
    language: "fr",
    to: ["Marie.Cote@lac.example", "accueil@lac.example"],
    cc: ["direction@lac.example"],
    copyToSelf: true,
    subject: "Demande de stage <b>",
    body: "Bonjour Marie,\n\nRépondez ici :\n\n{lien}\n\nMerci & à bientôt,\nAnna",
  });
  const transport = createTransport(server.url);
  // The PDFs are not made yet: the letter waits for them and is no failure.
  expect(await sendMails({ sql: database.sql, log }, transport, "Concerto <c@stages.example>")).toBe(false);
  expect(server.taken).toHaveLength(0);
  await makePrintouts({ sql: database.sql, log });
  await sendMails({ sql: database.sql, log }, transport, "Concerto <c@stages.example>");
  await sendMails({ sql: database.sql, log }, transport, "Concerto <c@stages.example>");
  expect(server.taken).toHaveLength(1);
  const [taken] = server.taken;
  expect(taken?.to.toSorted()).toEqual([
    "accueil@lac.example",
    "anna.roy@cegep.example",
    "direction@lac.example",
    "marie.cote@lac.example",
  ]);
  const mail = await PostalMime.parse(taken?.raw ?? "");
  expect(mail.from).toMatchObject({ address: "c@stages.example", name: `Anna Roy, ${school.name}` });
  expect(mail.replyTo?.map(({ address }) => address)).toEqual(["anna.roy@cegep.example"]);
  expect(mail.to?.map(({ address }) => address)).toEqual(["marie.cote@lac.example", "accueil@lac.example"]);
  expect(mail.cc?.map(({ address }) => address)).toEqual(["direction@lac.example"]);
  expect(mail.bcc ?? []).toEqual([]);
  expect(mail.subject).toBe("Demande de stage <b>");
  expect(mail.headers.map(({ key }) => key)).not.toContain("auto-submitted");
  const link = /https:\/\/stages\.example\/r\/[\w-]{43}/.exec(mail.text ?? "")?.[0] ?? "";
  expect(mail.text).toMatch(/Répondez ici :[\s\S]*\/r\/[\s\S]*Merci & à bientôt/);
  expect(mail.html).toContain(`href="${link}"`);
  expect(mail.html).toContain("Merci &amp; à bientôt,<br>Anna");
  const names = mail.attachments.map(({ filename }) => filename);
  expect(names.toSorted()).toEqual([...printouts.map(({ fileName }) => fileName), "Plan de cours é.txt"].toSorted());
  for (const { fileName, requests } of printouts) {
    const file = mail.attachments.find(({ filename }) => filename === fileName);
    expect(file?.mimeType).toBe("application/pdf");
    const pdf = await readPdf(new Uint8Array(file?.content as ArrayBuffer));
    expect(pdf.text).toContain(String(requests[0]?.reference));
  }
  const outlineSent = mail.attachments.find(({ filename }) => filename?.startsWith("Plan"));
  expect(Buffer.from(outlineSent?.content as ArrayBuffer).toString()).toBe("Objectifs du stage");
  // The secret does not stay behind, and the reports are delivered by who wrote, at that time.
  const [kept] = await database.sql`select body_text, body_html from mail where cause = ${`letter:${sent.id}`}`;
  expect(JSON.stringify(kept)).not.toContain(link.slice(-43));
  expect((await call.print.list({})).printouts).toMatchObject([
    {
      state: "delivered",
      deliveredBy: "Anna Roy",
      deliveredHow: "mail",
      letters: [{ to: ["marie.cote@lac.example", "accueil@lac.example"] }],
    },
    { state: "delivered" },
  ]);
});

test("[R224] without a link, or to several sites, a letter says so and gives none", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  const other = await addHospital(database.sql, { isUser: false });
  await sendOnPaper(database.sql, { school, hospital });
  const call = callWith(school.anna);
  const [here] = (await call.print.list({})).printouts;
  const letter = {
    printoutIds: [here?.id ?? ""],
    language: "en" as const,
    to: ["marie.cote@lac.example"],
    subject: "Placement",
    body: "Hello {link}",
  };
  const { id, linkId } = await call.letter.send({ ...letter, withLink: false });
  expect(linkId).toBeNull();
  const [mail] = await database.sql<{ bodyText: string }[]>`select body_text from mail where cause = ${`letter:${id}`}`;
  expect(mail?.bodyText).toBe("Hello");
  await sendOnPaper(database.sql, { school, hospital: other });
  const both = (await call.print.list({})).printouts.map((one) => one.id);
  expect(await refusalOfCall(call.letter.send({ ...letter, printoutIds: both }))).toEqual({ code: "no-shared-place" });
});

test("[R224] a contact is corrected on the spot by the school, at a place that does not use the system and nowhere else", async () => {
  const { school, hospital, contactId } = await paperWorld(database.sql);
  const call = callWith(school.anna);
  await call.letter.correctContact({ placeId: hospital.serviceId, personId: contactId, email: "m.cote@lac.example", phone: null });
  await call.letter.correctContact({
    placeId: hospital.siteId,
    personId: null,
    lastName: "Roy",
    firstName: "Luc",
    title: "",
    email: "luc@lac.example",
    phone: null,
  });
  await sendOnPaper(database.sql, { school, hospital });
  const [printout] = (await call.print.list({})).printouts;
  const { contacts } = await call.letter.prepare({ printoutIds: [printout?.id ?? ""] });
  expect(contacts.map(({ level, email }) => [level, email])).toEqual([
    ["service", "m.cote@lac.example"],
    ["site", "luc@lac.example"],
  ]);
  const user = await addHospital(database.sql);
  const change = { placeId: user.siteId, personId: null, lastName: "Roy", email: "x@y.example", phone: null };
  expect(await refusalOfCall(call.letter.correctContact(change))).toEqual({ code: "not-allowed" });
});

test("[R225] a document that is not what its name says, or is too large, is refused; a colleague joins it, a stranger does not", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  await sendOnPaper(database.sql, { school, hospital });
  const call = callWith(school.anna);
  expect(await refusalOfCall(call.document.add(form("plan.pdf", "MZ")))).toEqual({ code: "document-unreadable", why: "kind" });
  expect(await refusalOfCall(call.document.add(form("plan.txt", "")))).toEqual({ code: "document-unreadable", why: "empty" });
  const large = new Uint8Array(10 * 1024 * 1024 + 1).fill(65);
  expect(await refusalOfCall(call.document.add(form("plan.txt", large)))).toEqual({ code: "document-unreadable", why: "too-large" });
  const { id } = await call.document.add(form("plan.pdf", "%PDF-1.7"));
  expect(await callWith(school.bruno).document.list()).toMatchObject([{ id, name: "plan.pdf", size: 8, addedBy: "Anna Roy" }]);
  const stranger = await paperWorld(database.sql);
  await sendOnPaper(database.sql, stranger);
  const theirs = callWith(stranger.school.anna);
  const [printout] = (await theirs.print.list({})).printouts;
  const letter = {
    printoutIds: [printout?.id ?? ""],
    documentIds: [id],
    language: "fr" as const,
    to: ["a@b.example"],
    subject: "s",
    body: "b",
  };
  expect(await refusalOfCall(theirs.letter.send(letter))).toEqual({ code: "not-found" });
  expect(await refusalOfCall(theirs.document.remove({ id }))).toEqual({ code: "not-found" });
  await call.document.remove({ id });
  expect(await call.document.list()).toEqual([]);
});

test("[R224] in the running house a letter leaves by itself once its PDF is made", async () => {
  await using server = await sink();
  await using world = await testDatabase();
  const { school, hospital } = await paperWorld(world.sql);
  const feed = await startFeed({ sql: world.sql, bus: postgresBus({ url: world.url, sql: world.sql, log }), log });
  const jobs = await startJobs({ url: world.url, log });
  const stopMail = await startMailer({
    sql: world.sql,
    env: { ...env, smtpUrl: `${server.url}?from=stages@cegep.example` },
    log,
    feed,
    jobs,
  });
  const stopPrint = await startPrinter({ sql: world.sql, log, feed, jobs });
  await sendOnPaper(world.sql, { school, hospital });
  const call = callAs(world.sql, school.anna);
  const [printout] = (await call.print.list({})).printouts;
  await call.letter.send({
    printoutIds: [printout?.id ?? ""],
    language: "fr",
    to: ["marie.cote@lac.example"],
    subject: "Stage",
    body: "Bonjour",
  });
  await expect.poll(() => server.taken.length, { timeout: 60_000 }).toBe(1);
  const mail = await PostalMime.parse(server.taken[0]?.raw ?? "");
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([printout?.fileName]);
  stopMail();
  stopPrint();
  await jobs.stop();
  await feed.stop();
}, 90_000);
