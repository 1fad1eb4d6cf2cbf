import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addHospital, addRow, addSchool, cellsAt, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import type { Id } from "#domain/id.ts";
import { refusalOfCall, someone } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let call: Awaited<ReturnType<typeof someone>>["call"];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
const anew = async () => {
  school = await addSchool(database.sql, { students: 0 });
  ({ call } = await someone(database.sql, { agencyId: school.agencyId, agencyKind: "placing", kind: "placing-coordinator" }));
};

const form = (name: string, content: Uint8Array | string, cohortCourseId?: Id): FormData => {
  const sent = new FormData();
  sent.set("file", new File([typeof content === "string" ? content : new Uint8Array(content)], name));
  if (cohortCourseId) sent.set("cohortCourseId", cohortCourseId);
  return sent;
};
const sample = (name: string, into?: Id) =>
  call.studentImport.upload(form(name, readFileSync(new URL(`../../e2e/files/${name}`, import.meta.url)), into));
const written = (lines: string[], into?: Id) =>
  call.studentImport.upload(form("liste.csv", `Matricule;Nom;Prénom;Courriel;Préférence\r\n${lines.join("\r\n")}\r\n`, into));
async function commit(id: Id) {
  const { stamp, seenAt } = await call.studentImport.preview({ id });
  return call.studentImport.commit({ id, stamp, seenAt });
}
const counts = async (id: Id) => (await call.studentImport.preview({ id })).counts;
const register = async (): Promise<{ number: string; last_name: string; email: string | null }[]> =>
  database.sql`select number, last_name as "last_name", email from student where agency_id = ${school.agencyId} order by number`.then(
    (rows) => rows.map((row) => ({ number: String(row.number), last_name: String(row.lastName), email: row.email as string | null })),
  );

test("[R82] inscriptions-1.csv is read whole and counted row by row before anything is written", async () => {
  await anew();
  const { id } = await sample("inscriptions-1.csv", school.cohortCourseId);
  const preview = await call.studentImport.preview({ id });
  expect(preview.counts).toMatchObject({ rows: 61, new: 58, changed: 0, unchanged: 0, refused: 3, skipped: 0, warnings: 2, enrol: 58 });
  expect(preview.columns.map(({ name, field }) => [name, field])).toEqual([
    ["No dossier", "number"],
    ["Nom de famille", "lastName"],
    ["Prénom", "firstName"],
    ["Naissance", "birthDate"],
    ["Courriel institutionnel", "email"],
    ["Téléphone", "phone"],
    ["Session", null],
  ]);
  expect(preview.table).toMatchObject({ kind: "csv", encoding: "windows-1252", separator: ";", setAside: [{ number: 26, why: "blank" }] });
  expect((await call.studentImport.preview({ id, show: "refused" })).rows.map(({ row }) => row)).toEqual([21, 33, 42]);
  expect(await register()).toEqual([]);
  const report = await call.studentImport.report({ id, format: "csv" });
  const lines = "text" in report ? report.text.split("\r\n") : [];
  expect(lines.find((line) => line.startsWith("33;"))).toBe(
    "33;Refusée;2301030;Bergeron;Gédéon;Naissance;31/02/2003;« 31/02/2003 » n’est pas une date. Écrivez AAAA-MM-JJ, par exemple 2027-01-18.;Importer sans date de naissance"
      .replaceAll("« ", "«\u00A0")
      .replaceAll(" »", "\u00A0»"),
  );
  expect(lines.find((line) => line.startsWith("26;"))).toBe("26;Mise à part;;;;;;ligne vide;");
});

test("the report as a workbook is the file again, with what to correct; corrected there, it comes in", async () => {
  await anew();
  const { id } = await sample("inscriptions-1.csv");
  const report = await call.studentImport.report({ id, format: "xlsx" });
  const bytes = Buffer.from("base64" in report ? report.base64 : "", "base64");
  const { id: again } = await call.studentImport.upload(form(report.fileName, bytes));
  const preview = await call.studentImport.preview({ id: again, show: "refused" });
  expect(report.fileName).toBe("rapport-inscriptions-1.xlsx");
  expect(preview.counts).toMatchObject({ rows: 61, new: 58, refused: 3 });
  expect(preview.columns.slice(-4).map(({ name, field }) => [name, field])).toEqual([
    ["Ligne", null],
    ["Résultat", null],
    ["Raison", null],
    ["Correction proposée", null],
  ]);
});

