import type { Day } from "./dates.ts";
import { alike, pathOf, readPath, type Catalogue } from "./place.ts";
import type { Problem } from "./refusal.ts";
import { firstNameFirst, splitFullName, type Mapping } from "./roster-columns.ts";
import {
  fieldsChanged,
  hasLostLetter,
  nameKey,
  numberKey,
  readStudent,
  studentFields,
  tidy,
  type Student,
  type StudentFacts,
  type StudentField,
  type StudentTexts,
} from "./student.ts";

/** What is wrong with a row of a list, beyond what can be wrong with one value. */
export type RosterProblem =
  | Problem
  /** The same row again: the first is read, this one is not. */
  | { kind: "same-row"; first: number }
  /** The same number with other facts: which is right is for a person to say. */
  | { kind: "rows-disagree"; rows: number[]; fields: StudentField[] }
  | { kind: "names-in-one"; text: string }
  /** A warning: a letter the encoding could not write. */
  | { kind: "lost-letter"; text: string }
  // the student's consent is over: the list must not bring the name back
  | { kind: "sealed" };

/** A way out that can be taken with one click: put this value there, or leave the value or the row out. */
export type Fix =
  | {
      kind: "put";
      field: StudentField;
      value: string;
      because: "same-name-and-birth" | "same-email" | "number-in-email" | "typing" | "register";
    }
  | { kind: "clear"; field: StudentField }
  | { kind: "skip" };

export interface Finding {
  /** Null: the row as a whole. */
  field: StudentField | "preferences" | null;
  /** The column as the file names it; empty when no column holds the field. */
  column: string;
  value: string;
  problem: RosterProblem;
  /** A warning does not stop the row. */
  level: "refused" | "warning";
  fixes: Fix[];
}

/** What a person decided on a row while reviewing: leave it out, write a value right there, take or leave a change. */
export interface RowDecision {
  skip?: boolean | undefined;
  texts?: Partial<Record<StudentField, string>> | undefined;
  take?: Partial<Record<StudentField | "preferences", boolean>> | undefined;
  /** Enrol again someone who was withdrawn or waived. */
  again?: boolean | undefined;
}
export type RowDecisions = Record<string, RowDecision>;

export interface Roster {
  header: string[];
  rows: { number: number; cells: string[] }[];
}

/** A row as understood, before the register is looked at. */
export interface RosterRow {
  /** Row number in the file. */
  row: number;
  texts: StudentTexts;
  facts: StudentFacts;
  /** Paths as written, in rank order. */
  preferences: string[];
  preferenceColumn: string;
  findings: Finding[];
  skipped: boolean;
}

const blank = (): StudentTexts => ({ number: "", lastName: "", firstName: "", birthDate: "", email: "", phone: "" });

function textsOf(
  cells: string[],
  header: string[],
  mapping: Mapping,
): { texts: StudentTexts; preferences: string[]; unsplit: string | null } {
  const texts = blank();
  const preferences: string[] = [];
  let unsplit: string | null = null;
  for (const [column, field] of mapping.entries()) {
    const cell = tidy(cells[column] ?? "");
    if (field === null || cell === "") continue;
    if (field === "preference") preferences.push(cell);
    else if (field === "fullName") {
      const split = splitFullName(cell, firstNameFirst(header[column] ?? ""));
      if (split) Object.assign(texts, split);
      else unsplit = cell;
    } else texts[field] = cell;
  }
  return { texts, preferences, unsplit };
}

const columnsOf = (header: string[], mapping: Mapping): Partial<Record<StudentField | "preferences", string>> => {
  const at = (field: Mapping[number]) => header[mapping.indexOf(field)] ?? "";
  const names = at("fullName");
  return {
    ...Object.fromEntries(studentFields.map((field) => [field, at(field)])),
    lastName: at("lastName") || names,
    firstName: at("firstName") || names,
    preferences: at("preference"),
  };
};

