import { coverOf, type Agreement } from "./agreement.ts";
import { bandOf, capacityAt, type CapacityLine } from "./capacity.ts";
import { closingsOf, closuresAt, type Closure } from "./closure.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { factOf, type Clashes, type Intent } from "./overlap.ts";
import { pathOf, type Catalogue } from "./place.ts";
import type { CheckProblem } from "./refusal.ts";
import { hoursBetween, timesOf } from "./schedule.ts";
import { createUnitLoad, type Peak, type UnitLoad } from "./unit-load.ts";
import type { Column, ReadRow } from "./worksheet.ts";

/** What a row is checked against, besides what it is read against (`SheetFacts`). */
export interface CheckFacts {
  kind: "group" | "individual";
  catalogue: Catalogue;
  programme: { id: Id; name: string; discipline: string };
  /** Of the course, for one student; null when nobody has said. */
  hours: number | null;
  closures: readonly Closure[];
  /** The school's own. When it keeps none here, nothing is said of those that are missing. */
  agreements: readonly Agreement[];
}

/** What a check found: an error keeps the row from being sent, a warning does not. A group overlap does not keep it from the outbox. */
export interface Finding {
  column: Column;
  severity: "error" | "warning";
  problem: CheckProblem;
}

/** True of what keeps a row where it is: everything wrong, but for an overlap while the row only goes to the outbox. */
export const stops = ({ severity, problem }: Finding, sending: boolean): boolean =>
  severity === "error" && (sending || problem.kind !== "group-overlap");

const planned = ["agency", "site", "service", "destination", "startsOn", "endsOn", "weekdays", "hours", "blocks"] as const;
const places = ["agency", "site", "service", "destination"] as const;

const isReadable = (row: ReadRow, columns: readonly Column[]): boolean => columns.every((column) => row.problems[column] === undefined);

/** Where a planned group is, as others at its unit have to know it; null while its place or days cannot be read. */
export function intentOf(row: ReadRow, of: { worksheetId: Id; rowId: string; kind: Intent["kind"] }): Intent | null {
  const { destinationId } = row.place;
  if (destinationId === null || !isReadable(row, planned) || row.schedule.endsOn < row.schedule.startsOn) return null;
  const said = row.problems.size === undefined || row.problems.size.kind === "group-too-large";
  return {
    key: `row ${of.rowId}`,
    destinationId,
    kind: of.kind,
    stage: "draft",
    size: said ? row.size : 0,
    schedule: row.schedule,
    own: true,
    school: "",
    family: null,
    row: { worksheetId: of.worksheetId, rowId: of.rowId, requestId: null, reference: null },
  };
}

const columnOf = ({ siteId, serviceId, destinationId }: Closure): Column =>
  destinationId !== null ? "destination" : serviceId !== null ? "service" : siteId !== null ? "site" : "agency";

/** What the closures of its place say of a row: days on which nobody can be there are an error, dates that may touch them a warning. */
function closed(row: ReadRow, facts: CheckFacts, load: UnitLoad): Finding[] {
  const days = () => load.known(row.schedule).days;
  return closingsOf(row.schedule, closuresAt(facts.closures, row.place), days).map(({ closure, days, all }) => ({
    column: columnOf(closure),
    severity: days === null && !all ? "warning" : "error",
    problem: { kind: "place-closed", from: closure.startsOn, to: closure.endsOn, reason: closure.reason, days, all },
  }));
}

interface Retiring {
  column: Column;
  name: string;
  on: Day;
  successor: string;
}
const retirements = new WeakMap<Catalogue, Map<Id, Retiring>>();
/** Places that retire on a day to come; few, and found once per catalogue. */
function retiringIn(catalogue: Catalogue): Map<Id, Retiring> {
  let known = retirements.get(catalogue);
  if (known) return known;
  const named = (id: Id | null | undefined) => (id ? (catalogue.destinations.find((one) => one.id === id)?.name ?? "") : "");
  known = new Map();
  for (const [column, list] of [
    ["site", catalogue.sites],
    ["service", catalogue.services],
    ["destination", catalogue.destinations],
  ] as const)
    for (const one of list)
      if (one.retiresOn)
        known.set(one.id, { column, name: one.name, on: one.retiresOn, successor: "successorId" in one ? named(one.successorId) : "" });
  retirements.set(catalogue, known);
  return known;
}

/** A place that retires before the row is over: nobody begins there after, and who is there by then is told. */
function retiring(row: ReadRow, facts: CheckFacts): Finding[] {
  const known = retiringIn(facts.catalogue);
  if (known.size === 0) return [];
  const { siteId, serviceId, destinationId } = row.place;
  const found = [siteId, serviceId, destinationId].flatMap((id) => (id === null ? [] : (known.get(id) ?? [])));
  return found
    .filter(({ on }) => on <= row.schedule.endsOn)
    .map(({ column, name, on, successor }) => ({
      column,
      severity: on <= row.schedule.startsOn ? "error" : "warning",
      problem: { kind: "place-retires", name, on, successor },
    }));
}

