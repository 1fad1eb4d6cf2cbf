import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { Refusal } from "#domain/refusal.ts";
import { presenceIn } from "#domain/request-split.ts";
import { findElsewhere, listMembers, lockConfirmed, rewriteShifts, saveSplit } from "#db/request-split.ts";
import type { Tx } from "#db/sql.ts";

/**
 * Writes the hours of everyone confirmed on a request anew, from every confirmed part of its split: after dates, parts or
 * calendar changed, in the same transaction. The refusal says who would be in two places, where and when; nothing is written then.
 */
export async function rewriteHours(tx: Tx, of: { agencyId: Id; primaryId: Id }): Promise<Refusal | null> {
  const { agencyId, primaryId } = of;
  const seats = await lockConfirmed(tx, { agencyId, requestId: primaryId });
  const members = (await listMembers(tx, of)).filter(({ status }) => status === "confirmed");
  const presence = seats.map(({ assignmentId, studentId }) => ({
    assignmentId,
    studentId,
    shifts: presenceIn(
      members.map(({ schedule }) => schedule),
      studentId,
    ),
  }));
  const elsewhere = await findElsewhere(tx, { agencyId, presence });
  if (elsewhere) {
    const student = seats.find(({ studentId }) => studentId === elsewhere.studentId)?.name ?? "";
    return { code: "student-twice", student, place: elsewhere.place, from: elsewhere.from };
  }
  await rewriteShifts(tx, { agencyId, requestId: primaryId, presence });
  return null;
}

/** The parts of a split follow their primary when its names are released or taken back; each place is told its own. */
export async function followConfirmation(
  tx: Tx,
  of: { agencyId: Id; primaryId: Id; within: Id[]; students: number; confirmed: boolean },
): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const part of await listMembers(tx, of)) {
    if (part.id === of.primaryId || part.status !== (of.confirmed ? "accepted" : "confirmed")) continue;
    await saveSplit(tx, { agencyId: of.agencyId, id: part.id }, { status: of.confirmed ? "confirmed" : "accepted" });
    const common = {
      agencyIds: [of.agencyId, ...(part.receivingId === null ? [] : [part.receivingId])],
      about: part.id,
      within: [...of.within, of.primaryId],
      facts: { students: of.students },
    };
    events.push({ kind: of.confirmed ? "request.confirmed" : "request.unconfirmed", ...common });
  }
  return events;
}
