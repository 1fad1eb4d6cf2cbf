import type { Actor } from "#domain/access.ts";
import { organisationReader } from "#domain/delivery-reader.ts";
import { dayIn } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import {
  absenceDays,
  absenceAgainDays,
  againAt,
  defaultNotices,
  dueAt,
  mailWhen,
  stillStands,
  type MailWhen,
  type NoticeKind,
} from "#domain/notice.ts";
import { seenAs } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import { isLooking } from "#db/look.ts";
import { insertMail, lockReader } from "#db/mail.ts";
import { isBounced } from "#db/mail-bounce.ts";
import { listRead } from "#db/notice-page.ts";
import { countOverdueAnswers, listNoticeRoles, listSeenAt, readNoticeStates } from "#db/notice-read.ts";
import {
  listDueRecipients,
  listNoticeAccounts,
  listRefused,
  listZones,
  lockPending,
  postponeNotices,
  saveAbsenceMail,
  settleNotices,
  type Notice,
  type NoticeAccount,
} from "#db/notice.ts";
import { listContacts } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import type { ServerDeps } from "#server/context.ts";
import { actorOf } from "#server/session.ts";
import { lastOfEach, writeNotice, type NoticeMail, type Said } from "./notice-letter.ts";

type Deps = Pick<ServerDeps, "sql" | "env" | "now">;
/** Somebody's: what she is told, as whom she reads it. */
interface Writing {
  tx: Tx;
  deps: Deps;
  at: Date;
  /** Null: somebody of the directory who does not sign in. */
  account: NoticeAccount | null;
  muted: ReadonlySet<NoticeKind>;
  timeZone: string;
}

const day = 86_400_000;
const batch = 50;

type RequestNotice = Notice & { requestId: Id; side: Side };
const ofRequest = (notice: Notice): notice is RequestNotice => notice.requestId !== null && notice.side !== null;

/** As whom each notice is read: her role where she has it still, else her organisation for what she is named on; absent: a role that was taken. */
async function viewersOf(tx: Tx, notices: RequestNotice[]): Promise<Map<Id, { viewer: Actor; side: Side }>> {
  const roleIds = [...new Set(notices.flatMap(({ roleId }) => (roleId === null ? [] : [roleId])))];
  const roles = new Map((await listNoticeRoles(tx, { roleIds })).map((role) => [role.id, actorOf(role.accountId, role)]));
  const viewers = new Map<Id, { viewer: Actor; side: Side }>();
  for (const { id, roleId, agencyId, side } of notices) {
    const viewer =
      roleId === null ? organisationReader({ agencyId, side: side === "placing" ? "placing" : "receiving" }) : roles.get(roleId);
    if (viewer) viewers.set(id, { viewer, side });
  }
  return viewers;
}

/** Reads what each notice is about as its reader's screen shows it now; null where she reaches nothing of it any more. */
async function readSeen(tx: Tx, notices: RequestNotice[], at: Date): Promise<Map<Id, Said>> {
  const viewers = await viewersOf(tx, notices);
  const groups = Map.groupBy(
    notices.filter(({ id }) => viewers.has(id)),
    ({ roleId, agencyId, side }) => `${roleId ?? agencyId} ${side}`,
  );
  const found = new Map<Id, Said>();
  for (const group of groups.values()) {
    const look = viewers.get(group[0]?.id ?? "");
    if (!look) continue;
    const ids = [...new Set(group.map(({ requestId }) => requestId))];
    const records = new Map((await listRequests(tx, { ...look, today: dayIn(at) }, ids)).map((record) => [record.id, record]));
    for (const notice of group) {
      const record = records.get(notice.requestId);
      const seen = record ? seenAs(record, look.viewer, look.side) : null;
      if (seen) found.set(notice.id, { notice, seen });
    }
  }
  return found;
}

