import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Memory in bytes, CPU in milliseconds since the start, the loop's delay (99th percentile since the last question) in ms. */
export interface Stat {
  rss: number;
  heap: number;
  cpu: number;
  loopDelay: number;
}

/** A server that is measured: a process of its own with a channel to us. */
export type Server = AsyncDisposable & {
  /** "ws://127.0.0.1:41234" */
  address: string;
  pid: number;
  stat(collect?: boolean): Promise<Stat>;
  kill(): Promise<void>;
};

const node = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

interface Start {
  file: string;
  args?: string[];
  env?: Record<string, string>;
}

async function start<Ready extends { url: string }>({ file, args = [], env = {} }: Start) {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execPath: node,
    execArgv: ["--expose-gc"],
    // As realtime/start.mjs does.
    env: {
      NODE_COMPILE_CACHE: fileURLToPath(new URL("../node_modules/.cache/concerto", import.meta.url)),
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      ...env,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const asked = new Map<number, { resolve(told: never): void; reject(error: Error): void }>();
  let questions = 0;
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.on("message", (message: { ready?: Ready; to?: number; told?: never; failed?: string }) => {
      if (message.ready) return resolve(message.ready);
      const waiting = asked.get(message.to ?? -1);
      asked.delete(message.to ?? -1);
      if (message.failed === undefined) waiting?.resolve(message.told as never);
      else waiting?.reject(new Error(message.failed));
    });
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  const ask = <Told>(question: object): Promise<Told> =>
    new Promise<Told>((resolve, reject) => {
      questions += 1;
      asked.set(questions, { resolve, reject });
      child.send({ ...question, id: questions });
    });
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    child.kill(signal);
    await ended;
  }
  return { ready, ask, end, pid: child.pid ?? 0 };
}

/** Starts one of bench/peers. */
export async function startPeer(name: "raw-ws" | "y-websocket" | "hocuspocus"): Promise<Server> {
  const { ready, ask, end, pid } = await start({ file: `peers/${name}.ts` });
  return {
    address: ready.url.replace("http", "ws"),
    pid,
    stat: (collect = false) => ask<Stat>({ collect }),
    kill: () => end("SIGKILL"),
    [Symbol.asyncDispose]: () => end("SIGKILL"),
  };
}

/** A school of which every sheet is empty, and the cookies of its coordinators. */
export interface World {
  sheets: string[];
  cookies: string[];
}

export type Product = Server & {
  /** "http://localhost:41234" */
  url: string;
  databaseUrl: string;
  folder: string;
  makeWorld(of: { sheets: number; people: number }): Promise<World>;
  /** Commits an event that everybody of the world may know of. */
  tell(about: string): Promise<void>;
  /** Notes where its time goes while `work` runs; a .cpuprofile. */
  profiled<Value>(into: string, work: () => Promise<Value>): Promise<Value>;
};

/** Nodes on one database know each other by it. */
const secret = randomBytes(32).toString("hex");

/** One process speaks for a thousand people from a dozen accounts: what one page may say is not the measure here. */
const lifted = { messagesPerSecond: 1e6, messageBurst: 1e6, newSocketsPerSecond: 1e6, socketsPerPerson: 1e6 };

/**
 * Starts Concerto, the built one, on a database of its own with `fsync` on. `folder` goes on with what a server that ended left there;
 * `databaseUrl` shares another's database. Limits of the product stay but for those of one page and person, unless `strict`; `crowded`: people have as many
 * pages as they like, and are let in at the product's own pace.
 */
export async function startProduct(
  of: { folder?: string; databaseUrl?: string; strict?: boolean; crowded?: boolean; port?: number } = {},
): Promise<Product> {
  const folder = of.folder ?? mkdtempSync(join(tmpdir(), "concerto-bench-"));
  const { ready, ask, end, pid } = await start<{ url: string; databaseUrl: string }>({
    file: "../realtime/measured.ts",
    args: ["--port", String(of.port ?? 0), "--empty"],
    env: {
      CONCERTO_DATA: folder,
      CONCERTO_SECRET: secret,
      CONCERTO_LIMITS: JSON.stringify(of.strict ? {} : of.crowded ? { socketsPerPerson: lifted.socketsPerPerson } : lifted),
      ...(of.databaseUrl ? { DATABASE_URL: of.databaseUrl } : {}),
    },
  });
  return {
    url: ready.url,
    databaseUrl: ready.databaseUrl,
    folder,
    address: ready.url.replace("http", "ws"),
    pid,
    stat: (collect = false) => ask<Stat>({ ask: "stat", collect }),
    makeWorld: (world) => ask<World>({ ask: "world", ...world }),
    async profiled(into, work) {
      await ask({ ask: "profile", into: null });
      try {
        return await work();
      } finally {
        await ask({ ask: "profile", into });
      }
    },
    tell: (about) => ask({ ask: "event", about }),
    kill: () => end("SIGKILL"),
    async [Symbol.asyncDispose]() {
      await end("SIGTERM");
      if (of.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
