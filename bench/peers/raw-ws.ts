import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { measured } from "./channel.ts";

/** The physical floor: every message to every other socket of the room, nothing understood and nothing kept. */
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
server.on("listening", () => measured((server.address() as AddressInfo).port));
server.on("connection", (socket, { url = "" }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on("close", () => room.delete(socket));
  socket.on("message", (data, binary) => {
    for (const other of room) if (other !== socket) other.send(data, { binary });
  });
});
