import { can, type Actor } from "#domain/access.ts";
import { choiceState, demandOf, roundState, type Chosen } from "#domain/choice.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { countChoosers, countRanks, findRound, listOffered, listPlacePaths, type Round } from "#db/choice.ts";
import type { Chooser } from "#db/choice-list.ts";
import { listSheetsOf } from "#db/enrolment.ts";
import { timeZoneOf } from "#db/hold.ts";
import type { Query } from "#db/sql.ts";
import { findCourse } from "./enrolment-course.ts";
import { offeredIn } from "./choice-write.ts";

/** A round of a course the viewer reaches; refused when it is missing, or not hers. */
export const findOpenRound = async (sql: Query, actor: Actor, cohortCourseId: Id): Promise<Round> =>
  (await findRound(sql, actor, cohortCourseId)) ?? refuse({ code: "not-found" });

/** What the coordinator's screen draws of a round: its setting, its places with what they are wanted by, and how the class stands. */
export async function readRound(sql: Query, actor: Actor, of: { cohortCourseId: Id; now: Date }) {
  const course = await findCourse(sql, actor, of.cohortCourseId);
  const [round, timeZone, sheets] = await Promise.all([
    findRound(sql, actor, course.id),
    timeZoneOf(sql, actor.agencyId),
    listSheetsOf(sql, actor, course.id),
  ]);
  const head = {
    course,
    timeZone,
    /** The sheet its students are assigned on, for whoever sees sheets. */
    worksheetId: can(actor, "worksheet.see") ? ((sheets.find(({ kind }) => kind === course.sheetKind) ?? sheets[0])?.id ?? null) : null,
    /** The server's clock: what the page counts down by. */
    now: of.now.toISOString(),
    may: { manage: can(actor, "choice.manage") },
  };
  if (!round) {
    // What a round would offer, for whoever thinks of one.
    const ready = await listOffered(sql, { agencyId: actor.agencyId, id: null, cohortCourseId: course.id, fromSheets: true });
    return { ...head, round: null, ready: { places: ready.length, seats: ready.reduce((sum, { seats }) => sum + (seats ?? 0), 0) } };
  }
  const [offered, ranks, counts] = await Promise.all([offeredIn(sql, round), countRanks(sql, round), countChoosers(sql, round)]);
  const demand = demandOf(ranks);
  const gone = [...demand.keys()].filter((one) => !offered.has(one));
  const paths = await listPlacePaths(sql, gone);
  const none = { first: 0, second: 0, third: 0, all: 0 };
  const { agencyId: _own, ...setting } = round;
  return {
    ...head,
    ready: null,
    round: {
      ...setting,
      state: round.closedAt === null ? roundState(round, of.now) : ("closed" as const),
      counts,
      places: [
        ...[...offered.values()].map((place) => ({ ...place, gone: false, demand: { ...none, ...demand.get(place.placeId) } })),
        // Chosen, and no longer offered: a request that was cancelled, a unit that closed.
        ...gone.map((placeId) => ({
          placeId,
          path: paths.get(placeId) ?? "",
          organisation: "",
          seats: null,
          periods: [],
          added: false,
          withheld: false,
          since: "",
          gone: true,
          demand: { ...none, ...demand.get(placeId) },
        })),
      ],
      may: {
        remove: can(actor, "choice.manage") && counts.submitted + counts.begun === 0,
      },
    },
  };
}

/** A student's row as a screen reads it: lists with the names places have today. */
export async function readChoosers(sql: Query, actor: Actor, rows: readonly Chooser[]) {
  const ids = new Set(rows.flatMap(({ draft, submitted }) => [...draft, ...(submitted ?? [])].map(({ placeId }) => placeId)));
  const paths = await listPlacePaths(sql, [...ids]);
  const named = (list: readonly Chosen[]) => list.map((one) => ({ ...one, path: paths.get(one.placeId) ?? "" }));
  const manages = can(actor, "choice.manage");
  return rows.map(({ enrolmentId: _enrolment, draft, submitted, ...row }) => ({
    ...row,
    state: choiceState({ draft, submitted }),
    draft: named(draft),
    submitted: submitted && named(submitted),
    may: { edit: manages, unlock: manages && row.unlockedUntil === null, lock: manages && row.unlockedUntil !== null },
  }));
}
