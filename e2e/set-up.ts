import { startTestApp } from "#realtime/testing.ts";

/** Starts the server of the run; what it returns ends it. With `CONCERTO_E2E_URL` set, one that runs already is used and left alone. */
export default async function setUp(): Promise<() => Promise<void>> {
  if (process.env.CONCERTO_E2E_URL) return async () => {};
  const app = await startTestApp();
  process.env.CONCERTO_E2E_URL = app.url;
  return async () => app[Symbol.asyncDispose]();
}
