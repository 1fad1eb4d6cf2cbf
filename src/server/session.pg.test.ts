import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addAccount, browser, depsOver } from "./testing.ts";
import { readSession } from "./session.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const password = "quatre chevaux au trot";

test("[R40] a session is kept by the hash of its secret, and its cookie is HttpOnly and SameSite=Lax", async () => {
  const { email } = await addAccount(database.sql, { password });
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email, password });
  expect(her.setCookies[0]).toMatch(/^concerto_session=[a-z0-9]{40}; HttpOnly; Max-Age=43200; Path=\/; SameSite=Lax$/);
  const secret = /=(\w+);/.exec(her.setCookies[0] ?? "")?.[1] ?? "";
  const rows = await database.sql`select id_hash from session`;
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(rows[0]?.idHash).toMatch(/^[0-9a-f]{64}$/);
  expect((await (await her.caller()).account.me())?.account.email).toBe(email);
});

test("[R40] away from this machine the cookie is Secure, and without TLS nobody signs in", async () => {
  const { email } = await addAccount(database.sql, { password });
  const behindTls = browser(depsOver(database.sql), { host: "stages.example", origin: "https://stages.example" });
  await (await behindTls.caller()).account.signIn({ email, password });
  expect(behindTls.setCookies[0]).toContain("; Secure");
  const inClear = browser(depsOver(database.sql), { host: "stages.example", origin: "http://stages.example" });
  await expect((await inClear.caller()).account.signIn({ email, password })).rejects.toMatchObject({
    cause: { refusal: { code: "needs-tls" } },
  });
});

test("[R41] thirty minutes without doing anything end a session, and what a page asks by itself does not prolong it", async () => {
  const { email, accountId } = await addAccount(database.sql, { password });
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email, password });
  const minutesAgo = (minutes: number) =>
    database.sql`update session set seen_at = now() - make_interval(mins => ${minutes}), expires_at = now() - make_interval(mins => ${minutes}) + interval '30 minutes' where account_id = ${accountId}`;
  const endsIn = async () => (Date.parse((await (await her.caller()).account.me())?.idle.endsAt ?? "") - Date.now()) / 60_000;

  await minutesAgo(20);
  expect(await endsIn()).toBeCloseTo(10, 0);
  expect(await endsIn()).toBeCloseTo(10, 0);
  expect((Date.parse((await (await her.caller()).account.stay()).endsAt) - Date.now()) / 60_000).toBeCloseTo(30, 0);
  await minutesAgo(20);
  her.opensPages = true;
  expect(await endsIn()).toBeCloseTo(30, 0);
  await minutesAgo(31);
  expect(await (await her.caller()).account.me()).toBeNull();
  expect(await database.sql`select 1 from session where account_id = ${accountId}`).toHaveLength(0);
});

test("[R41] what a person does is written at most once a minute", async () => {
  const { email, accountId } = await addAccount(database.sql, { password });
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email, password });
  const seen = async () => (await database.sql`select seen_at, xmin::text as version from session where account_id = ${accountId}`)[0];
  const before = await seen();
  await (await her.caller()).account.stay();
  expect(await seen()).toEqual(before);
});

test("[R41] twelve hours end a session, however busy its person", async () => {
  const { email, accountId } = await addAccount(database.sql, { password });
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email, password });
  const signedInAgo = (interval: string) =>
    database.sql`update session set created_at = now() - ${interval}::interval, seen_at = now() - interval '5 minutes', expires_at = now() + interval '25 minutes' where account_id = ${accountId}`;
  await signedInAgo("11 hours 50 minutes");
  expect((Date.parse((await (await her.caller()).account.stay()).endsAt) - Date.now()) / 60_000).toBeCloseTo(10, 0);
  await signedInAgo("12 hours 1 minute");
  expect(await (await her.caller()).account.me()).toBeNull();
});

test("[R42] a disabled account is signed out at its next question, and refused like a wrong password", async () => {
  const { email, accountId } = await addAccount(database.sql, { password });
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email, password });
  await database.sql`update account set disabled_at = now() where id = ${accountId}`;
  expect(await (await her.caller()).account.me()).toBeNull();
  const disabled = (await her.caller()).account.signIn({ email, password });
  await expect(disabled).rejects.toMatchObject({ code: "BAD_REQUEST", cause: { refusal: { code: "wrong-sign-in" } } });
  const wrong = (await her.caller()).account.signIn({ email, password: "quatre chevaux au pas" });
  await expect(wrong).rejects.toMatchObject({ code: "BAD_REQUEST", cause: { refusal: { code: "wrong-sign-in" } } });
});

test("[R43] one account goes from one role to another, at another organisation, and the next sign-in begins with the last", async () => {
  const { email, accountId, agencyId } = await addAccount(database.sql, { password, kind: "placing-coordinator" });
  const elsewhere = await addAccount(database.sql, { email, kind: "receiving-coordinator", agencyKind: "receiving" });
  expect(elsewhere.accountId).toBe(accountId);
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email, password });
  expect((await (await her.caller()).account.me())?.actor).toMatchObject({ agencyId, kind: "placing-coordinator" });
  await (await her.caller()).account.useRole({ roleId: elsewhere.roleId });
  expect((await (await her.caller()).account.me())?.actor).toMatchObject({ agencyId: elsewhere.agencyId, kind: "receiving-coordinator" });
  expect(her.rejudged).toContain(accountId);
  const other = browser(depsOver(database.sql));
  await (await other.caller()).account.signIn({ email, password });
  expect((await (await other.caller()).account.me())?.actor?.kind).toBe("receiving-coordinator");

  const stranger = await addAccount(database.sql, { password });
  await expect((await her.caller()).account.useRole({ roleId: stranger.roleId })).rejects.toMatchObject({
    cause: { refusal: { code: "not-found" } },
  });
  await database.sql`update role set disabled_at = now() where id = ${elsewhere.roleId}`;
  expect((await (await her.caller()).account.me())?.actor?.kind).toBe("placing-coordinator");
});

test("[R44] one ends another of one's sessions, or all of them, and nobody else's", async () => {
  const { email } = await addAccount(database.sql, { password });
  const [desk, phone] = [browser(depsOver(database.sql)), browser(depsOver(database.sql))];
  await (await desk.caller()).account.signIn({ email, password });
  await (await phone.caller()).account.signIn({ email, password });
  const sessions = await (await desk.caller()).account.sessions();
  expect(sessions.map((session) => session.here).sort()).toEqual([false, true]);
  const stranger = browser(depsOver(database.sql));
  const hers = await addAccount(database.sql, { password });
  await (await stranger.caller()).account.signIn({ email: hers.email, password });
  const phones = sessions.find((session) => !session.here)?.id ?? "";
  await expect((await stranger.caller()).account.endSession({ id: phones })).rejects.toMatchObject({
    cause: { refusal: { code: "not-found" } },
  });
  await (await desk.caller()).account.endSession({ id: phones });
  expect(await (await phone.caller()).account.me()).toBeNull();
  await (await phone.caller()).account.signIn({ email, password });
  await (await desk.caller()).account.signOutEverywhere();
  expect([await (await desk.caller()).account.me(), await (await phone.caller()).account.me()]).toEqual([null, null]);
  expect(await (await stranger.caller()).account.me()).not.toBeNull();
});

test("another program's undecodable cookie on the same host is no error", async () => {
  const deps = depsOver(database.sql);
  const request = {
    headers: new Headers({ cookie: "other=%E0%A4%A; concerto_session=none" }),
    ip: "127.0.0.1",
    requestId: "X",
    setCookie: () => {},
  };
  expect(await readSession(deps, request)).toBeNull();
});
