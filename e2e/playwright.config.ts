import { defineConfig } from "@playwright/test";
import { chromiumFlags, findChromium } from "./browser.mjs";

/** One server with the demo world for the run (`set-up.ts`); a test that needs another starts it (`#realtime/testing.ts`). */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  globalSetup: "./set-up.ts",
  outputDir: "../test-results",
  // Three at once, though two cores are shared by browsers, server and database: most of a story is waiting.
  workers: 3,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    // Set by set-up.ts, before the workers read this file.
    baseURL: process.env.CONCERTO_E2E_URL,
    locale: "fr-CA",
    timezoneId: "America/Toronto",
    viewport: { width: 1440, height: 900 },
    // A trace of everything takes as long as what it traces: `npm run e2e -- --trace on` where it is wanted.
    screenshot: "only-on-failure",
    launchOptions: { executablePath: findChromium(), args: chromiumFlags },
  },
});
