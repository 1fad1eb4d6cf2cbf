import { can, type Actor, type RoleKind } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import {
  compareDeadlines,
  deadlineState,
  type Deadline,
  type DeadlineKey,
  type DeadlineKind,
  type DeadlineOwner,
  type DeadlineStep,
} from "#domain/deadline.ts";
import { sidesOf } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import type { DeadlinePart, DeadlineRow } from "./deadline-part.ts";
import { answers, awaited, conditions, missingSupervisors } from "./deadline-request.ts";
import { calls, choices, consents, releases, terms } from "./deadline-school.ts";
import type { Query } from "./sql.ts";

export interface DeadlineFilter {
  today: Day;
  /** The last day of interest; what is late is in it whatever its age. */
  until: Day;
  kinds?: readonly DeadlineKind[];
  /** Only what is the viewer's own turn, or her organisation's. */
  ours?: boolean;
  after?: DeadlineKey | null;
  most: number;
}

/** The parts a viewer has from a side, by kind; `theirs`: the next step is not her organisation's. */
function partsFor(viewer: Actor, side: Side): { kind: DeadlineKind; theirs: boolean; part: DeadlinePart }[] {
  const placing = side === "placing";
  const requests = can(viewer, "request.see") && viewer.kind !== "supervisor";
  const all: { kind: DeadlineKind; theirs: boolean; part: DeadlinePart; when: boolean }[] = [
    { kind: "answer", part: answers, theirs: false, when: requests },
    { kind: "answer", part: awaited, theirs: true, when: requests && side !== "unit" },
    { kind: "condition", part: conditions, theirs: false, when: requests && side !== "unit" },
    { kind: "call", part: calls, theirs: false, when: can(viewer, "call.see") },
    { kind: "supervisor", part: missingSupervisors, theirs: false, when: requests && !placing && can(viewer, "supervision.manage") },
    { kind: "release", part: releases, theirs: false, when: placing && requests },
    { kind: "choice", part: choices, theirs: false, when: placing && can(viewer, "choice.see") },
    { kind: "consent", part: consents, theirs: false, when: placing && can(viewer, "student.see") },
    { kind: "term", part: terms, theirs: false, when: placing && can(viewer, "programme.see") },
  ];
  return all.filter(({ when }) => when);
}

/** Where nobody is named: the role whose turn it is. */
function roleOf(step: DeadlineStep, side: Side): RoleKind | null {
  if (step === "release" || step === "begins" || step === "ends") return null;
  return side === "placing" ? "placing-coordinator" : side === "receiving" ? "receiving-coordinator" : "destination-coordinator";
}

function ownerOf(row: DeadlineRow, viewer: Actor, side: Side): DeadlineOwner {
  if (row.step === "await" && row.owner !== null) return { kind: "organisation", name: row.owner, mine: false };
  if (row.step === "await-unit" && row.owner !== null) return { kind: "unit", name: row.owner, mine: false };
  if (row.ownerId !== null && row.owner !== null) return { kind: "person", name: row.owner, mine: row.ownerId === viewer.personId };
  const role = roleOf(row.step, side);
  return role === null ? { kind: "clock", mine: false } : { kind: "role", role, mine: role === viewer.kind };
}

const seen = (row: DeadlineRow, of: { viewer: Actor; side: Side; today: Day }): Deadline => ({
  key: keyOf(row),
  kind: row.kind,
  step: row.step,
  day: row.day,
  at: row.at,
  state: deadlineState(row.day, of.today),
  owner: ownerOf(row, of.viewer, of.side),
  count: row.count,
  about: {
    side: of.side,
    requestId: row.requestId ?? null,
    reference: row.reference ?? null,
    place: row.place ?? null,
    school: row.school ?? null,
    callId: row.callId ?? null,
    callNumber: row.callNumber ?? null,
    cohortCourseId: row.cohortCourseId ?? null,
    cohortId: row.cohortId ?? null,
    what: row.what ?? null,
  },
});
const keyOf = (row: DeadlineRow): string => `${row.kind}:${row.id}`;

/** What is due to the viewer, to her organisation and from others she waits for, by day; a page continues after the last one's day and key. */
export async function listDeadlines(sql: Query, viewer: Actor, filter: DeadlineFilter): Promise<Deadline[]> {
  const asks = sidesOf(viewer).flatMap((side) =>
    partsFor(viewer, side)
      .filter(({ kind, theirs }) => (filter.kinds?.includes(kind) ?? true) && !(filter.ours === true && theirs))
      .map(async ({ part }) => {
        const { today, until, most } = filter;
        const rows = await part(sql, { viewer, side, today, until, after: filter.after ?? null, most });
        return rows.map((row) => seen(row, { viewer, side, today }));
      }),
  );
  const all = (await Promise.all(asks)).flat().toSorted(compareDeadlines);
  return all.slice(0, filter.most);
}
