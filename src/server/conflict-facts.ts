import type { Actor } from "#domain/access.ts";
import type { Agreement } from "#domain/agreement.ts";
import type { SeatElsewhere } from "#domain/assignment.ts";
import { closuresAt } from "#domain/closure.ts";
import {
  withoutPlaces,
  type Companion,
  type ConflictFacts,
  type ConflictPlace,
  type ConflictStudent,
  type ConflictUnit,
  type Edit,
  type NotedClosure,
  type PostElsewhere,
} from "#domain/conflict-facts.ts";
import { addDays, type Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Intent } from "#domain/overlap.ts";
import { statusSeenBy, type SeenStatus, type Status } from "#domain/request.ts";
import { shiftsOf, type Schedule } from "#domain/schedule.ts";
import { lived } from "#domain/supervision.ts";
import { listOwnAgreements } from "#db/agreement.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listLastEdits, type LastEdit } from "#db/conflict-edit.ts";
import {
  listInstructorPosts,
  listNamedPosts,
  listPostsElsewhere,
  listTeaching,
  type InstructorPost,
  type NamedPost,
  type PostElsewhere as PostRow,
} from "#db/conflict-post.ts";
import { listAskedBefore, listClosuresAt, listConsents, type AskedBefore } from "#db/conflict-student.ts";
import {
  listConflictPlaces,
  listConflictSeats,
  listConflictSheets,
  listSeatsOfStudents,
  type ConflictPlaceRow,
  type ConflictSeat,
  type ConflictSheet,
  type SeatAnywhere,
} from "#db/conflict.ts";
import { listIntents } from "#db/overlap.ts";
import type { Query } from "#db/sql.ts";

/** As many of those who lead like groups are offered in somebody's stead. */
const mostTeaching = 15;

/** What is read of all sheets asked for together, before each gets its own. */
interface Read {
  sheets: ConflictSheet[];
  places: ConflictPlaceRow[];
  seats: ConflictSeat[];
  anywhere: SeatAnywhere[];
  students: ConflictStudent[];
  teaching: { cohortCourseId: Id; personId: Id; name: string }[];
  led: InstructorPost[];
  named: NamedPost[];
  posts: PostRow[];
  closures: NotedClosure[];
  agreements: Agreement[];
  intents: Intent[];
  lines: ConflictUnit["lines"];
  asked: AskedBefore[];
  edits: Map<Id, LastEdit[]>;
}

const idsOf = (ids: (Id | null)[]): Id[] => [...new Set(ids.filter((id) => id !== null))];

/** The days of all these schedules; a night of the day before may reach into the first. */
function reachOf(schedules: Schedule[]): { from: Day; to: Day } | null {
  const [first] = schedules;
  if (!first) return null;
  let [from, to] = [first.startsOn, first.endsOn];
  for (const { startsOn, endsOn } of schedules) {
    if (startsOn < from) from = startsOn;
    if (endsOn > to) to = endsOn;
  }
  return { from: addDays(from, -1), to: addDays(to, 1) };
}

/** Everything in a fixed number of questions, whatever the number of sheets, places and students. */
async function read(sql: Query, actor: Actor, of: { worksheetIds: Id[]; studentIds: Id[] }): Promise<Read> {
  const [sheets, places, seats] = await Promise.all([
    listConflictSheets(sql, actor, of.worksheetIds),
    listConflictPlaces(sql, actor, of.worksheetIds),
    listConflictSeats(sql, actor, of.worksheetIds),
  ]);
  const studentIds = idsOf([...of.studentIds, ...seats.map(({ studentId }) => studentId)]);
  const days = reachOf(places.flatMap(({ schedule, members }) => [schedule, ...members.map((one) => one.schedule)]));
  const none = { from: "0001-01-01", to: "0001-01-01" };
  const span = days ?? none;
  const sites = idsOf(places.map(({ siteId }) => siteId));
  const services = idsOf(places.map(({ serviceId }) => serviceId));
  const units = idsOf(places.map(({ destinationId }) => destinationId));
  const [anywhere, consents, teaching, named, closures, agreements, intents, lines, asked] = await Promise.all([
    listSeatsOfStudents(sql, actor, studentIds),
    listConsents(sql, actor, studentIds),
    listTeaching(sql, actor, { cohortCourseIds: idsOf(sheets.map(({ cohortCourseId }) => cohortCourseId)), most: mostTeaching }),
    listNamedPosts(
      sql,
      actor,
      places.map(({ requestId }) => requestId),
    ),
    listClosuresAt(sql, actor, { siteIds: sites, serviceIds: services, destinationIds: units, ...span }),
    listOwnAgreements(sql, actor),
    listIntents(sql, actor, { destinationIds: units, ...span }),
    listLinesOfUnits(sql, actor, units),
    listAskedBefore(sql, actor, [...sites, ...services, ...units]),
  ]);
  const instructors = idsOf([...places.map(({ instructorId }) => instructorId), ...teaching.map(({ personId }) => personId)]);
  const people = [...new Map(named.map(({ receivingId, personId }) => [personId, { receivingId, personId }])).values()];
  const [led, posts, edits] = await Promise.all([
    listInstructorPosts(sql, actor, { personIds: instructors, ...span }),
    listPostsElsewhere(sql, actor, { people, ...span }),
    listLastEdits(sql, actor, [...places.map(({ requestId }) => requestId), ...closures.map(({ id }) => id)]),
  ]);
  const byAbout = Map.groupBy(edits, ({ about }) => about);
  return {
    sheets,
    places,
    seats,
    anywhere,
    students: consents.map(({ studentId: id, ...one }) => ({ id, ...one, met: null })),
    teaching,
    led,
    named,
    posts,
    closures: closures.map((one) => ({ ...one, noted: editOf(byAbout.get(one.id)?.[0]) })),
    agreements,
    intents,
    lines,
    asked,
    edits: byAbout,
  };
}