test("[R83] the fixes are taken, the rest is written in one go, and everyone is enrolled", async () => {
  await anew();
  const { id } = await sample("inscriptions-1.csv", school.cohortCourseId);
  await call.studentImport.decide({
    id,
    decisions: {
      "21": { texts: { number: "2301019" } },
      "33": { texts: { birthDate: "" } },
      "42": { skip: true },
      "48": { texts: { lastName: "Nguyễn" } },
    },
  });
  expect(await counts(id)).toMatchObject({ new: 60, refused: 0, skipped: 1, warnings: 1 });
  expect(await commit(id)).toMatchObject({ added: 60, changed: 0, enrolled: 60 });
  expect(await register()).toHaveLength(60);
  const { rows } = await call.enrolment.list({ cohortCourseId: school.cohortCourseId });
  expect(rows).toHaveLength(60);
  expect(rows[0]).toMatchObject({ lastName: "Beaulieu", state: "enrolled" });
  expect((await call.student.list({ search: "nguyen" })).rows[0]).toMatchObject({ number: "2301044", lastName: "Nguyễn" });
  expect(await call.studentImport.progress({ id })).toMatchObject({ status: "done", progress: 100 });
  expect(await refusalOfCall(commit(id))).toMatchObject({ code: "stale" });
});

test("[R84] all four lists in turn, then again: nothing changes and nobody is taken out", async () => {
  await anew();
  const files = ["inscriptions-1.csv", "roster-1.csv", "liste-de-classe-1.xlsx", "groupe-3-1.docx"];
  const first: unknown[] = [];
  for (const file of files) first.push(await commit((await sample(file, school.cohortCourseId)).id));
  expect(first).toMatchObject([
    { added: 58, enrolled: 58 },
    { added: 30, enrolled: 30 },
    { added: 30, enrolled: 30 },
    { added: 0, changed: 1, enrolled: 0 },
  ]);
  const before = await register();
  expect(before).toHaveLength(118);
  expect(before.find(({ number }) => number === "2301007")?.last_name).toBe("Mc-Kenzie");
  expect(before.find(({ number }) => number === "2301090")?.email).toBe("2301090@etu.cegep-des-rapides.example");
  for (const file of files) {
    const { id } = await sample(file, school.cohortCourseId);
    expect(await counts(id)).toMatchObject({ new: 0, changed: 0, enrol: 0, taken: 0, left: 0 });
    expect(await commit(id)).toMatchObject({ added: 0, changed: 0, enrolled: 0 });
  }
  expect(await register()).toEqual(before);
  const enrolled = (await call.enrolment.list({ cohortCourseId: school.cohortCourseId })).rows;
  expect(enrolled.filter(({ state }) => state === "enrolled")).toHaveLength(118);
  expect(enrolled.find(({ number }) => number === "2301060")?.preferences.map(({ path }) => path)).toEqual([
    "Hôpital du Nord / Médecine / 4e Est",
    "Hôpital du Nord / Chirurgie",
  ]);
});

test("[R85] what somebody wrote by hand is replaced only when ticked, in one row or everywhere", async () => {
  await anew();
  await commit((await written(["1;Roy;Jade;jade@x.example;", "2;Côté;;hugo@x.example;"])).id);
  const again = ["1;Roy;Jade;autre@x.example;", "2;Côté;Hugo;autre2@x.example;"];
  const { id } = await written(again);
  const preview = await call.studentImport.preview({ id });
  expect(preview.counts).toMatchObject({ changed: 2, taken: 1, left: 2 });
  expect(preview.open).toEqual([{ field: "email", count: 2 }]);
  expect(preview.rows[1]?.changes).toEqual([
    { field: "firstName", before: "", after: "Hugo", take: true },
    { field: "email", before: "hugo@x.example", after: "autre2@x.example", take: false },
  ]);
  expect(await commit(id)).toMatchObject({ changed: 1 });
  expect((await register()).map(({ email }) => email)).toEqual(["jade@x.example", "hugo@x.example"]);
  const { id: ticked } = await written(again);
  await call.studentImport.take({ id: ticked, fields: ["email"] });
  await call.studentImport.decide({ id: ticked, decisions: { "2": { take: { email: false } } } });
  expect(await commit(ticked)).toMatchObject({ changed: 1 });
  expect((await register()).map(({ email }) => email)).toEqual(["jade@x.example", "autre2@x.example"]);
});