/** What the agreements of the school say: one that has lapsed is an error, one that is missing or will lapse on the way a warning (4.9). */
function agreed(row: ReadRow, facts: CheckFacts): Finding[] {
  const { agencyId } = row.place;
  if (agencyId === null || facts.agreements.length === 0) return [];
  const cover = coverOf(facts.agreements, {
    receivingId: agencyId,
    programme: facts.programme,
    startsOn: row.schedule.startsOn,
    endsOn: row.schedule.endsOn,
  });
  if (cover.state === "covered") return [];
  if (cover.state === "missing") {
    const agency = pathOf(facts.catalogue, { agencyId, siteId: null, serviceId: null, destinationId: null });
    return [{ column: "agency", severity: "warning", problem: { kind: "no-agreement", agency, programme: facts.programme.name } }];
  }
  const { title, on } = cover;
  return [
    {
      column: "agency",
      severity: cover.state === "lapsed" ? "error" : "warning",
      problem: { kind: `agreement-${cover.state}`, title, on },
    },
  ];
}

/** The row's hours against the course's: less than one day of presence apart is as near as days can come. */
function hoursApart(row: ReadRow, facts: CheckFacts, load: UnitLoad): Finding[] {
  const { hours } = load.known(row.schedule);
  const times = timesOf(row.schedule);
  if (facts.hours === null || hours === null || hours === 0) return [];
  const apart = hours - facts.hours;
  if (Math.abs(apart) < (times ? hoursBetween(times) : 8)) return [];
  return [
    { column: "endsOn", severity: "warning", problem: { kind: apart < 0 ? "hours-short" : "hours-over", hours, course: facts.hours } },
  ];
}

const capacities = new WeakMap<Catalogue["destinations"], Map<Id, number | null>>();
/** How many a unit takes at once; null when nobody has said. */
export function capacityOf({ destinations }: Catalogue, destinationId: Id): number | null {
  let known = capacities.get(destinations);
  if (!known) capacities.set(destinations, (known = new Map(destinations.map(({ id, capacity }) => [id, capacity]))));
  return known.get(destinationId) ?? null;
}

/** The day that is fullest against what a unit takes then, where its lines say that this is not the same every day (R321). */
function worstDay(
  row: ReadRow,
  at: { load: UnitLoad; lines: readonly CapacityLine[]; usual: number | null },
): { peak: Peak; capacity: number } | null {
  const { schedule } = row;
  const { destinationId } = row.place;
  const times = timesOf(schedule);
  if (destinationId === null || times === null) return null;
  const unit = { capacity: at.usual, largestGroup: null };
  let worst: { peak: Peak; capacity: number } | null = null;
  for (const peak of at.load.peaks(destinationId, schedule)) {
    const { students } = capacityAt(unit, { lines: at.lines, closures: [] }, { day: peak.on, band: bandOf(times), discipline: null });
    if (students === null || peak.count <= students) continue;
    if (!worst || peak.count - students > worst.peak.count - worst.capacity) worst = { peak, capacity: students };
  }
  return worst;
}

/** More asked for at once than the unit takes, by everybody together: whose is not said, and who comes first is the unit's to say. */
function overCapacity(row: ReadRow, facts: CheckFacts, { load, lines }: { load: UnitLoad; lines: readonly CapacityLine[] }): Finding[] {
  const { destinationId } = row.place;
  if (destinationId === null) return [];
  const usual = capacityOf(facts.catalogue, destinationId);
  const worst = lines.length > 0 ? worstDay(row, { load, lines, usual }) : null;
  const capacity = worst?.capacity ?? (lines.length > 0 ? null : usual);
  const peak = worst?.peak ?? (capacity === null ? null : load.peak(destinationId, row.schedule));
  if (capacity === null || !peak || peak.count <= capacity) return [];
  const others = Math.max(0, peak.count - row.size);
  return [{ column: "size", severity: "warning", problem: { kind: "over-capacity", capacity, asked: peak.count, others, on: peak.on } }];
}

const overlapFinding = ({ told, more }: Clashes, severity: Finding["severity"]): Finding[] =>
  told.length === 0
    ? []
    : [
        {
          column: "destination",
          severity,
          problem: { kind: "group-overlap", with: told.map(factOf), more, ...(severity === "warning" ? { sent: true as const } : {}) },
        },
      ];

