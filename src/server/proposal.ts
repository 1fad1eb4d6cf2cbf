import { z } from "zod";
import { can } from "#domain/access.ts";
import { id, type Id } from "#domain/id.ts";
import { mayPropose, partyOf, points, terms, termsOf } from "#domain/proposal.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { actionFor, seenAs, sidesOf } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import {
  findOpenProposal,
  findRequestOfProposal,
  listProposals,
  listWaitingProposals,
  readProposalFacts,
  saveOutcome,
  type ProposalRecord,
} from "#db/proposal.ts";
import { listRequests } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { answerProposal, propose } from "./proposal-say.ts";
import { findSeen } from "./request-found.ts";
import { doneAs, lockAsked, lookOf, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const note = z.string().trim().max(1_000);

/** Who sends, answers or answers for a unit speaks for that side; everyone else reads. */
const speaks = (ctx: ActorContext, side: Side): boolean =>
  can(ctx.actor, side === "unit" ? actionFor(side, "accept-for-unit") : actionFor(side, side === "placing" ? "send" : "accept"));

const speaker = (ctx: ActorContext) => ({
  agencyId: ctx.actor.agencyId,
  accountId: ctx.actor.accountId,
  personId: ctx.actor.personId,
  name: ctx.actor.name,
});

/** A version as one reader has it: people of the other organisation are named by it, but for who answers by a link. */
function shownTo(ctx: ActorContext, of: ProposalRecord, side: Side) {
  const { agencyId: _school, byAgencyId, byAccountId, byName, byAgency, answeredAgencyId, answeredName, answeredAgency, ...rest } = of;
  const inside = (agencyId: Id | null) => agencyId === ctx.actor.agencyId;
  return {
    ...rest,
    mine: partyOf(side) === of.side,
    by: inside(byAgencyId) ? byName : byAccountId === null ? `${byName}, ${byAgency}` : byAgency,
    answeredBy: answeredAgencyId === null ? null : inside(answeredAgencyId) ? answeredName : answeredAgency,
  };
}

/** Locks the request and the side the role speaks from; refuses where it only reads. */
async function lockToSpeak(tx: Tx, ctx: ActorContext, asked: { id: Id; version: number | null }) {
  const { record: seen, side } = await findSeen(tx, ctx, asked.id);
  if (!speaks(ctx, side)) refuse({ code: "not-allowed" });
  const [locked] = await lockAsked(tx, ctx, { side, asked: [{ id: asked.id, version: asked.version ?? seen.last.seq }] });
  if (locked?.refusal && asked.version !== null) throw new Refused(locked.refusal);
  return { record: locked?.record ?? refuse({ code: "not-found" }), side };
}

/** The open proposal a person read, on its locked request; what became of it when it is over. */
async function lockProposal(tx: Tx, ctx: ActorContext, proposalId: Id) {
  const requestId = (await findRequestOfProposal(tx, proposalId)) ?? refuse({ code: "not-found" });
  const { record, side } = await lockToSpeak(tx, ctx, { id: requestId, version: null });
  const proposal = await findOpenProposal(tx, record);
  if (proposal?.id === proposalId) return { record, side, proposal };
  const over = (await listProposals(tx, record)).find((one) => one.id === proposalId);
  const { answeredBy = "", at = "" } = over ? { ...shownTo(ctx, over, side), at: over.answeredAt ?? "" } : {};
  return refuse({ code: "stale", by: answeredBy ?? "", at });
}

export const proposalRouter = router({
  /** Every version of what was proposed on a request, the newest first, with what it says now and what may be proposed. */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const { record, side } = await findSeen(ctx.sql, ctx, input.requestId);
      const [versions, facts] = await Promise.all([listProposals(ctx.sql, record), readProposalFacts(ctx.sql, record, undefined)]);
      const may = speaks(ctx, side) && mayPropose(record);
      return {
        now: termsOf(record),
        receivingId: record.receivingId,
        course: facts.course,
        proposals: versions.map((one) => shownTo(ctx, one, side)),
        may: { propose: may, answer: may, accept: may && side !== "placing" && record.status !== "accepted" },
      };
    }),

  /** Requests on which the other side waits for an answer to what it proposes: the welcome screen's. */
  waiting: allowed("request.see").query(async ({ ctx }) => {
    const side = sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" });
    if (!speaks(ctx, side)) return [];
    const records = await listRequests(ctx.sql, lookOf(ctx, side), await listWaitingProposals(ctx.sql, ctx.actor, side));
    return records.map((record) => seenAs(record, ctx.actor, side)).filter((seen) => seen !== null);
  }),

  /** Proposes other terms; an open proposal, theirs or mine, is replaced and kept (R250, R254). */
  make: allowed("request.see")
    .input(
      z.object({
        requestId: id,
        version: z.number().int().nonnegative(),
        terms,
        note: note.default(""),
        accepts: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record, side } = await lockToSpeak(tx, ctx, { id: input.requestId, version: input.version });
        const { events, ...value } = await propose(tx, speaker(ctx), { record, side, ...input, at: ctx.now() });
        return { value, events };
      }),
    ),

  /** Takes all points of the other side's proposal, some, or none (R252). */
  answer: allowed("request.see")
    .input(z.object({ id, taken: z.array(z.enum(points)).max(points.length), note: note.default("") }))
    .mutation(async ({ ctx, input }) => {
      const { record, side } = await act(ctx, async (tx) => {
        const locked = await lockProposal(tx, ctx, input.id);
        const events = await answerProposal(tx, speaker(ctx), {
          ...locked,
          taken: [...new Set(input.taken)],
          note: input.note,
          at: ctx.now(),
        });
        return { value: locked, events };
      });
      return (await doneAs(ctx, side, [record]))[0] ?? refuse({ code: "not-found" });
    }),

  /** Takes back one's own side's proposal while it is open. */
  withdraw: allowed("request.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record, side, proposal } = await lockProposal(tx, ctx, input.id);
        if (proposal.side !== partyOf(side)) refuse({ code: "not-allowed" });
        await saveOutcome(tx, speaker(ctx), { proposal, outcome: "withdrawn", taken: [], note: "", at: ctx.now() });
        const event = {
          kind: "proposal.withdrawn" as const,
          agencyIds: audienceOf(record, record.status),
          about: record.id,
          within: withinOf(record),
          facts: { number: proposal.number },
        };
        return { value: null, events: [event] };
      }),
    ),
});
