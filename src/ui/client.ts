import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  httpLink,
  isNonJsonSerializable,
  splitLink,
  TRPCClientError,
  wsLink,
} from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { getRequestEvent, isServer } from "solid-js/web";
import type { Refusal } from "#domain/refusal.ts";
import type { AppRouter } from "#server/router.ts";

export type Outputs = inferRouterOutputs<AppRouter>;
export type Inputs = inferRouterInputs<AppRouter>;
type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

/** The reconnection delay: doubling to 10 s, with jitter, so that a thousand pages do not come back in one second. */
const retryDelay = (attempt: number): number => Math.min(10_000, 300 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random());

function browserClient(): Client {
  const socket = createWSClient({
    url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
    lazy: { enabled: true, closeMs: 1_000 },
    keepAlive: { enabled: true, intervalMs: 4_000, pongTimeoutMs: 2_000 },
    retryDelayMs: retryDelay,
  });
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === "subscription",
        true: wsLink({ client: socket }),
        false: splitLink({
          condition: (op) => isNonJsonSerializable(op.input),
          true: httpLink({ url: "/trpc" }),
          false: httpBatchLink({ url: "/trpc", maxURLLength: 4_000 }),
        }),
      }),
    ],
  });
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
        return procedure(input);
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
