import { z } from "zod";
import { can, type Actor } from "./access.ts";
import { mayKeep, type KeptPlace } from "./catalogue.ts";
import { addDays, type Day } from "./dates.ts";

/** What a place says of itself in words (2.6, K15). */
export const profileTexts = ["description", "directions", "arrival", "dress", "parking", "languages"] as const;
export const shiftsOffered = ["day", "evening", "night", "weekend"] as const;
export type ShiftOffered = (typeof shiftsOffered)[number];
export const genders = ["female", "male"] as const;

export const longestProfileText = 4_000;
const text = z.string().trim().max(longestProfileText);

/** The general tab of a profile. `gender`: only students of that gender, with why, or not at all (K45). */
export const profileFields = z.object({
  description: text,
  directions: text,
  arrival: text,
  dress: text,
  parking: text,
  languages: z.string().trim().max(200),
  shifts: z.array(z.enum(shiftsOffered)).max(shiftsOffered.length),
  gender: z.enum(genders).nullable(),
  genderReason: z.string().trim().max(1_000),
});
export type ProfileFields = z.infer<typeof profileFields>;
export type ProfileField = keyof ProfileFields;
export const profileKeys = [...profileTexts, "shifts", "gender", "genderReason"] as const satisfies readonly ProfileField[];

export const blankProfile: ProfileFields = {
  description: "",
  directions: "",
  arrival: "",
  dress: "",
  parking: "",
  languages: "",
  shifts: [],
  gender: null,
  genderReason: "",
};

/** Something done before one arrives: by whom, whether one must, and how long before the first day (null: not said). */
export const prerequisiteFields = z.object({
  name: z.string().trim().min(1).max(120),
  note: z.string().trim().max(1_000),
  students: z.boolean(),
  instructors: z.boolean(),
  mandatory: z.boolean(),
  daysBefore: z.number().int().min(0).max(400).nullable(),
});
export type PrerequisiteFields = z.infer<typeof prerequisiteFields>;
export const mostPrerequisites = 40;

/** Everything a place is asked about itself. */
export const profileAnswer = z.object({ profile: profileFields, prerequisites: z.array(prerequisiteFields).max(mostPrerequisites) });
export type ProfileAnswer = z.infer<typeof profileAnswer>;

/**
 * Who writes a profile (2.6, K15): whoever keeps the place, and the destination coordinators of what they cover; a school only where the
 * place, or its whole organisation, does not use the system.
 */
export function mayEditProfile(actor: Actor, place: KeptPlace & { isUser: boolean }): boolean {
  if (!can(actor, "profile.edit")) return false;
  if (place.agencyId !== actor.agencyId)
    return actor.agencyKind !== "receiving" && (!place.agencyIsUser || !place.isUser) && can(actor, "non-user-catalogue.manage");
  if (mayKeep(actor, place)) return true;
  if (actor.kind !== "destination-coordinator") return false;
  const { sites, services, destinations } = actor.places;
  return (
    actor.everything ||
    (place.siteId !== null && sites.includes(place.siteId)) ||
    (place.serviceId !== null && services.includes(place.serviceId)) ||
    (place.destinationId !== null && destinations.includes(place.destinationId))
  );
}

/** True when nothing is said at all. */
export const isBlankProfile = (of: ProfileFields): boolean => profileKeys.every((key) => sameValue(of[key], blankProfile[key]));

const sameValue = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
/** In the order of the list, each once: what is the same is written the same. */
export const ordered = (shifts: readonly ShiftOffered[]): ShiftOffered[] => shiftsOffered.filter((one) => shifts.includes(one));

/** A change of a profile as it is kept: a reason with nothing to give it for goes. */
export function patched(before: ProfileFields, patch: Partial<ProfileFields>): ProfileFields {
  const after = { ...before, ...patch };
  return { ...after, shifts: ordered(after.shifts), genderReason: after.gender === null ? "" : after.genderReason };
}

/** The fields that differ. */
export const changedFields = (before: ProfileFields, after: ProfileFields): ProfileField[] =>
  profileKeys.filter((key) => !sameValue(before[key], after[key]));

/** A profile is looked at three times a year (F-036): four months after the last time it is due. */
export const reviewEvery = 122;
export const reviewDue = (reviewedOn: Day | null, today: Day): boolean => reviewedOn === null || addDays(reviewedOn, reviewEvery) < today;

/** What a place says where it says nothing itself: what it lies under says it, the nearest first. */
export function saidFor<Above extends { fields: ProfileFields }>(
  key: ProfileField,
  own: ProfileFields,
  above: readonly Above[],
): { fields: ProfileFields; from: Above | null } {
  const says = (fields: ProfileFields) => !sameValue(fields[key], blankProfile[key]);
  if (says(own)) return { fields: own, from: null };
  const from = above.find(({ fields }) => says(fields)) ?? null;
  return { fields: from?.fields ?? own, from };
}

/** One thing an answer would change: a field, or a prerequisite that comes, changes or goes. */
export type ProposedChange =
  | { key: string; field: ProfileField; before: ProfileFields; after: ProfileFields }
  | { key: string; field: null; before: PrerequisiteFields | null; after: PrerequisiteFields | null };

const nameOf = (of: PrerequisiteFields): string => of.name.trim().toLocaleLowerCase("fr-CA");

/**
 * What an answer would change of what is said now, each to be taken or left by its key. The reason of a gender goes with it. Prerequisites are
 * told apart by their names.
 */
export function proposedChanges(now: ProfileAnswer, answer: ProfileAnswer): ProposedChange[] {
  const after = patched(now.profile, answer.profile);
  const fields = new Set(changedFields(now.profile, after).map((key) => (key === "genderReason" ? "gender" : key)));
  const known = new Map(now.prerequisites.map((one) => [nameOf(one), one]));
  const said = new Map(answer.prerequisites.map((one) => [nameOf(one), one]));
  const names = [...new Set([...known.keys(), ...said.keys()])];
  return [
    ...[...fields].map((field) => ({ key: field, field, before: now.profile, after })),
    ...names
      .map((name) => ({ key: `prerequisite ${name}`, field: null, before: pick(known.get(name)), after: pick(said.get(name)) }))
      .filter((one) => !sameValue(one.before, one.after)),
  ];
}

const pick = (of: PrerequisiteFields | undefined): PrerequisiteFields | null =>
  of
    ? {
        name: of.name,
        note: of.note,
        students: of.students,
        instructors: of.instructors,
        mandatory: of.mandatory,
        daysBefore: of.daysBefore,
      }
    : null;

/** The part of an answer that is taken, as changes of fields and of prerequisites. */
export function takenOf(changes: readonly ProposedChange[], keys: readonly string[]) {
  const taken = changes.filter(({ key }) => keys.includes(key));
  const patch: Partial<ProfileFields> = {};
  for (const one of taken) {
    if (one.field === null) continue;
    Object.assign(patch, { [one.field]: one.after[one.field] });
    if (one.field === "gender") patch.genderReason = one.after.genderReason;
  }
  const prerequisites = taken.flatMap((one) => (one.field === null ? [{ before: one.before, after: one.after }] : []));
  return { patch, prerequisites };
}
