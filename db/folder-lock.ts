import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Another process holds the folder. */
export class FolderTaken extends Error {
  override name = "FolderTaken";
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `Concerto tourne déjà sur le dossier ${resolve(folder)} (processus ${pid}). Arrêtez-le d’abord, ou choisissez un autre dossier avec CONCERTO_DATA.\n` +
        `Concerto is already running on the folder ${resolve(folder)} (process ${pid}). Stop it first, or choose another folder with CONCERTO_DATA.`,
    );
    this.pid = pid;
  }
}

/** When a process began, in words that stay the same while it lives; undefined when it does not live (or is a zombie). */
export function bornAt(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    if (process.platform === "linux") {
      // Fields after the name, which may hold spaces: state is the first, start time the twentieth.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
    }
    if (process.platform === "darwin")
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
  return "unknown";
}

/**
 * Takes `folder` for this process and gives back how to release it. Throws {@link FolderTaken} while a
 * living process holds it; a lock whose holder died (kill -9, power cut) is taken over. The holder is
 * known by number and birth, since numbers come back.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "lock");
  const mine = `${process.pid} ${bornAt(process.pid) ?? "unknown"}`;
  const draft = join(folder, `lock.${process.pid}`);
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let tries = 0; tries < 20; tries += 1) {
      try {
        // A link appears whole or not at all, so nobody reads a half-written lock.
        linkSync(draft, path);
        return () => {
          if (read(path) === mine) rmSync(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      removeDead(folder, path);
    }
    throw new Error(`The lock ${path} could not be taken.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function removeDead(folder: string, path: string): void {
  const held = read(path);
  const [pid, birth] = held.split(" ");
  if (!pid) return;
  if (bornAt(Number(pid)) === birth) throw new FolderTaken(folder, Number(pid));
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
    // Someone was quicker and the lock moved aside is alive: give it back.
    if (read(aside) !== held) linkSync(aside, path);
    rmSync(aside, { force: true });
  } catch {
    // Someone else moved it: the next round sees.
  }
}
