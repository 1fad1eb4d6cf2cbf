import { createTRPCClient, httpBatchLink, httpLink, isNonJsonSerializable, splitLink, TRPCClientError } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { getRequestEvent, isServer } from "solid-js/web";
import type { Refusal } from "#domain/refusal.ts";
import type { AppRouter } from "#server/router.ts";

export type Outputs = inferRouterOutputs<AppRouter>;
export type Inputs = inferRouterInputs<AppRouter>;
type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

/** Questions and commands by HTTP; what happens comes by a line of its own (live-ways.ts). */
function browserClient(): Client {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        // A file is no JSON; a question that waits for something to happen would hold up those asked with it.
        condition: (op) => isNonJsonSerializable(op.input) || op.path === "live.after",
        true: httpLink({ url: "/trpc" }),
        false: httpBatchLink({ url: "/trpc", maxURLLength: 4_000 }),
      }),
    ],
  });
}

/**
 * What of an error is written into a page: its refusal. Never a cause, a stack or a message of ours, and some of those cannot be written: an
 * address with an id that is none would leave the page half made.
 */
function intoPage(error: unknown): never {
  const told = Object.assign(new Error(""), { cause: { refusal: refusalIn(error) } });
  told.stack = "";
  throw told;
}

/** On the server the same names reach the caller that realtime/main.ts put on the request: one code, no HTTP call. */
function serverClient(): Client {
  const ask = (path: string[]): unknown =>
    new Proxy(() => {}, {
      get: (_target, key) => ask([...path, String(key)]),
      apply: (_target, _self, [input]: unknown[]) => {
        const request = getRequestEvent() as
          | { nativeEvent?: { runtime?: { node?: { req?: { concerto?: { caller: unknown } } } } } }
          | undefined;
        const caller = request?.nativeEvent?.runtime?.node?.req?.concerto?.caller;
        const procedure = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], caller);
        if (typeof procedure !== "function") throw new Error(`no caller for ${path.join(".")}`);
        return (procedure as (input: unknown) => Promise<unknown>)(input).catch(intoPage);
      },
    });
  return ask([]) as Client;
}

/** The only way to the server: `api.request.list.query(…)`, `api.request.accept.mutate(…)`. */
export const api: Client = isServer ? serverClient() : browserClient();

/** The refusal in an error from the server; null for a bug or a broken connection. */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof TRPCClientError)) return (error as { cause?: { refusal?: Refusal } } | null)?.cause?.refusal ?? null;
  return (error.data as { refusal?: Refusal | null } | null)?.refusal ?? null;
}

/** The number to quote for a bug; null when the server was not reached. */
export const requestNumberIn = (error: unknown): string | null =>
  error instanceof TRPCClientError ? ((error.data as { requestId?: string | null } | null)?.requestId ?? null) : null;