/** What is still to be told of these notices (R342, R343); the others are settled with why. */
async function judge(writing: Writing, notices: Notice[]): Promise<Said[]> {
  const { tx, at, muted } = writing;
  const left = await judgeRequests(
    writing,
    notices.filter((notice) => ofRequest(notice)),
  );
  const pages = notices.filter((notice) => !ofRequest(notice));
  const quiet = pages.filter(({ kind }) => muted.has(kind));
  await settleNotices(tx, idsOf(quiet), { outcome: "muted", at });
  const read = new Set(await listRead(tx, idsOf(pages)));
  await settleNotices(tx, [...read], { outcome: "seen", at });
  return [...left, ...pages.filter((one) => !quiet.includes(one) && !read.has(one.id)).map((notice) => ({ notice, seen: null }))];
}

async function judgeRequests(writing: Writing, notices: RequestNotice[]): Promise<Said[]> {
  if (notices.length === 0) return [];
  const { tx, at } = writing;
  const said = await readSeen(tx, notices, at);
  const seenAt = await listSeenAt(tx, notices[0]?.accountId ?? "00000000-0000-0000-0000-000000000000", [
    ...new Set(notices.map(({ requestId }) => requestId)),
  ]);
  const read = new Set(await listRead(tx, idsOf(notices)));
  const states = await readNoticeStates(tx, {
    conditionIds: notices.flatMap(({ facts }) => (typeof facts.conditionId === "string" ? [facts.conditionId] : [])),
    requestIds: notices.map(({ requestId }) => requestId),
    comments: notices
      .filter(({ eventKind }) => eventKind === "comment.added")
      .map(({ requestId, actorAccountId, seq }) => ({ requestId, accountId: actorAccountId, seq })),
  });
  const dropped: Record<"muted" | "seen" | "gone", Id[]> = { muted: [], seen: [], gone: [] };
  const left: Said[] = [];
  for (const notice of notices) {
    const one = said.get(notice.id);
    const { accountId, requestId } = notice;
    const seen = seenAt.get(requestId);
    const condition = states.conditions.get(String(notice.facts.conditionId));
    const stands =
      one?.seen != null &&
      stillStands(notice, {
        side: notice.side,
        status: one.seen.status,
        condition: condition && (condition.shared || notice.side !== "placing") ? condition.state : null,
        openProposal: states.proposals.get(requestId) ?? null,
        commentGone: states.withdrawn.has(notice.seq),
      });
    if (writing.muted.has(notice.kind)) dropped.muted.push(notice.id);
    // A late answer is not news that was read: it waits until it is given.
    else if (notice.eventKind !== "overdue" && (read.has(notice.id) || (seen !== undefined && Date.parse(seen) >= Date.parse(notice.at))))
      dropped.seen.push(notice.id);
    else if (!stands) dropped.gone.push(notice.id);
    else if (accountId !== null && (await isLooking(tx, { accountId, requestId, at }))) dropped.seen.push(notice.id);
    else if (one) left.push(one);
  }
  for (const outcome of ["muted", "seen", "gone"] as const) await settleNotices(tx, dropped[outcome], { outcome, at });
  return left;
}

/** How many of her requests wait past their day, in the roles through which she is told of requests that wait. */
async function overdueOf(tx: Tx, said: Said[], at: Date): Promise<number> {
  const viewers = [
    ...(
      await viewersOf(
        tx,
        said.map(({ notice }) => notice).filter((notice): notice is RequestNotice => ofRequest(notice) && notice.side !== "placing"),
      )
    ).values(),
  ];
  const once = [...new Map(viewers.filter(({ viewer }) => viewer.name !== "").map((one) => [one.viewer.roleId, one])).values()];
  let count = 0;
  for (const look of once) count += await countOverdueAnswers(tx, { ...look, today: dayIn(at) });
  return count;
}

