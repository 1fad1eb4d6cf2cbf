import { createHmac, timingSafeEqual } from "node:crypto";
import { Agent, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Id } from "#domain/id.ts";
import type { NodeRecord } from "#db/node.ts";
import { believe } from "./request-facts.ts";

/** Carries who passed a request on, and for whom. Whatever is in it: a request that has it is never passed on again. */
const hopHeader = "concerto-hop";
/** A signed header is no use to who finds it later in a log. */
const signedFor = 30_000;
/** A node of ours answers in milliseconds; one that does not is given up, and the sheet is asked for again. */
const answerWithin = 2_000;

/** "Misdirected request": what a node answers to a hop for a sheet that it does not hold, so that another way is looked for. */
export const notOwner = 421;

const sign = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64url");

/** What goes with a request to the node that holds its sheet: for which node, from which client, when, signed with that node's key. */
export function hopValue(to: Pick<NodeRecord, "id" | "key">, request: { method?: string; url?: string }, client: string): string {
  const said = Buffer.from(JSON.stringify({ to: to.id, client, at: Date.now() })).toString("base64url");
  return `${said}.${sign(to.key, `${said} ${request.method} ${request.url}`)}`;
}

/** How a request came: straight from a client, by another node of ours, or with a header that only says so. */
export type Came = "straight" | "hopped" | "forged";

/** Reads it once, and believes the client's address that came with it. */
export function howItCame(request: IncomingMessage, node: Pick<NodeRecord, "id" | "key">): Came {
  const value = request.headers[hopHeader];
  if (value === undefined) return "straight";
  const [said = "", signature = ""] = String(value).split(".");
  const expected = Buffer.from(sign(node.key, `${said} ${request.method} ${request.url}`));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return "forged";
  const { to, client, at } = JSON.parse(Buffer.from(said, "base64url").toString()) as { to: Id; client: string; at: number };
  if (to !== node.id || Math.abs(Date.now() - at) > signedFor) return "forged";
  believe(request, client);
  return "hopped";
}

/** Ways to other nodes. */
export interface Hop {
  /** Pipes a socket, byte for byte, to a node. False when that node did not take it: nothing was answered, and the socket is as it was. */
  pipe(taken: { request: IncomingMessage; socket: Duplex; head: Buffer; client: string }, to: NodeRecord): Promise<boolean>;
  /** Passes a request with its body on and its answer back; false when that node did not take it, and nothing was answered. */
  forward(taken: { request: IncomingMessage; response: ServerResponse; client: string }, to: NodeRecord): Promise<boolean>;
  /** Ends what goes through these nodes: whoever is at the other end comes back and finds another way. */
  cut(nodes: readonly Id[]): void;
  /** Ends all of it. */
  stop(): void;
  state(): { passing: number };
}

const whereIs = (address: string): { host: string; port: number } => {
  const { hostname, port } = new URL(`http://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80) };
};

/** The headers as they came, name and value in turn, with ours in place of any that was there. */
const headersFor = (request: IncomingMessage, hop: string): string[] => {
  const { rawHeaders: raw } = request;
  const kept = raw.flatMap((name, at) => (at % 2 === 0 && name.toLowerCase() !== hopHeader ? [name, raw[at + 1] ?? ""] : []));
  return [...kept, hopHeader, hop];
};

const accepted = Buffer.from("HTTP/1.1 101 ");

export function makeHop(): Hop {
  const passing = new Map<Socket, Id>();
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 1_000 });

  function pair(client: Duplex, owner: Socket, to: Id): void {
    passing.set(owner, to);
    owner.setKeepAlive(true, 2_000);
    client.pipe(owner);
    owner.pipe(client);
    owner.once("close", () => {
      passing.delete(owner);
      // What the owner said last is still on its way.
      (client as Socket).destroySoon();
    });
    client.once("close", () => owner.destroySoon());
  }

  return {
    pipe: ({ request, socket, head, client }, to) =>
      new Promise((resolve) => {
        const owner = connect({ ...whereIs(to.address), noDelay: true });
        const said: Buffer[] = [];
        const no = (): void => {
          clearTimeout(timer);
          owner.destroy();
          socket.off("close", no);
          resolve(socket.destroyed);
        };
        const timer = setTimeout(no, answerWithin);
        function hear(chunk: Buffer): void {
          said.push(chunk);
          const begun = Buffer.concat(said);
          if (begun.length < accepted.length) return;
          if (!begun.subarray(0, accepted.length).equals(accepted)) return no();
          clearTimeout(timer);
          owner.off("data", hear);
          owner.off("close", no);
          socket.off("close", no);
          socket.write(begun);
          pair(socket, owner, to.id);
          resolve(true);
        }
        // Told by "close", which follows.
        owner.on("error", () => {});
        owner.once("close", no);
        owner.on("data", hear);
        socket.once("close", no);
        const pairs = headersFor(request, hopValue(to, request, client));
        const lines = pairs.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${pairs[at + 1]}\r\n`] : []));
        owner.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
        owner.write(head);
      }),

    forward: ({ request, response, client }, to) =>
      new Promise((resolve) => {
        const onward = ask({
          ...whereIs(to.address),
          agent,
          method: request.method,
          path: request.url,
          headers: headersFor(request, hopValue(to, request, client)),
          setHost: false,
        });
        const mayRepeat = request.method === "GET" || request.method === "HEAD" || request.method === "DELETE";
        const timer = setTimeout(() => onward.destroy(), answerWithin);
        let way: Socket | undefined;
        onward.once("socket", (socket: Socket) => {
          way = socket;
          passing.set(socket, to.id);
          // Reached; the answer may take as long as the owner waits for something to say.
          const reached = (): void => clearTimeout(timer);
          if (socket.connecting) socket.once("connect", reached);
          else reached();
        });
        onward.once("response", (answer) => {
          if (answer.statusCode === notOwner) {
            answer.resume();
            return resolve(false);
          }
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response);
          answer.once("error", () => response.destroy());
          resolve(true);
        });
        onward.once("error", () => {
          if (response.headersSent) response.destroy();
          // A body that has begun to go cannot be sent again by us; the page sends it again.
          else if (!mayRepeat) response.writeHead(503, { "Retry-After": "1" }).end();
          resolve(response.headersSent);
        });
        onward.once("close", () => {
          clearTimeout(timer);
          if (way) passing.delete(way);
        });
        response.once("close", () => onward.destroy());
        request.pipe(onward);
      }),

    cut(nodes) {
      for (const [socket, to] of passing) if (nodes.includes(to)) socket.destroy();
    },
    stop() {
      for (const socket of passing.keys()) socket.destroy();
      agent.destroy();
    },
    state: () => ({ passing: passing.size }),
  };
}
