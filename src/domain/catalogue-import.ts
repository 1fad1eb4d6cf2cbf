import type { KeptPlace } from "./catalogue.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold, type PlaceLevel } from "./place.ts";
import type { Problem } from "./refusal.ts";

/** What a list of places may say of each (F-025, F-030), in the order of `milieux-1.csv`. */
export const importFields = [
  "agency",
  "site",
  "service",
  "destination",
  "isUser",
  "contact",
  "email",
  "phone",
  "capacity",
  "largestGroup",
] as const;
export type ImportField = (typeof importFields)[number];
export type ImportTexts = Record<ImportField, string>;
export interface ImportLine {
  /** Row number in the file, as a spreadsheet shows it. */
  number: number;
  texts: ImportTexts;
}

/** Names a column goes by, folded; the first that fits wins. */
const headings: Record<ImportField, string[]> = {
  agency: ["organisme", "etablissement", "organisation", "agency"],
  site: ["site", "installation"],
  service: ["service"],
  destination: ["destination", "unite", "unit", "milieu"],
  isUser: ["utilisateur (o/n)", "utilisateur", "user (y/n)", "user", "utilise concerto"],
  contact: ["contact", "personne-ressource", "personne ressource", "responsable"],
  email: ["courriel", "adresse courriel", "email", "e-mail"],
  phone: ["telephone", "tel.", "tel", "phone"],
  capacity: ["places max", "places max.", "places", "capacite", "capacity", "max places"],
  largestGroup: ["taille max du groupe", "taille max. du groupe", "taille du groupe", "largest group", "max group size", "group size"],
};

/** Which column holds which field; `missing` are those without which a place has no address. */
export function mapHeader(header: string[]): { columns: Partial<Record<ImportField, number>>; missing: ("agency" | "site")[] } {
  const folded = header.map(fold);
  const columns: Partial<Record<ImportField, number>> = {};
  for (const field of importFields) {
    const at = headings[field].map((name) => folded.indexOf(name)).find((index) => index >= 0);
    if (at !== undefined) columns[field] = at;
  }
  return { columns, missing: (["agency", "site"] as const).filter((field) => columns[field] === undefined) };
}

const tidy = (text: string): string => text.replaceAll(/[\s\u00A0\u202F]+/g, " ").trim();

/** The rows of a table as fields; a column the file lacks is an empty text. */
export function linesOf(rows: { number: number; cells: string[] }[], columns: Partial<Record<ImportField, number>>): ImportLine[] {
  return rows.map(({ number, cells }) => {
    const entries = importFields.map((field) => [field, tidy(cells[columns[field] ?? -1] ?? "")] as const);
    return { number, texts: Object.fromEntries(entries) as ImportTexts };
  });
}

export interface KnownPlace {
  id: Id;
  agencyId: Id;
  name: string;
  shortName: string;
  isUser: boolean;
  retiredOn: Day | null;
}
export interface KnownDestination extends KnownPlace {
  siteId: Id;
  serviceId: Id;
  capacity: number | null;
  largestGroup: number | null;
  contactId: Id | null;
}
export interface KnownPerson {
  id: Id;
  agencyId: Id;
  lastName: string;
  firstName: string;
  email: string | null;
  phone: string | null;
  /** Someone who signs in keeps her own record: a list of places never changes it. */
  hasAccount: boolean;
}

/** What the lines are compared with, and who brings them. */
export interface ImportWorld {
  agencies: { id: Id; name: string; shortName: string; isUser: boolean; receives: boolean }[];
  sites: KnownPlace[];
  services: (KnownPlace & { siteId: Id })[];
  destinations: KnownDestination[];
  people: KnownPerson[];
  keeps(place: KeptPlace): boolean;
  mayAddAgency: boolean;
  newId(): Id;
}

export type Outcome = "new" | "changed" | "unchanged" | "refused";
/** What a line would change; `siteIsUser` and `serviceIsUser` follow from all the lines of a site or service. */
export interface ImportChange {
  field: ImportField | "siteIsUser" | "serviceIsUser";
  before: string;
  after: string;
}
export interface PlannedLine extends ImportLine {
  outcome: Outcome;
  problems: Partial<Record<ImportField, Problem>>;
  /** Refused because the organisation is another's to keep. */
  notYours: boolean;
  /** Levels that this line is the first to name. */
  creates: PlaceLevel[];
  changes: ImportChange[];
}

/** What is written, in this order; each list is one statement. */
export interface ImportWrites {
  agencies: { id: Id; name: string; shortName: string; isUser: boolean }[];
  sites: { id: Id; agencyId: Id; name: string; isUser: boolean }[];
  services: { id: Id; agencyId: Id; siteId: Id; name: string; isUser: boolean }[];
  people: { id: Id; agencyId: Id; lastName: string; firstName: string; email: string | null; phone: string | null }[];
  changedPeople: { id: Id; agencyId: Id; email: string | null; phone: string | null }[];
  destinations: Omit<KnownDestination, "shortName" | "retiredOn">[];
  changedDestinations: Pick<KnownDestination, "id" | "agencyId" | "isUser" | "capacity" | "largestGroup" | "contactId">[];
  flags: { level: "site" | "service"; id: Id; agencyId: Id; isUser: boolean }[];
}

export interface ImportPlan {
  lines: PlannedLine[];
  counts: Record<Outcome, number>;
  writes: ImportWrites;
}