test("[R83] a register that moved after the preview stops the import, and nothing of it is written", async () => {
  await anew();
  await commit((await written(["1;Roy;Jade;;", "2;Côté;Hugo;;"])).id);
  const { id } = await written(["1;Roy;Jade;jade@x.example;", "2;Côté;Hugo;hugo@x.example;", "3;Caron;Léa;;"]);
  const { stamp, seenAt } = await call.studentImport.preview({ id });
  const [student] = (await call.student.list({ search: "jade" })).rows;
  await database.sql`update student set email = 'main@x.example', changed_at = ${seenAt}::timestamptz + interval '1 second' where id = ${student?.id ?? ""}`;
  expect(await refusalOfCall(call.studentImport.commit({ id, stamp, seenAt }))).toEqual({ code: "import-changed", rows: 1 });
  expect((await register()).map(({ number, email }) => [number, email])).toEqual([
    ["1", "main@x.example"],
    ["2", null],
  ]);
  expect(await call.studentImport.progress({ id })).toMatchObject({ status: "reviewing", progress: 0 });
  expect(await commit(id)).toMatchObject({ added: 1, changed: 1 });
  expect((await register()).map(({ email }) => email)).toEqual(["main@x.example", "hugo@x.example", null]);
});

test("[R86] an import is taken back whole, except what somebody changed since", async () => {
  await anew();
  const { cohortCourseId } = school;
  await commit((await written(["1;Roy;Jade;;", "2;Côté;Hugo;;"], cohortCourseId)).id);
  const { importId } = await commit(
    (await written(["1;Roy;Jade;jade@x.example;Hôpital du Nord", "2;Côté;Hugo;hugo@x.example;", "3;Caron;Léa;;"], cohortCourseId)).id,
  );
  const [hugo] = (await call.student.list({ search: "hugo" })).rows;
  await call.student.change({ id: hugo?.id ?? "", saw: { email: "hugo@x.example" }, texts: { email: "depuis@x.example" } });
  expect((await call.studentImport.list({})).done[0]).toMatchObject({
    id: importId,
    added: 1,
    changed: 2,
    enrolled: 1,
    may: { undo: true },
  });
  await call.studentImport.undo({ importId });
  expect(await register()).toEqual([
    { number: "1", last_name: "Roy", email: null },
    { number: "2", last_name: "Côté", email: "depuis@x.example" },
  ]);
  const enrolled = (await call.enrolment.list({ cohortCourseId })).rows;
  expect(enrolled.map(({ number, preferences }) => [number, preferences])).toEqual([
    ["2", []],
    ["1", []],
  ]);
  expect(await refusalOfCall(call.studentImport.undo({ importId }))).toEqual({ code: "import-cannot-be-undone", why: "already" });
});

