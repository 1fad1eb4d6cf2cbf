import type { Id } from "./id.ts";

/**
 * What a school asked of an organisation in a period and what it was given (R505). Of a split group each part counts at its own place, and
 * never more than the group has students.
 */
export interface ShareLine {
  /** Null: other schools, all together. */
  schoolId: Id | null;
  school: string;
  requests: number;
  /** Students of requests that reached the organisation: answered or not; what the school took back unanswered is none. */
  asked: number;
  /** Of those, students of requests that were accepted. */
  given: number;
  /** Of those, students whose request waits for an answer. */
  waiting: number;
}

/** Per cent, whole; null of nothing. */
const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 100));

/** Of what a school asked and was answered, how much it was given. */
export const servedOf = (line: Pick<ShareLine, "asked" | "given" | "waiting">): number | null =>
  percent(line.given, line.asked - line.waiting);

/** Of everything that was given, and of everything that was asked, what is a school's. */
export const shareOf = (line: Pick<ShareLine, "asked" | "given">, all: Pick<ShareLine, "asked" | "given">) => ({
  ofGiven: percent(line.given, all.given),
  ofAsked: percent(line.asked, all.asked),
});

export function sumLines(lines: readonly ShareLine[]): Omit<ShareLine, "schoolId" | "school"> {
  const sum = { requests: 0, asked: 0, given: 0, waiting: 0 };
  for (const line of lines) {
    sum.requests += line.requests;
    sum.asked += line.asked;
    sum.given += line.given;
    sum.waiting += line.waiting;
  }
  return sum;
}

/** As one school sees it: itself, and the others as one line, unless the organisation shows them by name. */
export function seenBySchool(lines: readonly ShareLine[], of: { schoolId: Id; school: string; open: boolean }): ShareLine[] {
  const own = lines.find(({ schoolId }) => schoolId === of.schoolId) ?? {
    schoolId: of.schoolId,
    school: of.school,
    requests: 0,
    asked: 0,
    given: 0,
    waiting: 0,
  };
  const others = lines.filter(({ schoolId }) => schoolId !== of.schoolId);
  if (of.open) return [own, ...others];
  return others.length === 0 ? [own] : [own, { schoolId: null, school: "", ...sumLines(others) }];
}
