import type { Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { defaultNotices, toldBy, toldEvents, type NoticeKind } from "#domain/notice.ts";
import { sidesOf } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import { appendEvents, lastSeq, listEventsAfter, type EventAuthor, type StoredEvent } from "#db/event.ts";
import { listLooking } from "#db/look.ts";
import { lockReader, saveReader } from "#db/mail.ts";
import { listNamedOn } from "#db/notice-cancel.ts";
import { listNoticeRequests, listNoticeRoles, listReached, takeOverdueAnswers, type NoticeRequest } from "#db/notice-read.ts";
import {
  insertNotices,
  listNoticeAccounts,
  listWithCancellationMail,
  listZones,
  noticeReader,
  recipientKey,
  type NewNotice,
  type NoticeAccount,
  type NoticeRecipient,
} from "#db/notice.ts";
import type { Sql, Tx } from "#db/sql.ts";
import type { ServerDeps } from "#server/context.ts";
import { channelsOf, noticesMoved } from "#server/notice-tell.ts";
import { actorOf } from "#server/session.ts";

const batch = 200;
const nobody: EventAuthor = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };

/** What happened: an event, or a date that came. */
type Happened = Omit<StoredEvent, "kind"> & { kind: string };

interface Audience {
  actor: Actor;
  email: string;
  side: Side;
  reached: Set<Id>;
}
interface Readers {
  audience: Audience[];
  accounts: Map<Id, NoticeAccount>;
  zones: Map<Id, string>;
  /** Of these requests, who has which open now: `account request`. */
  looking: Set<string>;
}

/** Who coordinates at the organisations concerned, each with what she reaches of these requests: the same reach as her screens (R341). */
async function readersOf(tx: Tx, of: { agencyIds: Id[]; requestIds: Id[]; at: Date }): Promise<Readers> {
  const roles = await listNoticeRoles(tx, { agencyIds: of.agencyIds });
  const audience: Audience[] = [];
  for (const role of roles) {
    const actor = actorOf(role.accountId, role);
    for (const side of sidesOf(actor))
      audience.push({ actor, email: role.email, side, reached: await listReached(tx, { viewer: actor, side }, of.requestIds) });
  }
  return {
    audience,
    accounts: await accountsOf(
      tx,
      roles.map(({ accountId }) => accountId),
    ),
    zones: await listZones(tx, of.agencyIds),
    looking: await listLooking(tx, of.requestIds, of.at),
  };
}

const accountsOf = async (tx: Tx, ids: Id[]): Promise<Map<Id, NoticeAccount>> =>
  new Map((await listNoticeAccounts(tx, [...new Set(ids)])).map((one) => [one.id, one]));

/** The side an event was done from: whoever has a coordinator's role where it was done acts for the organisation. */
function sideOfActor(event: Happened, request: NoticeRequest, readers: Readers): Side | null {
  if (event.actorAgencyId === null) return null;
  const hers = readers.audience.filter(({ actor }) => actor.accountId === event.actorAccountId && actor.agencyId === event.actorAgencyId);
  const [only] = [...new Set(hers.map(({ side }) => side))];
  if (request.agencyId === request.receivingId && only) return only;
  if (event.actorAgencyId === request.agencyId) return "placing";
  if (event.actorAgencyId !== request.receivingId) return null;
  if (hers.some(({ side }) => side === "receiving")) return "receiving";
  // By a link nobody has an account: what a unit says is the unit's, the rest the organisation's.
  return event.actorAccountId === null && !event.kind.startsWith("request.unit-") ? "receiving" : "unit";
}

const kept = ["number", "conditionId", "label", "reasonCode", "outcome", "resubmitted"] as const;
/** Of an event's facts what its line needs, and who did it in words its reader may have: a name inside, else the organisation's. */
function factsFor(event: Happened, agencyId: Id): Record<string, unknown> {
  const by = event.actorAgencyId === agencyId || event.actorAgencyId === null ? event.actorName : (event.actorAgencyName ?? "");
  return { ...Object.fromEntries(kept.flatMap((name) => (event.facts[name] === undefined ? [] : [[name, event.facts[name]]]))), by };
}

