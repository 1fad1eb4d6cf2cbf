import { startEmbedded } from "./embedded.ts";

type Database = AsyncDisposable & { url: string };

/** The database of the settings: DATABASE_URL when there is one, else the embedded server, stopped on dispose. */
export async function openDatabase(settings: { databaseUrl: string | undefined; folder: string }): Promise<Database> {
  if (settings.databaseUrl) return { url: settings.databaseUrl, [Symbol.asyncDispose]: async () => {} };
  const { url, stop } = await startEmbedded({ folder: settings.folder });
  return { url, [Symbol.asyncDispose]: stop };
}
