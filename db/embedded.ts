import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { canRun, chooseUser, copyBinaries, findBinaries, linkLibraries, program, type User } from "./embedded-binaries.ts";
import { bornAt, lockFolder } from "./folder-lock.ts";
import { connect } from "./sql.ts";

/** A running embedded server; `stop` shuts it down and releases the folder. */
export type Embedded = { url: string; stop(): Promise<void> };

type Options = {
  /** CONCERTO_DATA. */
  folder: string;
  /** false only for tests, whose data nobody will miss. */
  durable?: boolean;
};

type Place = { native: string; cluster: string; user: User; folder: string; durable: boolean };
type Secret = { port: number; password: string };

const OWNER = "concerto";
/** A clean shutdown checkpoints: seconds on a slow disk, and longer than this is a fault to be seen. */
const STOP_TIMEOUT = 30_000;
const START_TIMEOUT = 60_000;

/**
 * Starts PostgreSQL on `folder` (made on first use) and makes the database `concerto`.
 *
 * It listens on loopback only, with a random password kept beside the data, mode 0600. A server of ours
 * that outlived its process (kill -9) is adopted. Throws {@link FolderTaken} when another living process
 * has the folder.
 */
export async function startEmbedded({ folder, durable = true }: Options): Promise<Embedded> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const release = lockFolder(folder);
  try {
    const place = findPlace(folder, durable);
    const adopted = await adopt(place);
    const secret = adopted ?? (await start(place));
    await makeDatabase(secret);
    return {
      url: urlOf(secret, OWNER),
      stop: async () => {
        await stop(place);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

const urlOf = ({ port, password }: Secret, database: string) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;

/** Where the cluster and the binaries are: inside the folder, unless the user PostgreSQL must run as cannot get there. */
function findPlace(folder: string, durable: boolean): Place {
  const native = findBinaries();
  linkLibraries(native);
  const user = chooseUser();
  const inside = join(realpathSync(folder), "postgres");
  if (user.uid === undefined) return { native, cluster: inside, user, folder, durable };
  // Our own folder may be passed through (what lies in it has modes of its own); those above are not ours to open.
  const { mode } = statSync(folder);
  if ((mode & 0o001) === 0 && canEnter(dirname(realpathSync(folder)), user)) chmodSync(folder, (mode & 0o777) | 0o011);
  // As root, below a folder others may not enter (such as /root): data and binaries go to /var/lib,
  // under a name that the data folder remembers.
  const reachable = canEnter(dirname(inside), user);
  const away = reachable && canRun(program(native, "postgres"), user) ? undefined : elsewhere(folder);
  return {
    native: away ? copyBinaries(native, away) : native,
    cluster: reachable ? inside : join(away ?? folder, "postgres"),
    user,
    folder,
    durable,
  };
}

function elsewhere(folder: string): string {
  const pointer = join(folder, "postgres-is-at");
  if (!existsSync(pointer)) writeFileSync(pointer, join("/var/lib", `concerto-${randomBytes(6).toString("hex")}`));
  const path = readFileSync(pointer, "utf8").trim();
  mkdirSync(path, { recursive: true, mode: 0o755 });
  return path;
}

/** Every folder on the way must let the user through. */
function canEnter(path: string, { uid, gid }: User): boolean {
  const { mode, uid: owner, gid: group } = statSync(path);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(path);
  return parent === path || canEnter(parent, { uid, gid });
}

/** What a file holds that another process may be removing: "" once it is gone. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return "";
    throw error;
  }
}

const pidFile = ({ cluster }: Place) => join(cluster, "postmaster.pid");

/** The process of the server on our cluster, if it lives and is PostgreSQL; not one that got its number later. */
function livingServer(place: Place): number | undefined {
  const pid = Number(readIfThere(pidFile(place)).split("\n")[0]);
  if (!(pid > 0) || bornAt(pid) === undefined) return undefined;
  if (process.platform === "win32") return pid;
  const command =
    process.platform === "linux"
      ? readIfThere(`/proc/${pid}/cmdline`)
      : spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return command.includes(place.cluster) ? pid : undefined;
}

function readSecret(place: Place): Secret | undefined {
  const path = join(place.folder, "database.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Secret) : undefined;
}

/** Takes over a server of ours that still runs; removes what a dead one left behind. */
async function adopt(place: Place): Promise<Secret | undefined> {
  const secret = readSecret(place);
  const until = Date.now() + START_TIMEOUT;
  while (livingServer(place) !== undefined && Date.now() < until) {
    if (secret && (await answers(secret, place.cluster))) return secret;
    // It starts, recovers or stops: one of the two becomes true.
    await sleep(100);
  }
  if (livingServer(place) !== undefined)
    throw new Error(`A PostgreSQL runs on ${place.cluster} and does not answer; stop it (see ${pidFile(place)}).`);
  rmSync(pidFile(place), { force: true });
  return undefined;
}

/** Is the server at this port ours, that is, does it know our password and have our cluster? */
async function answers(secret: Secret, cluster: string): Promise<boolean> {
  const sql = connect(urlOf(secret, "postgres"), { max: 1, name: "concerto start" });
  try {
    const [row] = await sql<{ dataDirectory: string }[]>`select current_setting('data_directory') as data_directory`;
    return row?.dataDirectory === cluster || resolve(row?.dataDirectory ?? "") === resolve(cluster);
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function start(place: Place): Promise<Secret> {
  const password = readSecret(place)?.password ?? randomBytes(24).toString("hex");
  if (!existsSync(place.cluster)) makeCluster(place, password);
  else if (!readSecret(place))
    throw new Error(`${join(place.folder, "database.json")} is missing: it holds the password of ${place.cluster}.`);
  const secret = { port: await choosePort(readSecret(place)?.port), password };
  writeFileSync(join(place.folder, "database.json"), JSON.stringify(secret), { mode: 0o600 });
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(secret.port),
    unix_socket_directories: "",
    // Half for us, the rest for a second process, the tests and whoever looks.
    max_connections: "100",
    log_line_prefix: "%m [%p] ",
    ...(place.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const log = openSync(join(place.folder, "database.log"), "a", 0o600);
  const child = spawn(
    program(place.native, "postgres"),
    ["-D", place.cluster, ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])],
    // Detached: a Ctrl-C in the terminal is for us, who finish our work before the database goes.
    { ...place.user, cwd: place.cluster, detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  child.unref();
  let fault: string | undefined;
  child.once("error", (error) => (fault = error.message));
  child.once("exit", (code) => (fault ??= `it ended with ${code}`));
  const until = Date.now() + START_TIMEOUT;
  while (!(await answers(secret, place.cluster))) {
    if (fault !== undefined || Date.now() > until)
      throw new Error(`PostgreSQL did not start (${fault ?? "no answer"}); see ${join(place.folder, "database.log")}.`);
    await sleep(20);
  }
  return secret;
}

/** Runs initdb in a folder beside, so that a cluster that is there is a whole one. */
function makeCluster({ native, cluster, user, durable }: Place, password: string): void {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const file = `${cluster}.password`;
  writeFileSync(file, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) for (const path of [draft, file]) chownSync(path, user.uid, user.gid);
  const result = spawnSync(
    program(native, "initdb"),
    [
      "-D",
      draft,
      "-U",
      OWNER,
      "-A",
      "scram-sha-256",
      `--pwfile=${file}`,
      "--encoding=UTF8",
      "--locale=C",
      // Québec's alphabet decides the order of names, whatever the machine's language.
      "--locale-provider=icu",
      "--icu-locale=fr-CA",
      ...(durable ? [] : ["--no-sync"]),
    ],
    { ...user, cwd: dirname(cluster), encoding: "utf8" },
  );
  rmSync(file, { force: true });
  if (result.status !== 0) throw new Error(`initdb: ${result.error?.message ?? result.stderr}`);
  chmodSync(draft, 0o700);
  renameSync(draft, cluster);
}

/** The port of last time if it is free, else any free one. */
async function choosePort(wanted = 0): Promise<number> {
  const server = createServer();
  return new Promise((done, fail) => {
    server.once("error", () => (wanted === 0 ? fail(new Error("No free port.")) : done(choosePort())));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function makeDatabase(secret: Secret): Promise<void> {
  const sql = connect(urlOf(secret, "postgres"), { max: 1, name: "concerto start" });
  try {
    const [there] = await sql`select 1 as one from pg_database where datname = ${OWNER}`;
    if (!there) await sql`create database concerto`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The fast shutdown: open transactions are rolled back, sessions ended, everything written. */
async function stop(place: Place): Promise<void> {
  const pid = livingServer(place);
  if (pid === undefined) return;
  if (process.platform === "win32") spawnSync(program(place.native, "pg_ctl"), ["stop", "-D", place.cluster, "-m", "fast"]);
  else process.kill(pid, "SIGINT");
  const until = Date.now() + STOP_TIMEOUT;
  while (livingServer(place) !== undefined) {
    if (Date.now() > until) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
    await sleep(20);
  }
}
