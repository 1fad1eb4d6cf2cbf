import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, Refused, type Refusal } from "#domain/refusal.ts";
import { withinOf } from "#domain/request-event.ts";
import { hoursKept } from "#domain/request-tag.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import { inside } from "#domain/schedule.ts";
import { datesOf, hoursLeft, isPlanned, mayName, part, type Part, type Span } from "#domain/supervision.ts";
import { insertPerson } from "#db/people.ts";
import { lockRequests } from "#db/request-move.ts";
import { insertNamed, listCourseHours, listNamed, type NamedRecord } from "#db/supervision.ts";
import { findChoice } from "#db/supervision-people.ts";
import type { Query, Tx } from "#db/sql.ts";
import { nameOf } from "./person.ts";
import { findSeen } from "./request-found.ts";
import type { ActorContext } from "./request-move.ts";

const text = (most: number) => z.string().trim().max(most);

/** Who is named: somebody of the directory, or somebody it does not have yet (F-047). */
export const whom = z.union([
  z.object({ id }),
  z.object({
    firstName: text(80),
    lastName: text(80).min(1),
    title: text(120).default(""),
    email: z.email().max(320).toLowerCase().nullable().default(null),
  }),
]);
export type Whom = z.infer<typeof whom>;

const hours = z.number().positive().max(9_999).multipleOf(0.01).nullable();
export const span = z.object({ startsOn: day.nullable(), endsOn: day.nullable(), hours });
export const naming = z.object({ requests: z.array(id).min(1).max(100), whom, part: part.default("supervisor"), span: span.optional() });

/** The hours a placement asks of supervisors: those a student does there, else those of the course; null when neither is known. */
export async function requiredHours(sql: Query, records: RequestRecord[]): Promise<Map<Id, number | null>> {
  const courses = records.some((record) => hoursKept(record) === null) ? await listCourseHours(sql, records) : new Map<Id, number | null>();
  return new Map(records.map((record) => [record.id, hoursKept(record) ?? courses.get(record.id) ?? null]));
}

/** Who may know who goes along: before the yes, the receiving organisation alone (R301). */
export const knowsOf = (record: RequestRecord): Id[] => {
  const receiving = record.receivingId === null ? [] : [record.receivingId];
  return isPlanned(record.status) ? receiving : [record.agencyId, ...receiving];
};

export const eventBase = (record: RequestRecord) => ({ agencyIds: knowsOf(record), about: record.id, within: withinOf(record) });

/** A request the role may name on, locked: what others do to it waits. Refused where the role sees it and may not. */
export async function lockToName(
  tx: Tx,
  ctx: ActorContext,
  requestId: Id,
): Promise<{ record: RequestRecord; side: Side; receivingId: Id }> {
  const { side } = await findSeen(tx, ctx, requestId);
  await lockRequests(tx, { viewer: ctx.actor, side, ids: [requestId] });
  const { record } = await findSeen(tx, ctx, requestId);
  if (!namesOn(ctx.actor, record, side)) refuse({ code: "supervision", why: "closed", name: "" });
  return { record, side, receivingId: record.receivingId ?? refuse({ code: "not-found" }) };
}

export const namesOn = (actor: Actor, record: RequestRecord, side: Side): boolean =>
  record.receivingId !== null && mayName({ kind: actor.kind, side, status: record.status, targetIsUser: record.targetIsUser });

/** What is wrong with dates of one's own; null when nothing is. */
export function spanProblem(of: Span, record: RequestRecord): Refusal | null {
  const { startsOn, endsOn } = datesOf(of, record.schedule);
  if (endsOn < startsOn) return { code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } };
  const { schedule } = record;
  if (inside({ startsOn, endsOn }, schedule)) return null;
  const problem = { kind: "outside-request" as const, startsOn: schedule.startsOn, endsOn: schedule.endsOn };
  return { code: "invalid", field: startsOn < schedule.startsOn ? "startsOn" : "endsOn", problem };
}

/** True when the same person is on it already on some of these days. */
export const meets = (of: Span, other: Span, record: RequestRecord): boolean => {
  const [mine, theirs] = [datesOf(of, record.schedule), datesOf(other, record.schedule)];
  return mine.startsOn <= theirs.endsOn && theirs.startsOn <= mine.endsOn;
};

