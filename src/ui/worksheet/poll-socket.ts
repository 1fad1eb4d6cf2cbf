import { opened, pack, packetType, pollPath, unpack } from "#sheet/poll-frames.ts";
import { collabPath } from "#sheet/protocol.ts";

/** What listeners get: the fields of the browser's own events that are read of a socket. */
export interface SocketEvent {
  type: "open" | "message" | "error" | "close";
  data?: ArrayBuffer;
  code?: number;
  reason?: string;
  wasClean?: boolean;
}
type Listener = (event: SocketEvent) => void;

/** A line that broke without a word, as browsers say it. */
const broken = 1006;
const normal = 1000;
/** The server waits 25 s for something to say; what takes longer is lost. */
const listenWithin = 35_000;
const sayWithin = 30_000;
/** A request that failed is made again after these pauses; then the line is broken. Nothing is lost or doubled by it. */
const pauses = [150, 500, 1_200];
/** As much in one request as a slow line carries in a moment; a larger frame goes alone. */
const packetBytes = 256 * 1024;
/** What a proxy between says when the server is away for a moment. */
const worthAgain = new Set([408, 429, 502, 503, 504]);
/** A last word before closing is waited for as long. */
const farewell = 1_500;

/**
 * A WebSocket over requests and answers, for networks that let no real one through: `new PollSocket("wss://…/collab?sheet=…")` behaves
 * as `new WebSocket` would, for what is read and called of one by the sheet's provider. Sends in order, one request at a time; hears in
 * order, one request waiting. A lost answer is asked for again by number.
 */
