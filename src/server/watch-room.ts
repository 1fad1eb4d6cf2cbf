import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { createUnitRoom, type UnitRoom } from "#domain/watch-room.ts";
import type { RoomQuestion } from "#domain/watch.ts";
import type { Query } from "#db/sql.ts";
import { listUnitFacts, listUnitsAsked } from "#db/watch-unit.ts";
import type { ToldItem } from "#db/watch.ts";

/** Units are read so many at a time, until one has room. */
const unitsAtOnce = 25;

/** How many are free where, as of one moment: each unit is read once, however many questions ask about it. */
export interface Rooms {
  free(question: RoomQuestion, unitId: Id, by: { agencyId: Id; today: Day }): Promise<number | null>;
  path(unitId: Id): string;
  /** Reads units that will be asked about. */
  read(unitIds: Id[]): Promise<void>;
}

/** `period`: from the first to the last day of all the questions that will be asked. */
export function createRooms(sql: Query, period: { from: Day; to: Day }): Rooms {
  const known = new Map<Id, { room: UnitRoom; path: string } | null>();
  async function read(unitIds: Id[]): Promise<void> {
    const missing = [...new Set(unitIds)].filter((one) => !known.has(one));
    if (missing.length === 0) return;
    for (const one of missing) known.set(one, null);
    for (const facts of await listUnitFacts(sql, missing, period))
      known.set(facts.destinationId, { room: createUnitRoom(facts, period), path: facts.path });
  }
  return {
    read,
    path: (unitId) => known.get(unitId)?.path ?? "",
    async free(question, unitId, by) {
      if (!known.has(unitId)) await read([unitId]);
      return known.get(unitId)?.room.free(question, by) ?? null;
    },
  };
}

/** What covers all days that some questions ask about, from today on. */
export const periodOf = (questions: readonly RoomQuestion[], today: Day): { from: Day; to: Day } => ({
  from: today,
  to: questions.reduce((last, { to }) => (to > last ? to : last), today),
});

/** Units that have room for a question, in the order of their paths; at most so many, after as few reads as that takes. */
export async function findRoom(
  sql: Query,
  rooms: Rooms,
  of: { question: RoomQuestion; agencyId: Id; today: Day; most: number },
): Promise<(ToldItem & { id: Id; free: number })[]> {
  const { question } = of;
  const units = await listUnitsAsked(sql, question);
  const found: (ToldItem & { id: Id; free: number })[] = [];
  for (let at = 0; at < units.length && found.length < of.most; at += unitsAtOnce) {
    const chunk = units.slice(at, at + unitsAtOnce);
    await rooms.read(chunk.map(({ id }) => id));
    for (const { id, path } of chunk) {
      const free = await rooms.free(question, id, of);
      if (free !== null && free >= question.count && found.length < of.most) found.push({ id, label: path, free });
    }
  }
  return found;
}
