import { coverOf } from "./agreement.ts";
import { closingsOf } from "./closure.ts";
import type { ConflictPlace, ConflictStudent } from "./conflict-facts.ts";
import { finding } from "./conflict-finding.ts";
import { overAllocated } from "./conflict-seat.ts";
import { dayOf } from "./conflict-track.ts";
import type { World } from "./conflict-world.ts";
import type { ConflictMatter, Finding } from "./conflict.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { inside } from "./schedule.ts";

const schedulesOf = ({ schedule, parts }: ConflictPlace) => (parts ? [schedule, ...parts] : [schedule]);
const dated = ({ edits }: ConflictPlace) => edits.filter(({ what }) => what === "dates");

/** A placement, or a part of it, outside its course, or outside its term where the course itself is (R367). */
function outsideDates(world: World, place: ConflictPlace): Finding[] {
  const { requestId } = place;
  for (const span of ["course", "term"] as const) {
    const bounds = world.around[span];
    if (!bounds || schedulesOf(place).every((schedule) => inside(schedule, bounds))) continue;
    const { name, startsOn, endsOn } = bounds;
    return [
      finding(
        { kind: "outside-dates", requestId, of: span, name, startsOn, endsOn },
        { severity: "blocks", ids: [requestId], requestIds: [requestId], edits: dated(place) },
      ),
    ];
  }
  return [];
}

/** Days on which the place receives nobody: nothing is confirmed where all of them are, and of some a person decides (R368). */
function closed(world: World, place: ConflictPlace): Finding[] {
  const { requestId, schedule } = place;
  const above = [place.destinationId, place.serviceId, place.siteId].filter((id) => id !== null);
  const closures = above.flatMap((id) => world.closuresOf.get(id) ?? []);
  if (closures.length === 0) return [];
  const known = () => Array.from(world.times.of(schedule).days, dayOf);
  return closingsOf(schedule, closures, known).map(({ closure, days, all }) => {
    const { id, startsOn: from, endsOn: to, reason } = closure;
    const noted = closures.find((one) => one.id === id)?.noted ?? null;
    return finding(
      { kind: "closed", requestId, from, to, reason, days, all },
      {
        severity: all ? "blocks" : "warns",
        ids: [requestId, id],
        about: [all ? "all" : days, from, to, schedule.startsOn, schedule.endsOn],
        requestIds: [requestId],
        edits: [noted, ...dated(place)],
      },
    );
  });
}

/** A placement that no agreement of the school covers to its last day (R370); a school that keeps none is told nothing. */
function agreement(world: World, place: ConflictPlace): Finding[] {
  const { agreements, programme } = world.around;
  const { requestId, receivingId } = place;
  const { startsOn, endsOn } = place.schedule;
  if (receivingId === null || programme === null || agreements.length === 0) return [];
  const key = `${receivingId} ${startsOn} ${endsOn}`;
  const cover = world.covers.get(key) ?? coverOf(agreements, { receivingId, programme, startsOn, endsOn });
  world.covers.set(key, cover);
  if (cover.state === "covered") return [];
  const { title, on } = cover.state === "missing" ? { title: null, on: null } : cover;
  return [
    finding(
      { kind: "agreement", requestId, state: cover.state, title, on },
      { severity: "warns", ids: [requestId], about: [receivingId, cover.state, title, on, startsOn, endsOn], requestIds: [requestId] },
    ),
  ];
}

function* seatedAt(world: World, requestId: Id): Generator<ConflictStudent> {
  for (const { studentId } of world.seatsAt.get(requestId) ?? []) {
    const student = world.students.get(studentId);
    if (student) yield student;
  }
}

/** The last day anybody of the place is anywhere. */
const lastDay = (place: ConflictPlace): Day => schedulesOf(place).reduce((last, { endsOn }) => (endsOn > last ? endsOn : last), "");

/** A warning about papers of some students at one place: it is decided on for all of them at once, and anew when somebody joins them. */
const ofPapers = (
  matter: Extract<ConflictMatter, { kind: "prerequisite" | "consent" }>,
  of: { key: string; severity: Finding["severity"] },
) =>
  finding(matter, {
    severity: of.severity,
    ids: [matter.requestId, of.key],
    about: matter.lacking.map((one) => JSON.stringify(one)).toSorted(),
    requestIds: [matter.requestId],
    studentIds: matter.lacking.map(({ studentId }) => studentId),
  });

/** What the place wants before students come and nothing says that they have, to the last of its days (R369). */
function prerequisite(world: World, place: ConflictPlace): Finding[] {
  const { requestId, prerequisites } = place;
  if (prerequisites.length === 0) return [];
  const last = lastDay(place);
  const lacking = [...seatedAt(world, requestId)].flatMap(({ id: studentId, met, fictitious }) => {
    if (fictitious) return [];
    const has = new Set(met?.filter(({ until }) => until === null || until >= last).map(({ id }) => id));
    const names = prerequisites.filter(({ id }) => !has.has(id)).map(({ name }) => name);
    return names.length > 0 ? [{ studentId, names }] : [];
  });
  return lacking.length === 0 ? [] : [ofPapers({ kind: "prerequisite", requestId, lacking }, { key: "prerequisite", severity: "warns" })];
}

/** Students without a consent that holds to the last day (R371): a person decides; of one whose profile is hidden nothing is confirmed. */
function consent(world: World, place: ConflictPlace): Finding[] {
  const { requestId } = place;
  const last = lastDay(place);
  const lacking: Extract<ConflictMatter, { kind: "consent" }>["lacking"] = [];
  const hidden: typeof lacking = [];
  for (const { id: studentId, sealed, consentUntil, fictitious } of seatedAt(world, requestId)) {
    if (sealed !== null) hidden.push({ studentId, state: "sealed", on: null });
    else if (fictitious) continue;
    else if (consentUntil === null) lacking.push({ studentId, state: "none", on: null });
    else if (consentUntil < last) lacking.push({ studentId, state: "ends", on: consentUntil });
  }
  return [
    ...(hidden.length > 0 ? [ofPapers({ kind: "consent", requestId, lacking: hidden }, { key: "hidden", severity: "blocks" })] : []),
    ...(lacking.length > 0 ? [ofPapers({ kind: "consent", requestId, lacking }, { key: "consent", severity: "warns" })] : []),
  ];
}

/** What is wrong at one place with what it is and who is on it, but for what its unit and other places have to do with it. */
export function placeTrouble(world: World, requestId: Id): Finding[] {
  const place = world.places.get(requestId);
  if (!place) return [];
  return [
    ...overAllocated(world, requestId),
    ...outsideDates(world, place),
    ...closed(world, place),
    ...prerequisite(world, place),
    ...agreement(world, place),
    ...consent(world, place),
  ];
}
