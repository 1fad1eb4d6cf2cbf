import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { commonInstructor, judgeLink } from "#domain/request-link.ts";
import { listInstructors } from "#db/cohort.ts";
import { listChain, listFamily, saveSplit } from "#db/request-split.ts";
import { listRequests } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { doneAs, lockAsked, lookOf, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const version = z.number().int().nonnegative();
const requests = z.array(z.object({ id, version })).min(1).max(100);

const eventFor = (record: RequestRecord, fact: Pick<Extract<NewEvent, { kind: "request.linked" }>, "kind" | "facts">): NewEvent => ({
  ...fact,
  // Who teaches is seen by who receives; that other places share the instructor is the school's own.
  agencyIds: [record.agencyId],
  about: record.id,
  within: withinOf(record),
});

/** Gives requests one instructor, their splits too; each place whose request changes is told. */
export async function setInstructor(
  tx: Tx,
  ctx: ActorContext,
  of: { records: RequestRecord[]; instructor: { id: Id | null; name: string } },
): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const record of of.records) {
    const family = await listFamily(tx, record);
    for (const member of await listRequests(tx, lookOf(ctx, "placing"), family)) {
      if (member.instructorId === of.instructor.id) continue;
      await saveSplit(tx, member, { instructorId: of.instructor.id });
      events.push({
        kind: "request.changed",
        agencyIds: audienceOf(member, member.status),
        about: member.id,
        within: withinOf(member),
        facts: { changes: { instructor: { before: member.names.instructor ?? "", after: of.instructor.name } } },
      });
    }
  }
  return events;
}

async function lockAll(tx: Tx, ctx: ActorContext, asked: { id: Id; version: number }[]): Promise<RequestRecord[]> {
  return (await lockAsked(tx, ctx, { side: "placing", asked })).map(({ record, refusal }) => {
    if (refusal) throw new Refused(refusal);
    return record ?? refuse({ code: "not-found" });
  });
}

export const requestLinkRouter = router({
  /** « Lier (même enseignant) » (F-122): all or none. `instructorId` left out: the only one named among them. */
  link: allowed("request.send")
    .input(z.object({ requests, instructorId: id.nullish() }))
    .mutation(async ({ ctx, input }) => {
      const linked = await act(ctx, async (tx) => {
        const records = await lockAll(tx, ctx, input.requests);
        const judged = judgeLink(records);
        if (!judged.ok) throw new Refused(judged.refusal);
        const linkId = judged.linkId ?? crypto.randomUUID();
        // A chain that meets another brings its whole length.
        const chained = [...new Set(records.flatMap((one) => (one.linkId === null || one.linkId === linkId ? [] : [one.linkId])))];
        const joined: Id[] = [];
        for (const other of chained)
          joined.push(...(await listChain(tx, { agencyId: ctx.actor.agencyId, linkId: other })).map((one) => one.id));
        const whole = [
          ...records,
          ...(await listRequests(tx, lookOf(ctx, "placing"), joined)).filter((one) => !records.some((known) => known.id === one.id)),
        ];
        const wanted = input.instructorId === undefined ? commonInstructor(whole) : input.instructorId;
        const known = wanted
          ? ((await listInstructors(tx, ctx.actor)).find((one) => one.id === wanted) ?? refuse({ code: "not-found" }))
          : null;
        for (const one of whole) await saveSplit(tx, one, { linkId });
        const events = whole.map((one) =>
          eventFor(one, {
            kind: "request.linked",
            facts: {
              references: whole.filter((other) => other.id !== one.id).map(({ reference }) => reference),
              instructor: known?.name ?? "",
            },
          }),
        );
        if (known) events.push(...(await setInstructor(tx, ctx, { records: whole, instructor: known })));
        return { value: records, events };
      });
      return { done: await doneAs(ctx, "placing", linked) };
    }),

  /** Takes requests out of their chain; one that would be left alone in it is free too. */
  unlink: allowed("request.send")
    .input(z.object({ requests }))
    .mutation(async ({ ctx, input }) => {
      const freed = await act(ctx, async (tx) => {
        const events: NewEvent[] = [];
        const out: RequestRecord[] = [];
        for (const record of await lockAll(tx, ctx, input.requests)) {
          if (record.linkId === null) throw new Refused({ code: "cannot-join", why: "alone", references: [record.reference] });
          const others = (await listChain(tx, { agencyId: record.agencyId, linkId: record.linkId })).filter((one) => one.id !== record.id);
          await saveSplit(tx, record, { linkId: null });
          events.push({
            ...eventFor(record, { kind: "request.linked", facts: { references: [], instructor: "" } }),
            kind: "request.unlinked",
            facts: { references: others.map(({ reference }) => reference) },
          });
          const [alone] = others;
          if (others.length === 1 && alone) await saveSplit(tx, { agencyId: record.agencyId, id: alone.id }, { linkId: null });
          out.push(record);
        }
        return { value: out, events };
      });
      return { done: await doneAs(ctx, "placing", freed) };
    }),
});