/** A status as the school is shown it. */
export const shownToSchool = (of: Status): Exclude<SeenStatus, "hidden"> => {
  const seen = statusSeenBy(of, "placing");
  if (seen === "hidden") throw new Error("a school sees all its requests");
  return seen;
};

const editOf = (of: LastEdit | undefined): Edit | null =>
  of ? { what: of.what, by: of.by, at: of.at, mine: of.mine, studentId: null } : null;

/** A person's presences at one of her posts, as far as her own dates go. */
const shiftsAt = (schedule: Schedule, span: { startsOn: Day | null; endsOn: Day | null }): PostElsewhere["shifts"] => {
  const mine = lived(schedule, span);
  return mine ? shiftsOf(mine) : [];
};

/** What is asked for of one sheet, from what was read of all. */
function factsOfSheet(all: Read, sheet: ConflictSheet, index: Index): ConflictFacts {
  const rows = index.places.get(sheet.id) ?? [];
  const here = new Set(rows.map(({ requestId }) => requestId));
  const seats = index.seats.get(sheet.id) ?? [];
  const units = idsOf(rows.map(({ destinationId }) => destinationId));
  const teaching = all.teaching.filter(({ cohortCourseId }) => cohortCourseId === sheet.cohortCourseId);
  const places = rows.map((row) => placeOf(all, row, index));
  const companions = new Set(places.flatMap((one) => one.companions.map(({ personId }) => personId)));
  const leading = new Set([...rows.flatMap(({ instructorId }) => instructorId ?? []), ...teaching.map(({ personId }) => personId)]);
  return {
    places,
    seats: seats.map(({ worksheetId: _sheet, ...seat }) => seat),
    elsewhere: [],
    students: [],
    course: { name: sheet.courseName, ...sheet.course },
    term: sheet.term,
    programme: sheet.programme,
    instructors: teaching.map(({ personId, name }) => ({ personId, name })),
    posts: [
      ...all.led.filter((post) => leading.has(post.personId) && !here.has(post.primaryId)).map(ledElsewhere),
      ...all.posts
        .filter((post) => companions.has(post.personId) && !(post.primaryId !== null && here.has(post.primaryId)))
        .map(namedElsewhere),
    ],
    closures: [...new Set(rows.flatMap((row) => closuresAt(all.closures, row) as NotedClosure[]))],
    agreements: all.agreements,
    units: units.map((id) => unitOf({ id, rows, index })),
  };
}

const ledElsewhere = (post: InstructorPost): PostElsewhere => ({
  personId: post.personId,
  part: "instructor",
  destinationId: null,
  shifts: shiftsOf(post.schedule),
  own: { requestId: post.primaryId, path: post.path, course: post.course },
});

const namedElsewhere = (post: PostRow): PostElsewhere => ({
  personId: post.personId,
  part: post.part,
  destinationId: post.destinationId,
  shifts: shiftsAt(post.schedule, post),
  own: post.primaryId === null ? null : { requestId: post.primaryId, path: post.path ?? "", course: post.course ?? "" },
});

/**
 * Others at a unit as conflicts need them: groups that may be told of one by one, of all else how many at which hours. Drafts are nobody yet.
 */
function counted(intents: readonly Intent[]): Intent[] {
  const told: Intent[] = [];
  const counts = new Map<string, Intent>();
  for (const one of intents) {
    if (one.stage !== "asked") continue;
    if (one.kind === "group" && one.school !== null) {
      told.push(one);
      continue;
    }
    const hours = JSON.stringify(one.schedule);
    const known = counts.get(hours);
    if (known) known.size += one.size;
    else counts.set(hours, { ...one, key: `others ${counts.size}`, kind: "individual", own: false, school: null, family: null, row: null });
  }
  return [...told, ...counts.values()];
}

