import { z } from "zod";
import { conditionSeenBy } from "#domain/condition.ts";
import { dayIn } from "#domain/dates.ts";
import { mostDocuments } from "#domain/delivery-document.ts";
import { draftProblems, emptyDraft, guestDraft, guestStudent, keptDraft, requestOfDraft } from "#domain/guest.ts";
import { id } from "#domain/id.ts";
import { mayPropose, points } from "#domain/proposal.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { longestComment } from "#domain/remark.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { decide, isOpen, statusSeenBy } from "#domain/request.ts";
import { insertComment } from "#db/comment.ts";
import { findCondition, settleCondition } from "#db/condition.ts";
import { insertDocument, removeDocument } from "#db/document.ts";
import {
  closeEntry,
  findEntry,
  insertEntry,
  joinEntryDocument,
  listEntries,
  partEntryDocument,
  saveDraft,
  saveSentEntry,
} from "#db/guest-entry.ts";
import { lockSchool, saveGuestOpened } from "#db/guest.ts";
import { findOpenProposal } from "#db/proposal.ts";
import { listRequestDocuments, saveRequestDocuments } from "#db/request-document.ts";
import { listReasons } from "#db/reason.ts";
import { guestWords } from "#words/guest.ts";
import { inWords } from "#words/words.ts";
import { act } from "./act.ts";
import { admitDraft, admitReply } from "./attempt.ts";
import { contactOf, enterForSchool } from "./guest-enter.ts";
import { goodGuest, guestOf, onGuest, onGuestRequest, readGuest } from "./guest-link.ts";
import { nameStudents, unnameStudent } from "./guest-name.ts";
import { readGuestPage } from "./guest-seen.ts";
import { readUpload } from "./document.ts";
import { token } from "./link.ts";
import { answerProposal } from "./proposal-say.ts";
import { save } from "./request-move.ts";
import { open } from "./trpc.ts";

const note = z.string().trim().max(1_000).default("");
const ofEntry = z.object({ token, entryId: id });
const ofRequest = z.object({ token, requestId: id });
const mostDrafts = 10;

/** A full name as two: what comes last is the family's. */
function namesOf(whole: string): { firstName: string; lastName: string } {
  const parts = whole.trim().split(/\s+/);
  const lastName = parts.pop() ?? "";
  return { firstName: parts.join(" "), lastName };
}

/**
 * What a school without account does by its mailed link: writes requests that it was asked for, follows them, names its students, answers
 * (F-203). Reading changes nothing, so that a mail scanner does nothing; what changes something carries the secret in its body.
 */
