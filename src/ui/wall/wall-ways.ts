import { createTRPCClient, createWSClient, httpSubscriptionLink, wsLink } from "@trpc/client";
import type { WallTold } from "#domain/wall.ts";
import type { AppRouter } from "#server/router.ts";
import { doorPath } from "#sheet/protocol.ts";
import { api, refusalIn } from "#ui/client.ts";
import type { Ear, LineWorld } from "./line.ts";

const reachWithin = 4_000;
/** The server answers a question that waits within five seconds. */
const answerWithin = 12_000;

const unpaired = (error: unknown): boolean => refusalIn(error)?.code === "display-unpaired";

/** What breaks is opened anew by `holdLine`, never by the client itself: one place decides when a thousand walls come back. */
function openSocket(ear: Ear): () => void {
  const socket = createWSClient({
    url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
    keepAlive: { enabled: true, intervalMs: 4_000, pongTimeoutMs: 3_000 },
    retryDelayMs: () => 3_600_000,
    onClose: () => ear.over(),
    onError: () => ear.over(),
  });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  const subscription = client.wall.told.subscribe(undefined, {
    onData: (told: WallTold) => ear.told(told),
    onError: (error) => (unpaired(error) ? ear.unpaired() : ear.over()),
    onComplete: () => ear.over(),
  });
  return () => {
    subscription.unsubscribe();
    void socket.close();
  };
}

function openStream(ear: Ear): () => void {
  const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: "/trpc" })] });
  const subscription = client.wall.told.subscribe(undefined, {
    onData: (told: WallTold) => ear.told(told),
    onConnectionStateChange: ({ state, error }) => {
      if (state === "connecting" && error) ear.over();
    },
    onError: (error) => (unpaired(error) ? ear.unpaired() : ear.over()),
    onComplete: () => ear.over(),
  });
  return () => subscription.unsubscribe();
}

function openPoll(ear: Ear): () => void {
  const over = new AbortController();
  const follow = async (): Promise<void> => {
    let has: { seq: number | null; at: string | null } = { seq: null, at: null };
    try {
      while (!over.signal.aborted) {
        const signal = AbortSignal.any([over.signal, AbortSignal.timeout(answerWithin)]);
        const answers: WallTold[] = await api.wall.after.query(has, { signal });
        for (const told of answers) {
          if (told.type === "frame") has = { seq: told.frame.seq, at: told.frame.at };
          ear.told(told);
        }
      }
    } catch (error) {
      if (over.signal.aborted) return;
      if (unpaired(error)) ear.unpaired();
      else ear.over();
    }
  };
  void follow();
  return () => over.abort();
}

/** Whether the server answers plain requests: a page is never made anew into an error page of the browser. */
export async function reachable(): Promise<boolean> {
  try {
    return (await fetch(doorPath, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(reachWithin) })).ok;
  } catch {
    return false;
  }
}

/** The ways of this browser. */
export const browserLine: LineWorld = {
  open: { socket: openSocket, stream: openStream, poll: openPoll },
  reachable,
  later(work, ms) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
