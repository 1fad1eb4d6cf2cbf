import { z } from "zod";
import { id, type Id } from "./id.ts";
import { alike, pathOf, readPath, textsOf, type Catalogue, type ChosenPlace } from "./place.ts";
import type { Problem } from "./refusal.ts";
import type { Cells } from "./worksheet.ts";

/** What a course does with its students' preferences (F-075): looked at while assigning, or made into requests and assignments (T03). */
export const preferenceUses = ["informative", "generative"] as const;
export type PreferenceUse = (typeof preferenceUses)[number];

/** As many as the widest form in use offers (2.15). */
export const mostPreferences = 20;
const longestPreference = 400;
export const longestPreferenceComment = 500;

const level = id.nullable();
/** A place wished for, with the text as it was written. `place` is null while the text names no place of the catalogue. */
export const preferenceInput = z.object({
  path: z.string().trim().min(1).max(longestPreference),
  comment: z.string().trim().max(longestPreferenceComment).default(""),
  place: z.object({ agencyId: level, siteId: level, serviceId: level, destinationId: level }).nullable().default(null),
});
export type Preference = z.infer<typeof preferenceInput>;

/** A preference as the catalogue has it today. */
export interface ReadPreference {
  place: ChosenPlace;
  /** The place by its names of today; the text as written while it is none. */
  path: string;
  /** Why it names no open place; null when it does. */
  problem: Problem | null;
  /** Paths that may be meant. */
  fixes: string[];
}

const deepest = ({ agencyId, siteId, serviceId, destinationId }: ChosenPlace): Id | null =>
  destinationId ?? serviceId ?? siteId ?? agencyId;

/** A place by its ids, as the catalogue has it now; null when a level is gone or lies elsewhere. */
function known(catalogue: Catalogue, place: ChosenPlace): { name: string; retiredOn: string | null; successorId: Id | null } | null {
  const last = deepest(place);
  const unit = catalogue.destinations.find((one) => one.id === last);
  const found = unit ?? catalogue.services.find((one) => one.id === last) ?? catalogue.sites.find((one) => one.id === last);
  const agency = catalogue.agencies.find((one) => one.id === last);
  if (agency) return { name: agency.name, retiredOn: null, successorId: null };
  return found ? { name: found.name, retiredOn: found.retiredOn, successorId: unit?.successorId ?? null } : null;
}

/** The place under which a unit, service or site lies, whole. */
function whole(catalogue: Catalogue, last: Id): ChosenPlace {
  const unit = catalogue.destinations.find((one) => one.id === last);
  const service = catalogue.services.find((one) => one.id === (unit?.serviceId ?? last));
  const site = catalogue.sites.find((one) => one.id === (service?.siteId ?? last));
  return {
    agencyId: site?.agencyId ?? catalogue.agencies.find((one) => one.id === last)?.id ?? null,
    siteId: site?.id ?? null,
    serviceId: service?.id ?? null,
    destinationId: unit?.id ?? null,
  };
}

const everyPath = new WeakMap<Catalogue, { name: string }[]>();

/** Every open place by its path, sites, services and units: what a preference is chosen from. */
export function placePaths(catalogue: Catalogue): { name: string }[] {
  const made = everyPath.get(catalogue);
  if (made) return made;
  const open = [...catalogue.sites, ...catalogue.services, ...catalogue.destinations].filter(({ retiredOn }) => retiredOn === null);
  const order = new Intl.Collator("fr-CA", { numeric: true });
  const paths = open
    .map(({ id: one }) => ({ name: pathOf(catalogue, { ...whole(catalogue, one), agencyId: null }) }))
    .toSorted((one, other) => order.compare(one.name, other.name));
  everyPath.set(catalogue, paths);
  return paths;
}

/** A class wishes for few places many times: what a text or an id means is found once per catalogue. Values are shared, never changed. */
const readings = new WeakMap<Catalogue, Map<string, ReadPreference>>();
const mostReadings = 20_000;

/**
 * What a preference means today: by its ids, which outlive a change of names; else by its text, which may have become a place since it
 * was written. What it cannot mean is said, with what may be meant instead.
 */
export function readPreference(catalogue: Catalogue, { path, place }: Pick<Preference, "path" | "place">): ReadPreference {
  const readAlready = readings.get(catalogue) ?? new Map<string, ReadPreference>();
  readings.set(catalogue, readAlready);
  const key = `${place ? deepest(place) : ""} ${path}`;
  const before = readAlready.get(key);
  if (before) return before;
  if (readAlready.size >= mostReadings) readAlready.clear();
  const read = findPreference(catalogue, { path, place });
  readAlready.set(key, read);
  return read;
}

function findPreference(catalogue: Catalogue, { path, place }: Pick<Preference, "path" | "place">): ReadPreference {
  const last = place ? deepest(place) : null;
  const found = place && last ? known(catalogue, place) : null;
  if (last && found) {
    const now = whole(catalogue, last);
    const called = pathOf(catalogue, { ...now, agencyId: now.siteId ? null : now.agencyId });
    if (found.retiredOn === null) return { place: now, path: called, problem: null, fixes: [] };
    const next = found.successorId ? pathOf(catalogue, { ...whole(catalogue, found.successorId), agencyId: null }) : "";
    return {
      place: now,
      path: called,
      problem: { kind: "retired-place", text: called, on: found.retiredOn },
      fixes: next === "" ? alike(placePaths(catalogue), path).filter((one) => one !== called) : [next],
    };
  }
  const read = readPath(catalogue, path);
  const [problem] = Object.values(read.problems);
  const named = deepest(read.place) !== null;
  if (!problem && named)
    return {
      place: read.place,
      path: pathOf(catalogue, { ...read.place, agencyId: read.place.siteId ? null : read.place.agencyId }),
      problem: null,
      fixes: [],
    };
  const fixes = problem?.kind === "ambiguous-place" ? problem.like : alike(placePaths(catalogue), path);
  return { place: read.place, path, problem: problem ?? { kind: "unknown-place", text: path, like: fixes }, fixes };
}

/** The same with its ids, as it is stored: what the text names, when it is a place. */
export function resolved(catalogue: Catalogue, preference: Preference): Preference {
  const { place, problem } = readPreference(catalogue, preference);
  return { ...preference, place: problem && !preference.place ? null : problem ? preference.place : place };
}

/** A row of an individual worksheet for a place wished for. A student's comment stays with the school, and out of it. */
export const cellsFor = (catalogue: Catalogue, place: ChosenPlace): Cells => {
  const texts = textsOf(catalogue, place);
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
};

/** The first of a student's preferences, by rank, that names an open place; null when none does. */
export const firstToCopy = (read: ReadPreference[]): number | null => {
  const at = read.findIndex(({ problem }) => problem === null);
  return at < 0 ? null : at;
};

/** Moves one preference of a list to another rank; both count from 0, and what falls outside changes nothing. */
export function moveRank<One>(list: readonly One[], from: number, to: number): One[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one === undefined || to < 0 || to >= list.length || from === to) return [...list];
  next.splice(to, 0, one);
  return next;
}
