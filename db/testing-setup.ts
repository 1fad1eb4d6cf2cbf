import { startTestServer } from "./testing.ts";

/** Vitest's global set-up of the projects that need PostgreSQL: one server for the run, its address in the environment of the workers. */
export default async function setup(): Promise<() => Promise<void>> {
  // Another project of the same run has started it.
  if (process.env.CONCERTO_TEST_SERVER) return async () => {};
  const server = await startTestServer();
  process.env.CONCERTO_TEST_SERVER = server.url;
  return async () => server[Symbol.asyncDispose]();
}
