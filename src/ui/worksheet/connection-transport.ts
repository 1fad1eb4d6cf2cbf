import { createSignal, type Accessor } from "solid-js";
import { doorPath } from "#sheet/protocol.ts";
import { PollSocket } from "./poll-socket.ts";

export type Transport = "socket" | "poll";
type SocketClass = new (url: string) => WebSocket;

export interface TransportOptions {
  /** The real WebSocket; another in tests. */
  real?: SocketClass;
  poll?: new (url: string) => unknown;
  /** Whether the server answers plain requests now, and would let a newcomer in. */
  reachable?: () => Promise<boolean>;
  /** Tries the real socket again after this long, ms. */
  again?: number;
}

/** A proxy that swallows the upgrade and says nothing has refused it. */
const openWithin = 8_000;
const failuresToGiveUp = 2;
const tryAgainAfter = 5 * 60_000;

/** A busy server refuses sockets as a proxy does; the page waits for that one. */
async function answersRequests(): Promise<boolean> {
  try {
    return (await fetch(doorPath, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Which kind of line the next attempt uses. Some networks let no WebSocket through: when a real one twice closed without ever opening
 * while the server did answer plain requests, the long poll takes its place. A server that is down answers neither, and is waited for.
 */
export function makeTransport(options: TransportOptions = {}): {
  /** To be called with `new`, as a WebSocket is. */
  Socket: unknown;
  transport: Accessor<Transport>;
  /** Calls back when the real socket works again and the poll can be left. */
  onBetter(listener: () => void): void;
  stop(): void;
} {
  const Real = options.real ?? WebSocket;
  const Poll = options.poll ?? PollSocket;
  const reachable = options.reachable ?? answersRequests;
  const [transport, setTransport] = createSignal<Transport>("socket");
  let failures = 0;
  let stopped = false;
  let better = (): void => {};
  let trying: ReturnType<typeof setTimeout> | undefined;

  /** Some browsers throw where a policy forbids the connection. */
  function made(url: string, told: (opened: boolean) => void): WebSocket {
    try {
      return new Real(url);
    } catch (error) {
      told(false);
      throw error;
    }
  }

  /** Opens a real socket; tells whether it ever was open. */
  function watched(url: string, told: (opened: boolean) => void): WebSocket {
    const socket = made(url, told);
    let opened = false;
    const late = setTimeout(() => socket.close(), openWithin);
    socket.addEventListener("open", () => {
      opened = true;
      clearTimeout(late);
      told(true);
    });
    socket.addEventListener("close", () => {
      clearTimeout(late);
      if (!opened) told(false);
    });
    return socket;
  }

  function tryReal(url: string): void {
    trying = setTimeout(() => {
      try {
        const socket = watched(url, (opened) => {
          if (stopped || transport() === "socket") return;
          if (!opened) return tryReal(url);
          socket.close();
          failures = 0;
          setTransport("socket");
          better();
        });
      } catch {
        // told already, and tried again later
      }
    }, options.again ?? tryAgainAfter);
  }

  async function failed(url: string): Promise<void> {
    if (!(await reachable()) || stopped) return;
    failures += 1;
    if (failures < failuresToGiveUp || transport() === "poll") return;
    setTransport("poll");
    tryReal(url);
  }

  function Socket(url: string): unknown {
    if (transport() === "poll") return new Poll(url);
    return watched(url, (opened) => {
      if (opened) failures = 0;
      else void failed(url);
    });
  }

  return {
    Socket,
    transport,
    onBetter: (listener) => void (better = listener),
    stop() {
      stopped = true;
      clearTimeout(trying);
    },
  };
}
