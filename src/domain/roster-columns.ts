import { fold } from "./place.ts";
import { readBirthDate } from "./student.ts";

/** What a column of a list can hold. `fullName` is both names in one cell; preferences are ranked in the order of their columns. */
export const rosterFields = ["number", "lastName", "firstName", "fullName", "birthDate", "email", "phone", "preference"] as const;
export type RosterField = (typeof rosterFields)[number];
/** One entry per column; null is a column that is left out, and said to be. */
export type Mapping = (RosterField | null)[];

/** How columns are named, folded, French and English, exact first; a name that only contains one of the loose words comes second. */
const exact: Record<RosterField, string[]> = {
  number: [
    "no dossier",
    "no de dossier",
    "numero de dossier",
    "numero dossier",
    "dossier",
    "matricule",
    "no matricule",
    "numero de matricule",
    "no etudiant",
    "no d'etudiant",
    "numero d'etudiant",
    "numero etudiant",
    "code etudiant",
    "code permanent",
    "numero d'admission",
    "no da",
    "da",
    "student id",
    "student number",
    "student no",
    "id",
    "id number",
    "number",
    "no",
    "numero",
  ],
  fullName: [
    "nom, prenom",
    "nom prenom",
    "nom et prenom",
    "nom / prenom",
    "nom/prenom",
    "prenom nom",
    "prenom et nom",
    "nom complet",
    "full name",
    "name",
    "last name, first name",
    "last, first",
    "student name",
    "student",
    "etudiant",
    "nom de l'etudiant",
  ],
  lastName: ["nom", "nom de famille", "noms", "last name", "lastname", "surname", "family name", "nom usuel"],
  firstName: ["prenom", "prenoms", "prenom usuel", "first name", "firstname", "given name", "given names"],
  birthDate: [
    "naissance",
    "date de naissance",
    "date naissance",
    "ne le",
    "nee le",
    "ddn",
    "dob",
    "date of birth",
    "birth date",
    "birthdate",
    "birthday",
  ],
  email: [
    "courriel",
    "courriel institutionnel",
    "adresse courriel",
    "adresse electronique",
    "adresse de courriel",
    "email",
    "e-mail",
    "mail",
    "email address",
    "e-mail address",
    "school email",
  ],
  phone: [
    "telephone",
    "tel",
    "no telephone",
    "numero de telephone",
    "cellulaire",
    "cell",
    "telephones",
    "phone",
    "phone number",
    "mobile",
    "telephone number",
  ],
  preference: ["preference", "preferences", "choix", "choice", "milieu souhaite"],
};
const loose: [RegExp, RosterField][] = [
  [/courriel|e-?mail|adresse elec/, "email"],
  [/naissance|\bdob\b|birth|\bddn\b/, "birthDate"],
  [/^(?:preference|choix|choice|pref)\b/, "preference"],
  [/\bnom\b.*\bprenom\b|\bprenom\b.*\bnom\b|(?:last|sur|family).*(?:first|given)/, "fullName"],
  [/\bprenom|first ?name|given name/, "firstName"],
  [/\bnom de famille\b|last ?name|surname|^nom\b/, "lastName"],
  [/matricule|dossier|student (?:id|n)|code permanent|d'?admission/, "number"],
  [/telephone|\bphone|\bcell|mobile/, "phone"],
];

const plain = (name: string): string =>
  fold(name)
    .replaceAll(/[°º]/g, "o")
    .replaceAll(/\s*[([][^)\]]*[)\]]\s*/g, " ")
    .replaceAll(/[.:*#]/g, " ")
    .replaceAll("n o ", "no ")
    .replaceAll(/\s+/g, " ")
    .trim();

const named = (name: string): RosterField | null => {
  const text = plain(name);
  const found = rosterFields.find((field) => exact[field].includes(text));
  return found ?? loose.find(([pattern]) => pattern.test(text))?.[1] ?? null;
};

/** What a column without a telling name holds, by its values; only what cannot be mistaken. */
function byContent(values: string[]): RosterField | null {
  const filled = values.filter((value) => value !== "");
  if (filled.length === 0) return null;
  const share = (test: (value: string) => boolean) => filled.filter(test).length / filled.length;
  if (share((value) => value.includes("@")) > 0.8) return "email";
  if (share((value) => /[-/.]/.test(value) && readBirthDate(value) !== null) > 0.8) return "birthDate";
  if (share((value) => /^\d{5,10}$/.test(value)) > 0.9 && new Set(filled).size === filled.length) return "number";
  if (share((value) => /^[^,\d]+,\s*[^,\d]+$/.test(value)) > 0.9) return "fullName";
  return null;
}

/**
 * What each column holds, guessed from its name in French or English, else from its values. Each field is given once, to
 * the first column that names it exactly; only preferences may be several.
 */
export function guessColumns(header: string[], rows: { cells: string[] }[]): Mapping {
  const guessed: Mapping = header.map(() => null);
  const taken = new Set<RosterField>();
  const give = (column: number, field: RosterField | null) => {
    if (field === null || guessed[column] || (taken.has(field) && field !== "preference")) return;
    guessed[column] = field;
    taken.add(field);
  };
  for (const [column, name] of header.entries()) give(column, rosterFields.find((field) => exact[field].includes(plain(name))) ?? null);
  for (const [column, name] of header.entries()) give(column, named(name));
  const sample = rows.slice(0, 200);
  for (const column of header.keys()) if (!guessed[column]) give(column, byContent(sample.map(({ cells }) => cells[column] ?? "")));
  // Both names apart and together: the columns apart win.
  if (taken.has("lastName") && taken.has("firstName")) return guessed.map((field) => (field === "fullName" ? null : field));
  return guessed;
}

/** What must be mapped before a list can be read: a number, and a last name or both names in one cell. */
export const missingFields = (mapping: Mapping): ("number" | "lastName")[] => [
  ...(mapping.includes("number") ? [] : (["number"] as const)),
  ...(mapping.includes("lastName") || mapping.includes("fullName") ? [] : (["lastName"] as const)),
];

/** Under which the mapping of a kind of file is remembered: its header, as a person reads it. */
export const headerKey = (header: string[]): string => header.map(fold).join("\u001F");

/** Whether a cell with both names begins with the first one, as its column says; the last name first otherwise. */
export const firstNameFirst = (name: string): boolean =>
  /^(?:prenom|first|given)/.test(plain(name)) || /^(?:name|full name|nom complet|student|etudiant)/.test(plain(name));

/**
 * Both names of one cell: « Nom, prénom »; a last name in capitals; two words in the column's order. Null when it cannot be
 * told where one name ends (« Marie Claude De La Tour »): a person must say.
 */
export function splitFullName(text: string, firstFirst: boolean): { lastName: string; firstName: string } | null {
  const comma = text.indexOf(",");
  if (comma >= 0) return { lastName: text.slice(0, comma).trim(), firstName: text.slice(comma + 1).trim() };
  const words = text.split(/\s+/).filter((word) => word !== "");
  const shouted = words.filter((word) => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase());
  if (shouted.length > 0 && shouted.length < words.length) {
    return { lastName: shouted.join(" "), firstName: words.filter((word) => !shouted.includes(word)).join(" ") };
  }
  const [one, other] = words;
  if (one === undefined || words.length > 2) return null;
  if (other === undefined) return { lastName: one, firstName: "" };
  return firstFirst ? { lastName: other, firstName: one } : { lastName: one, firstName: other };
}
