import type { Id } from "./id.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestRecord } from "./request-seen.ts";
import { isOpen } from "./request.ts";

/**
 * Requests chained because one instructor follows them all (F-122, reference 2.21): instructors move between them, students
 * do not. Judges which may be: open requests of one course, two or more, primaries only, since a part follows its own.
 */
export function judgeLink(records: readonly RequestRecord[]): { ok: true; linkId: Id | null } | { ok: false; refusal: Refusal } {
  const [first] = records;
  const no = (why: Extract<Refusal, { code: "cannot-join" }>["why"], of: readonly RequestRecord[]) =>
    ({ ok: false, refusal: { code: "cannot-join", why, references: of.map(({ reference }) => reference).slice(0, 5) } }) as const;
  if (!first || records.length < 2) return no("alone", records);
  const over = records.filter(({ status }) => !isOpen(status));
  if (over.length > 0) return no("over", over);
  const parts = records.filter(({ splitOf }) => splitOf !== null);
  if (parts.length > 0) return no("part", parts);
  const elsewhere = records.filter(({ cohortCourseId }) => cohortCourseId !== first.cohortCourseId);
  if (elsewhere.length > 0) return no("course", [first, ...elsewhere]);
  // Chains that meet become one: the oldest keeps its name.
  const chains = records.flatMap(({ linkId }) => (linkId === null ? [] : [linkId])).toSorted();
  return { ok: true, linkId: chains[0] ?? null };
}

/** The instructor they would share without anybody choosing: the only one named among them; undefined when several are. */
export function commonInstructor(records: readonly Pick<RequestRecord, "instructorId">[]): Id | null | undefined {
  const named = new Set(records.flatMap(({ instructorId }) => (instructorId === null ? [] : [instructorId])));
  return named.size > 1 ? undefined : ([...named][0] ?? null);
}
