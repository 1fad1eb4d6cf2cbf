import { setTimeout as sleep } from "node:timers/promises";
import { documentName, sheetAddress } from "#sheet/protocol.ts";
import { NothingYet, openHocuspocus, openRaw, openYWebsocket, type Client, type Door, type Place } from "./client.ts";
import { startPeer, startProduct, type Product, type Server, type World } from "./server.ts";

/** Something that is measured: a server, and how people come into a room of it. */
export interface System {
  name: string;
  server: Server;
  /** Somebody at a room's door; rooms are numbered. */
  door(room: number, place: Place): Door;
  open(door: Door, place: Place): Promise<Client>;
}

export async function bareHocuspocus(): Promise<System> {
  const server = await startPeer("hocuspocus");
  return { name: "hocuspocus", server, door: (room) => ({ address: server.address, document: `room-${room}` }), open: openHocuspocus };
}

export async function bareYWebsocket(): Promise<System> {
  const server = await startPeer("y-websocket");
  return { name: "y-websocket", server, door: (room) => ({ address: server.address, document: `room-${room}` }), open: openYWebsocket };
}

export async function rawWs(): Promise<System> {
  const server = await startPeer("raw-ws");
  return { name: "raw-ws", server, door: (room) => ({ address: server.address, document: `room-${room}` }), open: openRaw };
}

/** A room of Concerto is a sheet of its world; people sign in as its coordinators, in turn. */
export function concertoIn(product: Product, { sheets, cookies }: World): System {
  return {
    name: "concerto",
    server: product,
    door(room, { index }) {
      const sheet = sheets[room] ?? "";
      const headers = { cookie: cookies[index % cookies.length] ?? "", origin: product.url };
      return { address: product.address + sheetAddress(sheet), headers, document: documentName(sheet) };
    },
    open: openHocuspocus,
  };
}

export async function concerto(of: { sheets: number; people: number; folder?: string }): Promise<System & { server: Product }> {
  const product = await startProduct(of.folder === undefined ? {} : { folder: of.folder });
  const system = concertoIn(product, await product.makeWorld(of));
  return { ...system, server: product };
}

const atOnce = 20;
/** What the first one of a room laid down has reached the server then. */
const laidDown = 300;

/** Opens rooms of so many people each; the first of a room lays down its rows. People of a room follow each other in what is returned. */
export async function openRooms(
  system: System,
  { first, rooms, people }: { first: number; rooms: number; people: number },
): Promise<Client[]> {
  const clients: Client[] = Array.from({ length: rooms * people });
  async function come(room: number, index: number): Promise<void> {
    const place = { index, of: people };
    try {
      clients[room * people + index] = await system.open(system.door(first + room, place), place);
    } catch (error) {
      // A busy server asks to come back later.
      if (!(error instanceof NothingYet) && !String(error).includes(" 503 ")) throw error;
      await sleep(laidDown);
      await come(room, index);
    }
  }
  for (let room = 0; room < rooms; room += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, rooms - room) }, (_, more) => come(room + more, 0)));
  await sleep(laidDown);
  const others = Array.from({ length: rooms }, (_, room) =>
    Array.from({ length: people - 1 }, (__, index) => [room, index + 1] as const),
  ).flat();
  for (let at = 0; at < others.length; at += atOnce)
    await Promise.all(others.slice(at, at + atOnce).map(([room, index]) => come(room, index)));
  await sleep(laidDown);
  return clients;
}
