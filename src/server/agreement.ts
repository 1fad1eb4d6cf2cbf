import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { agreementStatuses } from "#domain/agreement.ts";
import { day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import {
  deleteAgreement,
  findAgreement,
  findSide,
  insertAgreement,
  listAgreements,
  listCovered,
  listSchools,
  saveAgreement,
  type AgreementRecord,
} from "#db/agreement.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import type { Query } from "#db/sql.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";

const fields = z.object({
  title: z.string().trim().min(1).max(120),
  status: z.enum(agreementStatuses),
  everything: z.boolean(),
  disciplines: z.array(z.string().trim().min(1).max(120)).max(40),
  programmes: z.array(id).max(100),
  startsOn: day,
  endsOn: day.nullable(),
});

const checked = (input: z.infer<typeof fields>): void => {
  if (input.endsOn !== null && input.endsOn < input.startsOn)
    refuse({ code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } });
  if (!input.everything && input.disciplines.length + input.programmes.length === 0)
    refuse({ code: "invalid", field: "programmes", problem: { kind: "missing" } });
};

/** The two sides, with the viewer as one of them and the other organisation as the other. */
async function sidesWith(
  sql: Query,
  actor: Actor,
  withId: Id,
): Promise<{ schoolId: Id; school: string; receivingId: Id; receiving: string }> {
  const other = (await findSide(sql, withId)) ?? refuse({ code: "not-found" });
  // an organisation that is both can agree with itself: it places its own people at its own (X01)
  if (actor.agencyKind !== "receiving" && other.kind !== "placing")
    return { schoolId: actor.agencyId, school: actor.agencyName, receivingId: other.id, receiving: other.name };
  if (actor.agencyKind !== "placing" && other.kind !== "receiving")
    return { schoolId: other.id, school: other.name, receivingId: actor.agencyId, receiving: actor.agencyName };
  return refuse({ code: "not-allowed" });
}

const happened = (
  kind: "agreement.added" | "agreement.changed" | "agreement.removed",
  of: Pick<AgreementRecord, "id" | "title" | "schoolId" | "school" | "receivingId" | "receiving">,
): NewEvent => ({
  kind,
  agencyIds: [...new Set([of.schoolId, of.receivingId])],
  about: of.id,
  within: [of.receivingId],
  facts: { title: of.title, school: of.school, organisation: of.receiving },
});

export const agreementRouter = router({
  /** The viewer's agreements with one organisation, or all of its own on its own page. */
  list: allowed("agreement.see")
    .input(z.object({ withId: id.nullable() }))
    .query(async ({ ctx, input }) => {
      const agreements = await listAgreements(ctx.sql, ctx.actor, input.withId === ctx.actor.agencyId ? null : input.withId);
      return { agreements, may: { manage: can(ctx.actor, "agreement.manage") } };
    }),

  /** Whom an agreement can be made with. */
  sides: allowed("agreement.manage").query(async ({ ctx }) => {
    const { agencyKind } = ctx.actor;
    if (agencyKind === "receiving") return listSchools(ctx.sql);
    return (await listCatalogue(ctx.sql, ctx.actor)).agencies.map((one) => ({ id: one.id, name: one.name }));
  }),

  /** What an agreement with that organisation can cover: the programmes of the school of the two. */
  coverable: allowed("agreement.manage")
    .input(z.object({ withId: id }))
    .query(async ({ ctx, input }) => listCovered(ctx.sql, (await sidesWith(ctx.sql, ctx.actor, input.withId)).schoolId)),

  add: allowed("agreement.manage")
    .input(fields.extend({ withId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        checked(input);
        const sides = await sidesWith(tx, ctx.actor, input.withId);
        const agreementId = await insertAgreement(tx, sides.schoolId, { ...input, receivingId: sides.receivingId });
        return { value: { id: agreementId }, events: [happened("agreement.added", { ...sides, id: agreementId, title: input.title })] };
      }),
    ),

  edit: allowed("agreement.manage")
    .input(fields.extend({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        checked(input);
        const found = (await findAgreement(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        await saveAgreement(tx, found, { ...input, receivingId: found.receivingId });
        return { value: null, events: [happened("agreement.changed", { ...found, title: input.title })] };
      }),
    ),

  remove: allowed("agreement.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await findAgreement(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        await deleteAgreement(tx, found);
        const { title, status, everything, disciplines, programmes, startsOn, endsOn } = found;
        const withId = found.schoolId === ctx.actor.agencyId ? found.receivingId : found.schoolId;
        return {
          value: { withId, title, status, everything, disciplines, programmes, startsOn, endsOn },
          events: [happened("agreement.removed", found)],
        };
      }),
    ),
});
