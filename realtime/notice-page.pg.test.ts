import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import type { Actor } from "#domain/access.ts";
import { defaultNotices } from "#domain/notice.ts";
import { appendEvents, listEventsAfter } from "#db/event.ts";
import { insertLetter, insertLetterMail } from "#db/letter.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { readEnv } from "#server/env.ts";
import { liveFor } from "#server/live-audience.ts";
import { createLog } from "#server/log.ts";
import { tellAccounts } from "#server/notice-tell.ts";
import { callAs, refusalOfCall } from "#server/testing-caller.ts";
import { sendMails } from "./mailer.ts";
import { readNotices } from "./notices.ts";
import { mailNotices } from "./notices-out.ts";
import { pushNotices, type Post } from "./notice-push.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
});

const env = readEnv({
  argv: [],
  env: { BASE_URL: "https://stages.example", CONCERTO_SECRET: "un secret assez long pour signer des liens" },
});
const log = createLog("silent");
const now = () => new Date();
const as = (who: Actor) => callAs(database.sql, who);
const asked = (status: Parameters<typeof addRequest>[1]["status"]) => addRequest(database.sql, { school, hospital, status });
const read = () => readNotices({ sql: database.sql, now });
const bell = async (who: Actor) => {
  const { entries } = await as(who).noticePage.list({ unread: false });
  return entries.map(({ kind, read: wasRead, over }) => `${kind}${wasRead ? " read" : ""}${over ? " over" : ""}`);
};
const unread = async (who: Actor) => (await as(who).noticePage.counts()).unread;
/** The page's clock is the test's day; the readers' is the machine's. */
const opens = async (who: Actor, requestId: string) => {
  await as(who).look.at({ page: crypto.randomUUID(), requestId });
  await database.sql`update request_look set until = now() + interval '1 minute' where account_id = ${who.accountId}`;
};
const nobody = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };
const facts = { title: { fr: "2 places", en: "2 places" }, href: "/veilles/1", action: { fr: "Voir", en: "See" } };
const watched = (who: Actor, of: { cause: string; mail?: "at-once" | "none" }) =>
  database.sql.begin(async (tx) =>
    appendEvents(
      tx,
      nobody,
      await tellAccounts(tx, now(), [
        { kind: "watch", accountId: who.accountId, agencyId: who.agencyId, roleId: null, seq: 1, facts, ...of },
      ]),
    ),
  );
const mailsOf = async (who: Actor) =>
  (
    await database.sql<
      { bodyText: string }[]
    >`select body_text from mail where account_id = ${who.accountId} and kind <> 'letter' order by id`
  ).map(({ bodyText }) => bodyText);

