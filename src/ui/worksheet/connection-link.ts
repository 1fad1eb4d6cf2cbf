import { HocuspocusProviderWebsocket, MessageType } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { limits } from "#sheet/protocol.ts";

/** Kinds of a sync message (y-protocols). */
const [whatIsThere, whatYouLack, anUpdate] = [0, 1, 2] as const;

/** A first try again after 0.3 s, then doubling with jitter, so that a thousand pages do not come back in one second. */
const retry = { delay: 300, minDelay: 300, factor: 2, maxDelay: 8_000, jitter: true };

/**
 * A line over which nothing was heard for this long is asked whether it holds; no answer within the second, and the page says so; the
 * third, and the line is broken off. The sum of the first two is under 5 s; a server that is only slow for a moment loses nobody. Only
 * a page that is looked at or waits for an answer asks, and only when nobody else's edits are heard anyway.
 */
export const pulse = { quiet: 2_000, answer: 1_800, giveUp: 9_000, look: 500 };

export interface LinkHooks {
  /** Number of this page's newest edit. */
  newest(): number;
  /** The newest edit the server has on disk, by its word. */
  acknowledged(edit: number): void;
  /** The updates the server may lack, oldest first, with the numbers of their edits. */
  unsent(): readonly { n: number; update: Uint8Array }[];
  /** Nothing is heard; false when something is again. */
  silent(is: boolean): void;
}

const ping = Uint8Array.of(MessageType.Ping);

/**
 * The socket under a sheet's provider, which knows what each acknowledgement covers.
 *
 * Hocuspocus answers each sync message in order with one status; the library only counts them, and after a break counts wrong. Here a
 * message that carries edits is entered with the newest edit in it, and its answer takes it out. While there is no socket edits stay in
 * the document and nowhere else: the handshake after a break sends what the server lacks, in one message. Until that has gone, single
 * updates are held back, since they build on what the server does not have.
 */
export class SheetLink extends HocuspocusProviderWebsocket {
  readonly #hooks: LinkHooks;
  /** Newest edit of each message that has no answer yet. */
  #inFlight: number[] = [];
  #shaken = false;
  #heardAt = Date.now();
  #askedAt: number | null = null;
  #silent = false;
  readonly #watching: ReturnType<typeof setInterval>;

  constructor(options: { url: string; hooks: LinkHooks; WebSocketPolyfill: unknown }) {
    super({
      url: options.url,
      WebSocketPolyfill: options.WebSocketPolyfill,
      autoConnect: false,
      messageReconnectTimeout: 30_000,
      ...retry,
    });
    this.#hooks = options.hooks;
    const reset = (): void => {
      this.#inFlight = [];
      this.#shaken = false;
      this.#heard();
    };
    this.on("open", reset);
    this.on("close", reset);
    this.#watching = setInterval(() => this.#watch(), pulse.look);
  }

  /** The newest edit in the message the server answers next: what a correction is about. */
  get answering(): number {
    return this.#inFlight[0] ?? this.#hooks.newest();
  }

  override send(message: unknown): void {
    if (this.webSocket?.readyState !== WebSocket.OPEN) return;
    const kind = message instanceof Uint8Array ? syncKind(message) : null;
    if (kind === anUpdate && !this.#shaken) return;
    if (kind === whatYouLack) {
      this.#shaken = true;
      if (message instanceof Uint8Array && message.length > limits.updateBytes) return this.#sendInParts(message);
    }
    if (kind === whatYouLack || kind === anUpdate) this.#inFlight.push(this.#hooks.newest());
    super.send(message);
  }

  /** A long time offline can be more than one message may carry: then it goes as it was typed. */
  #sendInParts(whole: Uint8Array): void {
    const name = decoding.readVarString(decoding.createDecoder(whole));
    for (const { n, update } of this.#hooks.unsent()) {
      const encoder = encoding.createEncoder();
      encoding.writeVarString(encoder, name);
      encoding.writeVarUint(encoder, MessageType.Sync);
      encoding.writeVarUint(encoder, anUpdate);
      encoding.writeVarUint8Array(encoder, update);
      this.#inFlight.push(n);
      super.send(encoding.toUint8Array(encoder));
    }
  }

  override onMessage(event: MessageEvent): void {
    this.#heard();
    const data = new Uint8Array(event.data as ArrayBuffer);
    if (data.length === 1 && data[0] === MessageType.Pong) {
      this.lastMessageReceived = Date.now();
      return;
    }
    super.onMessage(event);
    const kept = syncStatus(data);
    if (kept === null) return;
    const edit = this.#inFlight.shift();
    // not kept: of a reader who writes, or before a close that says why
    if (kept && edit !== undefined) this.#hooks.acknowledged(edit);
  }

  /** The network went: a socket over it may look open for a minute more. */
  breakOff(): void {
    this.emit("close", { event: { code: 1006, reason: "offline" } });
  }

  /** Asks at once whether the line holds: somebody looks at the page again. */
  ask(): void {
    if (this.webSocket?.readyState !== WebSocket.OPEN || this.#askedAt !== null) return;
    this.#askedAt = Date.now();
    super.send(ping);
  }

  #heard(): void {
    this.#heardAt = Date.now();
    this.#askedAt = null;
    if (!this.#silent) return;
    this.#silent = false;
    this.#hooks.silent(false);
  }

  #watch(): void {
    if (this.webSocket?.readyState !== WebSocket.OPEN) return;
    const now = Date.now();
    const looked = typeof document === "undefined" || document.visibilityState === "visible";
    if (this.#askedAt === null) {
      if (now - this.#heardAt >= pulse.quiet && (looked || this.#inFlight.length > 0)) this.ask();
      return;
    }
    if (!this.#silent && now - this.#askedAt >= pulse.answer) {
      this.#silent = true;
      this.#hooks.silent(true);
    }
    if (now - this.#askedAt >= pulse.giveUp) this.breakOff();
  }

  override destroy(): void {
    clearInterval(this.#watching);
    super.destroy();
  }
}

/** Which sync message this is; null when it is another. */
function syncKind(message: Uint8Array): number | null {
  if (message.length <= 1) return null;
  const decoder = decoding.createDecoder(message);
  decoding.readVarString(decoder);
  if (decoding.readVarUint(decoder) !== MessageType.Sync) return null;
  const kind = decoding.readVarUint(decoder);
  return kind === whatIsThere ? null : kind;
}

/** The server's answer to a sync message: kept or not; null when this is no answer. */
function syncStatus(message: Uint8Array): boolean | null {
  if (message.length <= 1) return null;
  const decoder = decoding.createDecoder(message);
  decoding.readVarString(decoder);
  return decoding.readVarUint(decoder) === MessageType.SyncStatus ? decoding.readVarInt(decoder) === 1 : null;
}
