import { placeOf, type Chosen, type OfferedPlace } from "#domain/choice.ts";
import type { Id } from "#domain/id.ts";
import type { Preference } from "#domain/preference.ts";
import { listOffered, type Round } from "#db/choice.ts";
import { insertTrail, saveSubmitted, type Step } from "#db/choice-own.ts";
import { savePreferences } from "#db/preference.ts";
import type { Query, Tx } from "#db/sql.ts";

export type Offered = ReadonlyMap<Id, OfferedPlace>;

/** What a round offers, withheld places included, by place; of some lists, where a class writes at once and each needs its own alone. */
export const offeredIn = async (sql: Query, round: Round, lists?: readonly (readonly Chosen[])[]): Promise<Offered> => {
  const only = lists ? [...new Set(lists.flat().map(({ placeId }) => placeId))] : null;
  return new Map((await listOffered(sql, round, only)).map((place) => [place.placeId, place]));
};

/** Places by name, in order; those that are no longer offered are left out. */
export const namesOf = (list: readonly Chosen[], offered: Offered): string[] =>
  list.flatMap(({ placeId }) => offered.get(placeId)?.path ?? []);

/** Choices as the preferences of an enrolment have them. */
const preferencesFrom = (list: readonly Chosen[], offered: Offered): Preference[] =>
  list.flatMap(({ placeId, comment }) => {
    const place = offered.get(placeId);
    return place ? [{ path: place.path, comment, place: placeOf(place) }] : [];
  });

/** A list that is submitted now. */
export interface Submitting {
  enrolmentId: Id;
  choices: Chosen[];
  before: readonly Chosen[] | null;
}

/**
 * Writes lists as submitted: as preferences of their enrolments, where matching and worksheets read them, as what stands in the round, and
 * as a step of each student's trail (R431, R436).
 */
export async function submitAll(
  tx: Tx,
  round: Round,
  of: { lists: Submitting[]; offered: Offered; how: "student" | "person" | "clock"; personId: Id | null; note?: string; at: Date },
): Promise<void> {
  const { agencyId, id: roundId } = round;
  await savePreferences(
    tx,
    { agencyId, personId: of.personId },
    of.lists.map(({ enrolmentId, choices }) => ({ enrolmentId, preferences: preferencesFrom(choices, of.offered) })),
  );
  await saveSubmitted(
    tx,
    of.lists.map(({ enrolmentId, choices }) => ({ agencyId, roundId, enrolmentId, choices, how: of.how, by: of.personId, at: of.at })),
  );
  await insertTrail(
    tx,
    agencyId,
    of.lists.map(({ enrolmentId, choices, before }): Step => ({
      roundId,
      enrolmentId,
      what: of.how === "student" ? "submitted" : of.how,
      by: of.personId,
      note: of.note ?? "",
      before: before === null ? null : namesOf(before, of.offered),
      after: namesOf(choices, of.offered),
    })),
  );
}