type To = NoticeRecipient & { name: string; agencyId: Id; roleId: Id | null; side: Side };

function noticeFor(
  to: To,
  of: { kind: NoticeKind; event: Happened; request: NoticeRequest; cause: string; readers: Readers },
): NewNotice | null {
  const { kind, event, request, readers } = of;
  const account = to.accountId === null ? null : readers.accounts.get(to.accountId);
  const setting = account?.setting ?? defaultNotices;
  if (account?.disabled) return null;
  const lastSeen = account?.lastSeenAt ? new Date(account.lastSeenAt) : null;
  const timeZone = readers.zones.get(to.agencyId) ?? "America/Toronto";
  const channels = channelsOf(kind, { setting, at: new Date(event.at), timeZone, lastSeen });
  // What she has before her eyes is on her list as read, and told on no device.
  const read = to.accountId !== null && readers.looking.has(`${to.accountId} ${request.id}`);
  const own = to.accountId === null ? { ...channels, inPage: false, pushAt: null } : channels;
  if (own.settled && !own.inPage && own.pushAt === null) return null;
  return {
    ...to,
    ...own,
    ...(read ? { pushAt: null } : {}),
    read,
    kind,
    cause: of.cause,
    seq: event.seq,
    eventKind: event.kind,
    at: event.at,
    requestAgencyId: request.agencyId,
    requestId: request.id,
    actorAccountId: event.actorAccountId,
    facts: factsFor(event, to.agencyId),
  };
}

/** One notice for each person, through the first of her roles that reaches the request. */
const oneEach = (all: To[]): To[] => [...new Map(all.toReversed().map((to) => [recipientKey(to), to])).values()].toReversed();

const throughRoles = (event: Happened, of: { request: NoticeRequest; readers: Readers; to: readonly Side[] }): To[] => {
  const from = sideOfActor(event, of.request, of.readers);
  return of.readers.audience
    .filter(
      ({ actor, side, reached }) =>
        event.agencyIds.includes(actor.agencyId) &&
        of.to.includes(side) &&
        side !== from &&
        actor.accountId !== event.actorAccountId &&
        reached.has(of.request.id),
    )
    .map(({ actor, side }) => ({
      accountId: actor.accountId,
      email: null,
      name: actor.name,
      agencyId: actor.agencyId,
      roleId: actor.roleId,
      side,
    }));
};

/** Everyone on a cancelled request, with an account or not, but for who cancelled; where cancellations are told by mail at all (R345). */
async function toldOfCancellation(tx: Tx, event: StoredEvent, of: { request: NoticeRequest; readers: Readers }): Promise<To[]> {
  const { request, readers } = of;
  const on = new Set(await listWithCancellationMail(tx, event.agencyIds));
  const named = await listNamedOn(tx, request);
  const [canceller] = event.actorAccountId === null ? [] : await listNoticeAccounts(tx, [event.actorAccountId]);
  const isCanceller = (one: { personId: Id; accountId: Id | null; email: string }) =>
    one.personId === event.actorPersonId ||
    (one.accountId !== null && one.accountId === event.actorAccountId) ||
    one.email === canceller?.email;
  for (const [id, account] of await accountsOf(
    tx,
    named.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])),
  ))
    readers.accounts.set(id, account);
  const people = named
    .filter((one) => event.agencyIds.includes(one.agencyId) && !isCanceller(one))
    .map((one): To => {
      const side: Side = one.agencyId === request.agencyId ? "placing" : "receiving";
      const as = { name: one.name, agencyId: one.agencyId, roleId: null, side };
      return one.accountId === null ? { ...as, accountId: null, email: one.email } : { ...as, accountId: one.accountId, email: null };
    });
  const all = oneEach([...throughRoles(event, { request, readers, to: ["placing", "receiving", "unit"] }), ...people]);
  // One address is one person, whatever stands in which directory.
  const taken = new Set(all.flatMap(({ accountId }) => (accountId === null ? [] : [readers.accounts.get(accountId)?.email ?? ""])));
  return all.filter((to) => on.has(to.agencyId) && (to.accountId !== null || !taken.has(to.email)));
}

