import { timesOf, type Schedule } from "#domain/schedule.ts";
import { writeWeekdays } from "#domain/weekdays.ts";
import { cohortWords } from "#words/cohort.ts";
import { inWords, writeTime, type Language } from "#words/words.ts";

/** « LMM, 7 h – 15 h », « jours variés, J8 », with the number of blocks when there are some. */
export function writeSchedule(of: Schedule, language: Language): string {
  const w = inWords(cohortWords, language);
  const days = of.weekdays === null ? w.scheduleVaried : writeWeekdays(of.weekdays, language);
  const times = timesOf(of);
  const hours =
    of.shiftCode ??
    (times === null ? w.hoursVaried : `${writeTime(times.startTime, language)}\u00A0–\u2060\u00A0${writeTime(times.endTime, language)}`);
  return [days, hours, of.blocks.length > 0 ? w.blocksCount(of.blocks.length) : ""].filter((part) => part !== "").join(", ");
}
