import { createTRPCClient, createWSClient, httpSubscriptionLink, wsLink } from "@trpc/client";
import type { LiveEvent } from "#domain/event.ts";
import type { AppRouter } from "#server/router.ts";
import { doorPath } from "#sheet/protocol.ts";
import { api, refusalIn } from "./client.ts";
import type { Ears, OpenWay, Ways } from "./live-source.ts";

/**
 * The pause before trying again: anywhere up to a limit that doubles to 10 s, so that one page is back at once and a thousand are spread
 * over ten seconds (the server lets in a hundred a second).
 */
export const retryDelay = (attempt: number): number => Math.random() * Math.min(10_000, 600 * 2 ** attempt);

const socketAddress = (): string => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`;

/** The page itself says « hors ligne » within five seconds of the last sign of life. */
const keepAlive = { enabled: true, intervalMs: 2_500, pongTimeoutMs: 2_000 };
const openWithin = 8_000;
const reachWithin = 4_000;
/** The server waits 25 s for something to happen; what takes longer is lost. */
const answerWithin = 35_000;

const inputOf = (after: number | null): { lastEventId: number } | undefined => (after === null ? undefined : { lastEventId: after });

/** One subscription over one socket, which comes back by itself after the last event it had. */
const openSocket: OpenWay = (after, ears) => {
  const socket = createWSClient({ url: socketAddress, keepAlive, retryDelayMs: retryDelay, onClose: () => ears.broken() });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  const subscription = client.live.events.subscribe(inputOf(after), {
    onData: ({ id, data }) => ears.event(data, Number(id)),
    onConnectionStateChange: ({ state }) => {
      if (state === "pending") ears.live();
    },
    onError: (error) => (refusalIn(error)?.code === "sign-in-needed" ? ears.signedOut() : ears.broken()),
  });
  return () => {
    subscription.unsubscribe();
    void socket.close();
  };
};

/** A stream that was cut may have been cut because the session is over: of a refused stream a browser says nothing. */
async function askWhetherSignedOut(ears: Ears): Promise<void> {
  try {
    if ((await api.account.me.query()) === null) ears.signedOut();
  } catch {
    // The server does not answer: nobody knows.
  }
}

/** Server-sent events. The browser comes back by itself after a break, not after a refusal. */
const openStream: OpenWay = (after, ears) => {
  const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: "/trpc" })] });
  let seen = after;
  let attempt = 0;
  let closed = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let close = (): void => {};

  function open(): void {
    let over = false;
    const again = (): void => {
      if (over || closed) return;
      over = true;
      ears.broken();
      void askWhetherSignedOut(ears);
      waiting = setTimeout(open, 500 + retryDelay(attempt));
      attempt += 1;
    };
    const subscription = client.live.events.subscribe(inputOf(seen), {
      onData: ({ id, data }) => {
        seen = Number(id);
        ears.event(data, seen);
      },
      onConnectionStateChange: ({ state, error }) => {
        if (state === "pending") {
          attempt = 0;
          ears.live();
        } else if (state === "connecting" && error) ears.broken();
      },
      onError: again,
      onComplete: again,
    });
    close = () => subscription.unsubscribe();
  }
  open();
  return () => {
    closed = true;
    clearTimeout(waiting);
    close();
  };
};

/** Asks, waits for the answer, asks again: works through whatever lets a page's commands through. */
const openPoll: OpenWay = (after, ears) => {
  const over = new AbortController();
  const follow = async (): Promise<void> => {
    let seq = after;
    let attempt = 0;
    // The first answer comes at once, and says that this way works.
    let wait = false;
    while (!over.signal.aborted) {
      try {
        const signal = AbortSignal.any([over.signal, AbortSignal.timeout(answerWithin)]);
        const answer: { seq: number; events: LiveEvent[] } = await api.live.after.query({ seq, wait }, { signal });
        attempt = 0;
        wait = true;
        ears.live();
        for (const event of answer.events) ears.event(event, event.seq);
        seq = answer.seq;
      } catch (error) {
        if (over.signal.aborted) return;
        if (refusalIn(error)?.code === "sign-in-needed") return ears.signedOut();
        ears.broken();
        wait = false;
        await new Promise((resolve) => setTimeout(resolve, 300 + retryDelay(attempt)));
        attempt += 1;
      }
    }
  };
  void follow();
  return () => over.abort();
};

const memory = "concerto.way";

/** Null in a browser that lets pages keep nothing. */
function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** The ways of this browser. */
export const browserWays: Ways = {
  get remembered() {
    const way = storage()?.getItem(memory);
    return way === "stream" || way === "poll" ? way : "socket";
  },
  remember: (way) => storage()?.setItem(memory, way),
  open: { socket: openSocket, stream: openStream, poll: openPoll },
  async reachable() {
    try {
      return (await fetch(doorPath, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(reachWithin) })).ok;
    } catch {
      return false;
    }
  },
  socketOpens: () =>
    new Promise((resolve) => {
      const socket = new WebSocket(socketAddress());
      const end = (opened: boolean): void => {
        clearTimeout(late);
        resolve(opened);
        socket.close();
      };
      const late = setTimeout(() => end(false), openWithin);
      socket.addEventListener("open", () => end(true));
      socket.addEventListener("close", () => end(false));
    }),
};
