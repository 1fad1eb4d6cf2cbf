import { bands, type Band, type LineShape } from "./capacity.ts";
import type { Day } from "./dates.ts";

/** What the wizard asks (F-195): how many at once; the same at all times; all year round. */
export interface CapacityAnswers {
  students: number;
  largestGroup: number | null;
  discipline: string | null;
  /** Null: the same every day and shift. */
  byShift: Record<Band, { week: number; weekend: number }> | null;
  /** Null: all year round. */
  period: { from: Day; to: Day } | null;
  note: string;
}

export const weekend: readonly number[] = [6, 7];

/** The fewest lines that say it: one for always, and one for each shift or weekend that is otherwise. */
export function linesOf(of: CapacityAnswers): LineShape[] {
  const line = (students: number, more: Partial<LineShape> = {}): LineShape => ({
    discipline: of.discipline,
    band: null,
    shiftCode: null,
    startTime: null,
    endTime: null,
    weekdays: null,
    from: of.period?.from ?? null,
    to: of.period?.to ?? null,
    students,
    largestGroup:
      of.largestGroup !== null && of.largestGroup <= students ? of.largestGroup : students > 0 && of.largestGroup ? students : null,
    note: of.note,
    ...more,
  });
  const { byShift } = of;
  if (byShift === null) return [line(of.students)];
  const base = byShift.day.week;
  const lines = [line(base), ...bands.filter((band) => byShift[band].week !== base).map((band) => line(byShift[band].week, { band }))];
  const apart = bands.filter((band) => byShift[band].weekend !== byShift[band].week);
  const same = bands.every((band) => byShift[band].weekend === byShift.day.weekend);
  // a line of a shift says more than one of weekdays, so that one for all shifts does only where no shift has a line of its own
  if (apart.length > 0 && same && lines.length === 1) lines.push(line(byShift.day.weekend, { weekdays: [...weekend] }));
  else lines.push(...apart.map((band) => line(byShift[band].weekend, { band, weekdays: [...weekend] })));
  return lines;
}

/** The lines that new ones stand in for: of the same discipline and the same period. */
export const replacedBy = <Line extends LineShape>(lines: readonly Line[], of: Pick<CapacityAnswers, "discipline" | "period">): Line[] =>
  lines.filter(
    (line) => line.discipline === of.discipline && line.from === (of.period?.from ?? null) && line.to === (of.period?.to ?? null),
  );