describe("on the page", () => {
  test("[R450] what happens is on the bell of who is told, as she may see it, and moves nobody else's", async () => {
    const { claire, denis, eve } = hospital;
    const { id } = await asked("sent");
    await read();
    await read();
    expect([await bell(claire), await bell(eve), await bell(school.anna)]).toEqual([["to-answer"], [], []]);
    expect(await unread(claire)).toBe(1);
    const { entries } = await as(claire).noticePage.list({ unread: true });
    expect(entries[0]).toMatchObject({ side: "receiving", seen: { id, other: school.name } });
    expect(JSON.stringify(entries)).not.toMatch(/Nomsecret|Zoé/);
    const signals = (await listEventsAfter(database.sql, { agencyId: claire.agencyId, after: 0, most: 1_000 })).filter(
      ({ kind }) => kind === "notice-page.changed",
    );
    expect(signals).toHaveLength(1);
    const [signal] = signals;
    if (!signal) throw new Error("no signal");
    expect([liveFor(signal, claire), liveFor(signal, eve), liveFor(signal, school.anna)].map((told) => told !== null)).toEqual([
      true,
      false,
      false,
    ]);
    // Answered by a colleague: no news any more, and said so.
    const { version } = await as(denis).request.get({ id });
    await as(denis).request.accept({ requests: [{ id, version }] });
    await read();
    expect([await bell(claire), await unread(claire)]).toEqual([["to-answer read over"], 0]);
    expect(await bell(school.anna)).toEqual(["answer"]);
  });

  test("[R450] read here, or its request opened, it is read everywhere and not mailed; all that was there at once, and back", async () => {
    const { anna } = school;
    await as(anna).notice.save({ ...defaultNotices, mode: "at-once" });
    const [one, other] = [await asked("sent"), await asked("sent")];
    const say = (requestId: string) => as(hospital.claire).comment.add({ requestId, text: "bonjour", internal: false });
    await say(one.id);
    await say(other.id);
    await read();
    const { entries } = await as(anna).noticePage.list({ unread: true });
    expect(entries).toHaveLength(2);
    await opens(anna, one.id);
    expect(await unread(anna)).toBe(1);
    // What comes while she looks is read as it comes.
    await say(one.id);
    await read();
    expect(await unread(anna)).toBe(1);
    const newest = (await as(anna).noticePage.list({ unread: false })).entries[0]?.id ?? "";
    const { ids } = await as(anna).noticePage.readAll({ upTo: newest });
    expect([ids.length, await unread(anna)]).toEqual([1, 0]);
    await mailNotices({ sql: database.sql, env, now: () => new Date(Date.now() + 180_000) });
    expect(await mailsOf(anna)).toEqual([]);
    await as(anna).noticePage.read({ ids, read: false });
    expect(await unread(anna)).toBe(1);
    // Nobody marks what is somebody else's.
    expect((await as(school.bruno).noticePage.read({ ids, read: true })).ids).toEqual([]);
    expect(await unread(anna)).toBe(1);
  });

  test("[R452] what is of no request is told once for a cause, by mail at once where it asks for it, and not once she left its kind", async () => {
    const { anna, bruno } = school;
    await watched(anna, { cause: "watch:1:7", mail: "at-once" });
    await watched(anna, { cause: "watch:1:7", mail: "at-once" });
    await watched(bruno, { cause: "watch:1:7", mail: "none" });
    expect([await bell(anna), await bell(bruno)]).toEqual([["watch"], ["watch"]]);
    const later = { sql: database.sql, env, now: () => new Date(Date.now() + 180_000) };
    await mailNotices(later);
    const [mail, ...more] = await mailsOf(anna);
    expect([more, await mailsOf(bruno)]).toEqual([[], []]);
    expect(mail).toContain("https://stages.example/veilles/1");
    await as(anna).notice.save({ ...defaultNotices, muted: ["watch"] });
    await watched(anna, { cause: "watch:1:9", mail: "at-once" });
    await mailNotices(later);
    expect(await mailsOf(anna)).toHaveLength(1);
    expect(await unread(anna)).toBe(2);
    await as(anna).notice.save({ ...defaultNotices, hidden: ["watch"] });
    await watched(anna, { cause: "watch:1:11" });
    expect(await unread(anna)).toBe(2);
  });

  test("[R451] each kind is mailed its own way: one at once, the others in the digest", async () => {
    const { anna } = school;
    await as(anna).notice.save({ ...defaultNotices, own: { comment: "at-once" } });
    const { id } = await asked("sent");
    const { version } = await as(hospital.claire).request.get({ id });
    await as(hospital.claire).request.accept({ requests: [{ id, version }] });
    await as(hospital.claire).comment.add({ requestId: id, text: "bonjour", internal: false });
    await read();
    await mailNotices({ sql: database.sql, env, now: () => new Date(Date.now() + 180_000) });
    const [mail, ...more] = await mailsOf(anna);
    expect(more).toEqual([]);
    expect(mail).toContain("Commentaire,");
    expect(mail).not.toContain("Acceptée");
  });
});

describe("on devices", () => {
  const endpoint = "https://updates.push.services.mozilla.com/wpush/v2/abc";
  function browser() {
    const ecdh = createECDH("prime256v1");
    const auth = randomBytes(16);
    return {
      keys: {
        endpoint: `${endpoint}${randomBytes(4).toString("hex")}`,
        p256dh: ecdh.generateKeys("base64url"),
        auth: auth.toString("base64url"),
        name: "Firefox, Linux",
      },
      /** As a browser reads it (RFC 8291). */
      open(body: Buffer): unknown {
        const [salt, point, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
        const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), point]);
        const keyed = Buffer.from(hkdfSync("sha256", ecdh.computeSecret(point), auth, info, 32));
        const part = (label: string, length: number) =>
          Buffer.from(hkdfSync("sha256", keyed, salt, `Content-Encoding: ${label}\0`, length));
        const decipher = createDecipheriv("aes-128-gcm", part("aes128gcm", 16), part("nonce", 12));
        decipher.setAuthTag(sealed.subarray(-16));
        const opened = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
        // The last byte says that it is the last record.
        return JSON.parse(opened.subarray(0, -1).toString("utf8"));
      },
    };
  }
  const posting = (status: number) => {
    const posts: Parameters<Post>[0][] = [];
    const post: Post = (of) => {
      posts.push(of);
      return Promise.resolve(status);
    };
    return { posts, push: () => pushNotices({ sql: database.sql, env, now, log }, post) };
  };

  test("[R453] a device is told what happened in a number and no name, once, signed for its own service; nothing of what is open or read", async () => {
    const { claire } = hospital;
    const phone = browser();
    await as(claire).noticeDevice.add(phone.keys);
    const { reference } = await asked("sent");
    await read();
    const { posts, push } = posting(201);
    await push();
    await push();
    const [post, ...more] = posts;
    expect(more).toEqual([]);
    expect(phone.open(post?.body ?? Buffer.alloc(0))).toMatchObject({
      title: "Concerto",
      body: `À répondre\u00A0: demande n°\u00A0${reference}`,
    });
    const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(post?.headers.Authorization ?? "") ?? [];
    const [head = "", body = "", signature = ""] = token.split(".");
    const point = Buffer.from(key, "base64url");
    const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
    expect(
      verify(
        "sha256",
        Buffer.from(`${head}.${body}`),
        { key: createPublicKey({ format: "jwk", key: jwk }), dsaEncoding: "ieee-p1363" },
        Buffer.from(signature, "base64url"),
      ),
    ).toBe(true);
    expect(JSON.parse(Buffer.from(body, "base64url").toString())).toMatchObject({ aud: "https://updates.push.services.mozilla.com" });
    const other = await asked("sent");
    await opens(claire, other.id);
    await read();
    await push();
    expect(posts).toHaveLength(1);
    await asked("sent");
    await asked("sent");
    await read();
    await push();
    expect(phone.open(posts[1]?.body ?? Buffer.alloc(0))).toMatchObject({ body: "2\u00A0nouvelles vous attendent" });
  });

  test("[R453] a device that is gone is forgotten, one of somebody else is not to be had, and no address but a push service's is kept", async () => {
    const { claire, denis } = hospital;
    const phone = browser();
    const { id } = await as(claire).noticeDevice.add(phone.keys);
    expect(await refusalOfCall(as(denis).noticeDevice.remove({ id }))).toEqual({ code: "not-found" });
    for (const bad of [
      "https://10.0.0.5/x",
      "http://fcm.googleapis.com/x",
      "https://fcm.googleapis.com:8443/x",
      "https://fcm.googleapis.com.evil.example/x",
    ])
      expect(await refusalOfCall(as(claire).noticeDevice.add({ ...phone.keys, endpoint: bad }))).toEqual({ code: "not-found" });
    await asked("sent");
    await read();
    await posting(410).push();
    expect((await as(claire).noticeDevice.list()).devices).toEqual([]);
  });
});