/** An address whose only fault is in the typing: a comma for a dot, spaces, `@@`. */
const retyped = (email: string): string =>
  email
    .replaceAll(/\s+/g, "")
    .replaceAll(",", ".")
    .replaceAll(/@{2,}/g, "@")
    .replaceAll(/\.{2,}/g, ".")
    .replace(/[.;]+$/, "");

function fixesOf(field: StudentField, problem: Problem, texts: StudentTexts): Fix[] {
  if (problem.kind === "not-an-email") {
    const value = retyped(texts.email.toLowerCase());
    const readable = readStudent({ ...blank(), email: value }, "2000-01-01").problems.email === undefined;
    return [
      ...(readable && value !== texts.email ? [{ kind: "put", field, value, because: "typing" } as const] : []),
      { kind: "clear", field },
    ];
  }
  // Which day was meant cannot be guessed; the row may come in without it.
  if (field === "birthDate" || field === "phone") return [{ kind: "clear", field }];
  return [];
}

function readRow(
  of: { number: number; cells: string[] },
  roster: Roster,
  facts: { mapping: Mapping; decision: RowDecision | undefined; today: Day; columns: ReturnType<typeof columnsOf> },
): RosterRow {
  const { texts: written, preferences, unsplit } = textsOf(of.cells, roster.header, facts.mapping);
  const texts = { ...written, ...facts.decision?.texts };
  const read = readStudent(texts, facts.today);
  const findings: Finding[] = [];
  const find = (field: StudentField, problem: RosterProblem, fixes: Fix[]) =>
    findings.push({
      field,
      column: facts.columns[field] ?? "",
      value: texts[field],
      problem,
      level: problem.kind === "lost-letter" ? "warning" : "refused",
      fixes,
    });
  for (const field of studentFields) {
    const problem = read.problems[field];
    if (!problem) continue;
    if (field === "lastName" && problem.kind === "missing" && unsplit !== null) find(field, { kind: "names-in-one", text: unsplit }, []);
    else find(field, problem, fixesOf(field, problem, texts));
  }
  for (const field of ["lastName", "firstName"] as const)
    if (hasLostLetter(texts[field])) find(field, { kind: "lost-letter", text: texts[field] }, []);
  return {
    row: of.number,
    texts,
    facts: read.facts,
    preferences,
    preferenceColumn: facts.columns.preferences ?? "",
    findings,
    skipped: facts.decision?.skip ?? false,
  };
}

/** Marks the rows of one number: the same again is a duplicate of the first; different facts refuse them all. */
function markTwice(rows: RosterRow[]): void {
  const byNumber = new Map<string, RosterRow[]>();
  for (const one of rows) {
    if (one.skipped || one.facts.number === "") continue;
    const key = numberKey(one.facts.number);
    byNumber.set(key, [...(byNumber.get(key) ?? []), one]);
  }
  for (const [first, ...others] of byNumber.values()) {
    if (!first || others.length === 0) continue;
    const fields = [...new Set(others.flatMap((other) => fieldsChanged(first.facts, other.facts)))];
    const alikePreferences = others.every((other) => other.preferences.join("\0") === first.preferences.join("\0"));
    const same = fields.length === 0 && alikePreferences;
    for (const one of same ? others : [first, ...others]) {
      const problem: RosterProblem = same
        ? { kind: "same-row", first: first.row }
        : { kind: "rows-disagree", rows: [first, ...others].map(({ row }) => row).filter((row) => row !== one.row), fields };
      one.findings.push({ field: null, column: "", value: one.facts.number, problem, level: "refused", fixes: [{ kind: "skip" }] });
    }
  }
}

/** Whether this school's addresses begin with the student's number: then an address can tell a missing one. */
function numberIsInEmail(rows: RosterRow[]): boolean {
  const both = rows.filter(({ facts }) => facts.number !== "" && facts.email !== null);
  const inside = both.filter(({ facts }) => facts.email?.split("@")[0] === numberKey(facts.number));
  return both.length >= 3 && inside.length / both.length > 0.8;
}

