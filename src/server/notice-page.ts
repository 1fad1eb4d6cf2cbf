import { z } from "zod";
import { id, type Id } from "#domain/id.ts";
import { waitsFor } from "#domain/notice.ts";
import { seenAs } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import type { Language } from "#domain/weekdays.ts";
import { countUnread, listPageNotices, saveRead, type PageNotice } from "#db/notice-page.ts";
import { listRequests } from "#db/request.ts";
import type { Query } from "#db/sql.ts";
import { act } from "./act.ts";
import { noticesMoved } from "./notice-tell.ts";
import { lookOf, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 20;
/** A bell says « 99+ ». */
const mostCounted = 100;

/** What a notice is about, as its reader's screen shows it now: no student, no words of a comment. */
async function seenOf(sql: Query, ctx: ActorContext, notices: PageNotice[]) {
  const seen = new Map<Id, NonNullable<ReturnType<typeof seenAs>>>();
  const bySide = Map.groupBy(
    notices.filter(({ side }) => side !== null),
    ({ side }) => side as Side,
  );
  for (const [side, group] of bySide) {
    const ids = [...new Set(group.flatMap(({ requestId }) => (requestId === null ? [] : [requestId])))];
    const records = new Map((await listRequests(sql, lookOf(ctx, side), ids)).map((record) => [record.id, record]));
    for (const notice of group) {
      const record = records.get(notice.requestId ?? "");
      const shown = record ? seenAs(record, ctx.actor, side) : null;
      if (shown) seen.set(notice.id, shown);
    }
  }
  return seen;
}

interface NoticeEntry extends Pick<PageNotice, "id" | "kind" | "eventKind" | "side" | "facts" | "at"> {
  /** Its request as the reader's screen shows it now; null: it is of none, and its facts say it. */
  seen: {
    id: Id;
    reference: number;
    course: string;
    place: string;
    other: string;
    reason: Record<Language, string> | null;
    conditions: number;
  } | null;
  read: boolean;
  /** What it asked for is done, by whoever did it. */
  over: boolean;
}

async function entriesOf(sql: Query, ctx: ActorContext, notices: PageNotice[]): Promise<NoticeEntry[]> {
  const seen = await seenOf(sql, ctx, notices);
  return notices.flatMap((notice): NoticeEntry[] => {
    const { id: noticeId, kind, eventKind, side, facts, at, readAt } = notice;
    const shown = seen.get(noticeId);
    const entry = { id: noticeId, kind, eventKind, side, facts, at };
    if (notice.requestId === null) return [{ ...entry, seen: null, read: readAt !== null, over: false }];
    // Out of reach since: there is nothing to open.
    if (!shown) return [];
    const { place } = shown;
    // What waited for an answer and has it, by whoever gave it, is no news.
    const over = kind === "to-answer" && !waitsFor(shown.side, shown.status);
    return [
      {
        ...entry,
        seen: {
          id: shown.id,
          reference: shown.reference,
          course: shown.course.number,
          place: [place.site, place.service, place.destination].filter((part) => part !== null).join(" / "),
          other: shown.side === "placing" ? (place.receiving ?? "") : shown.school.name,
          reason: shown.reason,
          conditions: shown.conditions,
        },
        read: readAt !== null || over,
        over,
      },
    ];
  });
}

export const noticePageRouter = router({
  /** How many are news to this role, 100 at most. */
  counts: allowed("history.see").query(async ({ ctx }) => ({ unread: await countUnread(ctx.sql, ctx.actor, mostCounted) })),

  /** What this role was told in the last three months, the latest first; `unread`: what is news alone. */
  list: allowed("history.see")
    .input(z.object({ unread: z.boolean(), before: id.nullish() }))
    .query(async ({ ctx, input }) => {
      const rows = await listPageNotices(ctx.sql, ctx.actor, { unread: input.unread, before: input.before ?? null, most: pageSize + 1 });
      const page = rows.slice(0, pageSize);
      return { entries: await entriesOf(ctx.sql, ctx, page), next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
    }),

  /** Marks some read, or unread again; those of others are passed over. */
  read: allowed("history.see")
    .input(z.object({ ids: z.array(id).min(1).max(1_000), read: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const changed = await saveRead(tx, ctx.actor, { ...input, at: ctx.now() });
        return { value: { ids: changed }, events: changed.length === 0 ? [] : noticesMoved([ctx.actor]) };
      }),
    ),

  /** Marks all read that were there when one looked: up to the newest shown, and no later one. Answers which, to be taken back. */
  readAll: allowed("history.see")
    .input(z.object({ upTo: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const changed = await saveRead(tx, ctx.actor, { upTo: input.upTo, at: ctx.now() });
        return { value: { ids: changed.slice(0, 1_000) }, events: changed.length === 0 ? [] : noticesMoved([ctx.actor]) };
      }),
    ),
});
