import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { day } from "#domain/dates.ts";
import { eventFacts, topicOf } from "#domain/event.ts";
import { kindsOfSubject, kindsReadBy, subjects, type Happened, type HistoryEntry, type Subject } from "#domain/history.ts";
import { id, type Id } from "#domain/id.ts";
import type { StoredEvent } from "#db/event.ts";
import { listAuthors, listHistory, listHistoryNames, type HistoryFilter } from "#db/history.ts";
import type { Query } from "#db/sql.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 50;
const before = z.number().int().positive().nullish();
const subject = z.enum(Object.keys(subjects) as [Subject, ...Subject[]]);

const text = (value: unknown): string[] => (typeof value === "string" && value !== "" ? [value] : []);
const studentsIn = (event: StoredEvent): Id[] => [
  ...text(event.facts.studentId),
  ...(topicOf(event.kind) === "student" ? [event.about] : []),
];
const requestsIn = (event: StoredEvent): Id[] =>
  /^(request|routing|condition|supervision|assignment|printout|letter|reply|guest)\./.test(event.kind)
    ? [event.about, ...event.within]
    : [];
const accountsIn = (event: StoredEvent): Id[] => [
  ...text(event.facts.accountId),
  ...(topicOf(event.kind) === "account" ? [event.about] : []),
];

/** Somebody of another organisation is her organisation; who made a request for a school is told to it by name, since it may want to ask. */
const outside = (event: StoredEvent): string =>
  event.kind.startsWith("request.clone") ? `${event.actorName} (${event.actorAgencyName ?? ""})` : (event.actorAgencyName ?? "");

/** What the reason said when it was given, where the event kept it. */
const reasonSaid = ({ reasonFr: fr, reasonEn: en }: Record<string, unknown>) =>
  typeof fr === "string" && typeof en === "string" ? { fr, en } : null;

/** Puts names to a page of events, each looked up only when the reader may see it. */
async function tell(sql: Query, reader: Actor, events: StoredEvent[]): Promise<HistoryEntry[]> {
  const names = await listHistoryNames(sql, reader, {
    students: can(reader, "student.see") ? events.flatMap(studentsIn) : [],
    requests: events.flatMap(requestsIn),
    accounts: events.flatMap(accountsIn),
    reasons: events.flatMap((event) => text(event.facts.reasonCode)),
  });
  const [students, requests, people] = [names.students, names.requests, names.accounts].map(
    (rows) => new Map<Id, (typeof rows)[number]>(rows.map((row) => [row.id, row])),
  );
  return events.flatMap((event): HistoryEntry[] => {
    // What was written by a later version, or damaged, is passed over: history is read all the same.
    const facts = eventFacts[event.kind]?.safeParse(event.facts);
    if (!facts?.success) return [];
    const first = <Row>(map: Map<Id, unknown> | undefined, ids: Id[]): Row | null =>
      (ids.map((one) => map?.get(one)).find(Boolean) as Row | undefined) ?? null;
    const inside = event.actorAgencyId === reader.agencyId;
    const person = first<{ name: string }>(people, accountsIn(event))?.name ?? null;
    // Who opens a mailed link is not signed in yet: it is the account's own person.
    const self = event.kind === "account.password-set" && event.actorAccountId === null;
    // Who answers by a link has no account and is in no directory of ours: she is named with her place.
    const linked = event.facts.byLink === true || event.kind === "reply.opened";
    // What no organisation's person did (a PDF drawn, a letter that left) is signed by the machine's own name.
    const machine = event.actorAgencyId === null && event.actorAccountId === null;
    const student = first<{ name: string }>(students, studentsIn(event))?.name ?? null;
    // A student signs without her name, which the log holds nowhere: who may know it reads it all the same.
    const herself = event.kind === "choice.submitted" || event.kind === "choice.refused";
    return [
      {
        ...({ kind: event.kind, facts: facts.data } as Happened),
        seq: event.seq,
        at: event.at,
        about: event.about,
        by: self ? (person ?? "") : herself ? (student ?? "") : inside || linked || machine ? event.actorName : outside(event),
        mine: event.actorAccountId === reader.accountId,
        names: {
          student,
          request: first<{ id: Id; reference: number; place: string }>(requests, requestsIn(event)),
          person,
          reason: reasonSaid(event.facts) ?? names.reasons.find((reason) => reason.code === event.facts.reasonCode) ?? null,
        },
      },
    ];
  });
}

async function page(sql: Query, reader: Actor, of: Omit<HistoryFilter, "most">): Promise<{ entries: HistoryEntry[]; next: number | null }> {
  const events = await listHistory(sql, reader, { ...of, most: pageSize + 1 });
  const shown = events.slice(0, pageSize);
  return { entries: await tell(sql, reader, shown), next: events.length > pageSize ? (shown.at(-1)?.seq ?? null) : null };
}

const none = { personId: null, from: null, to: null };

export const historyRouter = router({
  /** What happened to a thing, or to what belongs to it, the latest first, 50 at a time. Something of another organisation has no history here. */
  of: allowed("history.see")
    .input(z.object({ about: z.union([id, z.array(id).min(1).max(5)]), before }))
    .query(({ ctx, input }) =>
      page(ctx.sql, ctx.actor, {
        ...none,
        about: [input.about].flat(),
        kinds: kindsReadBy(ctx.actor),
        own: true,
        before: input.before ?? null,
      }),
    ),

  /** The organisation's activity, the latest first, narrowed by who, what and when. */
  list: allowed("history.see")
    .input(z.object({ personId: id.nullish(), subject: subject.nullish(), from: day.nullish(), to: day.nullish(), before }))
    .query(({ ctx, input }) => {
      const readable = kindsReadBy(ctx.actor);
      const wanted = input.subject ? new Set(kindsOfSubject(input.subject)) : null;
      return page(ctx.sql, ctx.actor, {
        about: null,
        kinds: readable.filter((kind) => wanted === null || wanted.has(kind)),
        own: wanted === null,
        personId: input.personId ?? null,
        from: input.from ?? null,
        to: input.to ?? null,
        before: input.before ?? null,
      });
    }),

  /** What the filters choose from: who may have done something, and the subjects this role reads about. */
  choices: allowed("history.see").query(async ({ ctx }) => {
    const readable = new Set(kindsReadBy(ctx.actor));
    return {
      people: can(ctx.actor, "people.see") ? await listAuthors(ctx.sql, ctx.actor) : [],
      subjects: (Object.keys(subjects) as Subject[]).filter((one) => kindsOfSubject(one).some((kind) => readable.has(kind))),
    };
  }),
});
