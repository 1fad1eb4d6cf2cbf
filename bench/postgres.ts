import { spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

interface Running {
  pid: number;
  command: string[];
}

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The process of the machine (a Linux) that serves a database's port. */
function postmasterOf(databaseUrl: string): Running {
  const { port } = new URL(databaseUrl);
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(join("/proc", entry, "cmdline"), "utf8")
        .split("\0")
        .slice(0, -1);
      const data = command[command.indexOf("-D") + 1];
      if (!command[0]?.endsWith("postgres") || data === undefined) continue;
      const [pid, , , served] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
      if (served?.trim() === port && pid?.trim() === entry) return { pid: Number(entry), command };
    } catch {
      // Another user's, or gone meanwhile.
    }
  }
  throw new Error(`nobody serves port ${port}`);
}

/** A PostgreSQL to be killed as a power cut would, and started again just as it was. */
export function findPostgres(databaseUrl: string) {
  const { pid, command } = postmasterOf(databaseUrl);
  const [program = "", ...args] = command;
  const of = join("/proc", String(pid));
  const { uid, gid } = statSync(of);
  const cwd = readlinkSync(join(of, "cwd"));
  const variables = readFileSync(join(of, "environ"), "utf8").split("\0").filter(Boolean);
  const env = Object.fromEntries(variables.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  return {
    async kill(): Promise<void> {
      process.kill(pid, "SIGKILL");
      while (isThere(pid)) await sleep(10);
    },
    /** Tries until those that served connections are gone: before, it would not start. */
    async startAgain(): Promise<void> {
      for (;;) {
        const child = spawn(program, args, { cwd, env, uid, gid, stdio: "ignore", detached: true });
        const ended = new Promise<"ended">((resolve) => child.once("exit", () => resolve("ended")));
        if ((await Promise.race([ended, sleep(700)])) !== "ended") return child.unref();
        await sleep(100);
      }
    },
  };
}
