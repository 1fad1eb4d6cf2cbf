import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { afterQuiet, defaultNotices, dueAt, mailWhen, type NoticeKind, type NoticeSetting, type Telling } from "#domain/notice.ts";
import { insertNotices, listNoticeAccounts, listZones, type NewNotice, type NoticeAccount } from "#db/notice.ts";
import type { Tx } from "#db/sql.ts";

/** Through which channels somebody is told, and when: the page at once, mail and devices as she chose (R450, R451). */
export function channelsOf(
  kind: NoticeKind,
  of: { setting: NoticeSetting; at: Date; timeZone: string; lastSeen: Date | null; mail?: "at-once" | "none" | undefined },
): Pick<NewNotice, "dueAt" | "inPage" | "pushAt"> & Partial<Pick<NewNotice, "settled" | "mail">> {
  const { setting, at, timeZone, lastSeen, mail } = of;
  const chosen = mailWhen(kind, setting);
  // A kind she left by a mail's link is left, whatever one of it asks for.
  const when = chosen === "none" ? "none" : (mail ?? chosen);
  return {
    dueAt: when === "none" ? at : dueAt(when, setting, { at, timeZone, lastSeen }),
    ...(when === "none" ? { settled: setting.muted.includes(kind) ? ("muted" as const) : ("page" as const) } : {}),
    ...(mail === undefined ? {} : { mail }),
    inPage: !setting.hidden.includes(kind),
    pushAt: setting.push.includes(kind) ? afterQuiet(at, { quiet: setting.quiet, timeZone }) : null,
  };
}

/** The signal that moves the bell of these accounts, and nobody else's; to be appended last, with what else happened. */
export function noticesMoved(told: { accountId: Id; agencyId: Id }[]): NewEvent[] {
  const [first] = told;
  if (!first) return [];
  return [
    {
      kind: "notice-page.changed",
      agencyIds: [...new Set(told.map(({ agencyId }) => agencyId))],
      about: first.accountId,
      facts: { accountIds: [...new Set(told.map(({ accountId }) => accountId))] },
    },
  ];
}

/**
 * Tells accounts something that is of no request: on their bell at once, by mail and on their devices as they chose. The same `cause` is
 * told once to each, whoever says it again. Returns the signal that moves their bells, to be appended last in the same transaction; ring
 * `committed` after it.
 */
export async function tellAccounts(tx: Tx, at: Date, tellings: Telling[]): Promise<NewEvent[]> {
  if (tellings.length === 0) return [];
  const accounts = new Map<Id, NoticeAccount>(
    (await listNoticeAccounts(tx, [...new Set(tellings.map(({ accountId }) => accountId))])).map((one) => [one.id, one]),
  );
  const zones = await listZones(tx, [...new Set(tellings.map(({ agencyId }) => agencyId))]);
  const notices = tellings.flatMap(({ facts, mail, ...telling }): NewNotice[] => {
    const account = accounts.get(telling.accountId);
    if (!account || account.disabled) return [];
    const setting = account.setting ?? defaultNotices;
    const lastSeen = account.lastSeenAt === null ? null : new Date(account.lastSeenAt);
    const timeZone = zones.get(telling.agencyId) ?? "America/Toronto";
    return [
      {
        ...telling,
        ...channelsOf(telling.kind, { setting, at, timeZone, lastSeen, mail }),
        email: null,
        name: account.name,
        side: null,
        eventKind: telling.kind,
        at: at.toISOString(),
        requestAgencyId: null,
        requestId: null,
        actorAccountId: null,
        facts: { ...facts },
        read: false,
      },
    ];
  });
  return noticesMoved(await insertNotices(tx, notices));
}