/** Ways to find a missing number: someone of the register with that address, or that name and birth date, if only one; the address itself. */
export function proposeNumbers(rows: RosterRow[], register: Student[]): void {
  const missing = rows.filter(({ facts, skipped }) => facts.number === "" && !skipped);
  if (missing.length === 0) return;
  const inEmail = numberIsInEmail(rows);
  const taken = new Set(rows.filter(({ skipped }) => !skipped).map(({ facts }) => numberKey(facts.number)));
  const only = (found: Student[]) => (found.length === 1 ? found[0] : undefined);
  for (const { facts, findings } of missing) {
    const finding = findings.find(({ field }) => field === "number");
    if (!finding) continue;
    const byEmail = facts.email === null ? undefined : only(register.filter(({ email }) => email === facts.email));
    const byName =
      facts.birthDate === null
        ? undefined
        : only(register.filter((one) => one.birthDate === facts.birthDate && nameKey(one) === nameKey(facts)));
    const proposals: Fix[] = [];
    if (byEmail) proposals.push({ kind: "put", field: "number", value: byEmail.number, because: "same-email" });
    if (byName && byName !== byEmail)
      proposals.push({ kind: "put", field: "number", value: byName.number, because: "same-name-and-birth" });
    const local = facts.email?.split("@")[0];
    if (!byEmail && !byName && inEmail && local && !taken.has(local))
      proposals.push({ kind: "put", field: "number", value: local, because: "number-in-email" });
    finding.fixes = [...proposals, { kind: "skip" }];
  }
}

/** Preferences that name no place of the catalogue: told, never a reason to refuse, kept as written. */
export function warnOfPlaces(rows: RosterRow[], catalogue: Catalogue): void {
  const known = new Map<string, RosterProblem | null>();
  const problemOf = (path: string): RosterProblem | null => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const { place, problems } = readPath(catalogue, path);
    const [first] = Object.values(problems);
    let problem: RosterProblem | null = first ?? null;
    if (problem?.kind === "unknown-place") {
      const near = alike(
        catalogue.destinations.filter((one) => one.retiredOn === null && (place.serviceId === null || one.serviceId === place.serviceId)),
        problem.text,
      );
      problem = {
        kind: "unknown-place",
        text: path,
        like:
          problem.like.length > 0
            ? problem.like.map((name) => [pathOf(catalogue, place), name].filter((part) => part !== "").join(" / "))
            : near,
      };
    }
    known.set(path, problem);
    return problem;
  };
  for (const one of rows) {
    for (const path of one.preferences) {
      const problem = problemOf(path);
      if (problem)
        one.findings.push({ field: "preferences", column: one.preferenceColumn, value: path, problem, level: "warning", fixes: [] });
    }
  }
}

/** Every row of a list as facts and findings, read the same way for the preview and for the commit (I5). */
export function readRoster(roster: Roster, of: { mapping: Mapping; decisions: RowDecisions; today: Day }): RosterRow[] {
  const columns = columnsOf(roster.header, of.mapping);
  const rows = roster.rows.map((row) =>
    readRow(row, roster, { mapping: of.mapping, decision: of.decisions[String(row.number)], today: of.today, columns }),
  );
  markTwice(rows);
  return rows;
}

/** By what the register is asked for those a list could mean: every number; addresses and names only where the number is missing. */
export function keysOf(rows: RosterRow[]): { numbers: string[]; emails: string[]; names: string[] } {
  const missing = rows.filter(({ facts }) => facts.number === "");
  return {
    numbers: rows.flatMap(({ facts }) => (facts.number === "" ? [] : [numberKey(facts.number)])),
    emails: missing.flatMap(({ facts }) => (facts.email === null ? [] : [facts.email])),
    names: missing.map(({ facts }) => nameKey(facts)),
  };
}