/** Everything a check finds in one row that is being planned; errors first. `load` holds everybody at the row's unit, the row itself among them. */
export function judgeRow(
  row: ReadRow,
  facts: CheckFacts,
  at: { load: UnitLoad; intent: Intent | null; lines?: readonly CapacityLine[] },
): Finding[] {
  const found: Finding[] = [];
  const readable = isReadable(row, planned);
  if (at.intent) {
    const { destinationId, key, kind, schedule } = at.intent;
    found.push(...overlapFinding(at.load.clashes(destinationId, { key, kind, schedule }), "error"));
    if (row.problems.size === undefined) found.push(...overCapacity(row, facts, { load: at.load, lines: at.lines ?? [] }));
  }
  if (isReadable(row, places)) {
    if (readable) found.push(...closed(row, facts, at.load), ...retiring(row, facts));
    found.push(...agreed(row, facts));
  }
  if (readable) found.push(...hoursApart(row, facts, at.load));
  return found.toSorted((one, other) => Number(one.severity === "warning") - Number(other.severity === "warning"));
}

/** A sheet's check, kept as it is edited: only what lies at a changed row's unit is judged again. */
export interface SheetCheck {
  setFacts(facts: CheckFacts): void;
  /** A row that is being planned; null when it is blank, gone, or belongs to a request. */
  setRow(rowId: string, row: ReadRow | null): void;
  /** Everybody else at a unit, and the lines of what it takes: what the server may tell. */
  setTaken(destinationId: Id, intents: readonly Intent[], lines?: readonly CapacityLine[]): void;
  findings(rowId: string): readonly Finding[];
  clashes(rowId: string): Clashes;
  /** Rows whose findings may be others since the last call. */
  changed(): ReadonlySet<string>;
  load: UnitLoad;
  intentOf(rowId: string): Intent | null;
}

const nothing: readonly Finding[] = [];

export function createSheetCheck(of: { worksheetId: Id; kind: Intent["kind"] }): SheetCheck {
  const load = createUnitLoad();
  const rows = new Map<string, { row: ReadRow; intent: Intent | null }>();
  /** Requests of this very sheet, by their row. */
  const asked = new Map<string, Intent>();
  const takenAt = new Map<Id, readonly Intent[]>();
  const linesAt = new Map<Id, readonly CapacityLine[]>();
  const found = new Map<string, readonly Finding[]>();
  let dirty = new Set<string>();
  let facts: CheckFacts | null = null;

  function stale(rowId: string): void {
    found.delete(rowId);
    dirty.add(rowId);
  }
  function staleAt(destinationId: Id): void {
    for (const { row } of load.at(destinationId)) if (row?.worksheetId === of.worksheetId) stale(row.rowId);
  }

  return {
    load,
    setFacts(next) {
      facts = next;
      found.clear();
      for (const rowId of [...rows.keys(), ...asked.keys()]) dirty.add(rowId);
    },
    setRow(rowId, row) {
      const before = rows.get(rowId);
      if (before && before.row === row) return;
      if (before?.intent) {
        load.remove(before.intent.destinationId, before.intent.key);
        staleAt(before.intent.destinationId);
      }
      stale(rowId);
      if (!row) {
        rows.delete(rowId);
        return;
      }
      const intent = intentOf(row, { ...of, rowId });
      rows.set(rowId, { row, intent });
      if (!intent) return;
      load.put(intent);
      staleAt(intent.destinationId);
    },
    setTaken(destinationId, intents, lines = []) {
      if (lines.length > 0) linesAt.set(destinationId, lines);
      else linesAt.delete(destinationId);
      for (const one of takenAt.get(destinationId) ?? []) {
        load.remove(destinationId, one.key);
        if (one.row?.worksheetId === of.worksheetId) {
          asked.delete(one.row.rowId);
          stale(one.row.rowId);
        }
      }
      takenAt.set(destinationId, intents);
      for (const one of intents) {
        load.put(one);
        if (one.row?.worksheetId === of.worksheetId) asked.set(one.row.rowId, one);
      }
      staleAt(destinationId);
    },
    findings(rowId) {
      if (!facts) return nothing;
      let known = found.get(rowId);
      if (known) return known;
      const mine = rows.get(rowId);
      const request = asked.get(rowId);
      known = mine
        ? judgeRow(mine.row, facts, { load, intent: mine.intent, lines: linesAt.get(mine.intent?.destinationId ?? "") ?? [] })
        : request
          ? overlapFinding(load.clashes(request.destinationId, request), request.stage === "outbox" ? "error" : "warning")
          : nothing;
      found.set(rowId, known);
      return known;
    },
    clashes(rowId) {
      const intent = rows.get(rowId)?.intent ?? asked.get(rowId);
      return intent ? load.clashes(intent.destinationId, intent) : { told: [], more: 0 };
    },
    intentOf: (rowId) => rows.get(rowId)?.intent ?? asked.get(rowId) ?? null,
    changed() {
      const now = dirty;
      dirty = new Set();
      return now;
    },
  };
}
