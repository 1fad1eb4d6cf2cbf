import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { createLog } from "#server/log.ts";
import { callAs, paperWorld, sendOnPaper } from "#server/testing-delivery.ts";
import { readPdf } from "./pdf-testing.ts";
import { makePrintouts } from "./print.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const log = createLog("silent");
const make = () => makePrintouts({ sql: database.sql, log });
const fileOf = async (id: Id): Promise<Uint8Array> => {
  const [row] = await database.sql<{ content: Uint8Array }[]>`select content from printout_file where printout_id = ${id}`;
  return row?.content ?? new Uint8Array();
};

test("[R222] the PDF is tagged, in its language, with its title, its fonts inside, read in order, and says by when and to whom", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  const call = callAs(database.sql, school.anna);
  const [requestId = ""] = await sendOnPaper(database.sql, {
    school,
    hospital,
    cells: [{ destination: "4e Est", comment: "Préceptorat souhaité" }],
  });
  await database.sql`update person set email = 'bruno@cegep.example', phone = '819 555-0100' where id = ${school.bruno.personId}`;
  await call.print.make({ requestIds: [requestId], options: { calendar: true }, senderId: school.bruno.personId, dueOn: "2026-12-04" });
  expect(await make()).toBe(false);
  const [printout] = (await call.print.list({})).printouts;
  expect(printout).toMatchObject({ state: "ready", pages: 2 });
  const content = await fileOf(printout?.id ?? "");
  const pdf = await readPdf(content);
  expect(pdf).toMatchObject({ title: `Demande de stage, ${hospital.siteName}`, marked: true, pages: 2 });
  expect(pdf.language).toBe("fr-CA");
  const { reference } = await call.request.get({ id: requestId });
  expect(pdf.tagged.filter(({ role }) => role.startsWith("H")).map(({ text }) => text)).toEqual([
    "Demande de stage",
    `Demande n° ${reference}`,
    "Commentaire",
    "Calendrier détaillé",
  ]);
  const heads = pdf.tagged.filter(({ role }) => role === "TH").map(({ text }) => text);
  expect(heads).toEqual(
    expect.arrayContaining([
      "À",
      "De",
      "Réponse demandée d’ici le",
      "Répondre à",
      "Milieu",
      "Cours",
      "Date",
      "Jour",
      "Début",
      "Fin",
      "Heures",
    ]),
  );
  const cell = (head: string) => pdf.tagged[pdf.tagged.findIndex(({ text }) => text === head) + 1]?.text;
  expect(cell("Réponse demandée d’ici le")).toBe("vendredi 4 décembre 2026");
  expect(cell("Répondre à")).toBe("Bruno Côté, bruno@cegep.example, 819 555-0100");
  expect(cell("Milieu")).toBe(`${hospital.siteName}, Médecine, 4e Est`);
  // Monday and Tuesday of eleven weeks, each day a row, in order.
  const days = pdf.tagged.filter(({ role, text }) => role === "TD" && /^\d{4}-\d{2}-\d{2}$/.test(text)).map(({ text }) => text);
  expect(days.slice(0, 3)).toEqual(["2027-01-11", "2027-01-12", "2027-01-18"]);
  expect(days).toEqual(days.toSorted());
  const order = ["Demande de stage", "Milieu", "Préceptorat souhaité", "2027-01-11", "2027-03-16"].map((text) => pdf.text.indexOf(text));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  const raw = Buffer.from(content).toString("latin1");
  expect(raw).toContain("/FontFile2");
  expect(raw).not.toMatch(/\/BaseFont \/Helvetica/);
});

test("[R222] one PDF for a destination has all its requests, in English when it is asked", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  const call = callAs(database.sql, school.anna);
  const ids = await sendOnPaper(database.sql, { school, hospital, cells: [{}, { size: "3" }, { size: "2" }] });
  const { version } = await call.request.get({ id: ids[1] ?? "" });
  await call.request.change({ id: ids[1] ?? "", version, alert: "Starts a week earlier" });
  await call.print.make({ requestIds: ids, options: { per: "destination", language: "en" } });
  await make();
  const [printout] = (await call.print.list({})).printouts;
  const pdf = await readPdf(await fileOf(printout?.id ?? ""));
  expect(pdf.language).toBe("en-CA");
  expect(pdf.tagged.filter(({ role }) => role === "H2")).toHaveLength(3);
  expect(pdf.text).toContain("Group of 3");
  expect(pdf.text).toContain("Urgent alert: Starts a week earlier");
});

