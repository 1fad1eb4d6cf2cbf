import tailwind from "@tailwindcss/vite";
import { solidStart } from "@solidjs/start/config";
import { defineConfig } from "vitest/config";
import { compress } from "./realtime/compress.ts";

/** Tests over a real database. */
const onPostgres = {
  environment: "node" as const,
  globalSetup: ["./db/testing-setup.ts"],
  // A few side by side: the machine that tests also runs PostgreSQL.
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** The Vite config (SolidStart 2 reads no app.config.ts by itself: it is always passed with --config). */
export default defineConfig(({ mode }) => ({
  // Vitest wants neither routes nor the server-function transform; only the build and the dev server do.
  plugins: mode === "test" ? [] : [tailwind(), solidStart({ devOverlay: false }), compress()],
  // A file for each icon would be a third of what a page asks for.
  environments: {
    client: {
      build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: "icons", test: /node_modules[\\/]lucide-solid/ }] } } } },
    },
  },
  build: { target: "es2023", rolldownOptions: { checks: { pluginTimings: false } } },
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          // They share nothing; reading the modules anew for each file takes longer than most of them do.
          isolate: false,
          maxWorkers: 2,
          include: ["{src,realtime,db,e2e,bench}/**/*.test.ts"],
          exclude: ["**/*.pg.test.ts"],
        },
      },
      {
        test: {
          ...onPostgres,
          name: "pg",
          include: ["{src,db}/**/*.pg.test.ts"],
          // Each file has its own database and shares nothing else: reading the server's modules anew for each costs half the time.
          isolate: false,
        },
      },
      // What runs threads, timers and sockets of its own is alone in its worker.
      { test: { ...onPostgres, name: "process", include: ["realtime/**/*.pg.test.ts"] } },
    ],
  },
}));
