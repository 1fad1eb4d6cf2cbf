import type { Actor } from "#domain/access.ts";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import { addDays } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { MatchNow, MatchSettings, MatchStatus } from "#domain/matching-basis.ts";
import { matchStatusOf } from "#domain/matching-basis.ts";
import { demandKey, type ForbiddenWhy, type MatchDemand, type MatchInstance } from "#domain/matching.ts";
import type { ChosenPlace } from "#domain/place.ts";
import { readPreference, type Preference } from "#domain/preference.ts";
import { statusSeenBy } from "#domain/request.ts";
import { firstOverlap, forStudent, type Schedule } from "#domain/schedule.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import {
  listMatchPlaces,
  listMatchSeats,
  listMatchStudents,
  listSeatsOutside,
  type MatchPlaceRow,
  type MatchSeatRow,
  type MatchSheet,
  type MatchStudent,
  type SeatOutside,
} from "#db/matching-facts.ts";
import { listExceptions, type MatchException } from "#db/matching.ts";
import type { Query } from "#db/sql.ts";
import { conflictFactsOf } from "./conflict-facts.ts";

/** A place a matching may use, with its status as the school sees it. */
export interface MatchPlaceSeen extends Omit<MatchPlaceRow, "status"> {
  status: MatchStatus;
}

/** Everything a matching of some sheets stands on, at one moment. */
export interface MatchFacts {
  sheets: MatchSheet[];
  students: MatchStudent[];
  places: MatchPlaceSeen[];
  seats: MatchSeatRow[];
  outside: SeatOutside[];
  exceptions: MatchException[];
  /** What each student wishes, in order, as places of the catalogue; null: a text that names none, which keeps its rank. By `demandKey`. */
  wishes: Map<string, { place: ChosenPlace | null; text: string }[]>;
  /** Places nobody can be newly put on, by the rule that says so: a closure, days outside of the course. */
  barred: Map<Id, ForbiddenWhy>;
}

/**
 * Places that a rule closes to everyone whoever sits there: nobody is received on any of their days, or they lie outside of the course. The
 * same engine says it that keeps them from being confirmed; what only warns is a person's to decide and bars nobody.
 */
async function barredPlaces(tx: Query, viewer: Actor, sheets: MatchSheet[]): Promise<Map<Id, ForbiddenWhy>> {
  const facts = await conflictFactsOf(tx, viewer, { worksheetIds: sheets.map(({ id }) => id) });
  const empty = [...facts.values()].map((of) => ({ ...of, seats: [], elsewhere: [], students: [] }));
  return new Map(
    empty
      .flatMap((of) => createConflictEngine(of).all())
      .filter(({ severity }) => severity === "blocks")
      .flatMap(({ kind, requestIds }): [Id, ForbiddenWhy][] =>
        requestIds.map((requestId) => [requestId, kind === "closed" ? "closure" : kind === "outside-dates" ? "outside-dates" : "other"]),
      ),
  );
}

/**
 * Reads them; to be called in a repeatable-read transaction, with sheets the viewer was found to reach. `rules`: also which places a rule
 * closes, which is asked for before a run and not at each look at its result.
 */
export async function readMatchFacts(tx: Query, viewer: Actor, of: { sheets: MatchSheet[]; rules: boolean }): Promise<MatchFacts> {
  const { sheets, rules } = of;
  const ids = sheets.map(({ id }) => id);
  const [students, places, seats, exceptions] = await Promise.all([
    listMatchStudents(tx, viewer, ids),
    listMatchPlaces(tx, viewer, ids),
    listMatchSeats(tx, viewer, ids),
    listExceptions(tx, viewer, ids),
  ]);
  const studentIds = [...new Set(students.map(({ studentId }) => studentId))];
  const outside = await listSeatsOutside(tx, viewer, { worksheetIds: ids, studentIds });
  const unread = students.some(({ preferences }) => preferences.some(({ place }) => !place?.agencyId));
  // A text that became a place since it was written is one; a whole catalogue is read only for such texts.
  const catalogue = unread ? await listCatalogue(tx, viewer) : null;
  const placeOf = (wish: Preference): ChosenPlace | null => {
    if (wish.place?.agencyId) return wish.place;
    const read = catalogue && readPreference(catalogue, wish);
    return read && read.problem === null ? read.place : null;
  };
  const wishes = new Map(
    students.map(({ worksheetId, studentId, preferences }) => [
      demandKey(worksheetId, studentId),
      preferences.map((wish) => ({ place: placeOf(wish), text: wish.path })),
    ]),
  );
  const seen = places.flatMap((place): MatchPlaceSeen[] => {
    const status = statusSeenBy(place.status, "placing");
    return status === "hidden" ? [] : [{ ...place, status: matchStatusOf(status) }];
  });
  const barred = rules ? await barredPlaces(tx, viewer, sheets) : new Map<Id, ForbiddenWhy>();
  return { sheets, students, places: seen, seats, outside, exceptions, wishes, barred };
}

