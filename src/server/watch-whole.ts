import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { statusSeenBy, type Side } from "#domain/request.ts";
import { answersTo, isLate, type WatchedRequest } from "#domain/watch-request.ts";
import { watchSide, type Question, type RequestQuestion, type RoomQuestion } from "#domain/watch.ts";
import type { Query, Tx } from "#db/sql.ts";
import { listMatches, saveMatches, saveWitnesses, type JudgedWatch, type MatchChange } from "#db/watch-judge.ts";
import { listRequestsAsked } from "#db/watch-request.ts";
import { listSheetsAsked } from "#db/watch-sheet.ts";
import { listUnitsAsked } from "#db/watch-unit.ts";
import type { ToldItem } from "#db/watch.ts";
import { countConflicts } from "./conflict-count.ts";
import { createRooms, findRoom, periodOf } from "./watch-room.ts";

/** What a question is true for that it was not before. */
export interface Found {
  watch: JudgedWatch;
  items: ToldItem[];
}
export interface Judged {
  today: Day;
  at: Date;
  /** The event it is judged at. */
  seq: number;
}

/** « n° 1042, 180-11A, Hôpital du Nord / Médecine »: what a request is called in a list; no student. */
export const labelOfRequest = (of: WatchedRequest): string =>
  [`n°\u00A0${of.reference}`, of.course, of.path].filter((part) => part !== "").join(", ");

/** A request as it is told: what it is to its reader, late first where that is asked. */
export const toldOfRequest = (of: WatchedRequest, by: { question: RequestQuestion; side: Side; today: Day }): ToldItem => ({
  id: of.id,
  label: labelOfRequest(of),
  status: by.question.late && isLate(of, by.today) ? "late" : statusSeenBy(of.status, by.side),
});

/** Everything a question about things is true for now. */
export async function itemsOf(sql: Query, actor: Actor, of: { question: Question; today: Day }): Promise<ToldItem[]> {
  const { question, today } = of;
  switch (question.kind) {
    case "request": {
      const side = watchSide(actor);
      const requests = await listRequestsAsked(sql, { viewer: actor, side, question, today });
      return requests
        .filter((one) => answersTo(question, one, { side, today }))
        .map((one) => toldOfRequest(one, { question, side, today }));
    }
    case "conflict": {
      const sheets = await listSheetsAsked(sql, { viewer: actor, question, today });
      const counts = await countConflicts(
        sql,
        actor,
        sheets.map(({ id }) => id),
      );
      return sheets.filter(({ id }) => (counts.get(id)?.[question.which] ?? 0) > 0);
    }
    case "place":
      return question.on === "changes" ? [] : (await listUnitsAsked(sql, question)).map(({ id, path }) => ({ id, label: path }));
    case "room":
      return [];
  }
}

/** What things came and went, of those a question may be true for (`among`; null: all there are). */
export function difference(
  watch: Pick<JudgedWatch, "agencyId" | "id">,
  now: readonly ToldItem[],
  before: ReadonlySet<Id>,
): { come: MatchChange[]; gone: MatchChange[]; fresh: ToldItem[] } {
  const change = (itemId: Id): MatchChange => ({ agencyId: watch.agencyId, watchId: watch.id, itemId });
  const ids = new Set(now.flatMap(({ id }) => id ?? []));
  const fresh = now.filter(({ id }) => id !== null && !before.has(id));
  return {
    come: fresh.flatMap(({ id }) => (id === null ? [] : [change(id)])),
    gone: [...before].filter((id) => !ids.has(id)).map(change),
    fresh,
  };
}

/**
 * Judges questions from nothing: when they are asked, go on after a pause, or a day has passed. Keeps what is so now and answers what came
 * since it was judged last; whoever asks it for the first time tells nobody.
 */
export async function judgeWhole(tx: Tx, watches: JudgedWatch[], of: Judged & { actors: ReadonlyMap<Id, Actor> }): Promise<Found[]> {
  const { today } = of;
  const found: Found[] = [];
  const isRoom = (watch: JudgedWatch): watch is JudgedWatch<RoomQuestion> => watch.question.kind === "room";
  const about = watches.filter(isRoom);
  const rooms = createRooms(
    tx,
    periodOf(
      about.map(({ question }) => question),
      today,
    ),
  );
  const witnessed: Parameters<typeof saveWitnesses>[1]["watches"] = [];
  for (const watch of about) {
    const [first] = await findRoom(tx, rooms, { question: watch.question, agencyId: watch.agencyId, today, most: 1 });
    witnessed.push({ agencyId: watch.agencyId, id: watch.id, witnessId: first?.id ?? null });
    if (first && !watch.holds) found.push({ watch, items: [first] });
  }
  await saveWitnesses(tx, { watches: witnessed, seq: of.seq, at: of.at });
  const others = watches.filter((watch) => !isRoom(watch));
  const before = await listMatches(tx, { watchIds: others.map(({ id }) => id), itemIds: null });
  for (const watch of others) {
    const actor = of.actors.get(watch.roleId);
    if (!actor) continue;
    const now = await itemsOf(tx, actor, { question: watch.question, today });
    const { come, gone, fresh } = difference(watch, now, before.get(watch.id) ?? new Set());
    await saveMatches(tx, { come, gone, at: of.at });
    if (fresh.length > 0) found.push({ watch, items: fresh });
  }
  return found;
}
