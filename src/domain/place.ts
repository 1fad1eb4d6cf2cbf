import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { Problem } from "./refusal.ts";

/** What a place may say besides; absent where there is nothing to say, as most places have nothing. */
interface AsideOfPlace {
  /** The day from which it is retired, when that is still to come: it is open until then. */
  retiresOn?: Day | null;
  /** What it was called, and what it lay under by then; the latest first. */
  formerly?: FormerPlace[];
  /** It says something of itself beyond its name (F-037). */
  hasProfile?: boolean;
}
export interface FormerPlace {
  name: string;
  parentId: Id | null;
}

/** The catalogue as a school plans over it: every open or retired place of every receiving organisation. Kept flat: it is sent whole. */
export interface Catalogue {
  /** `umbrella`: it keeps places of other territories (K67). */
  agencies: { id: Id; name: string; shortName: string; isUser: boolean; umbrella?: boolean }[];
  sites: ({ id: Id; agencyId: Id; name: string; shortName: string; isUser: boolean; retiredOn: Day | null } & AsideOfPlace)[];
  services: ({ id: Id; agencyId: Id; siteId: Id; name: string; isUser: boolean; retiredOn: Day | null } & AsideOfPlace)[];
  destinations: ({
    id: Id;
    agencyId: Id;
    siteId: Id;
    serviceId: Id;
    name: string;
    shortName: string;
    isUser: boolean;
    capacity: number | null;
    largestGroup: number | null;
    profileAt: string;
    retiredOn: Day | null;
    /** Where its students go since it is retired. */
    successorId?: Id | null;
  } & AsideOfPlace)[];
}

export const placeLevels = ["agency", "site", "service", "destination"] as const;
export type PlaceLevel = (typeof placeLevels)[number];
export type PlaceTexts = Record<PlaceLevel, string>;

export interface Named {
  id: Id;
  name: string;
  shortName?: string;
  retiredOn?: Day | null;
  formerly?: FormerPlace[];
}

/** Text as it is compared: no accents, no case, one space, straight apostrophes, non-breaking spaces tolerated. */
export const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .replaceAll("’", "'")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll(/[\s\u00A0\u202F]+/g, " ")
    .trim();

