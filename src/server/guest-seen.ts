import { draftProblems, emptyDraft, guestDraft, keptDraft, stagesOf } from "#domain/guest.ts";
import { conditionSeenBy } from "#domain/condition.ts";
import { dayIn } from "#domain/dates.ts";
import { mayPropose } from "#domain/proposal.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { isOpen, moveFrom, statusSeenBy } from "#domain/request.ts";
import { listConditionsOfAll } from "#db/condition.ts";
import { listCommentsOfAll } from "#db/comment.ts";
import { listEntries, type GuestEntry } from "#db/guest-entry.ts";
import type { GuestLink } from "#db/guest.ts";
import { listGuestRequests, listSeatsOf, type NamedSeat } from "#db/guest-request.ts";
import { listNegotiations } from "#db/proposal.ts";
import { listDocumentsOfAll } from "#db/request-document.ts";
import { listReasons } from "#db/reason.ts";
import type { Query } from "#db/sql.ts";
import type { Context } from "./context.ts";
import { guestOf, readGuest } from "./guest-link.ts";

/** What is written, as its page shows it. */
function seenEntry(entry: GuestEntry, today: string) {
  const draft = keptDraft(guestDraft.parse({ ...emptyDraft, ...entry.draft }));
  const { siteId, serviceId, destinationId, site, service, destination } = entry;
  return {
    id: entry.id,
    place: { siteId, serviceId, destinationId, site, service, destination },
    draft,
    revision: entry.revision,
    savedAt: entry.savedAt,
    createdAt: entry.createdAt,
    documents: entry.documents,
    missing: draftProblems(draft, today).length,
  };
}

/** A request as its school may know it: what a unit answers is « à l’étude » here as everywhere else (R3). */
function seenRequest(record: RequestRecord, seats: NamedSeat[], of: { schoolIsUser: boolean }) {
  const { names, last } = record;
  const status = statusSeenBy(record.status, "placing");
  const over = record.status === "declined" || record.status === "cancelled";
  const named = seats.filter(({ fictitious }) => !fictitious);
  const acts = !of.schoolIsUser && isOpen(record.status);
  return {
    id: record.id,
    reference: record.reference,
    kind: record.kind,
    status,
    programme: names.programme,
    course: { number: names.courseNumber, name: names.course },
    place: {
      siteId: record.siteId ?? "",
      serviceId: record.serviceId ?? "",
      destinationId: record.destinationId,
      site: names.site ?? "",
      service: names.service ?? "",
      destination: names.destination,
    },
    size: record.size,
    schedule: record.schedule,
    comment: record.comment,
    sentAt: record.sentAt,
    stages: stagesOf({
      status,
      sentAt: record.sentAt,
      answeredAt: record.answeredAt,
      named: named.length,
      size: record.size,
      cancelledAt: record.status === "cancelled" ? last.at : null,
    }),
    reason: over && record.reasonCode !== null ? { fr: record.reasonFr ?? "", en: record.reasonEn ?? "", note: record.reasonNote } : null,
    students: named.map(({ studentId, firstName, lastName, email, state, consentSignedOn }) => ({
      id: studentId,
      firstName,
      lastName,
      email,
      consentSignedOn,
      confirmed: state === "confirmed",
    })),
    may: {
      name: acts && named.length < record.size,
      withdraw: acts && (moveFrom(record.status, "cancel")?.by.includes("placing") ?? false),
      say: !of.schoolIsUser,
      settle: acts && mayPropose(record),
      answer: acts,
    },
  };
}

/** All that the holder of a link is shown. Changes nothing. */
export async function readGuestPage(ctx: Pick<Context, "sql" | "now">, link: GuestLink, sql: Query = ctx.sql) {
  const at = ctx.now();
  const ids = await listGuestRequests(sql, link, { requestId: null, lock: false });
  const author = guestOf(link);
  const asked = { agencyId: link.schoolId, ids };
  const [records, entries, reasons, negotiations] = await Promise.all([
    readGuest(sql, link, { ids, at }),
    listEntries(sql, link),
    listReasons(sql, null),
    listNegotiations(sql, asked),
  ]);
  // A page asks again every few seconds: of all its requests at once.
  const byRequest = <One extends { requestId: Id }>(all: One[]) => Map.groupBy(all, ({ requestId }) => requestId);
  const [comments, documents, conditions] = await Promise.all([
    listCommentsOfAll(sql, author, asked).then(byRequest),
    listDocumentsOfAll(sql, asked).then(byRequest),
    listConditionsOfAll(sql, asked).then(byRequest),
  ]);
  const seats = Map.groupBy(
    await listSeatsOf(
      sql,
      link.schoolId,
      records.map((record) => record.splitOf ?? record.id),
    ),
    ({ requestId }) => requestId,
  );
  const proposals = new Map(negotiations.map(({ requestId, last }) => [requestId, last]));
  const reader = { side: "placing", agencyId: author.agencyId, accountId: author.accountId } as const;
  const requests = records.map((record) => {
    const seen = seenRequest(record, seats.get(record.splitOf ?? record.id) ?? [], link);
    return {
      ...seen,
      conditions: (conditions.get(record.id) ?? []).flatMap((condition) => {
        const { id, label, text, state, answer } = conditionSeenBy(condition, reader) ?? {};
        return id === undefined || label === undefined || state === "withdrawn"
          ? []
          : [{ id, label, text: text ?? "", state: state ?? "open", note: answer?.note ?? "", may: state === "open" && seen.may.answer }];
      }),
      comments: (comments.get(record.id) ?? [])
        .filter(({ text }) => text !== null)
        .map(({ id, by, ours, text, at: said }) => ({ id, by, ours, text: text ?? "", at: said })),
      documents: (documents.get(record.id) ?? []).map(({ id, name, size }) => ({ id, name, size })),
      proposal: proposals.get(record.id) ?? null,
    };
  });
  const today = dayIn(at);
  return {
    receiving: link.receiving,
    school: link.school,
    schoolIsUser: link.schoolIsUser,
    name: link.name,
    email: link.email,
    language: link.language,
    until: link.expiresAt,
    contact: link.contact,
    asksAccess: link.asksAccess,
    today,
    reasons: reasons.filter(({ move, side }) => move === "cancel" && side === "placing"),
    entries: entries.map((entry) => seenEntry(entry, today)),
    requests,
  };
}
