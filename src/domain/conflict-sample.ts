import type { Seat } from "./assignment.ts";
import { conflictsOf } from "./conflict-engine.ts";
import { factsOf, type Companion, type ConflictFacts, type ConflictPlace, type ConflictStudent, type Edit } from "./conflict-facts.ts";
import type { Conflict, ConflictKind } from "./conflict.ts";
import type { Id } from "./id.ts";
import type { Intent } from "./overlap.ts";
import type { Schedule } from "./schedule.ts";

/** A small sheet with its places and students, for tests of the conflicts. */

export const days: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-04-30",
  blocks: [],
  weekdays: [1, 2, 3],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
export const evenings: Schedule = { ...days, startTime: "15:00", endTime: "23:00" };

export const place = (requestId: Id, more: Partial<ConflictPlace> = {}): ConflictPlace => ({
  requestId,
  kind: "group",
  status: "accepted",
  size: 2,
  sizeHere: null,
  largestGroup: 8,
  path: `Hôpital du Nord / Chirurgie / ${requestId}`,
  receivingId: "rapides",
  siteId: "nord",
  serviceId: "chirurgie",
  destinationId: null,
  schedule: days,
  companions: [],
  prerequisites: [],
  edits: [],
  ...more,
});

let clock = 0;
/** Later than every seat before it. */
export const seat = (requestId: Id, studentId: Id, more: Partial<Seat> = {}): Seat => ({
  assignmentId: `${requestId}-${studentId}`,
  requestId,
  studentId,
  state: "held",
  version: 1,
  by: "M. Roy",
  at: new Date(Date.UTC(2026, 10, 22, 15, clock++)).toISOString(),
  mine: false,
  ...more,
});

export const student = (id: Id, more: Partial<ConflictStudent> = {}): ConflictStudent => ({
  id,
  fictitious: false,
  consentUntil: "2030-01-01",
  sealed: null,
  met: [],
  ...more,
});

export const edit = (what: Edit["what"], at = "2026-11-20T15:00:00.000Z"): Edit => ({
  what,
  by: "S. Gagné",
  at,
  mine: false,
  studentId: null,
});

export const companion = (personId: Id, part: Companion["part"], more: Partial<Companion> = {}): Companion => ({
  personId,
  name: personId,
  part,
  span: { startsOn: null, endsOn: null },
  named: null,
  ...more,
});

/** A group of another school of the zone. */
export const group = (key: string, more: Partial<Intent> = {}): Intent => ({
  key,
  destinationId: "4e",
  kind: "group",
  stage: "asked",
  size: 6,
  schedule: days,
  own: false,
  school: "Cégep de l’Érable",
  family: null,
  row: null,
  ...more,
});

export const facts = (more: Partial<ConflictFacts>): ConflictFacts => factsOf({ places: [], seats: [], elsewhere: [], ...more });

/** The conflicts of one kind in a sheet. */
export const found = <Kind extends ConflictKind>(kind: Kind, more: Partial<ConflictFacts>): Extract<Conflict, { kind: Kind }>[] =>
  conflictsOf(facts(more)).filter((one): one is Extract<Conflict, { kind: Kind }> => one.kind === kind);
