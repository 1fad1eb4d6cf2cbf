import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { StaffKind } from "#domain/access.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addAccount, browser, depsOver } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const password = "quatre chevaux au trot";
const refusal = (code: string) => ({ cause: { refusal: { code } } });
const everything = { everything: true, programmes: [], sites: [], services: [], destinations: [] };
const someone = { lastName: "Roy", firstName: "Marc", title: "Enseignant", email: null, phone: null, departmentId: null };

let admin: Awaited<ReturnType<typeof addAccount>>;
let hers: ReturnType<typeof browser>;
beforeEach(async () => {
  admin = await addAccount(database.sql, { kind: "local-administrator", agencyKind: "both", password });
  hers = browser(depsOver(database.sql));
  await (await hers.caller()).account.signIn({ email: admin.email, password });
});
const people = async () => (await hers.caller()).people;
const signedIn = async (email: string) => {
  const other = browser(depsOver(database.sql));
  await (await other.caller()).account.signIn({ email, password });
  return other;
};
const programme = async (agencyId: string, name: string) =>
  (
    await database.sql<
      { id: string }[]
    >`insert into programme (agency_id, name, short_name) values (${agencyId}, ${name}, ${name}) returning id`
  )[0]?.id ?? "";

test("[R51] a person is not an account: a contact is kept without one, invited later, and her history says so", async () => {
  const { personId } = await (await people()).add(someone);
  expect(await (await people()).one({ personId })).toMatchObject({ name: "Marc Roy", state: "none", account: null, roles: [] });
  await (await people()).invite({ personId, email: "Marc.Roy@ecole.example", language: "fr", kind: "instructor", rights: everything });
  expect(await (await people()).one({ personId })).toMatchObject({
    state: "invited",
    account: { email: "marc.roy@ecole.example" },
    roles: [{ kind: "instructor" }],
  });
  const events = await database.sql<
    { kind: string }[]
  >`select kind from event where about = ${personId} or within @> array[${personId}::uuid] order by seq`;
  expect(events.map(({ kind }) => kind)).toEqual(["person.added", "role.given", "account.invited"]);
});

test("[R43] one person has one account, at however many organisations", async () => {
  const elsewhere = await addAccount(database.sql, { kind: "supervisor", agencyKind: "receiving", password });
  const { personId } = await (await people()).add(someone);
  await (await people()).invite({ personId, email: elsewhere.email, language: "fr", kind: "observer", rights: everything });
  const she = await signedIn(elsewhere.email);
  expect((await (await she.caller()).account.me())?.roles.map((role) => role.kind).sort()).toEqual(["observer", "supervisor"]);
  await expect((await people()).inviteAgain({ personId, email: "mine@attacker.example" })).rejects.toMatchObject(refusal("not-found"));
});

test("[R56] an address that somebody has come in with, or that another organisation trusts, is not changed by an administrator", async () => {
  const { personId } = await (await people()).add(someone);
  await (await people()).invite({ personId, email: "mistyped@ecole.example", language: "fr", kind: "observer", rights: everything });
  await (await people()).inviteAgain({ personId, email: "right@ecole.example" });
  expect((await (await people()).one({ personId })).account?.email).toBe("right@ecole.example");
  const invited = await addAccount(database.sql, { kind: "observer" });
  await addAccount(database.sql, { agencyId: admin.agencyId, email: invited.email, kind: "observer" });
  const here = (await (await people()).list({ kind: "observer" })).people.find((one) => one.name === "Mireille Gagnon");
  await expect((await people()).inviteAgain({ personId: here?.id ?? "", email: "mine@attacker.example" })).rejects.toMatchObject(
    refusal("name-taken"),
  );
});

test("[R52] rights are kept as given, by programme when placing, and nothing of another organisation is taken", async () => {
  const mine = await programme(admin.agencyId, "Soins infirmiers");
  const theirs = await programme((await addAccount(database.sql)).agencyId, "Soins infirmiers");
  const she = await addAccount(database.sql, { agencyId: admin.agencyId, kind: "placing-coordinator", password });
  await (await people()).changeRights({ roleId: she.roleId, rights: { ...everything, everything: false, programmes: [mine] } });
  const asShe = await signedIn(she.email);
  const { session } = await asShe.context();
  expect(session?.actor).toMatchObject({ everything: false, programmes: [mine], places: { sites: [], services: [], destinations: [] } });
  await expect(
    (await people()).changeRights({ roleId: she.roleId, rights: { ...everything, everything: false, programmes: [mine, theirs] } }),
  ).rejects.toMatchObject(refusal("not-found"));
  await expect((await people()).changeRights({ roleId: she.roleId, rights: { ...everything, everything: false } })).rejects.toMatchObject(
    refusal("invalid"),
  );
  expect((await asShe.context()).session?.actor?.programmes).toEqual([mine]);
  expect(hers.rejudged).toContain(she.accountId);
});

test("[R52] rights of a receiving role are sites, services and destinations; a colleague's are copied, but never that of administrator", async () => {
  const { agencyId } = admin;
  const [site] = await database.sql<
    { id: string }[]
  >`insert into site (agency_id, name) values (${agencyId}, 'Hôpital du Nord') returning id`;
  const [service] = await database.sql<
    { id: string }[]
  >`insert into service (agency_id, site_id, name) values (${agencyId}, ${site?.id ?? ""}, 'Médecine') returning id`;
  const model = await addAccount(database.sql, { agencyId, kind: "receiving-coordinator", password });
  await (
    await people()
  ).changeRights({ roleId: model.roleId, rights: { ...everything, everything: false, services: [service?.id ?? ""] } });
  await (await people()).giveRole({ personId: model.personId, kind: "local-administrator", rights: everything });
  const she = await addAccount(database.sql, { agencyId, kind: "observer", password });
  await (await people()).copyRoles({ personId: she.personId, fromPersonId: model.personId });
  const { roles } = await (await people()).one({ personId: she.personId });
  expect(roles.map((role) => [role.kind, role.everything, role.services])).toEqual([
    ["observer", true, []],
    ["receiving-coordinator", false, [service?.id]],
  ]);
});

