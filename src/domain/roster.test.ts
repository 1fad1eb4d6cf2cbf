import { describe, expect, it } from "vitest";
import type { Catalogue } from "./place.ts";
import { guessColumns, headerKey, missingFields, splitFullName } from "./roster-columns.ts";
import { countPlan, planImport } from "./roster-diff.ts";
import { readRoster, type RowDecisions } from "./roster.ts";
import { readStudent, repairs, sameText, serialDay, type Student } from "./student.ts";

const today = "2026-11-22";
const texts = { number: "1001", lastName: "Côté", firstName: "Hugo", birthDate: "", email: "", phone: "" };
const noPlaces: Catalogue = { agencies: [], sites: [], services: [], destinations: [] };
const student = (over: Partial<Student>): Student => ({
  id: `id-${over.number ?? "1001"}`,
  number: "1001",
  lastName: "Côté",
  firstName: "Hugo",
  email: null,
  phone: null,
  birthDate: null,
  fictitious: false,
  sealed: null,
  ...over,
});

const header = ["Matricule", "Nom", "Prénom", "Naissance", "Courriel"];
const read = (cells: string[][], over: { decisions?: RowDecisions } = {}) =>
  readRoster(
    { header, rows: cells.map((row, index) => ({ number: index + 2, cells: row })) },
    { mapping: ["number", "lastName", "firstName", "birthDate", "email"], decisions: over.decisions ?? {}, today },
  );
const plan = (
  cells: string[][],
  over: {
    register?: Student[];
    decisions?: RowDecisions;
    standings?: Parameters<typeof planImport>[1]["standings"];
    take?: "email"[];
  } = {},
) =>
  planImport(read(cells, over), {
    register: over.register ?? [],
    standings: over.standings ?? null,
    catalogue: noPlaces,
    decisions: over.decisions ?? {},
    take: over.take ?? [],
  });

describe("columns", () => {
  it("are guessed in French", () => {
    expect(
      guessColumns(["No dossier", "Nom de famille", "Prénom", "Naissance", "Courriel institutionnel", "Téléphone", "Session"], []),
    ).toEqual(["number", "lastName", "firstName", "birthDate", "email", "phone", null]);
    expect(guessColumns(["N° d’étudiant", "Nom, prénom", "Née le", "Adresse électronique"], [])).toEqual([
      "number",
      "fullName",
      "birthDate",
      "email",
    ]);
  });

  it("are guessed in English, with preferences in their order", () => {
    expect(
      guessColumns(["Last name", "First name", "Student ID", "E-mail", "DOB (YYYY-MM-DD)", "Preference 1", "Preference 2"], []),
    ).toEqual(["lastName", "firstName", "number", "email", "birthDate", "preference", "preference"]);
  });

  it("without names are guessed from what they hold", () => {
    const rows = ["Côté, Hugo", "Roy, Jade"].map((name, index) => ({
      cells: [`230100${index}`, name, `2001-02-0${index + 1}`, `a${index}@x.example`],
    }));
    expect(guessColumns(["A", "B", "C", "D"], rows)).toEqual(["number", "fullName", "birthDate", "email"]);
  });

  it("that must be there are asked for by name", () => {
    expect(missingFields(["firstName", null])).toEqual(["number", "lastName"]);
    expect(missingFields(["number", "fullName"])).toEqual([]);
    expect(headerKey(["  Prénom "])).toBe(headerKey(["PRENOM"]));
  });

  it("with both names are split where a person would, and not where nobody could", () => {
    expect(splitFullName("Da Silva, Zoé", false)).toEqual({ lastName: "Da Silva", firstName: "Zoé" });
    expect(splitFullName("Jean-Sébastien DE LA TOUR", false)).toEqual({ lastName: "DE LA TOUR", firstName: "Jean-Sébastien" });
    expect(splitFullName("Zoé Martel", true)).toEqual({ lastName: "Martel", firstName: "Zoé" });
    expect(splitFullName("Martel Zoé", false)).toEqual({ lastName: "Martel", firstName: "Zoé" });
    expect(splitFullName("Marie Claude De La Tour", true)).toBeNull();
  });
});

describe("values", () => {
  it("are read day first, ISO or as a spreadsheet's serial; a day that does not exist is refused", () => {
    const born = (birthDate: string) => readStudent({ ...texts, birthDate }, today);
    expect(born("04/05/1999").facts.birthDate).toBe("1999-05-04");
    expect(born("1999-05-04 00:00").facts.birthDate).toBe("1999-05-04");
    expect(serialDay("37352")).toBe("2002-04-06");
    expect(born("31/02/2003").problems).toEqual({ birthDate: { kind: "not-a-day", text: "31/02/2003" } });
    expect(born("12/31/2003").problems).toEqual({ birthDate: { kind: "not-a-day", text: "12/31/2003" } });
    expect(born("2027-01-01").problems).toEqual({ birthDate: { kind: "not-a-day", text: "2027-01-01" } });
  });

  it("keep names as written and lower-case addresses", () => {
    const { facts } = readStudent(
      { ...texts, lastName: "  Mc\u2011Kenzie ", firstName: "Nuño", email: "2301090@ETU.CEGEP.EXAMPLE" },
      today,
    );
    expect(facts).toMatchObject({ lastName: "Mc-Kenzie", firstName: "Nuño", email: "2301090@etu.cegep.example" });
    expect(readStudent({ ...texts, email: "pas une adresse" }, today).problems.email).toEqual({
      kind: "not-an-email",
      text: "pas une adresse",
    });
  });

  it("are the same to a reader whatever the apostrophe, but not whatever the capitals", () => {
    expect(sameText("D’Amours", "D'Amours")).toBe(true);
    expect(sameText("Éve", "E\u0301ve")).toBe(true);
    expect(sameText("ROY", "Roy")).toBe(false);
    expect(repairs("Nguyễn", "Nguy?n")).toBe(true);
    expect(repairs("Mc-Kenzie", "Mc?Kenzie")).toBe(true);
    expect(repairs("Nguyen Van", "Nguy?n")).toBe(false);
  });
});

