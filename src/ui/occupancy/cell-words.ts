import type { Day } from "#domain/dates.ts";
import type { Column } from "#domain/occupancy-period.ts";
import { stepOf, type Cell } from "#domain/occupancy-picture.ts";
import { layers } from "#domain/occupancy.ts";
import { writeDay } from "#words/calendar.ts";
import { occupancyWords } from "#words/occupancy.ts";
import { inWords, type Language } from "#words/words.ts";

/** What a cell says in words: when, how many of how many, who is sure and who is not. First the line that matters. */
export function cellLines(
  cell: Cell,
  of: { column: Column; days: readonly Day[]; language: Language; overBelow: number },
): { when: string; load: string; split: string[] } {
  const { column, days, language } = of;
  const w = inWords(occupancyWords, language);
  const isWeek = column.to > column.from;
  const when = isWeek ? w.week(column.day, column.last) : writeDay(column.day, language);
  const step = stepOf(cell);
  const load =
    cell.students === 0
      ? cell.closed
        ? w.closed
        : w.nobody
      : [
          cell.capacity === null ? w.noCapacity(cell.students) : w.of(cell.students, cell.capacity),
          ...(step === "over" && cell.capacity !== null ? [w.overBy(cell.measured - cell.capacity)] : []),
          ...(cell.closed ? [w.closed] : []),
        ].join(", ");
  const split =
    cell.students + cell.split.ghost === 0
      ? []
      : [
          layers
            .filter((layer) => cell.split[layer] > 0)
            .map((layer) => w.split(layer, cell.split[layer]))
            .join(", "),
          ...(cell.various > 0 ? [w.various(cell.various)] : []),
          isWeek ? `${w.fullestDay(writeDay(days[cell.at] ?? column.day, language))}, ${w.inShift(cell.band)}` : w.inShift(cell.band),
        ];
  return { when, load, split: of.overBelow > 0 && step !== "over" ? [...split, w.overBelow(of.overBelow)] : split };
}