describe("mail that comes back", () => {
  /** Takes mail for everyone but who is not there. */
  async function mailServer() {
    const server = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith("parti") ? done(Object.assign(new Error("5.1.1 user unknown"), { responseCode: 550 })) : done(),
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done());
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.server.address() as AddressInfo;
    const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
    return {
      send: () => sendMails({ sql: database.sql, log, now }, transport, "Concerto <stages@example.test>"),
      async [Symbol.asyncDispose]() {
        transport.close();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    };
  }
  const letter = (recipients: string[]) =>
    database.sql.begin(async (tx) => {
      const { agencyId, personId, accountId } = school.anna;
      const words = { language: "fr" as const, recipients, cc: [], subject: "Stage" };
      const letterId = await insertLetter(tx, {
        ...words,
        agencyId,
        copyToSelf: false,
        body: "Bonjour",
        linkId: null,
        by: personId,
        at: now(),
        printoutIds: [],
      });
      await insertLetterMail(tx, {
        ...words,
        agencyId,
        letterId,
        accountId,
        bcc: [],
        replyTo: "",
        senderName: "Anna",
        bodyText: "Bonjour",
        bodyHtml: "Bonjour",
        printoutIds: [],
        documentIds: [],
      });
    });

  test("[R455] an address that refuses is marked, and who wrote to it is told once, also where others took the mail; it is trusted again by a word", async () => {
    await using server = await mailServer();
    const { anna } = school;
    await letter(["presente@lac.example", "parti@lac.example"]);
    await letter(["parti@lac.example"]);
    await server.send();
    await server.send();
    expect(await bell(anna)).toEqual(["bounce", "bounce"]);
    expect(await bell(hospital.claire)).toEqual([]);
    const { bounces, may } = await as(anna).bounce.of({ emails: ["PARTI@lac.example", "presente@lac.example"] });
    expect([bounces.map(({ email }) => email), bounces[0]?.reply, may.trust]).toEqual([
      ["parti@lac.example"],
      "550 5.1.1 user unknown",
      true,
    ]);
    await as(anna).bounce.trust({ email: "parti@lac.example" });
    expect((await as(anna).bounce.of({ emails: ["parti@lac.example"] })).bounces).toEqual([]);
    expect(await refusalOfCall(as(anna).bounce.trust({ email: "parti@lac.example" }))).toEqual({ code: "not-found" });
  });

  test("[R455] nothing more is mailed to a person whose address refuses, until it takes a mail or changes", async () => {
    const { claire } = hospital;
    await as(claire).notice.save({ ...defaultNotices, mode: "at-once" });
    const [account] = await database.sql<{ email: string }[]>`select email from account where id = ${claire.accountId}`;
    await database.sql`insert into mail_bounce (email, at, reply) values (${account?.email.toLowerCase() ?? ""}, now(), '550 no')`;
    await asked("sent");
    await read();
    const mail = () => mailNotices({ sql: database.sql, env, now: () => new Date(Date.now() + 180_000) });
    await mail();
    expect(await mailsOf(claire)).toEqual([]);
    expect(await unread(claire)).toBe(1);
    await database.sql`update account set email = ${`neuve.${claire.accountId}@lac.example`} where id = ${claire.accountId}`;
    await asked("sent");
    await read();
    await mail();
    expect(await mailsOf(claire)).toHaveLength(1);
  });
});
