// Plain JavaScript: `npm test` looks for a browser before it starts anything else.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const SYSTEM = [
  ...["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].map((name) => `/usr/bin/${name}`),
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

/** Gets one: Playwright's download, else the distribution's package when we are root. */
export function installChromium() {
  const cli = require.resolve("playwright/package.json").replace("package.json", "cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  if (findChromium() || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  spawnSync("apt-get", ["update", "-q"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-qy", "chromium"], { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
