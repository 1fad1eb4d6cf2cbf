import type { LiveEvent } from "#domain/event.ts";

/** How events come: over the socket; where none gets through, over a stream of plain HTTP; where that is held back too, asked for again and again. */
export type Way = "socket" | "stream" | "poll";

/** What a way says of itself. */
export interface Ears {
  event(event: LiveEvent, seq: number): void;
  /** Events arrive from now on. */
  live(): void;
  /** It broke, or did not open; it is being tried again. */
  broken(): void;
  /** The session is over. */
  signedOut(): void;
}

/** Opens a way after the event `after` (null: from now on); returns how to close it. */
export type OpenWay = (after: number | null, ears: Ears) => () => void;

export interface Ways {
  open: Record<Way, OpenWay>;
  /** Whether the server answers plain requests now: one that is down answers nothing, and is waited for. */
  reachable(): Promise<boolean>;
  /** Whether a socket opens now; closed again at once. */
  socketOpens(): Promise<boolean>;
  /** The way that worked last in this tab: the next page of it need not find out again. */
  remembered: Way;
  remember(way: Way): void;
}

export interface Following {
  stop(): void;
  /** The network changed: what was tried in vain may work now. */
  again(): void;
}

/** Refused as often without ever having been open, the socket is given up; where it worked before, a server that starts again is more likely. */
const failuresAtFirst = 2;
const failuresLater = 6;
/** A stream that says nothing for as long is held back by something between. */
const streamWithin = 6_000;
const streamFailures = 2;
/** The socket is tried again after these. */
const againAfter = [60_000, 120_000, 300_000];

/**
 * Follows what happens from `after` on, by whichever way works, and resumes after the last event it has when the way changes or breaks:
 * each event is told once, in order.
 */
export function followEvents(
  ways: Ways,
  told: {
    after: number | null;
    event(event: LiveEvent): void;
    state(state: "live" | "connecting", way: Way): void;
    signedOut(): void;
    later?: (work: () => void, ms: number) => () => void;
  },
): Following {
  const later = told.later ?? soon;
  let seen = told.after;
  let way: Way = "socket";
  let failures = 0;
  let worked = false;
  let tries = 0;
  let stopped = false;
  let close = (): void => {};
  let cancel = (): void => {};
  let cancelStream = (): void => {};

  function begin(next: Way): void {
    close();
    cancelStream();
    way = next;
    failures = 0;
    // What a way that was left still says is not heard.
    let current = true;
    const mine = (work: () => void) => (): void => {
      if (current && !stopped) work();
    };
    const shut = ways.open[next](seen, {
      event(event, seq) {
        if (!current || stopped || (seen !== null && seq <= seen)) return;
        seen = seq;
        told.event(event);
      },
      live: mine(() => {
        failures = 0;
        worked ||= way === "socket";
        ways.remember(way);
        cancelStream();
        told.state("live", way);
      }),
      broken: mine(() => {
        failures += 1;
        told.state("connecting", way);
        void failed();
      }),
      signedOut: mine(told.signedOut),
    });
    close = () => {
      current = false;
      shut();
    };
    if (next === "stream")
      cancelStream = later(
        mine(() => begin("poll")),
        streamWithin,
      );
  }

  async function failed(): Promise<void> {
    if (way === "poll") return;
    const from = way;
    if (failures < (from === "stream" ? streamFailures : worked ? failuresLater : failuresAtFirst)) return;
    const answered = await ways.reachable();
    if (stopped || way !== from) return;
    if (!answered) return void (failures = 0);
    begin(from === "socket" ? "stream" : "poll");
    if (from === "socket") tryLater();
  }

  function tryLater(): void {
    cancel();
    cancel = later(() => void trySocket(), againAfter[Math.min(tries, againAfter.length - 1)] ?? 0);
    tries += 1;
  }

  const elsewhere = (): boolean => !stopped && way !== "socket";

  async function trySocket(): Promise<void> {
    if (!elsewhere()) return;
    const opens = await ways.socketOpens();
    if (!elsewhere()) return;
    if (!opens) return tryLater();
    tries = 0;
    begin("socket");
  }

  begin(ways.remembered);
  if (ways.remembered !== "socket") tryLater();
  return {
    stop() {
      stopped = true;
      cancel();
      cancelStream();
      close();
    },
    again: () => void trySocket(),
  };
}

function soon(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
