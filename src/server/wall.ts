import { z } from "zod";
import { id } from "#domain/id.ts";
import { beatEvery, type WallState, type WallTold } from "#domain/wall.ts";
import { findPairing, insertPairing, type Display } from "#db/display.ts";
import { admitCode } from "./attempt.ts";
import type { Context } from "./context.ts";
import { displayOf, giveToken, hashOfToken, newCode, newToken, pairedDisplay, rotate, tokenIn } from "./display-token.ts";
import { open, router } from "./trpc.ts";

/** How long a code is good for. */
const codeFor = 10 * 60_000;

/** What the browser that asks is. */
async function stateOf(ctx: Context): Promise<WallState> {
  const token = tokenIn(ctx.headers);
  if (token === null) return { state: "none" };
  const display = await displayOf(ctx);
  if (display?.revoked) return { state: "revoked" };
  if (display) return { state: "paired", displayId: display.id, name: display.name, organisation: display.organisation };
  const waiting = await findPairing(ctx.sql, { tokenHash: hashOfToken(token), now: ctx.now() });
  return waiting ? { state: "waiting", code: waiting.code, expiresAt: waiting.expiresAt } : { state: "none" };
}

/** What is told to one reader, one after the other, until it goes or is told nothing any more. */
async function* toldTo(ctx: Context, display: Display, signal: AbortSignal | undefined): AsyncGenerator<WallTold> {
  const waiting: WallTold[] = [];
  let over = false;
  let wake = (): void => {};
  const stop = (): void => {
    over = true;
    wake();
  };
  const leave = await ctx.walls.follow(display, {
    tell(told) {
      // A newer frame makes one that has not left yet worth nothing.
      if (told.type === "frame") waiting.splice(0, waiting.length, ...waiting.filter(({ type }) => type !== "frame"));
      waiting.push(told);
      wake();
    },
    end: stop,
  });
  const signals = [signal, ctx.leaving].filter((one) => one !== undefined);
  for (const one of signals) one.addEventListener("abort", stop, { once: true });
  if (signals.some(({ aborted }) => aborted)) stop();
  try {
    for (;;) {
      const told = waiting.shift();
      if (told) yield told;
      else if (over) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    leave();
    for (const one of signals) one.removeEventListener("abort", stop);
  }
}

/**
 * What a screen on a wall asks. It has no session: its own secret says which display it is, and lets it read one board and nothing else.
 */
export const wallRouter = router({
  /** What this browser is: a display, one that was revoked, one that waits with its code, or nothing. */
  state: open.query(({ ctx }) => stateOf(ctx)),

  /** Asks for a code to be paired by, unless it has one or is a display. A code that ran out is followed by another. */
  begin: open.mutation(async ({ ctx }): Promise<WallState> => {
    const now = await stateOf(ctx);
    if (now.state === "paired" || now.state === "waiting") return now;
    await admitCode(ctx.sql, ctx.ip);
    const token = newToken();
    const expiresAt = new Date(ctx.now().getTime() + codeFor).toISOString();
    for (;;) {
      const code = newCode();
      if (!(await insertPairing(ctx.sql, { tokenHash: hashOfToken(token), code, expiresAt, now: ctx.now() }))) continue;
      giveToken(ctx, ctx, token);
      return { state: "waiting", code, expiresAt };
    }
  }),

  /** Another secret for a display whose own is a day old; asked at each start of its page and every hour. */
  renew: open.mutation(async ({ ctx }): Promise<WallState> => {
    const display = await displayOf(ctx);
    if (display && !display.revoked) await rotate(ctx, display);
    return stateOf(ctx);
  }),

  /** What it shows now, once. */
  frame: open.query(async ({ ctx }) => ctx.walls.frame(await pairedDisplay(ctx))),

  /** Everything it is told, as it happens: the whole frame first (`WallTold`). */
  told: open.subscription(async ({ ctx, signal }) => toldTo(ctx, await pairedDisplay(ctx), signal)),

  /**
   * The same for networks that neither a socket nor a stream comes through: waits five seconds for a frame that is newer than the one it has.
   */
  after: open
    .input(z.object({ seq: z.number().int().nullable(), at: z.string().max(40).nullable() }))
    .query(async ({ ctx, input, signal }): Promise<WallTold[]> => {
      const display = await pairedDisplay(ctx);
      const until = AbortSignal.timeout(beatEvery);
      const told: WallTold[] = [];
      for await (const one of toldTo(ctx, display, signal ? AbortSignal.any([signal, until]) : until)) {
        if (one.type === "frame") {
          const { seq, at } = one.frame;
          if (input.seq !== null && (seq < input.seq || (seq === input.seq && at <= (input.at ?? "")))) continue;
        }
        told.push(one);
        // What it was told together is answered together.
        break;
      }
      return [...told, { type: "beat", at: ctx.now().toISOString(), seq: input.seq ?? 0, build: ctx.walls.build }];
    }),

  /** Says which view it shows and how large it is; answers with the server's clock and build. */
  seen: open
    .input(
      z.object({
        viewId: id.nullable(),
        width: z.number().int().positive().max(32_767).nullable(),
        height: z.number().int().positive().max(32_767).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      ctx.walls.note(await pairedDisplay(ctx), input);
      return { build: ctx.walls.build, at: ctx.now().toISOString() };
    }),
});
