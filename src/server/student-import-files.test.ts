import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Catalogue } from "#domain/place.ts";
import { guessColumns } from "#domain/roster-columns.ts";
import { countPlan, planImport, type PlannedRow } from "#domain/roster-diff.ts";
import { readRoster } from "#domain/roster.ts";
import type { Student } from "#domain/student.ts";
import { readTable } from "./table-file.ts";

const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS des Rapides", shortName: "", isUser: true }],
  sites: ["Hôpital du Nord", "CHSLD des Érables"].map((name) => ({
    id: name,
    agencyId: "a",
    name,
    shortName: "",
    isUser: true,
    retiredOn: null,
  })),
  services: ["Médecine", "Chirurgie"].map((name) => ({
    id: name,
    agencyId: "a",
    siteId: "Hôpital du Nord",
    name,
    isUser: true,
    retiredOn: null,
  })),
  destinations: ["3e Est", "4e Ouest", "5e Nord"].map((name) => ({
    id: name,
    agencyId: "a",
    siteId: "Hôpital du Nord",
    serviceId: "Médecine",
    name,
    shortName: "",
    isUser: true,
    capacity: null,
    largestGroup: null,
    profileAt: "",
    retiredOn: null,
  })),
};

async function plan(file: string, register: Student[] = []): Promise<PlannedRow[]> {
  const table = await readTable(readFileSync(new URL(`../../e2e/files/${file}`, import.meta.url)), file);
  const rows = readRoster(table, { mapping: guessColumns(table.header, table.rows), decisions: {}, today: "2026-11-22" });
  return planImport(rows, { register, standings: null, catalogue, decisions: {}, take: [] });
}
const asStudents = (rows: PlannedRow[]): Student[] =>
  rows.filter(({ outcome }) => outcome === "new").map(({ facts }) => ({ ...facts, id: facts.number, fictitious: false, sealed: null }));

it("inscriptions-1.csv: 58 new, 3 refused with their reason and a way out, 2 names with a lost letter", async () => {
  const rows = await plan("inscriptions-1.csv");
  expect(countPlan(rows)).toMatchObject({ rows: 61, new: 58, changed: 0, unchanged: 0, refused: 3, warnings: 2 });
  expect(
    rows
      .filter(({ outcome }) => outcome === "refused")
      .map(({ row, findings }) => [row, findings[0]?.column, findings[0]?.value, findings[0]?.problem, findings[0]?.fixes]),
  ).toEqual([
    [
      21,
      "No dossier",
      "",
      { kind: "missing" },
      [{ kind: "put", field: "number", value: "2301019", because: "number-in-email" }, { kind: "skip" }],
    ],
    [33, "Naissance", "31/02/2003", { kind: "not-a-day", text: "31/02/2003" }, [{ kind: "clear", field: "birthDate" }]],
    [42, "", "2301014", { kind: "same-row", first: 16 }, [{ kind: "skip" }]],
  ]);
  expect(
    rows.filter(({ findings }) => findings.some(({ level }) => level === "warning")).map(({ row, facts }) => [row, facts.lastName]),
  ).toEqual([
    [9, "Mc?Kenzie"],
    [48, "Nguy?n"],
  ]);
  expect(rows[0]?.facts).toEqual({
    number: "2301000",
    lastName: "D’Amours",
    firstName: "Élodie",
    birthDate: "1999-05-04",
    email: "2301000@etu.cegep-des-rapides.example",
    phone: "450 555-1000",
  });
  expect(rows.find(({ facts }) => facts.number === "2301011")?.facts.phone).toBe('dom.: 450 555-0000; cell. "514 555-0001"');
});

it("roster-1.csv: 30 new with preferences as paths; the unit that the catalogue does not have is told, not refused", async () => {
  const rows = await plan("roster-1.csv");
  expect(countPlan(rows)).toMatchObject({ rows: 30, new: 30, refused: 0 });
  expect(rows[0]).toMatchObject({
    facts: { lastName: "Pelletier", birthDate: "2003-10-10" },
    preferences: ["Hôpital du Nord / Médecine / 4e Est", "Hôpital du Nord / Chirurgie"],
  });
  expect(rows[0]?.findings).toMatchObject([
    { field: "preferences", level: "warning", problem: { kind: "unknown-place", text: "Hôpital du Nord / Médecine / 4e Est" } },
  ]);
  expect(rows[1]).toMatchObject({ findings: [], preferences: ["CHSLD des Érables", "Hôpital du Nord / Chirurgie"] });
});

it("liste-de-classe-1.xlsx: 30 new, names split at the comma, serial dates as days, addresses in small letters, the total left out", async () => {
  const rows = await plan("liste-de-classe-1.xlsx");
  expect(countPlan(rows)).toMatchObject({ rows: 30, new: 30, refused: 0, warnings: 0 });
  expect(rows[0]?.facts).toEqual({
    number: "2301090",
    lastName: "Leblanc",
    firstName: "Ariane",
    birthDate: "2002-04-06",
    email: "2301090@etu.cegep-des-rapides.example",
    phone: null,
  });
  expect(rows.at(-1)?.facts).toMatchObject({ lastName: "Nguyễn", firstName: "Françoise", birthDate: "2002-08-17" });
  expect(rows[27]?.facts).toMatchObject({ lastName: "Da Silva", firstName: "Zoé" });
});

it("groupe-3-1.docx after inscriptions-1.csv: 11 unchanged, and the letter that Excel lost comes back", async () => {
  const rows = await plan("groupe-3-1.docx", asStudents(await plan("inscriptions-1.csv")));
  expect(countPlan(rows)).toMatchObject({ rows: 12, new: 0, unchanged: 11, changed: 1, refused: 0, taken: 1 });
  expect(rows.find(({ outcome }) => outcome === "changed")).toMatchObject({
    row: 9,
    changes: [{ field: "lastName", before: "Mc?Kenzie", after: "Mc-Kenzie", take: true }],
  });
});

it("each file again changes nothing", async () => {
  for (const file of ["inscriptions-1.csv", "roster-1.csv", "liste-de-classe-1.xlsx", "groupe-3-1.docx"]) {
    const first = await plan(file);
    const again = countPlan(await plan(file, asStudents(first)));
    expect(again).toMatchObject({ new: 0, changed: 0, taken: 0, unchanged: countPlan(first).new, refused: countPlan(first).refused });
  }
});
