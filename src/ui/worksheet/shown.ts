import type { Schedule } from "#domain/schedule.ts";
import { parseWeekdays, writeWeekdays, type Language } from "#domain/weekdays.ts";
import { parseBlocks, parseHours, type Cells, type Column, type SheetFacts } from "#domain/worksheet.ts";
import { writeTime } from "#words/words.ts";

/** What a cell shows; `inherited` when it is empty and the cohort-course's value holds. */
export interface Shown {
  text: string;
  inherited: boolean;
}

const various = { fr: { days: "variés", hours: "variées" }, en: { days: "various", hours: "various" } };
const to = { fr: " au ", en: " to " };

const writeDays = (days: number[] | null, language: Language): string =>
  days === null ? various[language].days : writeWeekdays(days, language);

function writeHours(of: Pick<Schedule, "startTime" | "endTime" | "shiftCode">, language: Language): string {
  if (of.shiftCode !== null) return of.shiftCode;
  if (of.startTime === null || of.endTime === null) return various[language].hours;
  return `${writeTime(of.startTime, language)} – ${writeTime(of.endTime, language)}`;
}

const writeBlocks = (blocks: { from: string; to: string }[], language: Language): string =>
  blocks.map((block) => (block.from === block.to ? block.from : `${block.from}${to[language]}${block.to}`)).join("; ");

/** A cell's stored text in the reader's language; what cannot be read is shown as typed. */
export function writeCell(column: Column, text: string, language: Language): string {
  if (text === "") return "";
  if (column === "weekdays") {
    const days = parseWeekdays(text, language);
    return days === undefined ? text : writeDays(days, language);
  }
  if (column === "hours") {
    const hours = parseHours(text);
    return "kind" in hours ? text : writeHours(hours, language);
  }
  if (column === "blocks") {
    const blocks = parseBlocks(text);
    return blocks === null ? text : writeBlocks(blocks, language);
  }
  return text;
}

/** What an empty cell takes from the cohort-course. */
export function inheritedText(column: Column, facts: SheetFacts): string {
  const { course, language } = facts;
  switch (column) {
    case "size":
      return facts.kind === "individual" ? "1" : "";
    case "startsOn":
    case "endsOn":
      return course[column];
    case "weekdays":
      return writeDays(course.weekdays, language);
    case "hours":
      return writeHours(course, language);
    case "blocks":
      return writeBlocks(course.blocks, language);
    case "comment":
      return course.defaultComment;
    default:
      return "";
  }
}

/** What is seen in a cell of a row; a blank row inherits nothing, because it is not a place yet. */
export function shownCell(column: Column, row: { cells: Cells; blank: boolean; facts: SheetFacts }): Shown {
  const text = row.cells[column] ?? "";
  if (text.trim() !== "") return { text: writeCell(column, text, row.facts.language), inherited: false };
  const inherited = row.blank ? "" : inheritedText(column, row.facts);
  return { text: inherited, inherited: inherited !== "" };
}
