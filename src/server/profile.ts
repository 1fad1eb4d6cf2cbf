import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import {
  blankProfile,
  changedFields,
  isBlankProfile,
  mostPrerequisites,
  patched,
  prerequisiteFields,
  profileFields,
  reviewDue,
  type PrerequisiteFields,
  type ProfileFields,
} from "#domain/profile.ts";
import { refuse } from "#domain/refusal.ts";
import {
  deletePrerequisite,
  insertPrerequisite,
  listPrerequisites,
  listProfiles,
  lockPrerequisite,
  lockProfile,
  profileWritten,
  saysAnything,
  savePrerequisite,
  saveProfile,
} from "#db/profile.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { orRefuse } from "./constraint.ts";
import type { Context } from "./context.ts";
import type { Actor } from "#domain/access.ts";
import { above, audience, factsOf, mayWrite, profiled, writable, type ProfiledPlace } from "./profile-place.ts";
import { allowed, router } from "./trpc.ts";

type Ctx = Context & { actor: Actor };

/** Writes a part of a profile, as its writer said it; what she left stands. Answers what it was, and what happened. */
export async function writeProfile(
  tx: Tx,
  ctx: Pick<Ctx, "actor" | "now">,
  of: { place: ProfiledPlace; patch: Partial<ProfileFields> },
): Promise<{ undo: Partial<ProfileFields>; events: NewEvent[] }> {
  const { place } = of;
  const before = await lockProfile(tx, ctx.actor, place);
  const after = patched(before, of.patch);
  if (after.gender !== null && after.genderReason === "") refuse({ code: "invalid", field: "genderReason", problem: { kind: "missing" } });
  const changed = changedFields(before, after);
  if (changed.length === 0) return { undo: {}, events: [] };
  await saveProfile(tx, place, { fields: after, by: ctx.actor, at: ctx.now() });
  const changes = Object.fromEntries(changed.map((key) => [key, { before: before[key], after: after[key] }]));
  return {
    undo: Object.fromEntries(changed.map((key) => [key, before[key]])),
    events: [{ ...(await audience(tx, place)), kind: "profile.changed", facts: { ...factsOf(place), changes } }],
  };
}

const twice = (name: string) => ({ one_prerequisite_per_name: { code: "name-taken", name } as const });

/** Puts, changes or takes off a prerequisite of a place; what it was is told with what it is. */
export async function writePrerequisite(
  tx: Tx,
  actor: Actor,
  of: { place: ProfiledPlace; id: Id | null; before: PrerequisiteFields | null; after: PrerequisiteFields | null },
): Promise<{ id: Id | null; events: NewEvent[] }> {
  const { place, before, after } = of;
  const who = after !== null && !after.students && !after.instructors;
  if (who) refuse({ code: "invalid", field: "students", problem: { kind: "missing" } });
  let key: Id | null = of.id;
  if (after === null && key !== null) await deletePrerequisite(tx, { agencyId: place.agencyId, id: key });
  else if (after !== null && key !== null)
    await orRefuse(savePrerequisite(tx, { agencyId: place.agencyId, id: key }, after), twice(after.name));
  else if (after !== null) {
    const known = await listPrerequisites(tx, actor, [place.id]);
    if (known.length >= mostPrerequisites)
      refuse({ code: "invalid", field: "name", problem: { kind: "too-many", most: mostPrerequisites } });
    key = await orRefuse(insertPrerequisite(tx, place, after), twice(after.name));
  }
  await profileWritten(tx, place, actor);
  const facts = { ...factsOf(place), before, after };
  return { id: key, events: [{ ...(await audience(tx, place)), kind: "profile.prerequisite-changed", facts }] };
}

const fieldsIn = ({ name, note, students, instructors, mandatory, daysBefore }: PrerequisiteFields): PrerequisiteFields => ({
  name,
  note,
  students,
  instructors,
  mandatory,
  daysBefore,
});

