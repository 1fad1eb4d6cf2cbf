import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { boardSides, boardWrite, tilesFor, type Board, type BoardSide, type BoardWrite } from "#domain/board.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import {
  findBoard,
  findBoardChange,
  insertBoard,
  listBoardChoices,
  listBoards,
  lockBoard,
  saveBoard,
  saveBoardRemoval,
} from "#db/board.ts";
import type { Query, Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";
import { frameOf } from "./wall-frame.ts";

/** The sides whose requests a role may put on a wall: its own; who administers or observes has its organisation's. */
export function sidesFor(actor: Actor): BoardSide[] {
  if (actor.kind === "placing-coordinator") return ["placing"];
  if (actor.kind === "receiving-coordinator") return ["receiving"];
  return actor.agencyKind === "both" ? [...boardSides] : [actor.agencyKind];
}

/** Refuses what no board of the actor's can be: another side, a tile that means nothing there, a programme or site she does not cover. */
async function check(sql: Query, actor: Actor, board: BoardWrite): Promise<void> {
  if (!sidesFor(actor).includes(board.side)) refuse({ code: "not-allowed" });
  const tiles = board.views.flatMap((view) => view.tiles);
  const { programmes, sites } = await listBoardChoices(sql, actor);
  const known = new Set([...programmes, ...sites].map((one) => one.id));
  for (const { kind, programmeId, siteId } of tiles) {
    if (!tilesFor(board.side).includes(kind)) refuse({ code: "invalid", field: "views", problem: { kind: "missing" } });
    for (const one of [programmeId, siteId]) if (one !== null && !known.has(one)) refuse({ code: "not-found" });
  }
}

const eventOf = <Kind extends "board.added" | "board.removed" | "board.restored">(
  kind: Kind,
  { actor, boardId, name }: { actor: Actor; boardId: Id; name: string },
) => ({ kind, agencyIds: [actor.agencyId], about: boardId, facts: { name } }) satisfies NewEvent;

/** Locked, and as the screen saw it; else the refusal says who was first. */
async function lockAt(tx: Tx, ctx: ActorContext, of: { id: Id; version: number }): Promise<Board & { removed: boolean }> {
  const board = (await lockBoard(tx, ctx.actor, of.id)) ?? refuse({ code: "not-found" });
  if (board.removed) refuse({ code: "not-found" });
  if (board.version !== of.version) {
    const { by = "", at = ctx.now().toISOString() } = (await findBoardChange(tx, ctx.actor, of.id)) ?? {};
    refuse({ code: "stale", by, at });
  }
  return board;
}

const mayOf = (actor: Actor) => ({ edit: can(actor, "board.manage"), remove: can(actor, "board.manage") });

export const boardRouter = router({
  /** The boards the viewer covers, with how many displays show each and how many of them are there now. */
  list: allowed("board.see").query(async ({ ctx }) => {
    const boards = await listBoards(ctx.sql, ctx.actor, ctx.now());
    return {
      boards: boards.map(({ reach: _reach, ...board }) => ({ ...board, may: mayOf(ctx.actor) })),
      sides: sidesFor(ctx.actor),
      may: { create: can(ctx.actor, "board.manage"), pair: can(ctx.actor, "board.manage") },
    };
  }),

  /** What a new board can be of. */
  choices: allowed("board.see").query(async ({ ctx }) => ({
    sides: sidesFor(ctx.actor),
    ...(await listBoardChoices(ctx.sql, ctx.actor)),
  })),

  get: allowed("board.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const board = (await findBoard(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const edits = can(ctx.actor, "board.manage") && sidesFor(ctx.actor).includes(board.side);
      return { ...board, ...(await listBoardChoices(ctx.sql, ctx.actor)), may: { edit: edits, remove: edits } };
    }),

  /** What it shows now, for its page: the same figures as on the wall, within what the viewer covers. */
  frame: allowed("board.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const board = (await findBoard(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      return frameOf(ctx, board);
    }),

  /** What a board that is not saved yet would show. */
  preview: allowed("board.see")
    .input(boardWrite)
    .query(async ({ ctx, input }) => {
      await check(ctx.sql, ctx.actor, input);
      const { agencyId, everything, programmes, places } = ctx.actor;
      return frameOf(ctx, { ...input, id: agencyId, agencyId, version: 0, reach: { everything, programmes, ...places } });
    }),

  create: allowed("board.manage")
    .input(boardWrite)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await check(tx, ctx.actor, input);
        const boardId = await insertBoard(tx, ctx.actor, { board: input, at: ctx.now() });
        return { value: { id: boardId }, events: [eventOf("board.added", { actor: ctx.actor, boardId, name: input.name })] };
      }),
    ),

  /** Saves a board whole; `stale` when somebody saved it since it was read. Its displays show it at once. */
  update: allowed("board.manage")
    .input(z.object({ id, version: z.number().int(), board: boardWrite }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const before = await lockAt(tx, ctx, input);
        await check(tx, ctx.actor, input.board);
        const version = await saveBoard(tx, ctx.actor, { id: input.id, board: input.board, at: ctx.now() });
        const facts = { name: input.board.name, before: before.name };
        return { value: { version }, events: [{ kind: "board.changed", agencyIds: [ctx.actor.agencyId], about: input.id, facts }] };
      }),
    ),

  /** Its displays stay, and say that they show no board; restored, they show it again. */
  remove: allowed("board.manage")
    .input(z.object({ id, version: z.number().int() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { name } = await lockAt(tx, ctx, input);
        await saveBoardRemoval(tx, ctx.actor, { id: input.id, at: ctx.now() });
        return { value: {}, events: [eventOf("board.removed", { actor: ctx.actor, boardId: input.id, name })] };
      }),
    ),

  restore: allowed("board.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const board = (await lockBoard(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        if (!board.removed) return { value: {}, events: [] };
        await saveBoardRemoval(tx, ctx.actor, { id: input.id, at: null });
        return { value: {}, events: [eventOf("board.restored", { actor: ctx.actor, boardId: input.id, name: board.name })] };
      }),
    ),
});
