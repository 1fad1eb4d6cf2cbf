import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, isRunnableDevEnvironment, type Connect, type Plugin, type ViteDevServer } from "vite";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { startHouse, type House } from "./house.ts";
import { answerOurs, begin, fail } from "./http.ts";
import { answerPage, putCaller, type App } from "./pages.ts";
import { stopOnSignal } from "./signals.ts";
import { attachUpgrades } from "./upgrade.ts";

// `npm run dev`: Vite's own server with our commands, sockets and pages in it: one process, one port, hot reload.

process.env.NODE_ENV = "development";
const env = readEnv({ argv: process.argv.slice(2), env: process.env });
const log = createLog(env.logLevel);
const house = await startHouse({ env, log });

/** Vite serves modules and assets; what a person opens, we render. */
function isPage({ method, url = "/", headers }: IncomingMessage): boolean {
  return method === "GET" && headers.accept?.includes("text/html") === true && !/^\/(@|src\/|node_modules\/)/.test(url);
}

async function builtByVite(server: ViteDevServer): Promise<App> {
  const environment = server.environments.ssr;
  if (!environment || !isRunnableDevEnvironment(environment)) throw new Error("Vite has no server environment that runs.");
  const entry = (await environment.runner.import("./src/entry-server.tsx")) as { default: App };
  return entry.default;
}

function ours({ deps, upgrades, answers, attendance }: House): Plugin {
  return {
    name: "concerto",
    configureServer(server) {
      if (server.httpServer) attachUpgrades(server.httpServer as never, deps, upgrades);
      server.middlewares.use((request: IncomingMessage, response: ServerResponse, next: Connect.NextFunction) => {
        const begun = begin(deps, request, response);
        const given = { response, answers, attendance, ...begun };
        async function answer(): Promise<void> {
          if (await answerOurs(deps, request, given)) return;
          if (!isPage(request)) return next();
          await putCaller(deps, request, given);
          await answerPage(await builtByVite(server), request, given);
        }
        answer().catch((err: unknown) => fail(deps, { response, err, requestId: begun.requestId }));
      });
    },
  };
}

const vite = await createServer({ configFile: "app.config.ts", server: { port: env.port, strictPort: true }, plugins: [ours(house)] });
await vite.listen();
await house.announce(env.nodeAddress ?? `127.0.0.1:${env.port}`);
process.stdout.write(`\nConcerto (dev) : http://localhost:${env.port}\n\n`);
// Vite would end the process itself, before the database is closed.
process.removeAllListeners("SIGTERM");
process.stdin.removeAllListeners("end");
stopOnSignal(async () => {
  await vite.close();
  await house.stop();
}, log);
