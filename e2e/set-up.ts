import { startTestApp } from "#realtime/testing.ts";

/** Starts the server of the run; what it returns ends it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const app = await startTestApp();
  process.env.CONCERTO_E2E_URL = app.url;
  return async () => app[Symbol.asyncDispose]();
}