test("[R86] not after a day, nor when a student it brought is on a place or a course would be left with requests and nobody", async () => {
  await anew();
  const { cohortCourseId } = school;
  const { importId } = await commit((await written(["1;Roy;Jade;;", "2;Côté;Hugo;;"], cohortCourseId)).id);
  const hospital = await addHospital(database.sql);
  const rowId = await addRow(database.sql, school, cellsAt(hospital));
  await call.worksheet.copyToOutbox({ worksheetId: school.worksheetId, rowIds: [rowId] });
  expect(await refusalOfCall(call.studentImport.undo({ importId }))).toEqual({ code: "import-cannot-be-undone", why: "built-upon" });
  await call.enrolment.addFictitious({ cohortCourseId });
  const [request] = await database.sql<{ id: Id }[]>`select id from request where worksheet_id = ${school.worksheetId}`;
  const [jade] = (await call.student.list({ search: "jade" })).rows;
  await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${request?.id ?? ""}, ${jade?.id ?? ""}, ${school.anna.personId})`;
  expect(await refusalOfCall(call.studentImport.undo({ importId }))).toEqual({ code: "import-cannot-be-undone", why: "built-upon" });
  await database.sql`delete from assignment where request_id = ${request?.id ?? ""}`;
  await database.sql`update student_import set made_at = now() - interval '25 hours' where id = ${importId}`;
  expect(await refusalOfCall(call.studentImport.undo({ importId }))).toEqual({ code: "import-cannot-be-undone", why: "too-late" });
  await database.sql`update student_import set made_at = now() where id = ${importId}`;
  await call.studentImport.undo({ importId });
  expect((await register()).map(({ number }) => number)).toEqual(["FICTIF-1"]);
});

test("someone withdrawn comes back only when asked for; undo withdraws them again", async () => {
  await anew();
  const { cohortCourseId } = school;
  await commit((await written(["1;Roy;Jade;;"], cohortCourseId)).id);
  const [jade] = (await call.student.list({})).rows;
  await call.enrolment.withdraw({ cohortCourseId, studentIds: [jade?.id ?? ""] });
  const state = async () => (await call.enrolment.list({ cohortCourseId })).rows.map((row) => row.state);
  const quiet = await written(["1;Roy;Jade;;"], cohortCourseId);
  expect(await counts(quiet.id)).toMatchObject({ unchanged: 1, enrol: 0, askAgain: 1 });
  await commit(quiet.id);
  expect(await state()).toEqual(["withdrawn"]);
  const { id } = await written(["1;Roy;Jade;;"], cohortCourseId);
  await call.studentImport.decide({ id, decisions: { "2": { again: true } } });
  const { importId } = await commit(id);
  expect(await state()).toEqual(["enrolled"]);
  await call.studentImport.undo({ importId });
  expect(await state()).toEqual(["withdrawn"]);
});

test("the columns somebody chose are remembered for the next file with this header", async () => {
  await anew();
  const file = "Truc;Machin;Chose\r\n1001;Roy;Jade\r\n1002;Côté;Hugo\r\n";
  const { id } = await call.studentImport.upload(form("a.csv", file));
  expect((await call.studentImport.preview({ id })).missing).toEqual(["number", "lastName"]);
  expect(await refusalOfCall(commit(id))).toEqual({ code: "invalid", field: "number", problem: { kind: "missing" } });
  await call.studentImport.mapColumns({ id, mapping: ["number", "lastName", "firstName"] });
  expect(await counts(id)).toMatchObject({ new: 2 });
  const next = await call.studentImport.upload(form("b.csv", file));
  expect((await call.studentImport.preview({ id: next.id })).columns.map(({ field }) => field)).toEqual([
    "number",
    "lastName",
    "firstName",
  ]);
});

test("[R91] a list under review is only for who uploaded it; an import is its school's", async () => {
  await anew();
  const { id } = await written(["1;Roy;Jade;;"]);
  const { importId } = await commit((await written(["2;Côté;Hugo;;"])).id);
  const colleague = await someone(database.sql, { agencyId: school.agencyId, agencyKind: "placing", kind: "placing-coordinator" });
  expect(await refusalOfCall(colleague.call.studentImport.preview({ id }))).toEqual({ code: "not-found" });
  expect((await colleague.call.studentImport.list({})).pending).toEqual([]);
  expect((await call.studentImport.list({})).pending).toMatchObject([{ id, rowCount: 1, status: "reviewing" }]);
  const elsewhere = await addSchool(database.sql, { students: 0 });
  const stranger = await someone(database.sql, { agencyId: elsewhere.agencyId, agencyKind: "placing", kind: "placing-coordinator" });
  expect(await refusalOfCall(stranger.call.studentImport.undo({ importId }))).toEqual({ code: "not-found" });
  expect((await stranger.call.studentImport.list({})).done).toEqual([]);
  const stray = form("l.csv", "Matricule;Nom\r\n1;Roy\r\n", school.cohortCourseId);
  expect(await refusalOfCall(stranger.call.studentImport.upload(stray))).toEqual({ code: "not-found" });
});

test("5,000 rows are checked, committed, compared again and taken back", { timeout: 120_000 }, async () => {
  await anew();
  const lines = Array.from(
    { length: 5_000 },
    (_none, index) =>
      `${4_000_000 + index};Nom-de-famille ${index % 911};Prénom ${index % 313};${4_000_000 + index}@etu.cegep-des-rapides.example;Hôpital du Nord / Chirurgie`,
  );
  const { id } = await written(lines, school.cohortCourseId);
  const { stamp, seenAt, counts: shown } = await call.studentImport.preview({ id });
  expect(shown).toMatchObject({ rows: 5_000, new: 5_000, enrol: 5_000 });
  const done = await call.studentImport.commit({ id, stamp, seenAt });
  expect(done).toMatchObject({ added: 5_000, enrolled: 5_000 });
  const { id: again } = await written(lines, school.cohortCourseId);
  expect(await counts(again)).toMatchObject({ unchanged: 5_000, enrol: 0 });
  await call.studentImport.undo({ importId: done.importId });
  expect(await register()).toEqual([]);
});
