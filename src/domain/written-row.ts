import { textsOf, type Catalogue, type ChosenPlace } from "./place.ts";
import type { Schedule } from "./schedule.ts";
import { writeWeekdays, type Language } from "./weekdays.ts";
import type { Cells } from "./worksheet.ts";

/** What a command asks for, as the row a person would have typed: `readRow` reads the same back (blocks apart: blank is the course's). */
export function writeRow(
  catalogue: Catalogue,
  of: { place: ChosenPlace; schedule: Schedule; size: number | null; comment: string },
  language: Language,
): Cells {
  const { schedule } = of;
  const various = language === "fr" ? { days: "variés", hours: "variées" } : { days: "various", hours: "various" };
  const hours =
    schedule.shiftCode ??
    (schedule.startTime === null || schedule.endTime === null ? various.hours : `${schedule.startTime} – ${schedule.endTime}`);
  const cells: Cells = {
    ...textsOf(catalogue, of.place),
    size: of.size === null ? "" : String(of.size),
    startsOn: schedule.startsOn,
    endsOn: schedule.endsOn,
    weekdays: schedule.weekdays === null ? various.days : writeWeekdays(schedule.weekdays, language),
    hours,
    blocks: schedule.blocks.map(({ from, to }) => (from === to ? from : `${from} ${language === "fr" ? "au" : "to"} ${to}`)).join("; "),
    comment: of.comment,
  };
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== "")) as Cells;
}
