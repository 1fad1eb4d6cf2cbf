import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { addDays, day, dayIn } from "#domain/dates.ts";
import { eventFacts, topicOf, type EventKind } from "#domain/event.ts";
import { kindsOfSubject, kindsReadBy, subjectOf, subjects, type Happened, type HistoryEntry, type Subject } from "#domain/history.ts";
import { id, type Id } from "#domain/id.ts";
import { countActivity, listActivity } from "#db/activity.ts";
import type { StoredEvent } from "#db/event.ts";
import { listAuthors, listHistory, listHistoryNames } from "#db/history.ts";
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

const paged = async (sql: Query, reader: Actor, of: { events: StoredEvent[]; next: number | null }) => ({
  entries: await tell(sql, reader, of.events),
  next: of.next,
});

/** What the activity is narrowed to; `kind` is a kind of event, or a topic for all of its kinds. */
const narrowing = z.object({
  personId: id.nullish(),
  subject: subject.nullish(),
  kind: z.string().max(60).nullish(),
  from: day.nullish(),
  to: day.nullish(),
  text: z.string().trim().max(100).default(""),
});

function filterOf(reader: Actor, of: z.infer<typeof narrowing>) {
  const wanted = of.subject ? new Set(kindsOfSubject(of.subject)) : null;
  const kind = of.kind ?? null;
  return {
    kinds: kindsReadBy(reader).filter((one) => (wanted?.has(one) ?? true) && (kind === null || one === kind || topicOf(one) === kind)),
    own: wanted === null && kind === null,
    personId: of.personId ?? null,
    from: of.from ?? null,
    to: of.to ?? null,
    text: of.text,
    maySeeStudents: can(reader, "student.see"),
  };
}

export const historyRouter = router({
  /** What happened to a thing, or to what belongs to it, the latest first, 50 at a time. Something of another organisation has no history here. */
  of: allowed("history.see")
    .input(z.object({ about: z.union([id, z.array(id).min(1).max(5)]), before }))
    .query(async ({ ctx, input }) => {
      const found = await listHistory(ctx.sql, ctx.actor, {
        about: [input.about].flat(),
        kinds: kindsReadBy(ctx.actor),
        before: input.before ?? null,
        most: pageSize + 1,
      });
      const events = found.slice(0, pageSize);
      return paged(ctx.sql, ctx.actor, { events, next: found.length > pageSize ? (events.at(-1)?.seq ?? null) : null });
    }),

  /**
   * The organisation's activity, the latest first, narrowed by who, what, when and words. A page may hold fewer than 50 and still have a
   * `next`, for a role that reaches some things only.
   */
  list: allowed("history.see")
    .input(narrowing.extend({ before }))
    .query(async ({ ctx, input }) =>
      paged(
        ctx.sql,
        ctx.actor,
        await listActivity(ctx.sql, ctx.actor, { ...filterOf(ctx.actor, input), before: input.before ?? null, most: pageSize }),
      ),
    ),

  /**
   * How much happened on each day of a filter, by subject and by kind: of the last 30 days unless days are given, 92 at most. `whole` is
   * false where a role that reaches some things only is counted the latest alone.
   */
  days: allowed("history.see")
    .input(narrowing)
    .query(async ({ ctx, input }) => {
      const to = input.to ?? dayIn(ctx.now());
      const earliest = addDays(to, -91);
      const from = input.from ? (input.from < earliest ? earliest : input.from) : addDays(to, -29);
      const { days, whole } = await countActivity(ctx.sql, ctx.actor, { ...filterOf(ctx.actor, input), from, to });
      return { from, to, whole, days: byDay(days) };
    }),

  /** What the filters choose from: who may have done something, and the subjects and kinds this role reads about. */
  choices: allowed("history.see").query(async ({ ctx }) => {
    const readable = kindsReadBy(ctx.actor);
    const subjectsRead = (Object.keys(subjects) as Subject[]).flatMap((one) => {
      const kinds = new Set(kindsOfSubject(one));
      const topics = [...new Set(readable.filter((kind) => kinds.has(kind)).map(topicOf))];
      return topics.length === 0 ? [] : [{ subject: one, topics }];
    });
    return { people: can(ctx.actor, "people.see") ? await listAuthors(ctx.sql, ctx.actor) : [], subjects: subjectsRead };
  }),
});

/** One line a day, the latest first: how much of each subject, the most first. */
function byDay(counts: { day: string; kind: EventKind; count: number }[]) {
  return [...Map.groupBy(counts, ({ day: of }) => of)].map(([of, rows]) => {
    const sums = new Map<Subject, number>();
    for (const { kind, count } of rows) {
      const one = subjectOf(kind);
      if (one) sums.set(one, (sums.get(one) ?? 0) + count);
    }
    return {
      day: of,
      count: rows.reduce((sum, { count }) => sum + count, 0),
      subjects: [...sums].map(([one, count]) => ({ subject: one, count })).toSorted((one, other) => other.count - one.count),
    };
  });
}
