import { Server } from "@hocuspocus/server";
import { measured } from "./channel.ts";

/** Hocuspocus as it comes: documents in memory, nothing kept; updates of one turn in one frame, as ours. */
const server = new Server({ port: 0, address: "127.0.0.1", quiet: true, stopOnSignals: false, flushDelay: 0 });
await server.listen();
measured(server.address.port);