test("[R53] a role is given on the side where it works, once; receiving with destination coordinator is warned of", async () => {
  const school = await addAccount(database.sql, { kind: "local-administrator", agencyKind: "placing", password });
  const atSchool = await signedIn(school.email);
  const give = async (kind: StaffKind) =>
    (await atSchool.caller()).people.giveRole({ personId: school.personId, kind, rights: everything });
  await expect(give("supervisor")).rejects.toMatchObject(refusal("invalid"));
  await give("placing-coordinator");
  await expect(give("placing-coordinator")).rejects.toMatchObject(refusal("role-held"));
  for (const kind of ["receiving-coordinator", "destination-coordinator"] as const)
    await (await people()).giveRole({ personId: admin.personId, kind, rights: everything });
  expect((await (await people()).one({ personId: admin.personId })).warnings).toEqual(["answers-own-redirections"]);
});

test("[R54] the last administrator who can come in is neither disabled, nor taken the role, also when two do it to each other at once", async () => {
  await expect((await people()).takeRole({ roleId: admin.roleId })).rejects.toMatchObject(refusal("last-administrator"));
  // Invited and never come: cannot open the door again.
  await addAccount(database.sql, { agencyId: admin.agencyId, kind: "local-administrator" });
  await expect((await people()).takeRole({ roleId: admin.roleId })).rejects.toMatchObject(refusal("last-administrator"));
  const second = await addAccount(database.sql, { agencyId: admin.agencyId, kind: "local-administrator", password });
  const seconds = await signedIn(second.email);
  const both = await Promise.allSettled([
    (await people()).disable({ personId: second.personId }),
    (await seconds.caller()).people.disable({ personId: admin.personId }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("[R55] disabling closes the organisation at once and keeps the roles; elsewhere the account goes on", async () => {
  const she = await addAccount(database.sql, { agencyId: admin.agencyId, kind: "observer", password });
  const elsewhere = await addAccount(database.sql, { email: she.email, kind: "supervisor", agencyKind: "receiving" });
  const asShe = await signedIn(she.email);
  await (await people()).disable({ personId: she.personId });
  expect(hers.rejudged).toContain(she.accountId);
  expect((await (await asShe.caller()).account.me())?.roles.map((role) => role.agencyId)).toEqual([elsewhere.agencyId]);
  const only = await addAccount(database.sql, { agencyId: admin.agencyId, kind: "observer", password });
  const asOnly = await signedIn(only.email);
  await (await people()).disable({ personId: only.personId });
  expect(await (await asOnly.caller()).account.me()).toBeNull();
  await expect(signedIn(only.email)).rejects.toMatchObject(refusal("wrong-sign-in"));
  await (await people()).enable({ personId: only.personId });
  expect((await (await (await signedIn(only.email)).caller()).account.me())?.actor?.kind).toBe("observer");
  await expect((await people()).disable({ personId: admin.personId })).rejects.toMatchObject(refusal("own-account"));
});

test("[R55] who has left is in no list, cannot come in, and can come back", async () => {
  const she = await addAccount(database.sql, { agencyId: admin.agencyId, kind: "observer", password, name: ["Josée", "Bélanger"] });
  await (await people()).leave({ personId: she.personId });
  expect((await (await people()).list({ search: "belanger" })).people).toEqual([]);
  expect((await (await people()).list({ search: "belanger", show: "inactive" })).people.map((one) => one.state)).toEqual(["inactive"]);
  await expect(signedIn(she.email)).rejects.toMatchObject(refusal("wrong-sign-in"));
  await (await people()).comeBack({ personId: she.personId });
  await signedIn(she.email);
});

test("[R51] people are seen and managed inside their organisation alone, managed by its administrators alone", async () => {
  const stranger = await addAccount(database.sql, { agencyId: undefined, kind: "local-administrator", password });
  const strangers = await signedIn(stranger.email);
  await expect((await strangers.caller()).people.one({ personId: admin.personId })).rejects.toMatchObject(refusal("not-found"));
  await expect((await strangers.caller()).people.disable({ personId: admin.personId })).rejects.toMatchObject(refusal("not-found"));
  await expect((await strangers.caller()).people.takeRole({ roleId: admin.roleId })).rejects.toMatchObject(refusal("not-found"));
  const observer = await addAccount(database.sql, { agencyId: admin.agencyId, kind: "observer", password });
  const observers = await signedIn(observer.email);
  const seen = await (await observers.caller()).people.one({ personId: admin.personId });
  expect([seen.account, seen.may.change]).toEqual([null, false]);
  await expect((await observers.caller()).people.add(someone)).rejects.toMatchObject(refusal("not-allowed"));
});

test("a long directory comes by pages, by name, and a search ignores accents", async () => {
  await database.sql`
    insert into person (agency_id, last_name, first_name) select ${admin.agencyId}, 'Nom ' || to_char(n, '000'), 'Éloïse' from generate_series(1, 120) n`;
  const names: string[] = [];
  let after: { lastName: string; firstName: string; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<Awaited<ReturnType<typeof people>>["list"]>> = await (await people()).list({ search: "eloise", after });
    names.push(...page.people.map((one) => one.lastName));
    after = page.next;
  } while (after);
  expect(names).toHaveLength(120);
  expect(new Set(names).size).toBe(120);
  expect(names).toEqual([...names].sort());
});