export const profileRouter = router({
  /**
   * What a place says of itself, and what what it lies under says for it, the nearest first. `due`: nobody has said for four months that it
   * is true. Prerequisites come with the place that asks them.
   */
  of: allowed("catalogue.see")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = await profiled(ctx.sql, ctx.actor, input.placeId);
      const ids = [place.id, ...above(place)];
      const [profiles, prerequisites] = await Promise.all([
        listProfiles(ctx.sql, ctx.actor, ids),
        listPrerequisites(ctx.sql, ctx.actor, ids),
      ]);
      const names = new Map([
        [place.siteId, place.siteName ?? ""],
        [place.serviceId, place.serviceName ?? ""],
      ]);
      const own = profiles.find(({ placeId }) => placeId === place.id);
      const may = mayWrite(ctx.actor, place);
      const reviewedOn = own?.reviewed ? dayIn(new Date(own.reviewed.at)) : null;
      const fields = own?.fields ?? blankProfile;
      const blank = isBlankProfile(fields) && !prerequisites.some(({ placeId }) => placeId === place.id);
      return {
        fields,
        blank,
        above: above(place).flatMap((one) => {
          const found = profiles.find(({ placeId }) => placeId === one);
          return found ? [{ id: one, name: names.get(one) ?? "", fields: found.fields }] : [];
        }),
        reviewed: own?.reviewed ?? null,
        due: !blank && reviewDue(reviewedOn, dayIn(ctx.now())),
        prerequisites: prerequisites.map(({ placeId, ...one }) => ({
          ...one,
          from: placeId === place.id ? null : { id: placeId, name: names.get(placeId) ?? "" },
          may: { edit: may && placeId === place.id },
        })),
        may: { edit: may },
      };
    }),

  /** Whether a place, or what it lies under, says anything of itself (F-037). */
  says: allowed("catalogue.see")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = await profiled(ctx.sql, ctx.actor, input.placeId);
      return { filled: await saysAnything(ctx.sql, ctx.actor, [place.id, ...above(place)]) };
    }),

  /** Changes the fields given, and says by it that the profile is true. Answers what they were. */
  edit: allowed("profile.edit")
    .input(z.object({ placeId: id, patch: profileFields.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await writable(tx, ctx.actor, input.placeId);
        const { undo, events } = await writeProfile(tx, ctx, { place, patch: input.patch });
        return { value: { undo }, events };
      }),
    ),

  /** « C’est toujours vrai »: says so, changes nothing. */
  confirm: allowed("profile.edit")
    .input(z.object({ placeId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await writable(tx, ctx.actor, input.placeId);
        const fields = await lockProfile(tx, ctx.actor, place);
        await saveProfile(tx, place, { fields, by: ctx.actor, at: ctx.now() });
        return { value: null, events: [{ ...(await audience(tx, place)), kind: "profile.confirmed", facts: factsOf(place) }] };
      }),
    ),

  addPrerequisite: allowed("profile.edit")
    .input(prerequisiteFields.extend({ placeId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await writable(tx, ctx.actor, input.placeId);
        const { id: added, events } = await writePrerequisite(tx, ctx.actor, { place, id: null, before: null, after: fieldsIn(input) });
        return { value: { id: added ?? "" }, events };
      }),
    ),

  editPrerequisite: allowed("profile.edit")
    .input(prerequisiteFields.extend({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await lockPrerequisite(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const place = await writable(tx, ctx.actor, found.placeId);
        const [before, after] = [fieldsIn(found), fieldsIn(input)];
        if (JSON.stringify(before) === JSON.stringify(after)) return { value: { undo: before }, events: [] };
        const { events } = await writePrerequisite(tx, ctx.actor, { place, id: found.id, before, after });
        return { value: { undo: before }, events };
      }),
    ),

  /** Takes one off; answers what it was, so that it can be put back. */
  removePrerequisite: allowed("profile.edit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await lockPrerequisite(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const place = await writable(tx, ctx.actor, found.placeId);
        const before = fieldsIn(found);
        const { events } = await writePrerequisite(tx, ctx.actor, { place, id: found.id, before, after: null });
        return { value: { placeId: place.id, ...before }, events };
      }),
    ),
});