test("[R222] no student is named before the school confirms; then the confirmed are, and nobody else", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  const call = callAs(database.sql, school.anna);
  const [requestId = ""] = await sendOnPaper(database.sql, { school, hospital });
  const see = async () => {
    await make();
    const [printout] = (await call.print.list({})).printouts;
    return readPdf(await fileOf(printout?.id ?? ""));
  };
  const { version } = await call.request.get({ id: requestId });
  await call.request.acceptOnBehalf({ requests: [{ id: requestId, version }] });
  const [first = "", second = ""] = school.students;
  await call.assignment.hold({ requestId, studentId: first, saw: null });
  await call.print.make({ requestIds: [requestId] });
  expect((await see()).text).not.toContain("Nomsecret");
  await call.assignment.confirm({ requestIds: [requestId] });
  await call.assignment.hold({ requestId, studentId: second, saw: null });
  await call.print.make({ requestIds: [requestId] });
  const { text } = await see();
  expect(text).toContain("Zoé Nomsecret0");
  expect(text).not.toContain("Nomsecret1");
});

test("[R222] for a unit without account the organisation's PDF says who redirects, and what the school asks", async () => {
  const school = await addSchool(database.sql, {});
  const hospital = await addHospital(database.sql);
  const { id, reference } = await addRequest(database.sql, { school, hospital, status: "sent" });
  const call = callAs(database.sql, hospital.claire);
  const { version } = await call.request.get({ id });
  await call.request.redirect({ requests: [{ id, version }], destinationId: hospital.westId });
  await make();
  const [printout] = (await call.print.list({})).printouts;
  const { text } = await readPdf(await fileOf(printout?.id ?? ""));
  for (const part of [`Demande n° ${reference}`, hospital.name, "5e Ouest", "Claire Gagné", school.name]) expect(text).toContain(part);
});

test("[R221] two nodes at once make each PDF once, and tell it once", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  await sendOnPaper(database.sql, { school, hospital, cells: [{}, {}, {}, {}] });
  await Promise.all([make(), make(), make()]);
  await make();
  const told = await database.sql`select seq from event where kind = 'printout.made' and agency_ids @> array[${school.agencyId}::uuid]`;
  expect(told).toHaveLength(4);
  expect((await callAs(database.sql, school.anna).print.counts()).making).toBe(0);
});

test("[R221] what a node was making when it was killed is made by the next", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  await sendOnPaper(database.sql, { school, hospital, cells: [{}] });
  // A node that has claimed the PDF and has written its file, and dies before it commits.
  const node = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import postgres from "postgres";
       const sql = postgres(${JSON.stringify(database.url)}, { max: 1 });
       await sql.begin(async (tx) => {
         const [row] = await tx\`select agency_id, id from printout where agency_id = ${"${process.env.SCHOOL}"} for update\`;
         await tx\`insert into printout_file (agency_id, printout_id, content) values (\${row.agency_id}, \${row.id}, 'half')\`;
         console.log("claimed");
         await new Promise(() => setInterval(() => {}, 1000));
       });`,
    ],
    {
      env: { ...process.env, SCHOOL: school.agencyId },
      stdio: ["ignore", "pipe", "inherit"],
      cwd: new URL("..", import.meta.url).pathname,
    },
  );
  await new Promise((resolve) => node.stdout.once("data", resolve));
  await make();
  const call = callAs(database.sql, school.anna);
  expect((await call.print.list({})).printouts[0]?.state).toBe("making");
  node.kill("SIGKILL");
  await expect
    .poll(
      async () => {
        await make();
        return (await call.print.list({})).printouts[0]?.state;
      },
      { timeout: 10_000 },
    )
    .toBe("ready");
  const [printout] = (await call.print.list({})).printouts;
  expect((await readPdf(await fileOf(printout?.id ?? ""))).pages).toBe(1);
});

test("[R221] what cannot be made is tried again, then told; made anew, it is ready", async () => {
  const { school, hospital } = await paperWorld(database.sql);
  const call = callAs(database.sql, school.anna);
  await sendOnPaper(database.sql, { school, hospital });
  const [printout] = (await call.print.list({})).printouts;
  const id = printout?.id ?? "";
  // A disk that is full, as the statement sees it.
  await database.sql`alter table printout_file add constraint no_file check (false) not valid`;
  for (let time = 0; time < 5; time += 1) expect(await make()).toBe(time < 4);
  expect(await call.print.get({ id })).toMatchObject({ state: "failed", may: { write: false, remake: true } });
  expect(await database.sql`select seq from event where kind = 'printout.failed' and about = ${id}`).toHaveLength(1);
  await database.sql`alter table printout_file drop constraint no_file`;
  await call.print.remake({ id });
  await make();
  expect(await call.print.get({ id })).toMatchObject({ state: "ready" });
});
