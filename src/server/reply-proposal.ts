import { z } from "zod";
import { isUnitLink } from "#domain/delivery.ts";
import { id } from "#domain/id.ts";
import { points, terms } from "#domain/proposal.ts";
import { refuse } from "#domain/refusal.ts";
import { findOpenProposal } from "#db/proposal.ts";
import type { ReplyLink } from "#db/reply.ts";
import { token } from "./link.ts";
import { answerProposal, propose } from "./proposal-say.ts";
import { onLinked } from "./reply-link.ts";
import { open } from "./trpc.ts";

const note = z.string().trim().max(1_000).default("");

/** Who holds a link speaks for the organisation of the place, by name. */
const speaker = (link: ReplyLink) => ({ agencyId: link.receivingId, accountId: null, personId: link.personId ?? link.id, name: link.name });

/** What is agreed on by a link instead of a no: other dates, days, hours or size, and the answer to what the school proposes. */
export const replyProposals = {
  /** Proposes other terms; the place is accepted once the school takes all of them (R253). */
  propose: open.input(z.object({ token, requestId: id, terms: terms.omit({ unit: true }), note })).mutation(({ ctx, input }) =>
    onLinked(ctx, input, async (tx, { record, link, at }) => {
      // A unit answers inside; with the school it is its organisation that speaks.
      if (isUnitLink(link)) return refuse({ code: "not-allowed" });
      const said = { record, side: "receiving", terms: input.terms, note: input.note, accepts: true, at, byLink: true } as const;
      return (await propose(tx, speaker(link), said)).events;
    }),
  ),

  /** Takes all points of what the school proposes, some, or none (R252). */
  settle: open
    .input(z.object({ token, requestId: id, proposalId: id, taken: z.array(z.enum(points)).max(points.length), note }))
    .mutation(({ ctx, input }) =>
      onLinked(ctx, input, async (tx, { record, link, at }) => {
        if (isUnitLink(link)) return refuse({ code: "not-allowed" });
        const proposal = await findOpenProposal(tx, record);
        if (proposal?.id !== input.proposalId) return refuse({ code: "proposal-outdated" });
        return answerProposal(tx, speaker(link), {
          record,
          proposal,
          side: "receiving",
          taken: [...new Set(input.taken)],
          note: input.note,
          at,
          byLink: true,
        });
      }),
    ),
};
