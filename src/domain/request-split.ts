import { addDays, daysBetween, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { openPlace, type Catalogue } from "./place.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestRecord } from "./request-seen.ts";
import { isAccepted, isDraft, isOpen, statusSeenBy, type Place, type Status } from "./request.ts";
import { withPauses } from "./request-tag.ts";
import { firstOverlap, forStudent, shiftsOf, type Schedule, type Shift } from "./schedule.ts";

/**
 * One request over several places or periods (F-120, T34; reference 2.21). The primary is the group: its size, its students and
 * its instructor are everybody's, and everybody goes through every part. Parts one after the other (rotations) each take the
 * whole group; parts at the same time share it, and their sizes come to the group's.
 */

/** The most places and periods of one request, the primary's own included. */
export const mostParts = 12;

interface Dates {
  startsOn: Day;
  endsOn: Day;
}

/** Periods of equal length that follow each other, each beginning on the weekday of the first; in whole weeks where there are enough. */
export function rotations(of: Dates, count: number): Dates[] {
  const days = daysBetween(of.startsOn, of.endsOn) + 1;
  if (count < 1 || days < count) return [];
  const weeks = Math.ceil(days / 7);
  const step = weeks >= count ? 7 : 1;
  const units = step === 7 ? weeks : days;
  // What a period leaves before the next one begins: a course that ends on a Friday has rotations that end on Fridays.
  const rest = step === 7 ? 7 - ((days - 1) % 7) : 1;
  const periods: Dates[] = [];
  let from = 0;
  for (let index = 0; index < count; index++) {
    const next = from + Math.floor(units / count) + (index < units % count ? 1 : 0);
    const startsOn = addDays(of.startsOn, from * step);
    periods.push({ startsOn, endsOn: index === count - 1 ? of.endsOn : addDays(of.startsOn, next * step - rest) });
    from = next;
  }
  return periods;
}

/** A whole number shared in the proportions given, to the last one; nobody gets nothing while there is enough for all. */
export function shared(total: number, proportions: readonly number[]): number[] {
  const sum = proportions.reduce((all, one) => all + one, 0);
  if (proportions.length === 0) return [];
  const exact = proportions.map((one) => (sum === 0 ? total / proportions.length : (total * one) / sum));
  const shares = exact.map((one) => Math.max(total >= proportions.length ? 1 : 0, Math.floor(one)));
  const order = exact.map((one, index) => ({ index, rest: one - Math.floor(one) })).toSorted((one, other) => other.rest - one.rest);
  for (let left = total - shares.reduce((all, one) => all + one, 0), at = 0; left !== 0; at++) {
    const index = order[at % order.length]?.index ?? 0;
    if (left > 0) {
      shares[index] = (shares[index] ?? 0) + 1;
      left--;
    } else if ((shares[index] ?? 0) > 1) {
      shares[index] = (shares[index] ?? 0) - 1;
      left++;
    }
  }
  return shares;
}

/** The pattern of a schedule between other dates: blocks and calendar as far as they lie there. */
export function scheduleBetween(of: Schedule, { startsOn, endsOn }: Dates): Schedule {
  const inside = (ranges: { from: Day; to: Day }[]) =>
    ranges
      .filter((one) => one.from <= endsOn && one.to >= startsOn)
      .map((one) => ({ from: one.from < startsOn ? startsOn : one.from, to: one.to > endsOn ? endsOn : one.to }));
  const between = { ...of, startsOn, endsOn, blocks: inside(of.blocks) };
  return withPauses(
    of.days ? { ...between, days: of.days.filter((one) => startsOn <= one.day && one.day <= endsOn) } : between,
    inside(of.pauses ?? []),
  );
}

/** True when nobody can be at both: their hours meet, or their dates do and hours are various. */
export function atOnce(one: Schedule, other: Schedule): boolean {
  if (one.startsOn > other.endsOn || other.startsOn > one.endsOn) return false;
  if (shiftsOf(one).length === 0 || shiftsOf(other).length === 0) return true;
  return firstOverlap(one, other) !== null;
}

/** When a student is anywhere at all, over all the parts she goes through: hours that meet are one presence, since she is in one of them. */
export function presenceIn(schedules: readonly Schedule[], studentId: Id): Shift[] {
  const shifts = schedules
    .flatMap((one) => shiftsOf(forStudent(one, studentId)))
    .toSorted((one, other) => one.from.localeCompare(other.from));
  const presence: Shift[] = [];
  for (const shift of shifts) {
    const last = presence.at(-1);
    if (last && shift.from < last.to) presence[presence.length - 1] = { from: last.from, to: shift.to > last.to ? shift.to : last.to };
    else presence.push(shift);
  }
  return presence;
}

/** Members that share the group between them, each with those it shares with: chains of members at the same time. */
export function sharing<Member extends { schedule: Schedule }>(members: readonly Member[]): Member[][] {
  const left = [...members];
  const clusters: Member[][] = [];
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    const cluster = [seed];
    for (const one of cluster) {
      for (const other of left.filter((candidate) => atOnce(one.schedule, candidate.schedule))) {
        left.splice(left.indexOf(other), 1);
        cluster.push(other);
      }
    }
    clusters.push(cluster);
  }
  return clusters;
}