async function noticesOf(tx: Tx, events: StoredEvent[], at: Date): Promise<NewNotice[]> {
  const requests = new Map((await listNoticeRequests(tx, [...new Set(events.map(({ about }) => about))])).map((one) => [one.id, one]));
  const agencyIds = [...new Set(events.flatMap((event) => event.agencyIds))];
  const readers = await readersOf(tx, { agencyIds, requestIds: [...requests.keys()], at });
  const notices: (NewNotice | null)[] = [];
  for (const event of events) {
    const request = requests.get(event.about);
    // Deleted for good since: there is nothing to open.
    if (!request) continue;
    const cause = `event:${event.seq}`;
    if (event.kind === "request.cancelled") {
      const to = await toldOfCancellation(tx, event, { request, readers });
      notices.push(...to.map((one) => noticeFor(one, { kind: "cancellation", event, request, cause, readers })));
      continue;
    }
    for (const { kind, to } of toldBy(event)) {
      const each = oneEach(throughRoles(event, { request, readers, to }));
      notices.push(...each.map((one) => noticeFor(one, { kind, event, request, cause, readers })));
    }
  }
  return notices.filter((one) => one !== null);
}

/** Answers that are late since today are told once for each day they were asked for by, to those who have them to give. */
async function overdueNotices(tx: Tx, at: Date): Promise<NewNotice[]> {
  const late = await takeOverdueAnswers(tx, { today: dayIn(at), most: batch });
  if (late.length === 0) return [];
  const agencyIds = [...new Set(late.flatMap(({ receivingId }) => (receivingId === null ? [] : [receivingId])))];
  const readers = await readersOf(tx, { agencyIds, requestIds: late.map(({ id }) => id), at });
  const seq = await lastSeq(tx);
  return late.flatMap((request) => {
    const event: Happened = {
      seq,
      at: at.toISOString(),
      kind: "overdue",
      agencyIds: [request.receivingId ?? ""],
      about: request.id,
      within: [],
      actorAgencyId: null,
      actorAgencyName: null,
      actorAccountId: null,
      actorPersonId: null,
      actorName: "",
      facts: {},
    };
    const unit = request.status === "redirected" || request.status === "redirected-auto";
    const to = oneEach(throughRoles(event, { request, readers, to: [unit ? "unit" : "receiving"] }));
    return to
      .map((one) => noticeFor(one, { kind: "to-answer", event, request, cause: `overdue:${request.id}:${request.answerBy}`, readers }))
      .filter((one) => one !== null);
  });
}

type Deps = Pick<ServerDeps, "sql" | "now" | "committed">;

/**
 * Turns what happened since the last time into notices, and moves the bells of those who are told. Reading on and what is told of it are
 * one transaction: what is cut short is done again whole, and an event is told once to each (R341).
 */
export async function readNotices({ sql, now, committed }: Deps): Promise<void> {
  for (let more = true; more;) {
    let moves = false;
    more = await sql.begin(async (tx) => {
      const after = await lockReader(tx, noticeReader);
      const events = await listEventsAfter(tx as unknown as Sql, { agencyId: null, after, most: batch });
      const told = events.filter(({ kind }) => toldEvents.includes(kind));
      const moved = told.length === 0 ? [] : await insertNotices(tx, await noticesOf(tx, told, now()));
      const last = events.at(-1);
      if (last) await saveReader(tx, noticeReader, last.seq);
      await appendEvents(tx, nobody, noticesMoved(moved));
      moves = moved.length > 0;
      return events.length === batch;
    });
    if (moves) committed?.();
  }
}

/** What happened, and the answers that are late since today. */
export async function writeNotices(deps: Deps): Promise<void> {
  await readNotices(deps);
  const late = await deps.sql.begin(async (tx) => {
    await lockReader(tx, noticeReader);
    const moved = await insertNotices(tx, await overdueNotices(tx, deps.now()));
    await appendEvents(tx, nobody, noticesMoved(moved));
    return moved.length > 0;
  });
  if (late) deps.committed?.();
}
