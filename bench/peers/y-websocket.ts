import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";
import { measured } from "./channel.ts";

/** @y/websocket-server as it comes: documents in memory, nothing kept. */
const server = createServer((_request, response) => response.end());
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket, request) => setupWSConnection(socket as never, request));
server.listen(0, "127.0.0.1", () => measured((server.address() as AddressInfo).port));