/** A path as people write it, « Hôpital du Nord / Médecine / 4e Est »: its parts, or null when it is a single name. */
export function splitPath(text: string): string[] | null {
  const parts = text
    .replaceAll(/^[\s\u00A0«]+|[\s\u00A0»]+$/g, "")
    .split(/\s*[/>›»]\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.length > 1 ? parts : null;
}

/** Folding is most of the work of reading a sheet of 10,000 rows: each name of a catalogue is folded once. */
const folded = new WeakMap<Named, { name: string; shortName: string }>();
const foldedOf = (one: Named) => {
  const known = folded.get(one);
  if (known) return known;
  const made = { name: fold(one.name), shortName: fold(one.shortName ?? "") };
  folded.set(one, made);
  return made;
};

const matches = (one: Named, text: string): boolean => {
  const names = foldedOf(one);
  return names.name === text || (names.shortName !== "" && names.shortName === text);
};

/** The words of a text, folded; what is not a letter or a digit parts them. */
export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Names that look like the text: those that contain one of its words first, at most five. */
export function alike(candidates: { name: string }[], text: string): string[] {
  const words = wordsOf(text).filter((word) => word.length > 1);
  const score = (name: string) => words.filter((word) => fold(name).includes(word)).length;
  return [...new Set(candidates.map(({ name }) => name))]
    .map((name) => ({ name, score: score(name) }))
    .filter(({ score: points }) => points > 0)
    .toSorted((one, other) => other.score - one.score || one.name.localeCompare(other.name, "fr-CA"))
    .slice(0, 5)
    .map(({ name }) => name);
}

/** Everything at a level under what stands to its left, retired or not. */
function everyAt(catalogue: Catalogue, level: PlaceLevel, chosen: ChosenPlace): Named[] {
  const under = (one: { agencyId: Id; siteId?: Id; serviceId?: Id }) =>
    (!chosen.agencyId || one.agencyId === chosen.agencyId) &&
    (!chosen.siteId || one.siteId === undefined || one.siteId === chosen.siteId) &&
    (!chosen.serviceId || one.serviceId === undefined || one.serviceId === chosen.serviceId);
  if (level === "agency") return catalogue.agencies;
  if (level === "site") return catalogue.sites.filter(under);
  if (level === "service") return catalogue.services.filter(under);
  return catalogue.destinations.filter(under);
}

/** What may stand at a level, given what stands to its left: what the cell's list offers. */
export const choicesAt = (catalogue: Catalogue, level: PlaceLevel, chosen: ChosenPlace): Named[] =>
  everyAt(catalogue, level, chosen).filter((one) => one.retiredOn === null || one.retiredOn === undefined);

/** Open places that bore this name under what stands to its left: renamed since, or moved elsewhere (R311). */
function formerlyAt(catalogue: Catalogue, level: PlaceLevel, of: { chosen: ChosenPlace; wanted: string }): Named[] {
  if (level === "agency") return [];
  const { chosen, wanted } = of;
  const parentId = level === "destination" ? chosen.serviceId : level === "service" ? chosen.siteId : null;
  const here = new Set(choicesAt(catalogue, level, chosen).map(({ id }) => id));
  return choicesAt(catalogue, level, { ...nowhere, agencyId: chosen.agencyId }).filter((one) =>
    one.formerly?.some((was) => fold(was.name) === wanted && (here.has(one.id) || (parentId !== null && was.parentId === parentId))),
  );
}

export interface ChosenPlace {
  agencyId: Id | null;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
}

export interface ReadPlace {
  place: ChosenPlace;
  problems: Partial<Record<PlaceLevel, Problem>>;
}

const upward = (catalogue: Catalogue, level: PlaceLevel, id: Id): ChosenPlace => {
  if (level === "agency") return { agencyId: id, siteId: null, serviceId: null, destinationId: null };
  if (level === "site")
    return { agencyId: catalogue.sites.find((one) => one.id === id)?.agencyId ?? null, siteId: id, serviceId: null, destinationId: null };
  if (level === "service") {
    const service = catalogue.services.find((one) => one.id === id);
    return { agencyId: service?.agencyId ?? null, siteId: service?.siteId ?? null, serviceId: id, destinationId: null };
  }
  const destination = catalogue.destinations.find((one) => one.id === id);
  return {
    agencyId: destination?.agencyId ?? null,
    siteId: destination?.siteId ?? null,
    serviceId: destination?.serviceId ?? null,
    destinationId: id,
  };
};

/** A sheet names few places many times: what four texts mean is found once per catalogue. Values are shared, never changed. */
const readings = new WeakMap<Catalogue, Map<string, ReadPlace>>();
const mostReadings = 20_000;

/**
 * The place four texts name, left to right: each level is looked for under what stands to its left, and an empty left is
 * filled when the right names one place only (« 4e Est » alone is enough when there is one). Empty texts are not problems.
 */
export function readPlace(catalogue: Catalogue, texts: PlaceTexts): ReadPlace {
  const known = readings.get(catalogue) ?? new Map<string, ReadPlace>();
  readings.set(catalogue, known);
  const key = placeLevels.map((level) => texts[level]).join("\u0000");
  const found = known.get(key);
  if (found) return found;
  if (known.size >= mostReadings) known.clear();
  const read = findPlace(catalogue, texts);
  known.set(key, read);
  return read;
}

function findPlace(catalogue: Catalogue, texts: PlaceTexts): ReadPlace {
  let place: ChosenPlace = nowhere;
  const problems: Partial<Record<PlaceLevel, Problem>> = {};
  for (const level of placeLevels) {
    const text = texts[level].trim();
    if (text === "") continue;
    const under = choicesAt(catalogue, level, place);
    const wanted = fold(text);
    const named = under.filter((one) => matches(one, wanted));
    const found = named.length > 0 ? named : formerlyAt(catalogue, level, { chosen: place, wanted });
    const [only] = found;
    if (only && found.length === 1) {
      place = upward(catalogue, level, only.id);
    } else if (found.length > 1) {
      problems[level] = {
        kind: "ambiguous-place",
        text,
        like: found.map((one) => pathOf(catalogue, upward(catalogue, level, one.id))).slice(0, 5),
      };
      break;
    } else {
      const retired = everyAt(catalogue, level, place).find((one) => one.retiredOn && matches(one, wanted));
      problems[level] = retired?.retiredOn
        ? { kind: "retired-place", text, on: retired.retiredOn }
        : { kind: "unknown-place", text, like: alike(under, text) };
      break;
    }
  }
  return { place, problems };
}

const nowhere: ChosenPlace = { agencyId: null, siteId: null, serviceId: null, destinationId: null };

/** True when each level of a place is an open one under the level above it; empty levels may only follow. */
export function openPlace(
  catalogue: Catalogue,
  place: { receivingId: Id | null; siteId: Id | null; serviceId: Id | null; destinationId: Id | null },
): boolean {
  const { receivingId, siteId, serviceId, destinationId } = place;
  if (receivingId === null) return siteId === null && serviceId === null && destinationId === null;
  if (!catalogue.agencies.some((one) => one.id === receivingId)) return false;
  if (siteId === null) return serviceId === null && destinationId === null;
  if (!catalogue.sites.some((one) => one.id === siteId && one.agencyId === receivingId && one.retiredOn === null)) return false;
  if (serviceId === null) return destinationId === null;
  if (!catalogue.services.some((one) => one.id === serviceId && one.siteId === siteId && one.retiredOn === null)) return false;
  return (
    destinationId === null ||
    catalogue.destinations.some((one) => one.id === destinationId && one.serviceId === serviceId && one.retiredOn === null)
  );
}

/** The texts that parts stand for when the first is at `start`. */
function textsFrom(parts: string[], start: number): PlaceTexts {
  const texts: PlaceTexts = { agency: "", site: "", service: "", destination: "" };
  for (const [index, part] of parts.entries()) {
    const level = placeLevels[start + index];
    if (level) texts[level] = part;
  }
  return texts;
}

/**
 * The place a whole path names, from the organisation or from any level below it (« Hôpital du Nord / Médecine »).
 * A name of the catalogue that holds a slash itself (« Mère / Enfant ») is a name before it is a path.
 */
export function readPath(catalogue: Catalogue, path: string): ReadPlace {
  const whole = placeLevels
    .map((_level, start) => readPlace(catalogue, textsFrom([path], start)))
    .find(({ problems }) => Object.keys(problems).length === 0);
  const parts = splitPath(path);
  if (whole && depthOf(whole.place) > 0) return whole;
  if (parts === null || parts.length > placeLevels.length)
    return { place: nowhere, problems: { agency: { kind: "unknown-place", text: path, like: [] } } };
  const starts = placeLevels.slice(0, placeLevels.length - parts.length + 1);
  const found = starts.map((_level, start) => readPlace(catalogue, textsFrom(parts, start)));
  const clean = found.find(({ problems }) => Object.keys(problems).length === 0);
  const deepest = found.toSorted((one, other) => depthOf(other.place) - depthOf(one.place))[0];
  return clean ?? deepest ?? { place: nowhere, problems: {} };
}

const depthOf = (place: ChosenPlace): number =>
  [place.agencyId, place.siteId, place.serviceId, place.destinationId].filter((one) => one !== null).length;

/** Names by id, each list's own: a paste of 2,000 rows asks for the names of each. */
const names = new WeakMap<Named[], Map<Id, string>>();
function nameIn(list: Named[], of: Id | null): string {
  if (of === null) return "";
  let known = names.get(list);
  if (!known) names.set(list, (known = new Map(list.map(({ id, name }) => [id, name]))));
  return known.get(of) ?? "";
}

/** The names of a place, by level; empty where nothing is chosen. */
export const textsOf = (catalogue: Catalogue, place: ChosenPlace): PlaceTexts => ({
  agency: nameIn(catalogue.agencies, place.agencyId),
  site: nameIn(catalogue.sites, place.siteId),
  service: nameIn(catalogue.services, place.serviceId),
  destination: nameIn(catalogue.destinations, place.destinationId),
});

/** « CISSS des Rapides / Hôpital du Nord / Médecine / 4e Est ». */
export const pathOf = (catalogue: Catalogue, place: ChosenPlace): string =>
  Object.values(textsOf(catalogue, place))
    .filter((part) => part !== "")
    .join(" / ");
