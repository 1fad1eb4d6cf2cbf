import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { savePassword } from "#db/account.ts";
import { addStudentActor } from "#db/testing-student.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addRequest, addSchool, type TestSchool } from "#db/testing-world.ts";
import { createLog } from "#server/log.ts";
import { hashPassword } from "#server/password.ts";
import { browser, depsOver } from "#server/testing.ts";
import { callAs, paperWorld, sendOnPaper } from "#server/testing-delivery.ts";
import { answerFile, filePath } from "./file.ts";
import { secure } from "./headers.ts";
import { makePrintouts } from "./print.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

/** The file's answer over real HTTP, as a browser would ask for it. */
async function served() {
  const deps = depsOver(database.sql);
  const answer = answerFile(deps);
  const server = createServer((request, response) => {
    secure(request, response, { env: deps.env, nonce: "n" });
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    get: (query: string, cookie = "") => fetch(`http://127.0.0.1:${port}${filePath}?${query}`, { headers: { cookie } }),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

async function cookieOf(actor: TestSchool["anna"]): Promise<string> {
  await savePassword(database.sql, actor.accountId, await hashPassword("quatre chevaux au trot"));
  const [account] = await database.sql<{ email: string }[]>`select email from account where id = ${actor.accountId}`;
  const her = browser(depsOver(database.sql));
  await (await her.caller()).account.signIn({ email: account?.email ?? "", password: "quatre chevaux au trot" });
  return her.setCookies.map((cookie) => cookie.split(";", 1)[0]).join("; ");
}

test("[R223] a PDF is shown to who reaches its report, framed by our own pages alone, kept by no cache, and saved under its scrambled name", async () => {
  await using server = await served();
  const { school, hospital } = await paperWorld(database.sql);
  await sendOnPaper(database.sql, { school, hospital });
  const [printout] = (await callAs(database.sql, school.anna).print.list({})).printouts;
  const cookie = await cookieOf(school.anna);
  expect((await server.get(`rapport=${printout?.id}`, cookie)).status).toBe(404);
  await makePrintouts({ sql: database.sql, log: createLog("silent") });
  const shown = await server.get(`rapport=${printout?.id}`, cookie);
  expect(shown.status).toBe(200);
  expect(Buffer.from(await shown.arrayBuffer()).toString("latin1", 0, 5)).toBe("%PDF-");
  expect(shown.headers.get("content-type")).toBe("application/pdf");
  expect(shown.headers.get("cache-control")).toBe("private, no-store");
  expect(shown.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(shown.headers.get("content-disposition")).toContain(`inline; filename="${printout?.fileName}"`);
  const saved = await server.get(`rapport=${printout?.id}&garder`, cookie);
  expect(saved.headers.get("content-disposition")).toContain("attachment");
});

test("[R223] nobody else gets it: not a visitor, not another school, not an id that is none", async () => {
  await using server = await served();
  const { school, hospital } = await paperWorld(database.sql);
  await sendOnPaper(database.sql, { school, hospital });
  await makePrintouts({ sql: database.sql, log: createLog("silent") });
  const [printout] = (await callAs(database.sql, school.anna).print.list({})).printouts;
  const stranger = await cookieOf((await addSchool(database.sql, {})).anna);
  const [student] = await database.sql<{ id: string }[]>`select id from student where agency_id = ${school.agencyId} limit 1`;
  const ofTheSchool = await cookieOf(await addStudentActor(database.sql, { agencyId: school.agencyId, studentId: student?.id ?? "" }));
  for (const [query, cookie] of [
    [`rapport=${printout?.id}`, ""],
    [`rapport=${printout?.id}`, ofTheSchool],
    [`rapport=${printout?.id}`, stranger],
    ["rapport=none", await cookieOf(school.anna)],
    ["", await cookieOf(school.bruno)],
  ] as const) {
    const answer = await server.get(query, cookie);
    expect([query, answer.status]).toEqual([query, 404]);
    expect(await answer.text()).not.toContain("%PDF");
  }
});

test("[R225] a document is saved, never shown as a page, under its own name", async () => {
  await using server = await served();
  const school = await addSchool(database.sql, {});
  const form = new FormData();
  form.append("file", new File(["<script>alert(1)</script>"], "Évaluation finale.txt"));
  const { id } = await callAs(database.sql, school.anna).document.add(form);
  const answer = await server.get(`document=${id}`, await cookieOf(school.anna));
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe(
    `attachment; filename="_valuation_finale.txt"; filename*=UTF-8''%C3%89valuation%20finale.txt`,
  );
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("[R244] a document beside a request is read by whoever is shown the request, and by nobody else", async () => {
  await using server = await served();
  const [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
  const [sent, kept] = [
    await addRequest(database.sql, { school, hospital, status: "sent" }),
    await addRequest(database.sql, { school, hospital, status: "new" }),
  ];
  const call = callAs(database.sql, school.anna);
  const form = new FormData();
  form.append("file", new File(["Plan de cours\n"], "plan.txt", { type: "text/plain" }));
  const { id } = await call.document.add(form);
  for (const request of [sent, kept]) await call.requestDocument.choose({ requestId: request.id, ids: [id] });
  const asks = async (actor: TestSchool["anna"], requestId: string) =>
    (await server.get(`demande=${requestId}&document=${id}`, await cookieOf(actor))).status;
  expect(await asks(hospital.claire, sent.id)).toBe(200);
  expect(await asks(hospital.claire, kept.id)).toBe(404);
  expect(await asks(hospital.eve, sent.id)).toBe(404);
  expect((await server.get(`document=${id}`, await cookieOf(hospital.claire))).status).toBe(404);
  expect((await server.get(`demande=${sent.id}&document=${id}`)).status).toBe(404);
  await call.requestDocument.choose({ requestId: sent.id, ids: [] });
  expect(await asks(hospital.claire, sent.id)).toBe(404);
  const history = await callAs(database.sql, hospital.claire).history.of({ about: [sent.id] });
  expect(JSON.stringify(history)).toContain("plan.txt");
});

test("[R317] a file on a place's profile is opened by whoever reads the catalogue, runs nothing, and is gone once it is taken off", async () => {
  await using server = await served();
  const hospital = await addHospital(database.sql);
  const claire = callAs(database.sql, hospital.claire);
  const form = new FormData();
  form.set("placeId", hospital.eastId);
  form.set("file", new File(["Bonjour"], "accueil.txt"));
  const { id } = await claire.placeDocument.add(form);
  const cookie = await cookieOf((await addSchool(database.sql, { students: 0 })).anna);
  expect((await server.get(`profil=${id}`)).status).toBe(404);
  const answer = await server.get(`profil=${id}`, cookie);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("Bonjour");
  expect(answer.headers.get("content-disposition")).toContain('attachment; filename="accueil.txt"');
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  await claire.placeDocument.remove({ id });
  expect((await server.get(`profil=${id}`, cookie)).status).toBe(404);
});
