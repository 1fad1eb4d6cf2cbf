import { can } from "#domain/access.ts";
import { declineRefusal, declinesEarly, mostOffered, replyOf } from "#domain/call.ts";
import { dayIn } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { isOpen, statusSeenBy, type Side } from "#domain/request.ts";
import { listRecipients, type CallRecord, type Recipient } from "#db/call.ts";
import { listReplyContacts } from "#db/call-letter.ts";
import { findIndividualSheet, listOffered, type OfferedRequest } from "#db/offer.ts";
import { callFor } from "./offer.ts";
import type { ActorContext } from "./request-move.ts";

/** The offers of a call, the places of each together. */
function offersOf(rows: OfferedRequest[], of: { side: Side; may: (receivingId: Id) => boolean }) {
  return [...Map.groupBy(rows, ({ offerId }) => offerId)].flatMap(([offerId, all]) => {
    const open = all.filter(({ status }) => isOpen(status));
    const first = open[0] ?? all[0];
    if (!first) return [];
    const assigned = open.reduce((sum, row) => sum + row.assigned, 0);
    const free = of.may(first.receivingId) && open.length > 0 && assigned === 0 && open.every(({ status }) => status === "accepted");
    return [
      {
        offerId,
        receivingId: first.receivingId,
        place: { siteId: first.siteId, serviceId: first.serviceId, destinationId: first.destinationId },
        names: { site: first.site, service: first.service, destination: first.destination },
        schedule: first.schedule,
        note: first.note,
        /** Places that still stand; none once the offer is withdrawn. */
        places: open.length,
        assigned,
        confirmed: open.filter(({ status }) => status === "confirmed").length,
        version: Math.max(...all.map(({ seq }) => seq)),
        requests: all.map(({ id: requestId, reference, status }) => ({ id: requestId, reference, status: statusSeenBy(status, of.side) })),
        may: { change: free, withdraw: free },
      },
    ];
  });
}

/** A call as either side reads it. */
export const shownCall = (call: CallRecord, side: Side) => ({
  id: call.id,
  side,
  number: call.number,
  school: { id: call.agencyId, name: call.school, shortName: call.schoolShort },
  programme: call.programme,
  course: { number: call.courseNumber, name: call.course },
  cohort: call.cohort,
  term: call.term,
  startsOn: call.startsOn,
  endsOn: call.endsOn,
  places: call.places,
  hours: call.hours,
  comment: call.comment,
  replyBy: call.replyBy,
  sentAt: call.sentAt,
  closedAt: call.closedAt,
});

/** One call with its answers: all of them for its school, for an organisation its own alone. */
export async function readCall(ctx: ActorContext, callId: Id) {
  const { call, side } = await callFor(ctx.sql, ctx.actor, { id: callId });
  const school = side === "placing";
  const [recipients, rows, sheetId] = await Promise.all([
    listRecipients(ctx.sql, call, school ? null : ctx.actor.agencyId),
    listOffered(ctx.sql, ctx.actor, { callId: call.id, side }),
    school ? findIndividualSheet(ctx.sql, call) : null,
  ]);
  const contacts = school
    ? await listReplyContacts(
        ctx.sql,
        recipients.filter(({ isUser }) => !isUser).map(({ receivingId }) => receivingId),
      )
    : [];
  const today = dayIn(ctx.now());
  const closed = call.closedAt !== null;
  const [offers, declines, sends] = [can(ctx.actor, "call.offer"), can(ctx.actor, "call.decline"), school && can(ctx.actor, "call.send")];
  const byOneself = ({ isUser }: Recipient) => !school || !isUser;
  return {
    ...shownCall(call, side),
    early: declinesEarly({ replyBy: call.replyBy, today }),
    contact: { name: call.sentByName, email: call.sentByEmail, phone: call.sentByPhone },
    sheetId,
    recipients: recipients.map((one) => ({
      receivingId: one.receivingId,
      name: one.name,
      isUser: one.isUser,
      reply: replyOf({ declined: one.declined, places: one.places, replyBy: call.replyBy, closed, today }),
      places: one.places,
      reason: one.declined ? { fr: one.reasonFr ?? "", en: one.reasonEn ?? "", note: one.reasonNote } : null,
      declinedAt: one.declinedAt,
      declinedBy: (one.declinedAgencyId === ctx.actor.agencyId ? one.declinedBy : one.declinedAgency) ?? "",
      contacts: contacts.filter(({ receivingId }) => receivingId === one.receivingId).map(({ name, email }) => ({ name, email })),
      may: {
        offer: !closed && offers && byOneself(one),
        decline: declines && byOneself(one) && declineRefusal({ closed, ...one }) === null,
        takeBackDecline: !closed && declines && byOneself(one) && one.declined && one.places === 0,
      },
    })),
    offers: offersOf(rows, {
      side,
      may: (receivingId) => !closed && offers && recipients.some((one) => one.receivingId === receivingId && byOneself(one)),
    }),
    /** What the role covers of its organisation: where it may offer. */
    cover: { everything: school || ctx.actor.everything, ...ctx.actor.places },
    mostOffered,
    may: {
      sendMore: sends && !closed,
      setReplyBy: sends && !closed,
      close: sends && !closed,
      reopen: sends && closed,
      takeBack: sends && rows.length === 0 && recipients.every(({ declined }) => !declined),
    },
  };
}
