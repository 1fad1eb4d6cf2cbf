import { parseDay } from "./dates.ts";
import { fold, placeLevels, readPath, readPlace, splitPath, textsOf, type Catalogue, type PlaceLevel, type PlaceTexts } from "./place.ts";
import { parseWeekdays } from "./weekdays.ts";
import { instructorsNamed, parseBlocks, parseHours, parseWhole, type Cells, type Column, type SheetFacts } from "./worksheet.ts";

const isPlaceLevel = (column: Column): column is PlaceLevel => (placeLevels as readonly string[]).includes(column);
const placeTexts = (cells: Cells): PlaceTexts => ({
  agency: cells.agency ?? "",
  site: cells.site ?? "",
  service: cells.service ?? "",
  destination: cells.destination ?? "",
});

/** The levels at which two writings of a place differ. */
const changes = (from: PlaceTexts, to: PlaceTexts): Cells =>
  Object.fromEntries(placeLevels.filter((level) => to[level] !== from[level]).map((level) => [level, to[level]]));

/** Names as the catalogue writes them at `level` and in the empty cells to its left; null when the texts do not name a place. */
function named(catalogue: Catalogue, texts: PlaceTexts, level: PlaceLevel): PlaceTexts | null {
  const upTo = placeLevels.indexOf(level);
  const left: PlaceTexts = { ...texts };
  for (const deeper of placeLevels.slice(upTo + 1)) left[deeper] = "";
  const read = readPlace(catalogue, left);
  if (Object.keys(read.problems).length > 0) return null;
  const names = textsOf(catalogue, read.place);
  const result: PlaceTexts = { ...texts };
  for (const [index, one] of placeLevels.entries())
    if (index <= upTo && (one === level || texts[one].trim() === "")) result[one] = names[one];
  return result;
}

/**
 * A place cell as settled: the catalogue's own writing, the empty cells to the left filled when the text names one place,
 * a whole path spread over its columns. What names nothing stays as typed.
 */
function settlePlace(column: PlaceLevel, text: string, row: { cells: Cells; catalogue: Catalogue }): Cells {
  const { catalogue } = row;
  const before = placeTexts(row.cells);
  const texts: PlaceTexts = { ...before, [column]: text };
  if (text === "") return { [column]: "" };
  const here = named(catalogue, texts, column);
  if (here) return { ...changes(before, here), [column]: here[column] };
  const parts = splitPath(text);
  if (parts === null) return { [column]: text };
  // a path under what already stands to the left, then a path from anywhere
  const start = placeLevels.indexOf(column);
  const under: PlaceTexts = { ...before };
  for (const level of placeLevels.slice(start)) under[level] = parts[placeLevels.indexOf(level) - start] ?? "";
  if (start + parts.length <= placeLevels.length && Object.keys(readPlace(catalogue, under).problems).length === 0) {
    const names = textsOf(catalogue, readPlace(catalogue, under).place);
    return { ...changes(before, names), [column]: names[column] };
  }
  const read = readPath(catalogue, text);
  const names = textsOf(catalogue, read.place);
  const deepest = placeLevels.findLastIndex((level) => names[level] !== "");
  if (deepest < 0) return { [column]: text };
  // what the path names is written by its names, the part that names nothing stays as typed where it would stand
  const first = placeLevels.findIndex((level) => parts.some((part) => fold(part) === fold(names[level])));
  for (const [index, part] of parts.entries()) {
    const level = placeLevels[Math.max(first, 0) + index];
    if (level && names[level] === "") names[level] = part;
  }
  return { ...changes(before, names), [column]: names[column] };
}

const pairOf = (start: string, end: string): string => `${start}-${end}`;

function settleText(column: Column, text: string, facts: SheetFacts): string {
  switch (column) {
    case "size":
      return String(parseWhole(text) ?? text);
    case "instructor": {
      const [only, other] = instructorsNamed(facts.instructors, text);
      return only && !other ? only.name : text;
    }
    case "startsOn":
    case "endsOn":
      return parseDay(text) ?? text;
    case "weekdays": {
      // digits say the same days to a French and to an English reader; initials do not (« M »)
      const days = parseWeekdays(text, facts.language);
      return days === undefined ? text : days === null ? "variés" : days.join("");
    }
    case "hours": {
      const hours = parseHours(text);
      if ("kind" in hours) return text;
      if (hours.shiftCode !== null) return hours.shiftCode;
      return hours.startTime === null || hours.endTime === null ? "variées" : pairOf(hours.startTime, hours.endTime);
    }
    case "blocks":
      return (
        parseBlocks(text)
          ?.map(({ from, to }) => (from === to ? from : `${from} au ${to}`))
          .join("; ") ?? text
      );
    default:
      return text;
  }
}

/**
 * What typing `text` in a cell writes: the cell itself, settled to one writing that every language reads alike, and other
 * place cells of the row when the text says more (a path, a name that is one place only). A bad value stays as typed.
 */
export function settleCell(column: Column, text: string, row: { cells: Cells; facts: SheetFacts }): Cells {
  const tidy = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  if (column === "comment") return { comment: tidy.trimEnd() };
  const line = (column === "blocks" ? tidy.trim().replaceAll("\n", "; ") : tidy).replaceAll(/[\s\u00A0\u202F]+/g, " ").trim();
  if (isPlaceLevel(column)) return settlePlace(column, line, { cells: row.cells, catalogue: row.facts.catalogue });
  return { [column]: line === "" ? "" : settleText(column, line, row.facts) };
}

/** Several cells of one row at once (a paste): each is settled with what the others say, left to right. */
export function settleRow(typed: Cells, row: { cells: Cells; facts: SheetFacts }): Cells {
  // cells about to be overwritten do not weigh on how the new ones are read
  let known: Cells = { ...row.cells };
  for (const column of Object.keys(typed) as Column[]) known[column] = "";
  let written: Cells = {};
  // what says something first: a path beside empty cells fills them, and they do not empty it again
  const entries = (Object.entries(typed) as [Column, string][]).toSorted(
    ([, one], [, other]) => Number(one.trim() === "") - Number(other.trim() === ""),
  );
  for (const [column, text] of entries) {
    if (text.trim() === "" && (written[column] ?? "") !== "") continue;
    const settled = settleCell(column, text, { cells: known, facts: row.facts });
    // a left cell that was filled by inference gives way to what was pasted in it; a path never undoes a pasted cell
    for (const other of Object.keys(settled) as Column[]) if (other !== column && (typed[other] ?? "").trim() !== "") delete settled[other];
    written = { ...written, ...settled };
    known = { ...known, ...settled };
  }
  return written;
}
