import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertLink, markDemo } from "#db/account.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { admit } from "./attempt.ts";
import { hashOfToken } from "./link.ts";
import { addAccount, browser, depsOver } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const password = "quatre chevaux au trot";
const refusal = (code: string) => ({ cause: { refusal: { code } } });

describe("attempts", () => {
  const tries = async (email: string, ip: string, count: number) => {
    const her = browser(depsOver(database.sql), { ip });
    const answers = [];
    for (let turn = 0; turn < count; turn += 1) {
      answers.push(
        await (
          await her.caller()
        ).account
          .signIn({ email, password: "a wrong password" })
          .catch((error: { cause: { refusal: { code: string } } }) => error.cause.refusal.code),
      );
    }
    return answers;
  };

  test("[R45] five wrong passwords for one account from one address close it for that address, and the victim signs in from hers", async () => {
    const { email } = await addAccount(database.sql, { password });
    expect(await tries(email, "203.0.113.1", 6)).toEqual([...Array<string>(5).fill("wrong-sign-in"), "too-many-attempts"]);
    const attacker = browser(depsOver(database.sql), { ip: "203.0.113.1" });
    await expect((await attacker.caller()).account.signIn({ email, password })).rejects.toMatchObject(refusal("too-many-attempts"));
    const victim = browser(depsOver(database.sql), { ip: "198.51.100.20" });
    await (await victim.caller()).account.signIn({ email, password });
    expect((await (await victim.caller()).account.me())?.account.email).toBe(email);
  });

  test("[R45] a thousand attempts sent at once are counted one by one", async () => {
    const { email } = await addAccount(database.sql, { password });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => admit(database.sql, { email, ip: "203.0.113.2", slowly: async () => {} })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });

  test("[R45] one address trying many accounts is refused, an address without account like one with", async () => {
    const outcomes: string[] = [];
    for (let turn = 0; turn < 62; turn += 1) {
      await admit(database.sql, { email: `nobody-${turn}@ecole.example`, ip: "203.0.113.3" }).then(
        () => outcomes.push("in"),
        () => outcomes.push("refused"),
      );
    }
    expect(outcomes.indexOf("refused")).toBe(60);
    expect(await tries("nobody-at-all@ecole.example", "203.0.113.4", 6)).toEqual([
      ...Array<string>(5).fill("wrong-sign-in"),
      "too-many-attempts",
    ]);
  });

  test("[R45] many addresses trying one account are answered slowly, the victim's own address at once", async () => {
    const { email } = await addAccount(database.sql, { password });
    const victim = { ip: "198.51.100.30" };
    await (await browser(depsOver(database.sql), victim).caller()).account.signIn({ email, password });
    const waits: number[] = [];
    const slowly = async (milliseconds: number) => void waits.push(milliseconds);
    for (let turn = 0; turn < 30; turn += 1) await admit(database.sql, { email, ip: `203.0.113.${100 + turn}`, slowly });
    expect(waits[0]).toBe(500);
    expect(waits.at(-1)).toBe(8_000);
    waits.length = 0;
    await admit(database.sql, { email, ...victim, slowly });
    expect(waits).toEqual([]);
  });

  test("[R45] an attacker with a whole IPv6 network is one address", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, turn) =>
        admit(database.sql, { email: "six@ecole.example", ip: `2001:db8:0:7::${turn + 1}`, slowly: async () => {} }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });
});

