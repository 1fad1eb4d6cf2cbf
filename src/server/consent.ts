import { z } from "zod";
import { consentProblem, consentState, consentUntil, newConsent } from "#domain/consent.ts";
import { dayIn } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import {
  countEndingSoon,
  findConsent,
  listGraduable,
  listPlacementsOf,
  lockConsent,
  lockLapsed,
  saveConsent,
  saveGraduated,
  sealStudents,
  unsealStudents,
} from "#db/consent.ts";
import { appendEvents } from "#db/event.ts";
import { findStudent } from "#db/student.ts";
import { act } from "./act.ts";
import type { ServerDeps } from "./context.ts";
import { allowed, router } from "./trpc.ts";

const ids = z.array(id).min(1).max(1_000);
const changed = (agencyId: Id, about: Id, fields: string[]) => ({
  kind: "student.changed" as const,
  agencyIds: [agencyId],
  about,
  facts: { fields },
});

export const consentRouter = router({
  /** A student's consent, and where they were placed. */
  of: allowed("student.see")
    .input(z.object({ studentId: id }))
    .query(async ({ ctx, input }) => {
      const student = (await findStudent(ctx.sql, ctx.actor, input.studentId)) ?? refuse({ code: "not-found" });
      const consent = (await findConsent(ctx.sql, ctx.actor, student.id)) ?? refuse({ code: "not-found" });
      const today = dayIn(ctx.now());
      return {
        ...consent,
        state: consentState(consent.consentUntil, today),
        placements: await listPlacementsOf(ctx.sql, ctx.actor, student.id),
      };
    }),

  /** Profiles whose consent ends within 180 days: the welcome screen's. */
  endingSoon: allowed("student.manage").query(({ ctx }) => countEndingSoon(ctx.sql, ctx.actor, dayIn(ctx.now()))),

  /** Records a signed consent for six years, with what else it lets the site be given; a sealed profile comes back (R260, R262). */
  record: allowed("student.manage")
    .input(newConsent.extend({ studentId: id }))
    .mutation(({ ctx, input: { studentId, signedOn, scopes } }) =>
      act(ctx, async (tx) => {
        const problem = consentProblem(signedOn, dayIn(ctx.now()));
        if (problem) refuse({ code: "invalid", field: "signedOn", problem });
        const was = (await lockConsent(tx, ctx.actor, studentId)) ?? refuse({ code: "not-found" });
        await saveConsent(tx, ctx.actor, { id: studentId, signedOn, until: consentUntil(signedOn), scopes });
        // A graduate stays hidden: a new consent does not make them a student again.
        if (was.sealed === "lapsed" || was.sealed === "ended") await unsealStudents(tx, { agencyId: ctx.actor.agencyId, ids: [studentId] });
        return { value: null, events: [changed(ctx.actor.agencyId, studentId, ["consent"])] };
      }),
    ),

  /** Ends a consent before its time, with the reason kept beside the sealed profile: it is hidden at once. */
  end: allowed("student.manage")
    .input(z.object({ studentId: id, note: z.string().trim().min(1).max(500) }))
    .mutation(async ({ ctx, input: { studentId, note } }) => {
      await act(ctx, async (tx) => {
        const was = (await lockConsent(tx, ctx.actor, studentId)) ?? refuse({ code: "not-found" });
        if (was.sealed) return { value: null, events: [] };
        await sealStudents(tx, { agencyId: ctx.actor.agencyId, ids: [studentId], why: "ended", note, at: ctx.now() });
        return { value: null, events: [changed(ctx.actor.agencyId, studentId, ["consent", "sealed"])] };
      });
      // PDFs that bore the name are made again.
      ctx.jobs.ring("print");
    }),

  /** Graduates students whose courses are all over: their names are hidden (F-084). Those who are still in a course stay, and are named. */
  graduate: allowed("student.manage")
    .input(z.object({ ids }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const today = dayIn(ctx.now());
        const done = await listGraduable(tx, ctx.actor, { ids: input.ids, today });
        if (done.length === 0 && !(await lockConsent(tx, ctx.actor, input.ids[0] ?? ""))) refuse({ code: "not-found" });
        if (done.length > 0) {
          await saveGraduated(tx, ctx.actor, { ids: done, on: today });
          await sealStudents(tx, { agencyId: ctx.actor.agencyId, ids: done, why: "graduated", note: "", at: ctx.now() });
        }
        return {
          value: { done, kept: input.ids.filter((one) => !done.includes(one)) },
          events: done.map((one) => changed(ctx.actor.agencyId, one, ["graduated", "sealed"])),
        };
      }),
    ),

  /** « Annuler »: graduates are students again, as they were. */
  restore: allowed("student.manage")
    .input(z.object({ ids }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const events = [];
        for (const studentId of input.ids) {
          const was = (await lockConsent(tx, ctx.actor, studentId)) ?? refuse({ code: "not-found" });
          if (was.sealed !== "graduated") continue;
          await saveGraduated(tx, ctx.actor, { ids: [studentId], on: null });
          await unsealStudents(tx, { agencyId: ctx.actor.agencyId, ids: [studentId] });
          events.push(changed(ctx.actor.agencyId, studentId, ["graduated"]));
        }
        return { value: { count: events.length }, events };
      }),
    ),
});

/** The clock's work: profiles whose consent is over are sealed, of every school. How many were (R261). */
export async function sealLapsed({ sql, now, committed }: Pick<ServerDeps, "sql" | "now" | "committed">): Promise<number> {
  const count = (await sql.begin(async (tx) => {
    const at = now();
    const lapsed = await lockLapsed(tx, dayIn(at), 500);
    for (const [agencyId, its] of Map.groupBy(lapsed, (one) => one.agencyId)) {
      const of = its.map((one) => one.id);
      await sealStudents(tx, { agencyId, ids: of, why: "lapsed", note: "", at });
      const author = { agencyId, accountId: null, personId: null, name: "Concerto", requestId: "consent" };
      await appendEvents(
        tx,
        author,
        of.map((one) => changed(agencyId, one, ["consent", "sealed"])),
      );
    }
    return lapsed.length;
  })) as number;
  if (count > 0) committed?.();
  return count;
}
