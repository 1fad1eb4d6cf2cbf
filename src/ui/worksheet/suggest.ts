import {
  choicesAt,
  fold,
  pathOf,
  placeLevels,
  readPlace,
  splitPath,
  type Catalogue,
  type ChosenPlace,
  type PlaceLevel,
} from "#domain/place.ts";
import type { Cells, Column, SheetFacts } from "#domain/worksheet.ts";

/** One choice of a cell's list: `text` is what choosing it types, `hint` tells apart what bears one name. */
export interface Choice {
  text: string;
  label: string;
  hint: string;
  /** Of this very column; others fill columns to its right as well. */
  near: boolean;
}

/** A list longer than this is not read: one types. */
const most = 60;
const nowhere: ChosenPlace = { agencyId: null, siteId: null, serviceId: null, destinationId: null };

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[\s/>›'’().,-]+/)
    .filter((word) => word !== "");
/** Each word typed begins a word of the name: « med nord » holds in « Hôpital du Nord / Médecine », « x » not in « externe ». */
const holds = (words: string[], name: string): boolean => {
  const starts = name.split(/[\s/'’().,-]+/);
  return words.every((word) => starts.some((start) => start.startsWith(word)));
};

/** The place named by the cells to the left of a level. */
export function leftOf(catalogue: Catalogue, level: PlaceLevel, cells: Cells): ChosenPlace {
  const texts = { agency: "", site: "", service: "", destination: "" };
  for (const left of placeLevels.slice(0, placeLevels.indexOf(level))) texts[left] = cells[left] ?? "";
  return readPlace(catalogue, texts).place;
}

/** Names that begin with the text first, then those that hold its words, in the alphabet's order. */
const inOrder = (choices: Choice[], text: string): Choice[] => {
  const start = fold(text);
  const rank = (choice: Choice) => (fold(choice.label) === start ? 0 : fold(choice.label).startsWith(start) ? 1 : 2);
  return choices.toSorted((one, other) => rank(one) - rank(other) || one.label.localeCompare(other.label, "fr-CA", { numeric: true }));
};

function placeChoices(level: PlaceLevel, text: string, row: { cells: Cells; catalogue: Catalogue }): Choice[] {
  const { catalogue } = row;
  const left = leftOf(catalogue, level, row.cells);
  const words = wordsOf(text);
  const here = choicesAt(catalogue, level, left).filter((one) => holds(words, `${fold(one.name)} ${fold(one.shortName ?? "")}`));
  const counts = new Map<string, number>();
  for (const { name } of here) counts.set(name, (counts.get(name) ?? 0) + 1);
  const chosen = here.map((one): Choice => {
    const above = pathOf(catalogue, { ...placeOf(catalogue, level, one.id), [`${level}Id`]: null });
    // a name that several places bear is chosen with its path, or the cell would not say which
    const twice = (counts.get(one.name) ?? 0) > 1;
    return { text: twice ? `${above} / ${one.name}` : one.name, label: one.name, hint: twice || words.length > 0 ? above : "", near: true };
  });
  const near = inOrder(chosen, text);
  if (words.length === 0 || near.length >= most || level === "destination") return near.slice(0, most);
  // a unit's own name, or a path, typed in a column to its left: a path shows all that lies under it
  if (fold(text).length < 2) return near;
  const path = splitPath(text) !== null || near.length === 0;
  const deeper = placeLevels.slice(placeLevels.indexOf(level) + 1).flatMap((below) =>
    choicesAt(catalogue, below, left)
      .map((one) => ({ name: one.name, path: pathOf(catalogue, placeOf(catalogue, below, one.id)) }))
      .filter(({ name, path: whole }) => holds(words, fold(whole)) && (path || words.some((word) => holds([word], fold(name))))),
  );
  return [...near, ...deeper.map(({ path: whole }): Choice => ({ text: whole, label: whole, hint: "", near: false }))].slice(0, most);
}

/** A place from its id at a level, with what it lies under. */
export function placeOf(catalogue: Catalogue, level: PlaceLevel, id: string): ChosenPlace {
  if (level === "agency") return { ...nowhere, agencyId: id };
  if (level === "site") return { ...nowhere, agencyId: catalogue.sites.find((one) => one.id === id)?.agencyId ?? null, siteId: id };
  const list = level === "service" ? catalogue.services : catalogue.destinations;
  const found = list.find((one) => one.id === id);
  const place = { ...nowhere, agencyId: found?.agencyId ?? null, siteId: found?.siteId ?? null };
  if (level === "service") return { ...place, serviceId: id };
  return { ...place, serviceId: catalogue.destinations.find((one) => one.id === id)?.serviceId ?? null, destinationId: id };
}

/** What a cell's list offers for what is typed so far; empty for cells without a list. */
export function suggest(column: Column, text: string, row: { cells: Cells; facts: SheetFacts }): Choice[] {
  if (column === "instructor") {
    const words = wordsOf(text);
    const people = row.facts.instructors.filter(({ name }) => holds(words, fold(name)));
    return inOrder(
      people.map(({ name }) => ({ text: name, label: name, hint: "", near: true })),
      text,
    ).slice(0, most);
  }
  if (column !== "agency" && column !== "site" && column !== "service" && column !== "destination") return [];
  return placeChoices(column, text, { cells: row.cells, catalogue: row.facts.catalogue });
}
