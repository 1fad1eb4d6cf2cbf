import type { Sealing } from "./consent.ts";
import { isDay, parseDay, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold } from "./place.ts";
import type { Problem } from "./refusal.ts";

/** What the register keeps of a student (2.13). The number is unique in the school (F-063), upper and lower case alike. */
export interface StudentFacts {
  number: string;
  lastName: string;
  firstName: string;
  email: string | null;
  phone: string | null;
  birthDate: Day | null;
}
export const studentFields = ["number", "lastName", "firstName", "birthDate", "email", "phone"] as const satisfies (keyof StudentFacts)[];
export type StudentField = (typeof studentFields)[number];
export type StudentTexts = Record<StudentField, string>;

export interface Student extends StudentFacts {
  id: Id;
  /** « étudiant fictif » (F-068): stands in until real names are known. */
  fictitious: boolean;
  /** Why its identity is hidden; null: it is not. */
  sealed: Sealing | null;
}

/** What the register can be narrowed to. */
export const registerFilters = ["all", "enrolled", "not-enrolled", "fictitious", "consent-soon", "no-consent", "hidden"] as const;

const longest = { number: 40, lastName: 100, firstName: 100, birthDate: 30, email: 200, phone: 100 } as const satisfies Record<
  StudentField,
  number
>;

/**
 * Text without what only a typesetter sees: one kind of space and of hyphen, no zero-width letters, composed accents.
 * A name keeps its own capitals, accents and apostrophes.
 */
export const tidy = (text: string): string => (unkempt.test(text) ? tidied(text) : text);

/** Most cells need nothing: one look tells, and a list of 5,000 rows has 35,000 of them. */
const unkempt = /[^ -~\u00C0-\u024F’]|^ | $| {2}/;
const tidied = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "")
    .replaceAll(/[\u2010\u2011]/g, "-")
    .replaceAll(/[\s\u00A0\u202F]+/g, " ")
    .trim();

/** True when two texts are the same to a reader: `D’Amours` and `D'Amours`, composed accents or not. Case counts. */
export const sameText = (one: string | null, other: string | null): boolean => {
  const plain = (text: string | null) => tidy(text ?? "").replaceAll("’", "'");
  return plain(one) === plain(other);
};

/** Names that two people would file together: no accents, no case. */
export const nameKey = (student: Pick<StudentFacts, "lastName" | "firstName">): string =>
  `${fold(student.lastName)}, ${fold(student.firstName)}`;

export const numberKey = (number: string): string => number.toLowerCase();

const emailShape = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/;

/** A letter that an encoding could not write came out as `?` (or U+FFFD) inside a word. */
export const hasLostLetter = (name: string): boolean => /\?|\uFFFD/.test(name);

/** True when `whole` is `damaged` with its lost letters found: `Nguy?n` and `Nguyễn`, `Mc?Kenzie` and `Mc-Kenzie`. */
export function repairs(whole: string, damaged: string): boolean {
  if (!hasLostLetter(damaged) || hasLostLetter(whole)) return false;
  const pattern = tidy(damaged)
    .replaceAll("’", "'")
    .split(/[?\uFFFD]/)
    .map((part) => part.replaceAll(/[.*+^${}()|[\]\\]/g, String.raw`\$&`))
    .join(".{1,2}");
  return new RegExp(`^${pattern}$`, "iu").test(tidy(whole).replaceAll("’", "'"));
}

/** A day counted by a spreadsheet, which lost its format on the way: 37352 is 2002-04-06. Only days a person can be born on. */
export function serialDay(text: string): Day | null {
  if (!/^\d{5}$/.test(text)) return null;
  const day = new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
  return isDay(day) ? day : null;
}

/** A birth date as typed or exported: `04/05/1999` (day first), `1999-05-04`, `1999-05-04 00:00`, a spreadsheet's serial number. */
export const readBirthDate = (text: string): Day | null => parseDay(text.replace(/[ T]00?:00(?::00)?.*$/, "")) ?? serialDay(text.trim());

const oldest = 110;
const youngest = 10;
/** True for a birth date that a student of today can have. */
export const isLikelyBirth = (born: Day, today: Day): boolean => {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return years >= youngest && years <= oldest;
};

/**
 * A student's texts as facts, and what is wrong with each. The number and the last name are needed; the rest may be blank.
 * Addresses are lower-cased, since the same one is written in capitals by some registrars; names stay as written.
 */
export function readStudent(texts: StudentTexts, today: Day): { facts: StudentFacts; problems: Partial<Record<StudentField, Problem>> } {
  const problems: Partial<Record<StudentField, Problem>> = {};
  const read = (field: StudentField): string => {
    const text = tidy(texts[field]);
    if (text.length > longest[field]) problems[field] = { kind: "too-long", most: longest[field] };
    return text;
  };
  const number = read("number").replace(/^'(?=\d)/, "");
  if (number === "") problems.number = { kind: "missing" };
  const lastName = read("lastName");
  if (lastName === "") problems.lastName = { kind: "missing" };
  const email = read("email")
    .toLowerCase()
    .replace(/^mailto:/, "");
  if (email !== "" && !emailShape.test(email)) problems.email ??= { kind: "not-an-email", text: email };
  const born = read("birthDate");
  const birthDate = born === "" ? null : readBirthDate(born);
  if (born !== "" && (birthDate === null || !isLikelyBirth(birthDate, today))) problems.birthDate ??= { kind: "not-a-day", text: born };
  const phone = read("phone");
  return {
    facts: { number, lastName, firstName: read("firstName"), email: email || null, phone: phone || null, birthDate },
    problems,
  };
}

/** The fields in which two records differ to a reader. */
export const fieldsChanged = (before: StudentFacts, after: StudentFacts): StudentField[] =>
  studentFields.filter((field) => !sameText(before[field], after[field]));