/** Finds who is meant in the directory, or adds her there: a person, never an account. An address that is known is the same person. */
export async function personFor(
  tx: Tx,
  of: { receivingId: Id; whom: Whom; told: Id[] },
): Promise<{ id: Id; name: string; events: NewEvent[] }> {
  const { receivingId, whom: asked } = of;
  if ("id" in asked) {
    const known = (await findChoice(tx, receivingId, { id: asked.id })) ?? refuse({ code: "not-found" });
    return { ...known, events: [] };
  }
  const same = asked.email === null ? null : await findChoice(tx, receivingId, { email: asked.email });
  if (same) return { ...same, events: [] };
  const personId = await insertPerson(tx, receivingId, { ...asked, phone: null, departmentId: null });
  const name = nameOf(asked);
  return { id: personId, name, events: [{ kind: "person.added", agencyIds: of.told, about: personId, facts: { name } }] };
}

/** Why somebody is not named on a locked request as asked; null when she can be. */
function whyNot(record: RequestRecord, of: { personId: Id; name: string; part: Part; span: Span }, there: NamedRecord[]): Refusal | null {
  const no = (why: Extract<Refusal, { code: "supervision" }>["why"], name: string): Refusal => ({ code: "supervision", why, name });
  if (of.part === "site-instructor" && record.kind !== "group") return no("not-group", of.name);
  const led = there.find((one) => one.part === "site-instructor");
  if (of.part === "site-instructor" && led) return no("led", led.name);
  if (there.some((one) => one.personId === of.personId && meets(of.span, one, record))) return no("already", of.name);
  return spanProblem(of.span, record);
}

/** Names somebody on one locked request; without dates and hours, the whole placement and the hours that are still to give. */
export async function nameOn(
  tx: Tx,
  ctx: ActorContext,
  of: { record: RequestRecord; person: { id: Id; name: string }; part: Part; span: Span | undefined },
): Promise<{ id: Id; events: NewEvent[] } | { refusal: Refusal }> {
  const { record, person } = of;
  const there = await listNamed(tx, [record]);
  const required = (await requiredHours(tx, [record])).get(record.id) ?? null;
  const asked = of.span ?? { startsOn: null, endsOn: null, hours: of.part === "supervisor" ? hoursLeft(required, there) : null };
  const refusal = whyNot(record, { personId: person.id, name: person.name, part: of.part, span: asked }, there);
  if (refusal) return { refusal };
  const made = await insertNamed(tx, ctx.actor, { request: record, personId: person.id, part: of.part, span: asked, at: ctx.now() });
  return { id: made, events: [{ ...eventBase(record), kind: "supervision.named", facts: { name: person.name, part: of.part } }] };
}

/** Names one person on several requests, each with its own outcome. */
export async function nameOnAll(tx: Tx, ctx: ActorContext, input: z.infer<typeof naming>) {
  const events: NewEvent[] = [];
  const done: { id: Id; requestId: Id; version: number }[] = [];
  const refused: { id: Id; reference: number | null; refusal: Refusal }[] = [];
  let person: { id: Id; name: string; receivingId: Id } | null = null;
  for (const requestId of [...new Set(input.requests)].toSorted()) {
    try {
      const { record, receivingId } = await lockToName(tx, ctx, requestId);
      // One person is of one organisation: what is elsewhere is not hers.
      if (person && person.receivingId !== receivingId) refuse({ code: "not-found" });
      if (!person) {
        const told = [...new Set([receivingId, ctx.actor.agencyId])];
        const { events: added, ...found } = await personFor(tx, { receivingId, whom: input.whom, told });
        person = { ...found, receivingId };
        events.push(...added);
      }
      const outcome = await nameOn(tx, ctx, { record, person, part: input.part, span: input.span });
      if ("refusal" in outcome) refused.push({ id: requestId, reference: record.reference, refusal: outcome.refusal });
      else {
        done.push({ id: outcome.id, requestId, version: 1 });
        events.push(...outcome.events);
      }
    } catch (error) {
      // A refusal is thrown before anything is written for that request.
      if (!(error instanceof Refused) || input.requests.length === 1) throw error;
      refused.push({ id: requestId, reference: null, refusal: error.refusal });
    }
  }
  const [only] = refused;
  // One alone is answered as a form is: nobody is added to the directory for nothing.
  if (done.length === 0 && only) throw new Refused(only.refusal);
  return { value: { person: person && { id: person.id, name: person.name }, done, refused }, events };
}
