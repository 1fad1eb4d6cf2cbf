import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Id } from "#domain/id.ts";
import type { NodeRecord } from "#db/node.ts";
import type { Sql } from "#db/sql.ts";
import type { Env } from "#server/env.ts";
import type { Log } from "#server/log.ts";
import { howItCame, makeHop, notOwner } from "./hop.ts";
import { makeNode, type Pulse } from "./node.ts";
import { makeOwner, type Owner } from "./owner.ts";
import { addressOf } from "./request-facts.ts";
import { refuse } from "./upgrade.ts";

/**
 * Where a request for a sheet is answered: "here", because this node is the sheet's one writer; "passed" on to the node that is, or
 * ended, and there is nothing left to do; "nobody" can take it at this moment, and its page comes back.
 */
export type Place = "here" | "passed" | "nobody";

/** The nodes of the database, as the sheets of this one see them. */
export interface Nodes {
  /** Says where this node is reached by the others. */
  announce(address: string): Promise<void>;
  owner: Owner;
  /** Reads who passed a request on, before anything is judged by its client's address. False when it only says so: it is to be refused. */
  recognise(request: IncomingMessage): boolean;
  leadSocket(sheetId: Id, taken: { request: IncomingMessage; socket: Duplex; head: Buffer }): Promise<Place>;
  /** The same for a request of the long poll. `opens` when the sheet may be claimed for it; else it belongs to a line that is open somewhere. */
  leadRequest(sheetId: Id, taken: { request: IncomingMessage; response: ServerResponse; opens: boolean }): Promise<Place>;
  state(): { owned: number; passing: number };
  stop(): Promise<void>;
}

/** An owner that died is noticed by PostgreSQL at once; one whose machine died, or stands still, within its silence. */
const lookFor = 3_000;
const lookEvery = 40;

export function makeNodes(of: {
  url: string;
  sql: Sql;
  log: Log;
  env: Env;
  onLost: (sheetIds: Id[]) => void;
  pulse?: Partial<Pulse>;
}): Nodes {
  const hop = makeHop();
  const node = makeNode({ ...of, held: () => owner.held(), onSilent: hop.cut, ...of.pulse });
  const owner = makeOwner({ ...of, nodeId: node.id });

  /** Finds who takes a request of a sheet. A request that another node passed on is taken here or by nobody: it never goes round in circles. */
  async function lead(sheetId: Id, hopped: boolean, pass: (to: NodeRecord) => Promise<boolean>): Promise<Place> {
    for (const until = Date.now() + lookFor; ;) {
      if (await owner.claim(sheetId)) return "here";
      if (hopped) return "nobody";
      const other = await node.ownerOf(sheetId);
      if (other?.silent) await node.takeFrom(sheetId);
      else if (other && (await pass(other))) return "passed";
      if (Date.now() > until) return "nobody";
      await sleep(lookEvery);
    }
  }

  return {
    announce: node.announce,
    owner,
    recognise: (request) => howItCame(request, node) !== "forged",
    async leadSocket(sheetId, { request, socket, head }) {
      const hopped = howItCame(request, node) !== "straight";
      const client = addressOf(request, of.env);
      const place = await lead(sheetId, hopped, (to) => hop.pipe({ request, socket, head, client }, to));
      if (place !== "nobody" || !hopped) return place;
      refuse(socket, `${notOwner} Misdirected Request`);
      return "passed";
    },
    async leadRequest(sheetId, { request, response, opens }) {
      const hopped = howItCame(request, node) !== "straight";
      const client = addressOf(request, of.env);
      const pass = (to: NodeRecord): Promise<boolean> => hop.forward({ request, response, client }, to);
      if (opens) {
        const place = await lead(sheetId, hopped, pass);
        if (place !== "nobody" || !hopped) return place;
        response.writeHead(notOwner, { "Content-Length": "0" }).end();
        return "passed";
      }
      if (hopped || owner.holds(sheetId)) return "here";
      const other = await node.ownerOf(sheetId);
      return other && !other.silent && (await pass(other)) ? "passed" : "here";
    },
    state: () => ({ owned: owner.held().length, ...hop.state() }),
    async stop() {
      hop.stop();
      await owner.stop();
      await node.stop();
    },
  };
}