/** A unit with everybody at it but the sheet's own places; the parts of their splits are others. */
function unitOf(of: { id: Id; rows: ConflictPlaceRow[]; index: Index }): ConflictUnit {
  const row = of.rows.find(({ destinationId }) => destinationId === of.id);
  return {
    destinationId: of.id,
    capacity: row?.capacity ?? null,
    largestGroup: row?.largestGroup ?? null,
    lines: of.index.lines.get(of.id) ?? [],
    others: counted(withoutPlaces(of.index.intents.get(of.id) ?? [], of.rows)),
  };
}

function placeOf(all: Read, row: ConflictPlaceRow, index: Index): ConflictPlace {
  const { instructorId, instructor, members, worksheetId: _sheet, reference: _no, capacity: _most, ...place } = row;
  const edits = index.edits.get(row.requestId) ?? [];
  const lead: Companion[] =
    instructorId === null
      ? []
      : [
          {
            personId: instructorId,
            name: instructor ?? "",
            part: "instructor",
            span: { startsOn: null, endsOn: null },
            named: editOf(edits.find(({ what }) => what === "instructor")),
          },
        ];
  const named = index.named.get(row.requestId) ?? [];
  const under = [row.siteId, row.serviceId, row.destinationId];
  return {
    ...place,
    // What a unit answered stays inside its organisation (section 8, rule 3).
    status: shownToSchool(row.status),
    parts: members.map(({ schedule }) => schedule),
    companions: [
      ...lead,
      ...named.map(({ personId, name, part, startsOn, endsOn, at, by, mine }): Companion => ({
        personId,
        name,
        part,
        span: { startsOn, endsOn },
        named: { what: "supervisor", by, at, mine, studentId: null },
      })),
    ],
    prerequisites: all.asked.filter(({ placeId }) => under.includes(placeId)).map(({ id, name }) => ({ id, name })),
    edits: edits.filter(({ what }) => what === "dates" || what === "size").flatMap((one) => editOf(one) ?? []),
  };
}

/** What was read, by what it is looked up by. */
interface Index {
  places: Map<Id, ConflictPlaceRow[]>;
  seats: Map<Id, ConflictSeat[]>;
  named: Map<Id, NamedPost[]>;
  intents: Map<Id, Intent[]>;
  lines: Map<Id, ConflictUnit["lines"]>;
  edits: Map<Id, LastEdit[]>;
  anywhere: Map<Id, SeatAnywhere[]>;
  students: Map<Id, ConflictStudent>;
}

const indexOf = (all: Read): Index => ({
  places: Map.groupBy(all.places, ({ worksheetId }) => worksheetId),
  seats: Map.groupBy(all.seats, ({ worksheetId }) => worksheetId),
  named: Map.groupBy(all.named, ({ requestId }) => requestId),
  intents: Map.groupBy(all.intents, ({ destinationId }) => destinationId),
  lines: Map.groupBy(all.lines, ({ destinationId }) => destinationId),
  edits: all.edits,
  anywhere: Map.groupBy(all.anywhere, ({ studentId }) => studentId),
  students: new Map(all.students.map((one) => [one.id, one])),
});

const elsewhereOf = ({ worksheetId: _sheet, ...seat }: SeatAnywhere): SeatElsewhere => seat;

/**
 * Everything the conflicts of sheets are found in, as of the transaction's moment: of the sheets that the viewer reaches, in a fixed number
 * of questions. `studentIds`: who besides those that sit somewhere, for a screen on which they may be placed.
 */
export async function conflictFactsOf(
  sql: Query,
  actor: Actor,
  of: { worksheetIds: Id[]; studentIds?: Id[] },
): Promise<Map<Id, ConflictFacts>> {
  const all = await read(sql, actor, { worksheetIds: of.worksheetIds, studentIds: of.studentIds ?? [] });
  const index = indexOf(all);
  return new Map(
    all.sheets.map((sheet) => {
      const facts = factsOfSheet(all, sheet, index);
      const studentIds = idsOf([...(of.studentIds ?? []), ...facts.seats.map(({ studentId }) => studentId)]);
      const elsewhere = studentIds.flatMap((id) =>
        (index.anywhere.get(id) ?? []).filter(({ worksheetId }) => worksheetId !== sheet.id).map(elsewhereOf),
      );
      return [sheet.id, { ...facts, elsewhere, students: studentIds.flatMap((id) => index.students.get(id) ?? []) }];
    }),
  );
}
