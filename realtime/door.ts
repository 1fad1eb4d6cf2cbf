import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { StartError, type Env } from "#server/env.ts";
import type { Log } from "#server/log.ts";
import type { Limits } from "#sheet/protocol.ts";
import { startHouse, type House } from "./house.ts";
import { createListener } from "./http.ts";
import type { App } from "./pages.ts";
import { attachUpgrades } from "./upgrade.ts";

/** A server that answers. */
export type Running = { url: string; house: House; stop(): Promise<void> };

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
/** Requests under way may end; then their connections are cut. */
const DRAIN = 3_000;

/** Starts the house and opens its door: the built pages, commands and sockets on one port. */
export async function openDoor({ env, log, limits = {} }: { env: Env; log: Log; limits?: Partial<Limits> }): Promise<Running> {
  const { default: app } = (await import(`${DIST}/server/entry-server.js`)) as { default: App };
  const house = await startHouse({ env, log, limits });
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000, maxHeaderSize: 32_768 });
  server.on(
    "request",
    createListener(house.deps, { app, dist: DIST, answers: house.answers, attendance: house.attendance }) satisfies RequestListener,
  );
  attachUpgrades(server, house.deps, house.upgrades);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(env.port, resolve);
    });
  } catch (error) {
    await house.stop();
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new StartError(
      `Le port ${env.port} est déjà pris : choisissez-en un autre avec --port.\nPort ${env.port} is taken: choose another with --port.`,
      { cause: error },
    );
  }
  const { port } = server.address() as AddressInfo;
  await house.announce(env.nodeAddress ?? `127.0.0.1:${port}`);
  return {
    url: `http://localhost:${port}`,
    house,
    async stop() {
      // Nobody new; those on a socket are sent away; those who asked get their answer; then the house closes.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await house.sendAway();
      await Promise.race([closed, sleep(DRAIN, undefined, { ref: false })]);
      server.closeAllConnections();
      await house.stop();
    },
  };
}