export const guestPage = {
  /** All that the holder of the link is shown: what she writes, and what she asked for, as it stands now. */
  page: open.input(z.object({ token })).query(async ({ ctx, input }) => readGuestPage(ctx, await goodGuest(ctx, input.token))),

  /** Said by the page when somebody looks at it: who asked sees « ouvert le… », once. */
  opened: open.input(z.object({ token })).mutation(async ({ ctx, input }) => {
    const link = await goodGuest(ctx, input.token);
    if (link.openedAt !== null) return;
    await admitReply(ctx.sql, link.id);
    await act({ ...ctx, session: null, actor: guestOf(link) }, async (tx) => {
      if (!(await saveGuestOpened(tx, { agencyId: link.agencyId, id: link.id, at: ctx.now() }))) return { value: undefined, events: [] };
      const facts = { school: link.school, name: link.name };
      const event = { kind: "guest.opened" as const, agencyIds: [link.agencyId], about: link.id, within: [link.schoolId], facts };
      return { value: undefined, events: [event] };
    });
  }),

  /** Keeps what is typed, as it is typed; a page that is behind another is told so and reads again. */
  save: open.input(ofEntry.extend({ revision: z.number().int().nonnegative(), draft: guestDraft })).mutation(async ({ ctx, input }) => {
    const link = await goodGuest(ctx, input.token);
    await admitDraft(ctx.sql, link.id);
    const { entryId, revision } = input;
    const saved = await saveDraft(ctx.sql, link, { id: entryId, revision, draft: keptDraft(input.draft), at: ctx.now() });
    if (saved !== null) return { revision: saved };
    const now = (await findEntry(ctx.sql, link, { id: entryId, lock: false })) ?? refuse({ code: "not-found" });
    return refuse(now.sentAt === null && now.closedAt === null ? { code: "draft-elsewhere" } : { code: "guest-entry-over" });
  }),

  /** Another request of the same kind, begun by the school itself, without being asked: at a place it was asked about before. */
  again: open.input(z.object({ token, like: z.object({ entryId: id.nullable(), requestId: id.nullable() }) })).mutation(({ ctx, input }) =>
    onGuest(ctx, input.token, async (tx, { link }) => {
      if ((await listEntries(tx, link)).length >= mostDrafts)
        return refuse({ code: "invalid", field: "entry", problem: { kind: "too-many", most: mostDrafts } });
      const page = await readGuestPage(ctx, link, tx);
      const entry = page.entries.find((one) => one.id === input.like.entryId);
      const request = page.requests.find((one) => one.id === input.like.requestId);
      const from = entry?.place ?? request?.place ?? refuse({ code: "not-found" });
      const draft = {
        ...emptyDraft,
        contactName: link.name,
        ...(request
          ? { programme: request.programme, courseNumber: request.course.number, course: request.course.name, kind: request.kind }
          : {}),
      };
      const { siteId, serviceId, destinationId } = from;
      const place = { siteId, serviceId, destinationId };
      const entryId = await insertEntry(tx, {
        ...place,
        agencyId: link.agencyId,
        linkId: link.id,
        schoolId: link.schoolId,
        draft,
        by: null,
      });
      return { value: { entryId }, events: [] };
    }),
  ),

  /** Gives up what was begun; what was typed goes. */
  drop: open.input(ofEntry).mutation(({ ctx, input }) =>
    onGuest(ctx, input.token, async (tx, { link, at }) => {
      const entry = (await findEntry(tx, link, { id: input.entryId, lock: true })) ?? refuse({ code: "not-found" });
      if (!(await closeEntry(tx, { agencyId: link.agencyId, id: entry.id, at }))) return refuse({ code: "guest-entry-over" });
      const facts = { school: link.school, name: link.name, byGuest: true };
      return { value: null, events: [{ kind: "guest.closed", agencyIds: [link.agencyId], about: link.id, within: [entry.id], facts }] };
    }),
  ),

  /** Sends the request: it is in the inbox of who asked, pending; once. */
  send: open.input(ofEntry.extend({ revision: z.number().int().nonnegative() })).mutation(async ({ ctx, input }) => {
    const link = await goodGuest(ctx, input.token);
    await admitReply(ctx.sql, link.id);
    const entry = (await findEntry(ctx.sql, link, { id: input.entryId, lock: false })) ?? refuse({ code: "not-found" });
    if (entry.sentAt !== null || entry.closedAt !== null) return refuse({ code: "guest-entry-over" });
    const draft = guestDraft.parse({ ...emptyDraft, ...entry.draft });
    const [problem] = draftProblems(draft, dayIn(ctx.now()));
    if (problem) return refuse({ code: "invalid", field: problem.field, problem: problem.problem });
    const { siteId, serviceId, destinationId } = entry;
    const place = { siteId, serviceId, destinationId };
    const w = inWords(guestWords, link.language);
    const wanted = requestOfDraft(draft, { place, flexible: w.flexibleSaid });
    const enter = (request: typeof wanted) =>
      enterForSchool(
        ctx,
        { schoolId: link.schoolId, receivingId: link.agencyId, by: guestOf(link), origin: "guest", request },
        {
          who: async (tx) => {
            const held = await goodGuest(ctx, input.token, tx);
            const school = (await lockSchool(tx, held.schoolId)) ?? refuse({ code: "not-found" });
            if (school.isUser) return refuse({ code: "school-uses-system", name: school.name });
            const now = await findEntry(tx, held, { id: entry.id, lock: true });
            if (now?.sentAt !== null || now.closedAt !== null) return refuse({ code: "guest-entry-over" });
            if (now.revision !== input.revision) return refuse({ code: "draft-elsewhere" });
            const card = { ...namesOf(draft.contactName), title: draft.contactTitle.trim(), phone: draft.contactPhone.trim() || null };
            await contactOf(tx, held.schoolId, { id: held.personId, email: held.email, ...card });
            return { school, personId: held.personId, name: draft.contactName.trim(), events: [] };
          },
          after: async (tx, { id: requestId, author, schoolId }) => {
            await saveSentEntry(tx, link, { id: entry.id, requestId, at: ctx.now() });
            const request = { agencyId: schoolId, id: requestId };
            await saveRequestDocuments(tx, request, { ids: entry.documents.map((one) => one.id), by: author.personId, at: ctx.now() });
            if (draft.students.length === 0) return { value: null, events: [] };
            const [record] = await readGuest(tx, link, { ids: [requestId], at: ctx.now() });
            if (!record) throw new Error("a request that was just entered is not there");
            const { events } = await nameStudents(tx, {
              author,
              record,
              students: draft.students,
              asksAccess: link.asksAccess,
              at: ctx.now(),
            });
            return { value: null, events };
          },
        },
      );
    // Another group is at that unit then, or it is closed: the school did not choose it and cannot choose another. Its service finds one.
    const made = await enter(wanted).catch((error: unknown) => {
      const placed = error instanceof Refused && error.refusal.code === "invalid" && error.refusal.field === "place";
      if (!placed || destinationId === null) throw error;
      const comment = [wanted.comment, w.unitWished(entry.destination ?? "")].filter(Boolean).join("\n");
      return enter({ ...wanted, comment, place: { ...place, destinationId: null } });
    });
    return { id: made.id, reference: made.reference };
  }),

  /** Names students, or one more: each with the day she signed (R333). */
  addStudents: open.input(ofRequest.extend({ students: z.array(guestStudent).min(1).max(60) })).mutation(({ ctx, input }) =>
    onGuestRequest(ctx, input, async (tx, { record, author, link, at }) => {
      const { now, events } = await nameStudents(tx, { author, record, students: input.students, asksAccess: link.asksAccess, at });
      return { value: { now }, events };
    }),
  ),

  /** Takes a name off, as long as it is not confirmed. */
  removeStudent: open.input(ofRequest.extend({ studentId: id })).mutation(({ ctx, input }) =>
    onGuestRequest(ctx, input, async (tx, { record, author }) => {
      const { now, events } = await unnameStudent(tx, { author, record, studentId: input.studentId });
      return { value: { now }, events };
    }),
  ),

  /** Calls a request off, with a reason of the school's list (T26). */
  withdraw: open.input(ofRequest.extend({ reason: z.object({ code: z.string().max(40), note }) })).mutation(({ ctx, input }) =>
    onGuestRequest(ctx, input, async (tx, { record, author, at }) => {
      const { code, note: why } = input.reason;
      const known = (await listReasons(tx, null)).find((one) => one.code === code && one.move === "cancel" && one.side === "placing");
      const reason = known ? { code, note: why, needsNote: known.needsNote } : null;
      const command = { move: "cancel", reason } as const;
      const decision = decide(record, command, "placing");
      if (!decision.ok) throw new Refused(decision.refusal);
      const by = { personId: author.personId, at };
      return { value: null, events: await save(tx, { record, command, decision, by, destination: "" }) };
    }),
  ),

  /** Says something to who receives. */
  say: open.input(ofRequest.extend({ text: z.string().trim().min(1).max(longestComment) })).mutation(({ ctx, input }) =>
    onGuestRequest(ctx, input, async (tx, { record, author, at }) => {
      await insertComment(tx, author, { request: record, text: input.text, internal: false, at });
      const agencyIds = audienceOf(record, record.status);
      return {
        value: null,
        events: [{ kind: "comment.added", agencyIds, about: record.id, within: withinOf(record), facts: { internal: false } }],
      };
    }),
  ),

  /** Takes all points of what the organisation proposes, some, or none (R252). */
  settle: open
    .input(ofRequest.extend({ proposalId: id, taken: z.array(z.enum(points)).max(points.length), note }))
    .mutation(({ ctx, input }) =>
      onGuestRequest(ctx, input, async (tx, { record, author, at }) => {
        const proposal = await findOpenProposal(tx, record);
        if (proposal?.id !== input.proposalId || !mayPropose(record)) return refuse({ code: "proposal-outdated" });
        const by = { agencyId: author.agencyId, accountId: null, personId: author.personId, name: author.name };
        const taken = [...new Set(input.taken)];
        return {
          value: null,
          events: await answerProposal(tx, by, { record, proposal, side: "placing", taken, note: input.note, at, byLink: true }),
        };
      }),
    ),

  /** Answers a condition of the organisation: met, or not with why (R346). */
  answerCondition: open.input(ofRequest.extend({ conditionId: id, met: z.boolean(), note })).mutation(({ ctx, input }) =>
    onGuestRequest(ctx, input, async (tx, { record, author, at }) => {
      const condition = await findCondition(tx, record, input.conditionId);
      const reader = { side: "placing", agencyId: author.agencyId, accountId: author.accountId } as const;
      const seen = (condition && conditionSeenBy(condition, reader)) ?? refuse({ code: "not-found" });
      if (!condition || seen.answer) return refuse({ code: "stale", by: seen.answer?.by ?? "", at: seen.answer?.at ?? "" });
      if (!isOpen(record.status) || seen.state !== "open")
        return refuse({ code: "move-not-possible", move: "answer-condition", status: statusSeenBy(record.status, "placing") });
      if (!input.met && input.note === "") return refuse({ code: "reason-needed", reason: "note" });
      await settleCondition(tx, author, { condition, state: input.met ? "met" : "cannot-be-met", note: input.note, at });
      const event = {
        kind: input.met ? ("condition.met" as const) : ("condition.not-met" as const),
        agencyIds: audienceOf(record, record.status),
        about: record.id,
        within: withinOf(record),
        facts: { conditionId: condition.id, label: condition.label, internal: false },
      };
      return { value: null, events: [event] };
    }),
  ),

  /** Joins a file to what is written or was sent: `entryId` or `requestId` says which. Its kind is told by its first bytes. */
  addDocument: open.input(z.instanceof(FormData)).mutation(async ({ ctx, input }) => {
    const asked = z.object({ token, entryId: id.nullable(), requestId: id.nullable() });
    const given = asked.safeParse({ token: input.get("token"), entryId: input.get("entryId"), requestId: input.get("requestId") }).data;
    if (given === undefined) return refuse({ code: "not-found" });
    // The secret is looked at before the file is.
    await goodGuest(ctx, given.token);
    const file = await readUpload(input);
    const many = { code: "invalid", field: "documents", problem: { kind: "too-many", most: mostDocuments } } as const;
    const { entryId, requestId } = given;
    if (entryId !== null)
      return onGuest(ctx, given.token, async (tx, { link, author }) => {
        const entry = (await findEntry(tx, link, { id: entryId, lock: true })) ?? refuse({ code: "not-found" });
        if (entry.sentAt !== null || entry.closedAt !== null) return refuse({ code: "guest-entry-over" });
        if (entry.documents.length >= mostDocuments) return refuse(many);
        const documentId = await insertDocument(tx, link.schoolId, { ...file, by: author.personId });
        await joinEntryDocument(tx, link, { entryId, documentId });
        return { value: { id: documentId, name: file.name }, events: [] };
      });
    if (requestId === null) return refuse({ code: "not-found" });
    return onGuestRequest(ctx, { token: given.token, requestId }, async (tx, { link, record, author, at }) => {
      const before = await listRequestDocuments(tx, record);
      if (before.length >= mostDocuments) return refuse(many);
      const documentId = await insertDocument(tx, link.schoolId, { ...file, by: author.personId });
      await saveRequestDocuments(tx, record, { ids: [...before.map((one) => one.id), documentId], by: author.personId, at });
      const names = before.map(({ name }) => name);
      const changes = { documents: { before: names.join(", "), after: [...names, file.name].join(", ") } };
      const event = {
        kind: "request.changed" as const,
        agencyIds: audienceOf(record, record.status),
        about: record.id,
        within: withinOf(record),
        facts: { changes },
      };
      return { value: { id: documentId, name: file.name }, events: [event] };
    });
  }),

  /** Takes a file off what is still written. */
  removeDocument: open.input(ofEntry.extend({ documentId: id })).mutation(({ ctx, input }) =>
    onGuest(ctx, input.token, async (tx, { link }) => {
      const entry = (await findEntry(tx, link, { id: input.entryId, lock: true })) ?? refuse({ code: "not-found" });
      if (entry.sentAt !== null) return refuse({ code: "guest-entry-over" });
      if (!(await partEntryDocument(tx, link, { entryId: entry.id, documentId: input.documentId }))) return refuse({ code: "not-found" });
      await removeDocument(tx, link.schoolId, input.documentId);
      return { value: null, events: [] };
    }),
  ),
};
