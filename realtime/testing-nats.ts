import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer, connect, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const CACHE = fileURLToPath(new URL("../node_modules/.cache/nats-server", import.meta.url));
const PLACES = ["usr/sbin/nats-server", "usr/bin/nats-server"];

const found = (): string | undefined =>
  [process.env.NATS_SERVER, ...PLACES.map((path) => `/${path}`), ...PLACES.map((path) => `${CACHE}/${path}`)].find(
    (path) => path && existsSync(path),
  );

/**
 * The real nats-server: the system's, else Debian's package, unpacked beside the other caches and not installed, so that nothing is
 * started on this machine and nobody has to be root. Throws where there is neither: a test without its server has not passed.
 */
function natsServer(): string {
  const there = found();
  if (there) return there;
  mkdirSync(CACHE, { recursive: true });
  const run = (command: string, words: string[]): boolean =>
    spawnSync(command, words, { cwd: CACHE, stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
  const download = (): boolean => run("apt-get", ["download", "-q", "nats-server"]);
  // Without lists of packages there is nothing to download from; only root may fetch them.
  if (!download() && process.getuid?.() === 0) {
    run("apt-get", ["update", "-q"]);
    download();
  }
  const file = readdirSync(CACHE).find((name) => name.endsWith(".deb"));
  if (file) run("dpkg", ["-x", file, CACHE]);
  const unpacked = found();
  if (!unpacked) throw new Error("There is no nats-server, and Debian's package cannot be had: install it, or name it in NATS_SERVER.");
  return unpacked;
}

/** A nats-server of one's own on a free port; `kill` ends it as a power cut would, `start` starts it again on the same one. */
export interface TestNats extends AsyncDisposable {
  url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

export async function startTestNats(): Promise<TestNats> {
  const program = natsServer();
  const port = await freePort();
  let kill = async (): Promise<void> => {};
  const nats: TestNats = {
    url: `nats://127.0.0.1:${port}`,
    async start() {
      const child = spawn(program, ["--addr", "127.0.0.1", "--port", String(port)], { stdio: "ignore" });
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      // It outlives neither its test nor the process that tests.
      const orphaned = (): void => void child.kill("SIGKILL");
      process.once("exit", orphaned);
      child.once("exit", () => process.off("exit", orphaned));
      kill = async () => {
        child.kill("SIGKILL");
        await ended;
      };
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
        await sleep(20);
      }
    },
    kill: () => kill(),
    [Symbol.asyncDispose]: () => kill(),
  };
  await nats.start();
  return nats;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const say = (there: boolean): void => {
      socket.destroy();
      resolve(there);
    };
    socket.once("data", () => say(true));
    socket.once("error", () => say(false));
  });
}
