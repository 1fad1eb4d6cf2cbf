import { defaultNotices, type NoticeKind } from "#domain/notice.ts";
import { findNoticeSetting, saveNoticeSetting, saveRefusal } from "#db/notice.ts";
import type { Tx } from "#db/sql.ts";
import type { Stopping } from "./notice-link.ts";

/** Leaves kinds of mail, or comes back to them, for whoever a signed link was written to (R340). */
export async function stopKinds(tx: Tx, whose: Stopping, of: { kinds: NoticeKind[]; stopped: boolean; at: Date }): Promise<void> {
  if ("email" in whose) {
    for (const kind of of.kinds) await saveRefusal(tx, { email: whose.email, kind, refused: of.stopped, at: of.at });
    return;
  }
  const setting = (await findNoticeSetting(tx, whose.accountId)) ?? defaultNotices;
  const others = setting.muted.filter((kind) => !of.kinds.includes(kind));
  await saveNoticeSetting(tx, whose.accountId, { ...setting, muted: of.stopped ? [...others, ...of.kinds] : others });
}
