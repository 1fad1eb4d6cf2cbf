import { initTRPC, TRPCError } from "@trpc/server";
import { can, type Action } from "#domain/access.ts";
import { Refused, type Refusal } from "#domain/refusal.ts";
import type { Context } from "./context.ts";

const statusOf: Partial<Record<Refusal["code"], "NOT_FOUND" | "UNAUTHORIZED" | "FORBIDDEN" | "CONFLICT" | "TOO_MANY_REQUESTS">> = {
  "not-found": "NOT_FOUND",
  "sign-in-needed": "UNAUTHORIZED",
  "not-allowed": "FORBIDDEN",
  stale: "CONFLICT",
  "too-many-attempts": "TOO_MANY_REQUESTS",
};

/** The refusal of an error, when it is a business no; null for a bug. */
export const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof TRPCError && error.cause instanceof Refused) return error.cause.refusal;
  return null;
};

const t = initTRPC.context<Context>().create({
  // A proxy closes what is silent, and a page that hears nothing for a while opens its stream anew.
  sse: { ping: { enabled: true, intervalMs: 4_000 }, client: { reconnectAfterInactivityMs: 10_000 } },
  // A browser learns the refusal, or the number of the request to quote; never a stack or a message of ours.
  errorFormatter: ({ shape, error, ctx }) => ({
    ...shape,
    message: error.code,
    data: {
      code: error.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path,
      refusal: refusalOf(error),
      requestId: ctx?.requestId ?? null,
    },
  }),
});

const say = (refusal: Refusal): TRPCError => new TRPCError({ code: statusOf[refusal.code] ?? "BAD_REQUEST", cause: new Refused(refusal) });

/** Turns a Refused thrown anywhere below into its answer, and logs bugs with the number the person sees. */
const refusing = t.middleware(async ({ ctx, next, path, type }) => {
  const outcome = await next();
  if (outcome.ok) return outcome;
  const refusal = refusalOf(outcome.error);
  if (refusal) throw say(refusal);
  if (outcome.error.code === "INTERNAL_SERVER_ERROR")
    ctx.log.error({ err: outcome.error.cause ?? outcome.error, path, type, requestId: ctx.requestId }, "bug");
  throw outcome.error;
});

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** Anyone, signed in or not. */
export const open = t.procedure.use(refusing);

/** Somebody signed in, with or without a role. */
export const signedIn = open.use(({ ctx, next }) => {
  if (!ctx.session) throw new Refused({ code: "sign-in-needed" });
  return next({ ctx: { ...ctx, session: ctx.session } });
});

/** A role that is granted the action (domain/access.ts); `ctx.actor` is then that role. */
export const allowed = (action: Action) =>
  signedIn.use(({ ctx, next }) => {
    if (!ctx.actor) throw new Refused({ code: "sign-in-needed" });
    if (!can(ctx.actor, action)) throw new Refused({ code: "not-allowed" });
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });
