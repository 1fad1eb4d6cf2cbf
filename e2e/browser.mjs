// Plain JavaScript: `npm test` looks for a browser before it starts anything else.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const SYSTEM = [
  // The same engine without windows: takes a third less of a processor, which is what a run waits for.
  ...["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].map((name) => `/usr/bin/${name}`),
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Quiet, and no sandbox for root, for whom Chromium has none. */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The Chromium of PLAYWRIGHT_CHROMIUM, else the system's, else Playwright's own; undefined when there is none. */
export function findChromium() {
  const own = require("playwright").chromium.executablePath();
  return [process.env.PLAYWRIGHT_CHROMIUM, ...SYSTEM, own].find((path) => path && existsSync(path));
}

const isDebian = () => existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
const asRoot = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

function fromDistribution() {
  spawnSync("apt-get", ["update", "-q"], { stdio: "inherit" });
  for (const name of ["chromium-headless-shell", "chromium"]) {
    spawnSync("apt-get", ["install", "-qy", name], { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    if (findChromium()) return;
  }
}

/** Gets one: Debian's package when we are its root, else Playwright's download, else the distribution's package. */
export function installChromium() {
  if (asRoot() && isDebian()) fromDistribution();
  if (findChromium()) return;
  const cli = require.resolve("playwright/package.json").replace("package.json", "cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  if (!findChromium() && asRoot()) fromDistribution();
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !findChromium()) installChromium();