export class PollSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  readonly url: string;
  binaryType = "arraybuffer";
  readyState = 0;
  onopen: Listener | null = null;
  onmessage: Listener | null = null;
  onerror: Listener | null = null;
  onclose: Listener | null = null;

  readonly #address: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #stop = new AbortController();
  #session = "";
  /** The last frame heard. */
  #have = 0;
  /** The last frame the server is known to have. */
  #said = 0;
  #asked = 0;
  readonly #outgoing: Uint8Array[] = [];
  #saying: Promise<void> | null = null;

  constructor(url: string | URL) {
    this.url = String(url);
    const address = new URL(this.url);
    address.protocol = address.protocol === "wss:" ? "https:" : "http:";
    address.pathname = address.pathname.replace(new RegExp(`${collabPath}/?$`), pollPath);
    this.#address = address.href;
    if (typeof window !== "undefined") window.addEventListener("pagehide", this.#leave);
    void this.#open();
  }

  get bufferedAmount(): number {
    return this.#outgoing.reduce((sum, frame) => sum + frame.byteLength, 0);
  }

  /** Queues a frame; it leaves with those of its turn. */
  send(data: Uint8Array | ArrayBuffer): void {
    if (this.readyState !== PollSocket.OPEN) return;
    // A copy: who sends may write over it.
    this.#outgoing.push(new Uint8Array(data instanceof Uint8Array ? data : new Uint8Array(data)));
    this.#saying ??= this.#say();
  }

  /** Says what is still to be said, then ends. */
  close(code = normal, reason = ""): void {
    if (this.readyState >= PollSocket.CLOSING) return;
    this.readyState = PollSocket.CLOSING;
    const said = Promise.race([this.#saying ?? Promise.resolve(), new Promise((resolve) => setTimeout(resolve, farewell))]);
    void said.then(() => {
      this.#leave();
      this.#end(code, reason);
    });
  }

  addEventListener(type: string, listener: Listener): void {
    const known = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, known.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  /** The request itself; a test's page gives it its cookie here. */
  protected fetch(address: string, init: RequestInit): Promise<Response> {
    return fetch(address, init);
  }

  async #open(): Promise<void> {
    try {
      const answer = await this.#ask("POST", { within: sayWithin });
      const begun = opened.safeParse(answer.ok ? await answer.json() : null).data;
      if (this.readyState !== PollSocket.CONNECTING) return;
      if (!begun) throw new Error(`no line: ${answer.status}`);
      if ("close" in begun) {
        this.readyState = PollSocket.OPEN;
        this.#tell({ type: "open" });
        return this.#end(begun.close);
      }
      this.#session = begun.session;
      this.readyState = PollSocket.OPEN;
      this.#tell({ type: "open" });
      void this.#listen();
    } catch {
      this.#break();
    }
  }

  async #listen(): Promise<void> {
    try {
      while (this.readyState === PollSocket.OPEN) {
        const answer = await this.#again("GET", { within: listenWithin });
        if (this.readyState !== PollSocket.OPEN) return;
        for (const [index, frame] of answer.frames.entries()) {
          const number = answer.first + index;
          if (number <= this.#have) continue;
          if (number !== this.#have + 1) return this.#break();
          this.#have = number;
          this.#tell({ type: "message", data: frame.buffer as ArrayBuffer });
        }
        if (answer.close !== 0) return this.#end(answer.close);
      }
    } catch {
      this.#break();
    }
  }

  async #say(): Promise<void> {
    // What is said in one turn leaves in one packet.
    await Promise.resolve();
    try {
      while (this.#outgoing.length > 0 && this.readyState < PollSocket.CLOSED) {
        let count = 1;
        let bytes = this.#outgoing[0]?.byteLength ?? 0;
        for (const frame of this.#outgoing.slice(1)) {
          bytes += frame.byteLength;
          if (bytes > packetBytes) break;
          count += 1;
        }
        const body = pack({ first: this.#said + 1, close: 0, frames: this.#outgoing.slice(0, count) });
        const { close } = await this.#again("POST", { body, within: sayWithin });
        this.#outgoing.splice(0, count);
        this.#said += count;
        if (close !== 0) return this.#end(close);
      }
    } catch {
      this.#break();
    } finally {
      this.#saying = null;
    }
  }

  /** Asks until it is answered, a few times: by the numbers, being heard twice is being heard once. */
  async #again(
    method: "GET" | "POST",
    of: { body?: Uint8Array<ArrayBuffer>; within: number },
  ): Promise<NonNullable<ReturnType<typeof unpack>>> {
    for (let failures = 0; ; failures += 1) {
      const pause = pauses[failures];
      try {
        const answer = await this.#ask(method, of);
        const packet = answer.ok ? unpack(new Uint8Array(await answer.arrayBuffer())) : null;
        if (packet) return packet;
        // A page of the proxy's own, or a line the server no longer has.
        if (pause === undefined || (!answer.ok && !worthAgain.has(answer.status)))
          throw new Error(`the line is broken: ${answer.status}`, { cause: "told" });
      } catch (error) {
        if (pause === undefined || this.#stop.signal.aborted || (error as Error).cause === "told") throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }

  #ask(method: string, { body, within }: { body?: Uint8Array<ArrayBuffer>; within: number }): Promise<Response> {
    const address = new URL(this.#address);
    if (this.#session) {
      address.searchParams.set("session", this.#session);
      if (method === "GET") address.searchParams.set("have", String(this.#have));
    }
    // A proxy that keeps answers in spite of being told not to has not seen this address.
    address.searchParams.set("n", String((this.#asked += 1)));
    return this.fetch(address.href, {
      method,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(within)]),
      ...(body ? { body, headers: { "Content-Type": packetType } } : {}),
    });
  }

  /** Tells the server that nobody listens any more, even from a page that is going away. */
  readonly #leave = (): void => {
    if (this.#session === "") return;
    const address = new URL(this.#address);
    address.searchParams.set("session", this.#session);
    this.#session = "";
    this.fetch(address.href, { method: "DELETE", keepalive: true, credentials: "same-origin" }).catch(() => {});
  };

  #break(): void {
    if (this.readyState === PollSocket.CLOSED) return;
    this.#leave();
    if (this.readyState === PollSocket.CLOSING) return this.#end(normal);
    this.#tell({ type: "error" });
    this.#end(broken);
  }

  #end(code: number, reason = ""): void {
    if (this.readyState === PollSocket.CLOSED) return;
    this.readyState = PollSocket.CLOSED;
    this.#outgoing.length = 0;
    this.#stop.abort();
    if (typeof window !== "undefined") window.removeEventListener("pagehide", this.#leave);
    this.#tell({ type: "close", code, reason, wasClean: code !== broken });
  }

  #tell(event: SocketEvent): void {
    this[`on${event.type}`]?.(event);
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event);
  }
}
