import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import { isUnitLink } from "#domain/delivery.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { Refused } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { sizeAt } from "#domain/request-split.ts";
import { withinOf } from "#domain/request-event.ts";
import { decide, type Command } from "#domain/request.ts";
import { insertComment } from "#db/comment.ts";
import { listReasons } from "#db/reason.ts";
import { listNegotiations } from "#db/proposal.ts";
import { insertAnswer, listAnswers, listLinked, listRequestsOfLetter, saveOpened, type ReplyLink } from "#db/reply.ts";
import type { Query } from "#db/sql.ts";
import { act } from "./act.ts";
import { admitReply } from "./attempt.ts";
import type { Context } from "./context.ts";
import { hashOfToken, token } from "./link.ts";
import { givenReason } from "./reason-given.ts";
import { authorOf, goodLink, onLinked, readLinked, waitingBy } from "./reply-link.ts";
import { replyProposals } from "./reply-proposal.ts";
import { save } from "./request-move.ts";
import { open, router } from "./trpc.ts";

/** A request as a place without account is shown it: what is asked, and what was answered; no name of a student, ever (section 8, rule 4). */
function seenByLink(record: RequestRecord, link: ReplyLink, answer: { linkId: Id; name: string; at: string } | undefined) {
  const { names } = record;
  const unit = isUnitLink(link);
  const waits = record.status === waitingBy(link);
  const settled = record.status === "declined" || record.status === "cancelled" || (unit && record.status === "declined-by-unit");
  // What its organisation answered the school is not what the unit answered.
  const answeredAt = unit ? (waits ? null : (answer?.at ?? record.last.at)) : record.answeredAt;
  return {
    id: record.id,
    reference: record.reference,
    kind: record.kind,
    school: names.school,
    status: record.status,
    programme: names.programme,
    cohort: names.cohort,
    term: names.term,
    place: { site: names.site, service: names.service, destination: names.destination },
    size: sizeAt(record),
    instructor: names.instructor,
    schedule: record.schedule,
    comment: record.comment,
    /** « Alerte urgente »: meant for the other side, whether it has an account or not (F-118). */
    alert: record.alert,
    dueOn: record.dueOn,
    sentAt: record.sentAt,
    answeredAt,
    /** « Vous », another contact of the place by name, or who entered it: the school, for a unit its organisation. */
    answeredBy:
      answeredAt === null ? null : { mine: answer?.linkId === link.id, name: answer ? answer.name : unit ? link.school : names.school },
    reason:
      settled && record.reasonCode !== null ? { fr: record.reasonFr ?? "", en: record.reasonEn ?? "", note: record.reasonNote } : null,
    may: { answer: waits, propose: waits && !unit },
  };
}

type Answer = { move: "accept" } | { move: "decline"; reason: { code: string; note: string; needsNote: boolean } | null };

const answered = ["request.accepted", "request.declined", "request.unit-accepted", "request.unit-declined"];
const marked = (event: NewEvent): NewEvent =>
  answered.includes(event.kind) ? ({ ...event, facts: { ...event.facts, byLink: true } } as NewEvent) : event;

/** A place answers its school; a unit its organisation, which the school is not told (section 8, rule 3). */
const forUnit = (command: Answer): Command =>
  command.move === "accept" ? { move: "accept-for-unit" } : { ...command, move: "decline-for-unit" };

async function answer(
  ctx: Context,
  of: { token: string; requestId: Id; note?: string; command: (tx: Query, link: ReplyLink) => Promise<Answer> },
): Promise<void> {
  await onLinked(ctx, of, async (tx, { record, link, author, at }) => {
    const unit = isUnitLink(link);
    const given = await of.command(tx, link);
    const command = unit ? forUnit(given) : given;
    const decision = decide(record, command, unit ? "unit" : "placing");
    if (!decision.ok) throw new Refused(decision.refusal);
    const events = await save(tx, { record, command, decision, by: { personId: author.personId, at }, destination: "" });
    const about = { requestAgencyId: record.agencyId, requestId: record.id };
    const move = unit ? (`${given.move}-for-unit` as const) : given.move;
    await insertAnswer(tx, { ...about, agencyId: link.agencyId, linkId: link.id, move, at });
    const { note = "" } = of;
    // What a unit says with its yes is for its organisation alone.
    if (unit && note !== "") {
      await insertComment(tx, author, { request: record, text: note, internal: true, at });
      events.push({
        kind: "comment.added",
        agencyIds: [link.agencyId],
        about: record.id,
        within: withinOf(record),
        facts: { internal: true },
      });
    }
    return events.map(marked);
  });
}

