import { lastSeq } from "#db/event.ts";
import { lockReader, saveReader } from "#db/mail.ts";
import { noticeReader } from "#db/notice.ts";
import type { World } from "./world.ts";

/** What happens from here on is news to people, on their bells (`tellLatestNews`). */
export async function newsBegins(world: World): Promise<void> {
  await world.deps.sql.begin(async (tx) => {
    await lockReader(tx, noticeReader);
    await saveReader(tx, noticeReader, await lastSeq(tx));
  });
}
