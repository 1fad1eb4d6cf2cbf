import type { ImportTexts, PlannedLine } from "./catalogue-import.ts";
import { longestName } from "./catalogue.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold } from "./place.ts";

const yes = new Set(["o", "oui", "y", "yes", "1", "vrai", "true", "x"]);
const no = new Set(["n", "non", "no", "0", "faux", "false"]);
const readFlag = (text: string): boolean | null | undefined =>
  text === "" ? null : yes.has(fold(text)) ? true : no.has(fold(text)) ? false : undefined;
export const writeFlag = (flag: boolean): string => (flag ? "O" : "N");
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** « Tremblay, Marie » is split; anything else is one name, because guessing which word is the surname is wrong too often. */
export function splitName(text: string): { lastName: string; firstName: string } {
  const [lastName, firstName, more] = text.split(",").map((part) => part.trim());
  return lastName && firstName && more === undefined ? { lastName, firstName } : { lastName: text, firstName: "" };
}
export const shownName = (of: { lastName: string; firstName: string }): string => `${of.firstName} ${of.lastName}`.trim();

export interface Read {
  isUser: boolean | null;
  capacity: number | null;
  largestGroup: number | null;
  problems: PlannedLine["problems"];
}

/** A line's own sense, whatever is known already. An empty cell says nothing: it never erases. */
export function readLine(texts: ImportTexts): Read {
  const problems: PlannedLine["problems"] = {};
  for (const field of ["agency", "site", "service", "destination", "contact"] as const) {
    if (texts[field].length > longestName) problems[field] = { kind: "too-long", most: longestName };
  }
  if (texts.agency === "") problems.agency = { kind: "missing" };
  if (texts.site === "") problems.site = { kind: "missing" };
  if (texts.service === "" && texts.destination !== "") problems.service = { kind: "missing" };
  const isUser = readFlag(texts.isUser);
  if (isUser === undefined) problems.isUser = { kind: "not-yes-no", text: texts.isUser };
  if (texts.email !== "" && !emailShape.test(texts.email)) problems.email = { kind: "not-an-email", text: texts.email };
  const count = (field: "capacity" | "largestGroup"): number | null => {
    if (texts[field] === "") return null;
    const value = /^\d{1,4}$/.test(texts[field]) ? Number(texts[field]) : Number.NaN;
    if (Number.isNaN(value)) problems[field] = { kind: "not-a-number", text: texts[field] };
    else if (value < 1) problems[field] = { kind: "not-positive" };
    return value;
  };
  return { isUser: isUser ?? null, capacity: count("capacity"), largestGroup: count("largestGroup"), problems };
}

export const keyOf = (...parts: string[]): string => parts.map(fold).join("\n");

/** Things by parent and name; a short name leads to them too, unless another thing bears it as its name. Open before retired. */
export function byName<T extends { name: string; shortName: string; retiredOn?: Day | null }>(
  things: T[],
  parentOf: (thing: T) => Id,
): Map<string, T> {
  const found = new Map<string, T>();
  const ordered = things.toSorted((one, other) => Number(Boolean(one.retiredOn)) - Number(Boolean(other.retiredOn)));
  for (const name of ["name", "shortName"] as const) {
    for (const thing of ordered) {
      const key = `${parentOf(thing)}\n${fold(thing[name])}`;
      if (thing[name] !== "" && !found.has(key)) found.set(key, thing);
    }
  }
  return found;
}

/** What the lines of a file say of a site or a service as a whole: it takes part when one of its units does. */
export function flagsOf(lines: { texts: ImportTexts; read: Read }[], depth: "site" | "service"): Map<string, boolean> {
  const flags = new Map<string, boolean>();
  for (const { texts, read } of lines) {
    if (read.isUser === null || Object.keys(read.problems).length > 0) continue;
    const key = depth === "site" ? keyOf(texts.agency, texts.site) : keyOf(texts.agency, texts.site, texts.service);
    flags.set(key, (flags.get(key) ?? false) || read.isUser);
  }
  return flags;
}