async function contactOf(tx: Tx, said: Said[], at: Date): Promise<NoticeMail["contact"]> {
  const [first] = said;
  if (!first || first.seen === null || !ofRequest(first.notice)) return null;
  const { notice, seen } = first;
  const reader = organisationReader({ agencyId: notice.agencyId, side: notice.side === "placing" ? "placing" : "receiving" });
  const [record] = await listRequests(tx, { viewer: reader, side: notice.side, today: dayIn(at) }, [notice.requestId]);
  const school = record ? (await listContacts(tx, record)).find((one) => one.as === "coordinator") : undefined;
  return {
    organisation: seen.side === "placing" ? seen.school.name : (seen.place.receiving ?? seen.school.name),
    writeTo: school?.email ? { name: school.name, email: school.email } : null,
  };
}

/** Writes one mail; the notices it tells are settled with it, in the same transaction. */
async function write(writing: Writing, how: NoticeMail["how"], said: Said[]): Promise<void> {
  const { tx, deps, at, account } = writing;
  const [first] = said;
  if (!first) return;
  const recipient = account?.email ?? first.notice.email ?? "";
  const language = account?.language ?? "fr";
  const kinds = [...new Set(said.map(({ notice }) => notice.kind))];
  const { accountId } = first.notice;
  const letter = writeNotice(
    {
      how,
      said,
      name: first.notice.name,
      language,
      overdue: how === "cancelled" ? 0 : await overdueOf(tx, said, at),
      contact: account === null ? await contactOf(tx, said, at) : null,
      stopping: accountId === null ? { email: recipient, kinds } : { accountId, kinds },
    },
    deps.env,
  );
  await insertMail(tx, {
    // A mail that tells the same again, a week later to somebody who stayed away, is due another day.
    cause: `notice:${first.notice.id}:${dayIn(at)}`,
    kind: how === "cancelled" ? "cancellation" : "notice",
    accountId,
    recipient,
    language,
    subject: letter.subject,
    bodyText: letter.text,
    bodyHtml: letter.html,
    unsubscribeUrl: letter.unsubscribeUrl,
  });
}

const idsOf = (all: { id: Id }[]): Id[] => all.map(({ id }) => id);

/** Somebody who asked to be written to only when she stays away: what she has seen is no news, and one mail a week is enough (R344). */
async function mailAway(writing: Writing, pending: Notice[]): Promise<boolean> {
  const { tx, at, account, timeZone } = writing;
  const setting = account?.setting ?? defaultNotices;
  const lastSeen = account?.lastSeenAt ? new Date(account.lastSeenAt) : null;
  const known = lastSeen === null ? [] : pending.filter((one) => Date.parse(one.at) <= lastSeen.getTime());
  await settleNotices(tx, idsOf(known), { outcome: "seen", at });
  const rest = pending.filter((one) => !known.includes(one));
  if (lastSeen !== null && at.getTime() < lastSeen.getTime() + absenceDays * day) {
    await postponeNotices(
      tx,
      rest.map(({ id }) => ({ id, dueAt: dueAt("absence", setting, { at, timeZone, lastSeen }) })),
    );
    return false;
  }
  const mailedAt = account?.absenceMailedAt ? new Date(account.absenceMailedAt) : null;
  const sameAbsence = mailedAt !== null && (lastSeen === null || mailedAt.getTime() > lastSeen.getTime());
  if (sameAbsence && at.getTime() < mailedAt.getTime() + absenceAgainDays * day) {
    const next = againAt(mailedAt, setting, timeZone);
    await postponeNotices(
      tx,
      rest.map(({ id }) => ({ id, dueAt: next })),
    );
    return false;
  }
  const said = await judge(writing, rest);
  if (said.length === 0) return false;
  await write(writing, "absence", said);
  const waits = said.filter(({ notice }) => notice.kind === "to-answer").map(({ notice }) => notice);
  await settleNotices(
    tx,
    idsOf(said.map(({ notice }) => notice)).filter((id) => !idsOf(waits).includes(id)),
    { outcome: "mailed", at },
  );
  // What still waits for her in a week is told again then.
  const next = againAt(at, setting, timeZone);
  await postponeNotices(
    tx,
    waits.map(({ id }) => ({ id, dueAt: next })),
  );
  if (waits[0]?.accountId || said[0]?.notice.accountId) await saveAbsenceMail(tx, said[0]?.notice.accountId ?? "", at);
  return true;
}

