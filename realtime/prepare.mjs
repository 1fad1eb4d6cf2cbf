// Runs on the Node a machine happens to have (20 or newer), before anything is installed: plain
// JavaScript, Node's own modules only.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...path) => join(root, ...path);

/** Where Node keeps what it made of our files, and with what environment it does: a start takes a third of the time. */
export const compiled = { NODE_COMPILE_CACHE: at("node_modules", ".cache", "concerto") };

/** What the build is made of; a file of these newer than the build means a new build. */
const SOURCES = ["src", "public", "app.config.ts", "tsconfig.json", "package-lock.json"];
const BUILT = at("dist", "server", "entry-server.js");
const NODE = 24;

/** Installs when the packages are not those of package-lock.json, builds when the pages are older than their sources. */
export async function prepare({ build = true } = {}) {
  const release = await lock();
  try {
    if (!installed()) {
      say("Installation des dépendances… / Installing dependencies…");
      npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
    }
    // Where npm was told not to run install scripts, the pinned Node is not there yet.
    if (!nodeWorks()) npm(["rebuild", "node", "--loglevel=error"]);
    if (build && !built()) {
      say("Construction des pages… / Building the pages…");
      run(node(), [at("node_modules", "vite", "bin", "vite.js"), "build", "--config", "app.config.ts", "--logLevel", "warn"]);
    }
  } finally {
    release();
  }
}

/** The Node that runs Concerto: the pinned one, else our own when it is new enough. */
export function node() {
  const pinned = at("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (nodeWorks()) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= NODE) return process.execPath;
  throw new Error(
    `Il faut Node ${NODE}, et son paquet npm ne s’est pas installé : installez Node ${NODE}.\n` +
      `Node ${NODE} is needed and its npm package did not install: install Node ${NODE}.`,
  );
}

function nodeWorks() {
  const pinned = at("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(pinned) && spawnSync(pinned, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Compares what npm says it installed with the lock file; an interrupted installation has said nothing. */
function installed() {
  try {
    const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
    const found = JSON.parse(readFileSync(at("node_modules", ".package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(([path, one]) => path === "" || one.optional || found[path]?.version === one.version);
  } catch {
    return false;
  }
}

function built() {
  if (!existsSync(BUILT)) return false;
  const then = statSync(BUILT).mtimeMs;
  return SOURCES.every((path) => newest(at(path)) <= then);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** One preparation at a time: two that start at once must not install over each other. */
async function lock() {
  const path = at(".prepare.lock");
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (!holderLives(path)) rmSync(path, { force: true });
    else if (waited === 0) say("Une autre installation est en cours, on l’attend… / Waiting for another installation…");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function holderLives(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    // Written a moment ago and still empty: it lives.
    if (!pid) return Date.now() - statSync(path).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function npm(words) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) run(process.execPath, [script, ...words]);
  else run(process.platform === "win32" ? "npm.cmd" : "npm", words, process.platform === "win32");
}

function run(command, words, shell = false) {
  const { status, error } = spawnSync(command, words, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell });
  if (status !== 0) throw new Error(`${command} ${words.join(" ")}: ${error?.message ?? `code ${status}`}`);
}

function say(sentence) {
  process.stdout.write(`${sentence}\n`);
}