describe("mailed links", () => {
  const link = async (accountId: string, hours = 1) => {
    const token = crypto.randomUUID();
    await insertLink(database.sql, { tokenHash: hashOfToken(token), accountId, purpose: "new-password", hours });
    return token;
  };

  test("[R47] a link sets a password once, ends every session and every other link, and signs in", async () => {
    const { email, accountId } = await addAccount(database.sql, { password });
    const thief = browser(depsOver(database.sql));
    await (await thief.caller()).account.signIn({ email, password });
    const [token, older] = [await link(accountId), await link(accountId)];
    const her = browser(depsOver(database.sql));
    expect(await (await her.caller()).account.link({ token })).toEqual({ email, purpose: "new-password", language: "fr" });
    await (await her.caller()).account.setPassword({ token, password: "cinq canards sur l’étang" });
    expect((await (await her.caller()).account.me())?.account.email).toBe(email);
    expect(await (await thief.caller()).account.me()).toBeNull();
    for (const dead of [token, older]) {
      await expect((await her.caller()).account.setPassword({ token: dead, password: "six souris grises ici" })).rejects.toMatchObject(
        refusal("link-dead"),
      );
    }
    await expect((await thief.caller()).account.signIn({ email, password })).rejects.toMatchObject(refusal("wrong-sign-in"));
  });

  test("[R47] of two who use a link at once, one is refused", async () => {
    const { accountId } = await addAccount(database.sql, { password });
    const token = await link(accountId);
    const both = await Promise.allSettled(
      ["cinq canards sur l’étang", "six souris grises ici"].map(async (chosen) =>
        (await browser(depsOver(database.sql)).caller()).account.setPassword({ token, password: chosen }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("[R47] a link dies with its time and with its account, and a weak password does not use it", async () => {
    const { accountId, email } = await addAccount(database.sql, { password });
    const her = browser(depsOver(database.sql));
    const late = await link(accountId);
    await database.sql`update sign_in_link set expires_at = now() - interval '1 second' where account_id = ${accountId}`;
    for (const dead of [late, "abc", "x".repeat(5_000)])
      await expect((await her.caller()).account.link({ token: dead })).rejects.toMatchObject(refusal("link-dead"));
    await expect((await her.caller()).account.setPassword({ token: late, password: "cinq canards sur l’étang" })).rejects.toMatchObject(
      refusal("link-dead"),
    );
    const token = await link(accountId);
    await expect((await her.caller()).account.setPassword({ token, password: "motdepasse2026" })).rejects.toMatchObject({
      cause: { refusal: { code: "password-weak", why: "common" } },
    });
    await expect((await her.caller()).account.setPassword({ token, password: `${email}!!!!` })).rejects.toMatchObject({
      cause: { refusal: { why: "own-address" } },
    });
    await database.sql`update account set disabled_at = now() where id = ${accountId}`;
    await expect((await her.caller()).account.setPassword({ token, password: "cinq canards sur l’étang" })).rejects.toMatchObject(
      refusal("link-dead"),
    );
  });

  test("[R48] asking for a link answers alike whether the address has an account or not, and a mailbox is not flooded", async () => {
    const { email, accountId } = await addAccount(database.sql, { password });
    const her = browser(depsOver(database.sql), { ip: "198.51.100.40" });
    const timed = async (address: string) => {
      const from = performance.now();
      const answer = await (await her.caller()).account.askPassword({ email: address });
      return { answer, took: performance.now() - from };
    };
    const [known, unknown] = [await timed(email), await timed("nobody@ecole.example")];
    expect(known.answer).toEqual(unknown.answer);
    expect(Math.abs(known.took - unknown.took)).toBeLessThan(150);
    for (let turn = 0; turn < 4; turn += 1) await timed(email);
    expect(await database.sql`select seq from event where kind = 'account.password-asked' and about = ${accountId}`).toHaveLength(3);
  });

  test("[R47] changing one's password asks for the present one and ends the other sessions", async () => {
    const { email } = await addAccount(database.sql, { password });
    const [desk, phone] = [browser(depsOver(database.sql)), browser(depsOver(database.sql))];
    await (await desk.caller()).account.signIn({ email, password });
    await (await phone.caller()).account.signIn({ email, password });
    const wrong = (await desk.caller()).account.changePassword({ current: "not this one", password: "cinq canards sur l’étang" });
    await expect(wrong).rejects.toMatchObject(refusal("wrong-sign-in"));
    await (await desk.caller()).account.changePassword({ current: password, password: "cinq canards sur l’étang" });
    expect(await (await desk.caller()).account.me()).not.toBeNull();
    expect(await (await phone.caller()).account.me()).toBeNull();
  });
});

describe("the first administrator and the demo", () => {
  const first = {
    organisation: "Cégep du Nord",
    kind: "placing" as const,
    firstName: "Mireille",
    lastName: "Gagnon",
    email: "mireille@cegep.example",
    password,
  };

  test("[R49] an empty database takes one first administrator, also when two ask at once, and none after", async () => {
    await using empty = await testDatabase();
    const [one, other] = [browser(depsOver(empty.sql)), browser(depsOver(empty.sql))];
    expect(await (await one.caller()).account.needsSetUp()).toBe(true);
    const both = await Promise.allSettled([
      (await one.caller()).account.setUp(first),
      (await other.caller()).account.setUp({ ...first, organisation: "Cégep du Sud", email: "autre@cegep.example" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await empty.sql`select id from agency`).toHaveLength(1);
    expect(await (await one.caller()).account.needsSetUp()).toBe(false);
    const late = (await browser(depsOver(empty.sql)).caller()).account.setUp({ ...first, email: "troisieme@cegep.example" });
    await expect(late).rejects.toMatchObject(refusal("already-set-up"));
    const winner = both[0]?.status === "fulfilled" ? one : other;
    expect((await (await winner.caller()).account.me())?.actor?.kind).toBe("local-administrator");
  });

  test("[R50] one-click entry exists in the demo world alone", async () => {
    await using world = await testDatabase();
    const { roleId, agencyId } = await addAccount(world.sql, { kind: "receiving-coordinator", agencyKind: "receiving" });
    const newcomer = browser(depsOver(world.sql));
    expect(await (await newcomer.caller()).account.demoRoles()).toEqual([]);
    await expect((await newcomer.caller()).account.enterDemo({ roleId })).rejects.toMatchObject(refusal("not-found"));
    await markDemo(world.sql);
    expect(await (await newcomer.caller()).account.demoRoles()).toMatchObject([{ id: roleId, agencyId, kind: "receiving-coordinator" }]);
    await (await newcomer.caller()).account.enterDemo({ roleId });
    expect(await (await newcomer.caller()).account.me()).toMatchObject({ demo: true, actor: { roleId } });
  });
});
