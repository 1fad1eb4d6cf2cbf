import { lastSeq } from "#db/event.ts";
import { lockReader, saveReader } from "#db/mail.ts";
import { keepOnPage, noticeReader } from "#db/notice.ts";
import { readNotices } from "#realtime/notices.ts";
import type { World } from "./world.ts";

/** What happens from here on is news to people. */
export async function newsBegins(world: World): Promise<void> {
  await world.deps.sql.begin(async (tx) => {
    await lockReader(tx, noticeReader);
    await saveReader(tx, noticeReader, await lastSeq(tx));
  });
}

/** Bells have the last answers of the weeks the demo world has lived through; nobody is mailed about them, nor told on a device. */
export async function tellLatestNews(world: World): Promise<void> {
  await readNotices(world.deps);
  await keepOnPage(world.deps.sql, world.deps.now());
}