/** What each member takes of a group of this size: all of it when alone at its time, else its share in the proportions of now. */
export function sizesFor(group: number, members: readonly { id: Id; schedule: Schedule; size: number }[]): Map<Id, number> {
  const sizes = new Map<Id, number>();
  for (const cluster of sharing(members)) {
    const shares = shared(
      group,
      cluster.map(({ size }) => size),
    );
    for (const [index, { id }] of cluster.entries()) sizes.set(id, cluster.length === 1 ? group : (shares[index] ?? 0));
  }
  return sizes;
}

/** What its own place takes of a request: a part's size, a primary's share of its group. */
export const sizeAt = (of: Pick<RequestRecord, "size" | "sizeHere">): number => of.sizeHere ?? of.size;

export interface PartAsked extends Dates {
  place: Place;
  size: number;
}

export interface SplitAsked {
  /** The primary's own part; its dates may change only in the outbox. */
  here: Dates & { size: number };
  /** Sizes of the parts there are already, where they change. */
  sizes: { id: Id; size: number }[];
  /** Parts to add. */
  parts: PartAsked[];
  /** Why, told to who receives when the request was sent already. */
  reason: string;
}

export interface SplitFacts {
  /** The open parts there are already. */
  parts: RequestRecord[];
  course: Dates;
  catalogue: Catalogue;
}

export type SplitDecision =
  | {
      ok: true;
      status: Extract<Status, "new" | "new-part">;
      here: { schedule: Schedule; sizeHere: number | null };
      sizes: Map<Id, number>;
      parts: { place: Place; schedule: Schedule; size: number }[];
    }
  | { ok: false; refusal: Refusal };

const no = (refusal: Refusal) => ({ ok: false, refusal }) as const;
const invalid = (field: string, problem: Extract<Refusal, { code: "invalid" }>["problem"]) => no({ code: "invalid", field, problem });

function judgeDates(of: Dates, course: Dates, field: string): Extract<SplitDecision, { ok: false }> | null {
  if (of.endsOn < of.startsOn) return invalid(`${field}.endsOn`, { kind: "end-before-start" });
  if (of.startsOn < course.startsOn || of.endsOn > course.endsOn)
    return invalid(`${field}.startsOn`, { kind: "outside-course", startsOn: course.startsOn, endsOn: course.endsOn });
  return null;
}

