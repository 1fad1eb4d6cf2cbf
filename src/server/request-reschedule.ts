import { can } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse, Refused, type Refusal } from "#domain/refusal.ts";
import { withinOf } from "#domain/request-event.ts";
import { actionFor, type RequestRecord } from "#domain/request-seen.ts";
import { hoursKept, pauseAt } from "#domain/request-tag.ts";
import { decide, isWaiting, type Command, type Decision } from "#domain/request.ts";
import { endSuspension, insertTag, replaceDays, type NewTag } from "#db/request-tag.ts";
import { holdSeats } from "#db/request-split.ts";
import type { Tx } from "#db/sql.ts";
import { followConfirmation, rewriteHours } from "./request-hours.ts";
import { eachAlone } from "./request-each.ts";
import { saveSent, type ActorContext, type Asked, type Outcome } from "./request-move.ts";

export type Rescheduling = Extract<Command, { move: "postpone" | "shorten" | "suspend" | "resume" }>;
type Decided = Extract<Decision, { ok: true }>;

/** What history and the tracking report keep of a change of dates; null for a placement that resumes, which ends what was said. */
function tagOf(record: RequestRecord, of: { command: Rescheduling; decision: Decided; confirmed: Id[] }): NewTag | null {
  const { command, decision, confirmed } = of;
  if (command.move === "resume") return null;
  const schedule = decision.patch.schedule ?? record.schedule;
  const kind = ({ postpone: "postponed", shorten: "shortened", suspend: "suspended" } as const)[command.move];
  return {
    kind,
    reasonCode: command.reason?.code ?? "",
    reasonNote: command.reason?.note.trim() ?? "",
    reasonWordingId: command.reason?.said?.wordingId ?? null,
    after: schedule,
    suspendedFrom: command.move === "suspend" ? command.from : null,
    suspendedTo: command.move === "suspend" ? command.to : null,
    hoursBefore: hoursKept(record),
    hoursAfter: hoursKept({ ...record, ...decision.patch }),
    hoursTyped: decision.patch.hours !== undefined && decision.patch.hours !== null,
    resubmitted: isWaiting(decision.status as RequestRecord["status"]),
    before: {
      status: record.status,
      schedule: record.schedule,
      hours: record.hours,
      sentAt: record.sentAt,
      answeredAt: record.answeredAt,
      confirmed,
    },
  };
}

/** One placement at other dates: request, tag, calendar, names and hours together; refused whole when a student would be in two places. */
async function reschedule(
  tx: Tx,
  ctx: ActorContext,
  of: { record: RequestRecord; command: Rescheduling; decision: Decided },
): Promise<NewEvent[]> {
  const { record, command, decision } = of;
  const by = { personId: ctx.actor.personId, at: ctx.now() };
  const { agencyId } = record;
  const primaryId = record.splitOf ?? record.id;
  const events = await saveSent(tx, ctx, { record, command, decision });
  const again = decision.status !== "deleted" && isWaiting(decision.status);
  let confirmed: Id[] = [];
  if (again && primaryId === record.id) {
    // Names are released to a place that has said yes to these dates: here it has yet to.
    confirmed = await holdSeats(tx, { agencyId, requestId: record.id });
    const whole = { agencyId, primaryId, within: withinOf(record), students: confirmed.length };
    if (confirmed.length > 0) events.push(...(await followConfirmation(tx, { ...whole, confirmed: false })));
  }
  const tag = tagOf(record, { command, decision, confirmed });
  if (tag) await insertTag(tx, record, { tag, by });
  if (command.move === "postpone" && record.schedule.days) await replaceDays(tx, { ...record, by }, decision.patch.schedule?.days ?? []);
  if (command.move === "resume") {
    const pause = pauseAt(record.schedule, command.on);
    if (pause) await endSuspension(tx, { ...record, pauseFrom: pause.from, on: command.on });
  }
  const refusal = await rewriteHours(tx, { agencyId, primaryId });
  if (refusal) throw new Refused(refusal);
  return events;
}

/** Changes the dates of several placements in one transaction; each has its own outcome, and one that cannot keeps no other back. */
export const rescheduleAll = (
  ctx: ActorContext,
  work: { asked: Asked[]; prepare: (tx: Tx) => Promise<(record: RequestRecord) => Promise<Rescheduling | { refusal: Refusal }>> },
): Promise<Outcome> =>
  eachAlone(ctx, {
    asked: work.asked,
    prepare: async (tx) => {
      const commandOf = await work.prepare(tx);
      return async (own, record) => {
        const command = await commandOf(record);
        if ("refusal" in command) throw new Refused(command.refusal);
        if (!can(ctx.actor, actionFor("placing", command.move))) refuse({ code: "not-allowed" });
        const decision = decide(record, command, "placing");
        if (!decision.ok) throw new Refused(decision.refusal);
        return reschedule(own, ctx, { record, command, decision });
      };
    },
  });
