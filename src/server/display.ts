import { z } from "zod";
import { can } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findBoard } from "#db/board.ts";
import { insertDisplay, listDisplays, lockDisplay, saveDisplay, saveRevocation, takePairing } from "#db/display.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { admitPairing } from "./attempt.ts";
import { readCode } from "./display-token.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const name = z.string().trim().min(1).max(60);

/** A display is the organisation's: whoever keeps its walls may move any of them, and put on it the boards she covers. */
async function locked(tx: Tx, ctx: ActorContext, displayId: Id) {
  const display = (await lockDisplay(tx, ctx.actor, displayId)) ?? refuse({ code: "not-found" });
  if (display.boardId === null) return { ...display, board: "" };
  const board = await findBoard(tx, ctx.actor, display.boardId);
  return { ...display, board: board?.name ?? "" };
}

export const displayRouter = router({
  /** The organisation's displays: what each shows, when it was seen, and whether it is there now. */
  list: allowed("board.see").query(async ({ ctx }) => {
    const manage = can(ctx.actor, "board.manage");
    const displays = await listDisplays(ctx.sql, ctx.actor, ctx.now());
    return {
      displays: displays.map((one) => ({ ...one, may: { manage: manage && one.revokedAt === null } })),
      may: { pair: manage },
    };
  }),

  /**
   * Makes a display of the browser that shows a code, and gives it a board. Spaces, dashes and case do not matter. Refused:
   * `pairing-code-unknown`, counted, so that nobody tries codes; `not-found` for a board that is not the actor's.
   */
  pair: allowed("board.manage")
    .input(z.object({ code: z.string().max(40).transform(readCode), name, boardId: id }))
    .mutation(async ({ ctx, input }) => {
      const attempt = await admitPairing(ctx.sql, ctx.actor.accountId);
      const made = await act(ctx, async (tx) => {
        const board = (await findBoard(tx, ctx.actor, input.boardId)) ?? refuse({ code: "not-found" });
        const waiting = await takePairing(tx, { code: input.code, now: ctx.now() });
        if (!waiting) return { value: null, events: [] };
        const { tokenHash } = waiting;
        const displayId = await insertDisplay(tx, ctx.actor, { name: input.name, boardId: board.id, tokenHash, at: ctx.now() });
        const told: NewEvent = {
          kind: "display.paired",
          agencyIds: [ctx.actor.agencyId],
          about: displayId,
          within: [board.id],
          facts: { name: input.name, board: board.name },
        };
        return { value: { id: displayId }, events: [told] };
      });
      if (!made) return refuse({ code: "pairing-code-unknown" });
      await attempt.succeeded();
      return made;
    }),

  rename: allowed("board.manage")
    .input(z.object({ id, name }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const display = await locked(tx, ctx, input.id);
        if (display.name === input.name) return { value: {}, events: [] };
        await saveDisplay(tx, ctx.actor, { id: display.id, name: input.name, boardId: display.boardId });
        const facts = { name: input.name, before: display.name };
        return { value: {}, events: [{ kind: "display.renamed", agencyIds: [ctx.actor.agencyId], about: display.id, facts }] };
      }),
    ),

  /** Gives a display another board; it shows it at once. */
  assign: allowed("board.manage")
    .input(z.object({ id, boardId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const display = await locked(tx, ctx, input.id);
        const board = (await findBoard(tx, ctx.actor, input.boardId)) ?? refuse({ code: "not-found" });
        if (display.boardId === board.id) return { value: { before: board.id as Id | null }, events: [] };
        await saveDisplay(tx, ctx.actor, { id: display.id, name: display.name, boardId: board.id });
        const told: NewEvent = {
          kind: "display.assigned",
          agencyIds: [ctx.actor.agencyId],
          about: display.id,
          within: [board.id],
          facts: { name: display.name, board: board.name, before: display.board },
        };
        return { value: { before: display.boardId }, events: [told] };
      }),
    ),

  /** The screen shows its name for some seconds, so that who stands before it knows which it is. */
  identify: allowed("board.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const display = await locked(tx, ctx, input.id);
        return { value: {}, events: [{ kind: "display.identified", agencyIds: [ctx.actor.agencyId], about: display.id, facts: {} }] };
      }),
    ),

  /** For good: the screen goes blank within seconds, and its secret is worth nothing. It can be paired anew by the code it shows then. */
  revoke: allowed("board.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const display = await locked(tx, ctx, input.id);
        await saveRevocation(tx, ctx.actor, { id: display.id, at: ctx.now() });
        const facts = { name: display.name };
        return { value: {}, events: [{ kind: "display.revoked", agencyIds: [ctx.actor.agencyId], about: display.id, facts }] };
      }),
    ),
});