/** Judges a split: parts to add to a request, or its group shared anew between those there are. */
export function judgeSplit(primary: RequestRecord, asked: SplitAsked, facts: SplitFacts): SplitDecision {
  if (primary.splitOf !== null) return no({ code: "cannot-join", why: "part", references: [primary.reference] });
  if (!isOpen(primary.status)) return no({ code: "cannot-join", why: "over", references: [primary.reference] });
  const drafted = isDraft(primary.status) || primary.status === "sent-held";
  const moved = asked.here.startsOn !== primary.schedule.startsOn || asked.here.endsOn !== primary.schedule.endsOn;
  if (moved && !drafted) return invalid("here.startsOn", { kind: "dates-sent" });
  if (asked.parts.length + facts.parts.length + 1 > mostParts) return invalid("parts", { kind: "too-many", most: mostParts });
  if (!drafted && asked.parts.length > 0 && asked.reason.trim() === "") return no({ code: "reason-needed", reason: "note" });
  const own = { id: primary.id, schedule: scheduleBetween(primary.schedule, asked.here), size: asked.here.size };
  const resized = new Map(asked.sizes.map(({ id, size }) => [id, size]));
  const former = facts.parts.map((part) => ({ id: part.id, schedule: part.schedule, size: resized.get(part.id) ?? part.size }));
  const added = asked.parts.map((part, index) => ({
    id: `parts.${index}`,
    schedule: { ...scheduleBetween(primary.schedule, part), pauses: [] },
    size: part.size,
  }));
  for (const [index, part] of [asked.here, ...asked.parts].entries()) {
    const wrong = judgeDates(part, facts.course, index === 0 ? "here" : `parts.${index - 1}`);
    if (wrong) return wrong;
  }
  const sizes = new Map<Id, number>();
  for (const cluster of sharing([own, ...former, ...added])) {
    const sum = cluster.reduce((all, { size }) => all + size, 0);
    const from = cluster.reduce((first, { schedule }) => (schedule.startsOn < first ? schedule.startsOn : first), own.schedule.endsOn);
    if (cluster.length > 1 && (sum !== primary.size || cluster.some(({ size }) => size < 1)))
      return no({ code: "part-sizes", group: primary.size, sum, from });
    for (const { id, size } of cluster) sizes.set(id, cluster.length === 1 ? primary.size : size);
  }
  const most = (destinationId: Id | null) => facts.catalogue.destinations.find(({ id }) => id === destinationId)?.largestGroup ?? null;
  for (const [index, { place }] of asked.parts.entries()) {
    if (!openPlace(facts.catalogue, place)) return invalid(`parts.${index}.place`, { kind: "unknown-place", text: "", like: [] });
    const [size, largest] = [sizes.get(`parts.${index}`) ?? 0, most(place.destinationId)];
    if (primary.kind === "group" && largest !== null && size > largest)
      return invalid(`parts.${index}.size`, { kind: "group-too-large", most: largest, text: String(size) });
  }
  const here = sizes.get(primary.id) ?? primary.size;
  return {
    ok: true,
    status: drafted ? "new" : "new-part",
    here: { schedule: own.schedule, sizeHere: here === primary.size ? null : here },
    sizes: new Map(facts.parts.map(({ id, size }) => [id, sizes.get(id) ?? size])),
    parts: asked.parts.map((part, index) => ({
      place: part.place,
      schedule: withPauses(added[index]?.schedule ?? primary.schedule, []),
      size: sizes.get(`parts.${index}`) ?? part.size,
    })),
  };
}

/**
 * Who leads on when the primary is over: a part that was accepted before one that was not, then the one that begins first.
 * None when every part is over too.
 */
export const successorOf = <Part extends Pick<RequestRecord, "status" | "schedule" | "id">>(parts: readonly Part[]): Part | undefined =>
  parts
    .filter(({ status }) => isOpen(status))
    .toSorted(
      (one, other) =>
        Number(isAccepted(other.status)) - Number(isAccepted(one.status)) ||
        one.schedule.startsOn.localeCompare(other.schedule.startsOn) ||
        one.id.localeCompare(other.id),
    )[0];

/** Judges a merge: two requests of one course, one kind and one status become one over two places or periods (F-123). */
export function judgeMerge(
  primary: RequestRecord,
  other: RequestRecord,
): { ok: true; size: number; sizeHere: number | null } | { ok: false; refusal: Refusal } {
  const differ = (why: Extract<Refusal, { code: "cannot-join" }>["why"]) =>
    no({ code: "cannot-join", why, references: [primary.reference, other.reference] });
  if (primary.id === other.id) return differ("alone");
  if (primary.cohortCourseId !== other.cohortCourseId) return differ("course");
  if (primary.kind !== other.kind) return differ("kind");
  if (!isOpen(primary.status) || !isOpen(other.status)) return differ("over");
  // As the school has them: what a unit answered must not show in a refusal.
  if (statusSeenBy(primary.status, "placing") !== statusSeenBy(other.status, "placing")) return differ("status");
  if (primary.splitOf !== null || other.splitOf !== null || other.parts > 0 || primary.parts + 2 > mostParts) return differ("part");
  // Places at the same time make a larger group; one place after the other takes the same students, so their number must agree.
  if (!atOnce(primary.schedule, other.schedule))
    return primary.size === other.size ? { ok: true, size: primary.size, sizeHere: primary.sizeHere } : differ("size");
  if (primary.kind === "individual") return differ("at-once");
  return { ok: true, size: primary.size + other.size, sizeHere: sizeAt(primary) };
}
