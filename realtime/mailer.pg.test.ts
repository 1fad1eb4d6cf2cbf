import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markDemo } from "#db/account.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { addAccount, browser, depsOver } from "#server/testing.ts";
import { startFeed } from "./feed.ts";
import { postgresBus } from "./bus.ts";
import { startJobs } from "./jobs.ts";
import { sendMails, startMailer, writeMails } from "./mailer.ts";

/** A mail server that keeps what it is given; `refuse` makes it answer with that code. */
async function sink() {
  const taken: { to: string[]; content: string }[] = [];
  const given = { refuse: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, done) =>
      done(given.refuse ? Object.assign(new Error("no such mailbox"), { responseCode: given.refuse }) : null),
    onData(stream, session, done) {
      let content = "";
      stream.on("data", (chunk: Buffer) => (content += chunk.toString()));
      stream.on("end", () => {
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), content });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    taken,
    given,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const env = readEnv({ argv: [], env: { BASE_URL: "https://stages.example" } });
const log = createLog("silent");
const deps = () => ({ sql: database.sql, env, log });

async function ask(email: string): Promise<void> {
  await (
    await browser(depsOver(database.sql), { ip: `198.51.100.${Math.ceil(Math.random() * 250)}` }).caller()
  ).account.askPassword({ email });
}

test("[R57] an event gives one mail, also when two nodes read the log at once and read it again", async () => {
  await using server = await sink();
  const { email } = await addAccount(database.sql, { password: "quatre chevaux au trot" });
  await ask(email);
  await Promise.all([writeMails(deps()), writeMails(deps()), writeMails(deps())]);
  await database.sql`update event_reader set seq = 0`;
  await writeMails(deps());
  expect(await database.sql`select id from mail where recipient = ${email}`).toHaveLength(1);
  const transport = createTransport(server.url);
  await Promise.all([
    sendMails(deps(), transport, "Concerto <c@stages.example>"),
    sendMails(deps(), transport, "Concerto <c@stages.example>"),
  ]);
  await sendMails(deps(), transport, "Concerto <c@stages.example>");
  const hers = server.taken.filter(({ to }) => to.includes(email));
  expect(hers).toHaveLength(1);
  expect(hers[0]?.content).toMatch(/Message-ID: <[0-9a-f-]{36}@stages\.example>/i);
});

test("[R47] the mailed link opens the account once; once sent, its secret is not kept", async () => {
  await using server = await sink();
  const { email } = await addAccount(database.sql, { password: "quatre chevaux au trot" });
  await ask(email);
  await writeMails(deps());
  const [before] = await database.sql<
    { bodyText: string; language: string }[]
  >`select body_text, language from mail where recipient = ${email}`;
  const token = /https:\/\/stages\.example\/mot-de-passe\/([\w-]{43})/.exec(before?.bodyText ?? "")?.[1] ?? "";
  const links = await database.sql`select token_hash from sign_in_link`;
  expect(JSON.stringify(links)).not.toContain(token);
  await sendMails(deps(), createTransport(server.url), "c@stages.example");
  const [after] = await database.sql`select body_text, body_html from mail where recipient = ${email}`;
  expect(JSON.stringify(after)).not.toContain(token);
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.setPassword({ token, password: "cinq canards sur l’étang" });
  expect((await (await her.caller()).account.me())?.account.email).toBe(email);
  await writeMails(deps());
  const notice = await database.sql<
    { subject: string }[]
  >`select subject from mail where recipient = ${email} and kind = 'account.password-set'`;
  expect(notice.map(({ subject }) => subject)).toEqual(["Votre mot de passe Concerto a changé"]);
});

test("[R57] what the mail server refuses for now is tried again; what it refuses for good is given up, and an administrator sees both", async () => {
  await using server = await sink();
  const { email, agencyId } = await addAccount(database.sql, { password: "quatre chevaux au trot" });
  const admin = await addAccount(database.sql, { agencyId, kind: "local-administrator", password: "quatre chevaux au trot" });
  await ask(email);
  await writeMails(deps());
  const transport = createTransport(server.url);
  server.given.refuse = 451;
  expect(await sendMails(deps(), transport, "c@stages.example")).toBe(true);
  const hers = browser({ ...depsOver(database.sql), env: readEnv({ argv: [], env: { SMTP_URL: server.url } }) });
  await (await hers.caller()).account.signIn({ email: admin.email, password: "quatre chevaux au trot" });
  const shown = async () => (await (await hers.caller()).mail.list({})).mails.find((mail) => mail.recipient === email);
  expect(await shown()).toMatchObject({
    state: "failing",
    tries: 1,
    bodyText: null,
    error: expect.stringContaining("no such mailbox") as string,
  });
  server.given.refuse = 550;
  expect(await sendMails(deps(), transport, "c@stages.example")).toBe(false);
  expect(await shown()).toMatchObject({ state: "given-up", may: { retry: true } });
  server.given.refuse = 0;
  expect(await sendMails(deps(), transport, "c@stages.example")).toBe(false);
  expect(server.taken.filter(({ to }) => to.includes(email))).toHaveLength(0);
  await (await hers.caller()).mail.retry({ id: (await shown())?.id ?? "" });
  await sendMails(deps(), transport, "c@stages.example");
  expect(await shown()).toMatchObject({ state: "sent" });
});

test("[R57] mails are read by nobody outside, by administrators for their own people, by anyone in the demo", async () => {
  await using world = await testDatabase();
  const { email, agencyId } = await addAccount(world.sql, { password: "quatre chevaux au trot" });
  const admin = await addAccount(world.sql, { agencyId, kind: "local-administrator", password: "quatre chevaux au trot" });
  const other = await addAccount(world.sql, { kind: "local-administrator", password: "quatre chevaux au trot" });
  // Trusted by another organisation as well: her link would open that one too.
  const shared = await addAccount(world.sql, { agencyId });
  await addAccount(world.sql, { agencyId: other.agencyId, email: shared.email });
  for (const address of [email, shared.email]) await (await browser(depsOver(world.sql)).caller()).account.askPassword({ email: address });
  await writeMails({ sql: world.sql, env, log });

  const visitor = browser(depsOver(world.sql));
  await expect((await visitor.caller()).mail.list({})).rejects.toMatchObject({ cause: { refusal: { code: "sign-in-needed" } } });
  const read = async (who: string) => {
    const her = browser(depsOver(world.sql));
    await (await her.caller()).account.signIn({ email: who, password: "quatre chevaux au trot" });
    return (await (await her.caller()).mail.list({})).mails.map((mail) => [mail.recipient, mail.bodyText !== null]);
  };
  expect(await read(admin.email)).toEqual([
    [shared.email, false],
    [email, true],
  ]);
  expect(await read(other.email)).toEqual([[shared.email, false]]);
  await expect(read(email)).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
  await markDemo(world.sql);
  expect((await (await visitor.caller()).mail.list({})).mails.map((mail) => mail.bodyText !== null)).toEqual([true, true]);
});

test("[R57] the running mailer sends within seconds of the event, and a name with markup stays text", async () => {
  await using world = await testDatabase();
  await using server = await sink();
  const { email } = await addAccount(world.sql, { password: "quatre chevaux au trot", name: ["<b>Zoé</b>", "Roy"] });
  const feed = await startFeed({ sql: world.sql, bus: postgresBus({ url: world.url, sql: world.sql, log }), log });
  const jobs = await startJobs({ url: world.url, log });
  const stop = await startMailer({ sql: world.sql, env: { ...env, smtpUrl: `${server.url}?from=stages@cegep.example` }, log, feed, jobs });
  await (await browser(depsOver(world.sql)).caller()).account.askPassword({ email });
  await expect.poll(() => server.taken.length, { timeout: 10_000 }).toBe(1);
  expect(server.taken[0]?.content).toContain("From: Concerto <stages@cegep.example>");
  const [mail] = await world.sql<{ bodyHtml: string }[]>`select body_html from mail`;
  expect(mail?.bodyHtml).toContain("&lt;b&gt;Zoé");
  expect(mail?.bodyHtml).not.toContain("<b>");
  stop();
  await jobs.stop();
  await feed.stop();
});