/** Writes what somebody is due; what is due is settled or put off when this returns. How many mails. */
async function settle(tx: Tx, deps: Deps, of: { recipient: string; at: Date }): Promise<number> {
  const { at } = of;
  const pending = await lockPending(tx, of.recipient);
  const [first] = pending;
  if (!first) return 0;
  const account = first.accountId === null ? null : ((await listNoticeAccounts(tx, [first.accountId]))[0] ?? null);
  if (first.accountId !== null && (account === null || account.disabled)) {
    await settleNotices(tx, idsOf(pending), { outcome: "closed", at });
    return 0;
  }
  const refused = first.email === null ? [] : await listRefused(tx, [first.email]);
  const zones = await listZones(tx, [first.agencyId]);
  const setting = account?.setting ?? defaultNotices;
  const writing: Writing = {
    tx,
    deps,
    at,
    account,
    muted: new Set([...setting.muted, ...refused.map(({ kind }) => kind)]),
    timeZone: zones.get(first.agencyId) ?? "America/Toronto",
  };
  if (await isBounced(tx, account?.email ?? first.email ?? "")) {
    const late = pending.filter((one) => Date.parse(one.dueAt) <= at.getTime());
    await settleNotices(tx, idsOf(late), { outcome: "refused", at });
    return 0;
  }
  const due = (one: Notice): boolean => Date.parse(one.dueAt) <= at.getTime();
  const groups = Map.groupBy(pending, (one): MailWhen => {
    const when = mailWhen(one.kind, setting);
    return one.kind === "cancellation" || when === "none" ? when : (one.mail ?? when);
  });
  const chosen = (when: MailWhen): Notice[] => groups.get(when) ?? [];
  let mails = 0;
  const send = async (how: NoticeMail["how"], notices: Notice[]): Promise<void> => {
    const said = await judge(writing, notices);
    await write(writing, how, said);
    await settleNotices(tx, idsOf(said.map(({ notice }) => notice)), { outcome: "mailed", at });
    if (lastOfEach(said).length > 0) mails += 1;
  };
  const cancelled = pending.filter(({ kind }) => kind === "cancellation");
  if (cancelled.some(due)) await send("cancelled", cancelled);
  const [soon, daily, away, never] = (["at-once", "digest", "absence", "none"] as const).map((when) =>
    chosen(when).filter(({ kind }) => kind !== "cancellation"),
  ) as [Notice[], Notice[], Notice[], Notice[]];
  await settleNotices(tx, idsOf(never), { outcome: "muted", at });
  // A digest takes along what would follow it within the minute.
  if (daily.some(due))
    await send(
      "digest",
      [...daily, ...soon].toSorted((one, other) => one.seq - other.seq),
    );
  else if (soon.some(due)) await send("at-once", soon);
  if (away.some(due) && (await mailAway(writing, away))) mails += 1;
  return mails;
}

/**
 * Writes the mails that are due. A mail and what it settles are one transaction, and one node writes at a time: what is cut short is done
 * again whole, and each thing is mailed once (R341). How many were written.
 */
export async function mailNotices(deps: Deps): Promise<number> {
  let written = 0;
  for (let more = true; more;) {
    more = await deps.sql.begin(async (tx) => {
      await lockReader(tx, "notice-mail");
      const at = deps.now();
      const recipients = await listDueRecipients(tx, at, batch);
      for (const recipient of recipients) written += await settle(tx, deps, { recipient, at });
      return recipients.length === batch;
    });
  }
  return written;
}