/**
 * The answers of places without account, by the link of a mail (7.3). Reading changes nothing, so that a mail scanner that follows
 * links does nothing; what changes something is a command with the secret in its body.
 */
export const replyRouter = router({
  /** What the link's holder sees: all that this school asks of the place, as it stands now. */
  page: open.input(z.object({ token })).query(async ({ ctx, input }) => {
    const link = await goodLink(ctx, input.token);
    const ids = await listLinked(ctx.sql, link, { requestId: null, lock: false });
    const [records, answers, reasons, negotiations] = await Promise.all([
      readLinked(ctx.sql, link, { ids, today: dayIn(ctx.now()) }),
      listAnswers(ctx.sql, { agencyId: link.agencyId, requestIds: ids }),
      listReasons(ctx.sql, isUnitLink(link) ? link.agencyId : null),
      isUnitLink(link) ? [] : listNegotiations(ctx.sql, { agencyId: link.agencyId, ids }),
    ]);
    const negotiated = new Map(negotiations.map(({ requestId, ...one }) => [requestId, one]));
    return {
      school: link.school,
      /** Given by the organisation the unit is part of; else by a school. */
      unit: isUnitLink(link),
      name: link.name,
      place: link.place,
      language: link.language,
      until: link.expiresAt,
      contact: link.contact,
      reasons: reasons.filter(({ move }) => move === "decline"),
      requests: records.map((record) => ({
        ...seenByLink(
          record,
          link,
          answers.find(({ requestId }) => requestId === record.id),
        ),
        course: { number: record.names.courseNumber, name: record.names.course, ...negotiated.get(record.id)?.course },
        proposal: negotiated.get(record.id)?.last ?? null,
      })),
    };
  }),

  /** Said by the page when somebody looks at it: the school sees « ouvert le… », once for each mail. */
  opened: open.input(z.object({ token })).mutation(async ({ ctx, input }) => {
    const link = await goodLink(ctx, input.token);
    if (link.openedAt !== null) return;
    await admitReply(ctx.sql, link.id);
    await act({ ...ctx, session: null, actor: authorOf(link) }, async (tx) => {
      if (!(await saveOpened(tx, { tokenHash: hashOfToken(input.token), at: ctx.now() }))) return { value: undefined, events: [] };
      const { agencyId, letterId } = link;
      const within = [letterId, ...(await listRequestsOfLetter(tx, { agencyId, letterId }))];
      const facts = { name: link.name, place: link.place };
      return { value: undefined, events: [{ kind: "reply.opened", agencyIds: [agencyId], about: link.id, within, facts }] };
    });
  }),

  ...replyProposals,

  accept: open
    .input(z.object({ token, requestId: id, note: z.string().trim().max(1_000).default("") }))
    .mutation(({ ctx, input }) => answer(ctx, { ...input, command: async () => ({ move: "accept" }) })),

  decline: open
    .input(z.object({ token, requestId: id, reason: z.object({ code: z.string().max(40), note: z.string().max(1_000).default("") }) }))
    .mutation(({ ctx, input }) =>
      answer(ctx, {
        token: input.token,
        requestId: input.requestId,
        command: async (tx, link) => {
          const { code, note } = input.reason;
          return {
            move: "decline",
            reason: await givenReason(
              tx,
              { code, note },
              { move: "decline", side: "receiving", agencyId: isUnitLink(link) ? link.agencyId : null },
            ),
          };
        },
      }),
    ),
});