describe("rows", () => {
  it("given twice are read once; the second says which was the first", () => {
    const [first, second] = plan([
      ["1001", "Côté", "Hugo", "", ""],
      ["1001", "Côté", "Hugo", "", ""],
    ]);
    expect(first?.outcome).toBe("new");
    expect(second).toMatchObject({
      outcome: "refused",
      findings: [{ problem: { kind: "same-row", first: 2 }, fixes: [{ kind: "skip" }] }],
    });
  });

  it("of one number with other facts are all refused until one is left out", () => {
    const cells = [
      ["1001", "Côté", "Hugo", "", ""],
      ["1001", "Côté", "Léa", "", ""],
    ];
    expect(plan(cells).map(({ outcome, findings }) => [outcome, findings[0]?.problem])).toEqual([
      ["refused", { kind: "rows-disagree", rows: [3], fields: ["firstName"] }],
      ["refused", { kind: "rows-disagree", rows: [2], fields: ["firstName"] }],
    ]);
    expect(plan(cells, { decisions: { "3": { skip: true } } }).map(({ outcome }) => outcome)).toEqual(["new", "skipped"]);
  });

  it("without a number are matched by address or by name and birth date, when one person only fits", () => {
    const register = [
      student({ number: "7001", birthDate: "2001-02-03" }),
      student({ number: "7002", email: "h@x.example", lastName: "Roy" }),
    ];
    const [row] = plan([["", "COTE", "hugo", "03/02/2001", "h@x.example"]], { register });
    expect(row?.findings[0]).toMatchObject({ field: "number", column: "Matricule", problem: { kind: "missing" } });
    expect(row?.findings[0]?.fixes).toEqual([
      { kind: "put", field: "number", value: "7002", because: "same-email" },
      { kind: "put", field: "number", value: "7001", because: "same-name-and-birth" },
      { kind: "skip" },
    ]);
    const twins = [...register, student({ number: "7003", birthDate: "2001-02-03" })];
    expect(plan([["", "Côté", "Hugo", "03/02/2001", ""]], { register: twins })[0]?.findings[0]?.fixes).toEqual([{ kind: "skip" }]);
  });

  it("take the value a person writes right there", () => {
    const cells = [["1001", "Côté", "Hugo", "31/02/2003", "h@x,example"]];
    const refused = plan(cells)[0];
    expect(refused?.findings.map(({ fixes }) => fixes)).toEqual([
      [{ kind: "clear", field: "birthDate" }],
      [
        { kind: "put", field: "email", value: "h@x.example", because: "typing" },
        { kind: "clear", field: "email" },
      ],
    ]);
    expect(plan(cells, { decisions: { "2": { texts: { birthDate: "28/02/2003", email: "" } } } })[0]).toMatchObject({
      outcome: "new",
      facts: { birthDate: "2003-02-28", email: null },
    });
  });
});

describe("the diff", () => {
  it("says new, changed, unchanged; a blank never erases", () => {
    const register = [student({ number: "1001", email: "h@x.example" }), student({ number: "1002", lastName: "Roy", firstName: "Jade" })];
    const rows = plan(
      [
        ["1001", "Côté", "Hugo", "", ""],
        ["1002", "Roy", "Jade", "2001-02-03", "j@x.example"],
        ["1003", "Caron", "Léa", "", ""],
      ],
      { register },
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(["unchanged", "changed", "new"]);
    expect(rows[1]?.changes).toEqual([
      { field: "birthDate", before: "", after: "2001-02-03", take: true },
      { field: "email", before: "", after: "j@x.example", take: true },
    ]);
  });

  it("does not take over what somebody wrote by hand unless ticked, for a row or for all", () => {
    const register = [student({ number: "1001", email: "main@x.example" })];
    const cells = [["1001", "Côté", "Hugo", "", "fichier@x.example"]];
    const take = (over: Parameters<typeof plan>[1]) => plan(cells, { register, ...over })[0]?.changes[0]?.take;
    expect(take({})).toBe(false);
    expect(take({ decisions: { "2": { take: { email: true } } } })).toBe(true);
    expect(take({ take: ["email"] })).toBe(true);
    expect(take({ take: ["email"], decisions: { "2": { take: { email: false } } } })).toBe(false);
  });

  it("repairs a lost letter, and never brings one back", () => {
    expect(
      plan([["1001", "Nguyễn", "Ève", "", ""]], { register: [student({ lastName: "Nguy?n", firstName: "Ève" })] })[0]?.changes,
    ).toEqual([{ field: "lastName", before: "Nguy?n", after: "Nguyễn", take: true }]);
    const back = plan([["1001", "Nguy?n", "Ève", "", ""]], { register: [student({ lastName: "Nguyễn", firstName: "Ève" })] })[0];
    expect(back).toMatchObject({ outcome: "unchanged", changes: [], findings: [] });
  });

  it("asks before enrolling again someone who was withdrawn", () => {
    const register = [student({})];
    const standings = [{ studentId: "id-1001", state: "withdrawn" as const, preferences: [] }];
    const cells = [["1001", "Côté", "Hugo", "", ""]];
    expect(plan(cells, { register, standings })[0]?.enrol).toBe("ask-again");
    expect(plan(cells, { register, standings, decisions: { "2": { again: true } } })[0]?.enrol).toBe("enrol-again");
    expect(countPlan(plan(cells, { register, standings }))).toMatchObject({ unchanged: 1, enrol: 0, askAgain: 1 });
  });
});
