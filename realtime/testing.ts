import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A whole server of one's own, in a process of its own, on a free port, with its own data. */
export type TestApp = AsyncDisposable & {
  /** "http://localhost:41234" */
  url: string;
  pid: number;
  /** CONCERTO_DATA; goes with the server when it was made for it. */
  folder: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

type Options = {
  /** Start without the demo world. */
  empty?: boolean;
  /** The data of a server that ended before, to start on again. */
  folder?: string;
  /** The port of a server that ended before; otherwise a free one. */
  port?: number;
  /** More settings, as the environment would give them. */
  env?: Record<string, string>;
};

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const NODE = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
/** As realtime/start.mjs has it. */
const COMPILED = fileURLToPath(new URL("../node_modules/.cache/concerto", import.meta.url));
/** A cold start makes a database and a demo world; on a busy machine that takes its time. */
const START_WITHIN = 120_000;

/**
 * Starts Concerto as `npm start` does: `await using app = await startTestApp()`. The pages are those of
 * the last `npm run build`.
 */
export async function startTestApp({ empty = false, folder, port = 0, env = {} }: Options = {}): Promise<TestApp> {
  const data = folder ?? mkdtempSync(join(tmpdir(), "concerto-app-"));
  const child = spawn(NODE, [MAIN, "--port", String(port), ...(empty ? ["--empty"] : [])], {
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, NODE_ENV: "production", CONCERTO_DATA: data, LOG_LEVEL: "warn", ...env },
    // The channel ends it when the tests are killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Concerto did not start in time: ${said.join("")}`)), START_WITHIN);
    if (child.stdout)
      createInterface({ input: child.stdout }).on("line", (line) => {
        const address = /^Concerto : (\S+)$/.exec(line)?.[1];
        if (address) {
          clearTimeout(timer);
          resolve(address);
        } else said.push(`${line}\n`);
      });
    child.once("exit", (code) => reject(new Error(`Concerto ended with ${code}: ${said.join("")}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    folder: data,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
      if (!folder) rmSync(data, { recursive: true, force: true });
    },
  };
}