/** A wish fits a place when the deepest level it names is the place's. */
const fits = (wish: ChosenPlace, place: MatchPlaceSeen): boolean =>
  wish.destinationId !== null
    ? wish.destinationId === place.destinationId
    : wish.serviceId !== null
      ? wish.serviceId === place.serviceId
      : wish.siteId !== null
        ? wish.siteId === place.siteId
        : wish.agencyId !== null && wish.agencyId === place.receivingId;

type Times = { schedule: Schedule; parts: Schedule[] };

/** Whether two placements meet, each a pattern and its parts; the same patterns are compared once, however many places have them. */
function meetings() {
  const numbers = new Map<string, number>();
  const numbered = new WeakMap<Schedule, number>();
  const known = new Map<string, boolean>();
  const numberOf = (of: Schedule): number => {
    const before = numbered.get(of);
    if (before !== undefined) return before;
    const text = JSON.stringify(of);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    numbered.set(of, number);
    return number;
  };
  const meet = (one: Schedule, other: Schedule): boolean => {
    // A night of the last day reaches into the next.
    if (addDays(one.endsOn, 1) < other.startsOn || addDays(other.endsOn, 1) < one.startsOn) return false;
    const name = `${numberOf(one)} ${numberOf(other)}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = firstOverlap(one, other) !== null;
    known.set(name, answer);
    return answer;
  };
  const own = (of: Schedule, studentId: Id | null) => (studentId === null ? of : forStudent(of, studentId));
  return {
    /** What two placements have in common when they have the same days and hours, parts included. */
    name: ({ schedule, parts }: Times): string => [schedule, ...parts].map(numberOf).join(" "),
    meet: (one: Times, other: Times, studentId: Id | null): boolean =>
      [one.schedule, ...one.parts].some((mine) =>
        [other.schedule, ...other.parts].some((theirs) => meet(own(mine, studentId), own(theirs, studentId))),
      ),
  };
}

/** Pairs of places of two sheets at which nobody can be both: by days and hours, which are few, not by places, which may be many. */
function clashesAmong(places: MatchPlaceSeen[], { name, meet }: ReturnType<typeof meetings>): MatchInstance["clashes"] {
  const groups = [...Map.groupBy(places, name).values()];
  const clashes: MatchInstance["clashes"] = [];
  for (const [index, ones] of groups.entries()) {
    for (const others of groups.slice(index)) {
      const [one, other] = [ones[0], others[0]];
      if (!one || !other || !meet(one, other, null)) continue;
      for (const [at, mine] of ones.entries())
        for (const theirs of ones === others ? ones.slice(at + 1) : others)
          if (mine.worksheetId !== theirs.worksheetId) clashes.push({ one: mine.requestId, other: theirs.requestId });
    }
  }
  return clashes;
}

/** The instance a run solves: what the coordinator asked for, over what is so. */
export function instanceOf(facts: MatchFacts, settings: Pick<MatchSettings, "statuses" | "keeps">): MatchInstance {
  const { students, places, seats, outside, exceptions, wishes, barred } = facts;
  const compare = meetings();
  const placeById = new Map(places.map((place) => [place.requestId, place]));
  const placesOf = Map.groupBy(places, ({ worksheetId }) => worksheetId);
  const seatOf = new Map(seats.map((seat) => [demandKey(seat.worksheetId, seat.studentId), seat]));
  const outsideOf = Map.groupBy(outside, ({ studentId }) => studentId);
  const sheetOf = new Map(facts.sheets.map((sheet) => [sheet.id, sheet]));
  const locks = new Map(
    exceptions.flatMap(({ kind, worksheetId, studentId, requestId }) =>
      kind === "lock" && studentId !== null && requestId !== null ? [[demandKey(worksheetId, studentId), requestId] as const] : [],
    ),
  );
  const withheldKeys = exceptions.flatMap(({ kind, worksheetId, studentId }) =>
    kind === "student" && studentId !== null ? [demandKey(worksheetId, studentId)] : [],
  );
  const withheldKey = new Set(withheldKeys);
  const demandKeys = new Set(students.map(({ worksheetId, studentId }) => demandKey(worksheetId, studentId)));

  const fitting = new Map<string, Id[]>();
  const wishesOf = (key: string, worksheetId: Id): MatchDemand["wishes"] =>
    (wishes.get(key) ?? []).map(({ place: wish }) => {
      if (wish === null) return { requestIds: [] };
      const name = `${worksheetId} ${wish.destinationId ?? wish.serviceId ?? wish.siteId ?? wish.agencyId ?? ""}`;
      const requestIds =
        fitting.get(name) ?? (placesOf.get(worksheetId) ?? []).filter((one) => fits(wish, one)).map((one) => one.requestId);
      fitting.set(name, requestIds);
      return { requestIds };
    });

  const demands = students.map(({ worksheetId, studentId, home }): MatchDemand => {
    const key = demandKey(worksheetId, studentId);
    const seat = seatOf.get(key);
    // Who sits at a place that this matching does not use is not asked to leave it.
    const used = seat && settings.statuses.includes(placeById.get(seat.requestId)?.status ?? "waiting");
    const stays =
      seat && (!used || seat.state === "confirmed" || settings.keeps === "seats" || withheldKey.has(key)) ? seat.requestId : null;
    const begins = sheetOf.get(worksheetId)?.startsOn ?? "";
    const past = (outsideOf.get(studentId) ?? []).filter(({ schedule }) => schedule.endsOn < begins);
    const locked = seat?.state === "confirmed" ? seat.requestId : (locks.get(key) ?? stays);
    return {
      key,
      studentId,
      worksheetId,
      wishes: wishesOf(key, worksheetId),
      past: past.map(({ siteId, serviceId, disciplines }) => ({ siteId, serviceId, disciplines })),
      home,
      locked: locked !== null && placeById.has(locked) ? locked : null,
      current: seat && placeById.has(seat.requestId) ? seat.requestId : null,
      groupKey: past.find(({ kind }) => kind === "group")?.requestId ?? null,
    };
  });

  const lockedAt = new Set(demands.flatMap(({ locked }) => (locked === null ? [] : [locked])));
  const heldByOthers = new Map<Id, number>();
  for (const { requestId, worksheetId, studentId } of seats)
    if (!demandKeys.has(demandKey(worksheetId, studentId))) heldByOthers.set(requestId, (heldByOthers.get(requestId) ?? 0) + 1);
  const asked = (place: MatchPlaceSeen) => settings.statuses.includes(place.status);
  const usable = places.filter((place) => asked(place) || lockedAt.has(place.requestId));
  const withheldPlaces = new Set(exceptions.flatMap(({ kind, requestId }) => (kind === "place" && requestId !== null ? [requestId] : [])));
  for (const place of usable) if (!asked(place)) withheldPlaces.add(place.requestId);

  const forbidden: MatchInstance["forbidden"] = [];
  const sealed = new Set(students.flatMap((student) => (student.sealed ? [student.studentId] : [])));
  for (const { key, studentId, worksheetId } of demands) {
    const elsewhere = outsideOf.get(studentId) ?? [];
    for (const place of placesOf.get(worksheetId) ?? []) {
      const rule = barred.get(place.requestId) ?? (sealed.has(studentId) ? "consent" : undefined);
      if (rule) forbidden.push({ key, requestId: place.requestId, why: rule });
      else if (elsewhere.some((one) => compare.meet(place, one, studentId)))
        forbidden.push({ key, requestId: place.requestId, why: "overlap" });
    }
  }

  return {
    demands,
    places: usable.map((place) => ({
      requestId: place.requestId,
      worksheetId: place.worksheetId,
      seats: Math.max(0, place.size - (heldByOthers.get(place.requestId) ?? 0)),
      receivingId: place.receivingId,
      siteId: place.siteId,
      serviceId: place.serviceId,
      destinationId: place.destinationId,
      disciplines: place.disciplines,
      point: place.point,
      supervisors: place.supervisors,
    })),
    forbidden,
    clashes: clashesAmong(usable, compare),
    withheld: { keys: withheldKeys, requestIds: [...withheldPlaces] },
  };
}

/** How things stand, to be kept with a run and compared with later. */
export function standingOf(facts: MatchFacts): MatchNow {
  const now: MatchNow = { seats: {}, wishes: {}, places: {}, keptStudents: {}, keptPlaces: {} };
  for (const { worksheetId, studentId, requestId, assignmentId, version, state, by, at, path } of facts.seats)
    now.seats[demandKey(worksheetId, studentId)] = { requestId, assignmentId, version, state, by, at, path };
  for (const { worksheetId, studentId, preferencesVersion } of facts.students)
    now.wishes[demandKey(worksheetId, studentId)] = preferencesVersion;
  for (const { requestId, status, size, schedule, parts, receivingId, siteId, serviceId, destinationId } of facts.places)
    now.places[requestId] = {
      status,
      size,
      hours: JSON.stringify([schedule, ...parts]),
      unit: [receivingId, siteId, serviceId, destinationId].join(" "),
    };
  for (const { kind, worksheetId, studentId, requestId, by, at } of facts.exceptions) {
    if (kind === "place" && requestId !== null) now.keptPlaces[requestId] = { by, at };
    else if (kind !== "place" && studentId !== null) now.keptStudents[demandKey(worksheetId, studentId)] = { kind, requestId, by, at };
  }
  return now;
}
