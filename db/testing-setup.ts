import { startTestServer } from "./testing.ts";

/** Vitest's global set-up of the project `pg`: one server for the run, its address in the environment of the workers. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  process.env.CONCERTO_TEST_SERVER = server.url;
  return async () => server[Symbol.asyncDispose]();
}
