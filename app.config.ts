import tailwind from "@tailwindcss/vite";
import { solidStart } from "@solidjs/start/config";
import { defineConfig } from "vitest/config";
import { compress } from "./realtime/compress.ts";

/** The Vite config (SolidStart 2 reads no app.config.ts by itself: it is always passed with --config). */
export default defineConfig(({ mode }) => ({
  // Vitest wants neither routes nor the server-function transform; only the build and the dev server do.
  plugins: mode === "test" ? [] : [tailwind(), solidStart({ devOverlay: false }), compress()],
  build: { target: "es2023", rolldownOptions: { checks: { pluginTimings: false } } },
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["{src,realtime,db,e2e,bench}/**/*.test.ts"],
          exclude: ["**/*.pg.test.ts"],
        },
      },
      {
        test: {
          name: "pg",
          environment: "node",
          include: ["{src,realtime,db}/**/*.pg.test.ts"],
          globalSetup: ["./db/testing-setup.ts"],
          // Two side by side: each file has its own database, and the machine that tests also runs PostgreSQL.
          maxWorkers: 3,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
}));
