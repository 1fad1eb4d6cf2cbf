import type { Actor } from "#domain/access.ts";
import { dayIn, type Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { answersTo, facetsOfRequest } from "#domain/watch-request.ts";
import { watchSide, type ConflictQuestion, type PlaceQuestion, type RequestQuestion, type RoomQuestion } from "#domain/watch.ts";
import { listConflictSheets } from "#db/conflict.ts";
import type { StoredEvent } from "#db/event.ts";
import { listReached } from "#db/notice-read.ts";
import type { Tx } from "#db/sql.ts";
import {
  listItemWatches,
  listKindsWatched,
  listMatches,
  listUnitWatches,
  listWatchesById,
  listWatchRoles,
  saveMatches,
  saveWitnesses,
  type JudgedWatch,
  type MatchChange,
} from "#db/watch-judge.ts";
import { listTouchedRequests } from "#db/watch-request.ts";
import { listTouchedSheets } from "#db/watch-sheet.ts";
import { listTouchedUnits, type TouchedUnit } from "#db/watch-unit.ts";
import type { ToldItem } from "#db/watch.ts";
import { actorOf } from "#server/session.ts";
import { countConflicts } from "#server/conflict-count.ts";
import { createRooms, findRoom, periodOf } from "#server/watch-room.ts";
import { difference, judgeWhole, toldOfRequest, type Found, type Judged } from "#server/watch-whole.ts";
import { touchedBy, type Touched } from "./watch-touched.ts";

/** What a pass over the log found: whom to tell of what, and whose watches are others than they were. */
export interface Verdict {
  found: Found[];
  changed: JudgedWatch[];
  actors: Map<Id, Actor>;
}

/** Who asks, each role once; one that was taken away asks nothing. */
async function addActors(tx: Tx, actors: Map<Id, Actor>, watches: readonly JudgedWatch[]): Promise<void> {
  const missing = [...new Set(watches.map(({ roleId }) => roleId))].filter((id) => !actors.has(id));
  if (missing.length === 0) return;
  for (const role of await listWatchRoles(tx, missing)) actors.set(role.id, actorOf(role.accountId, role));
}

/** Questions of room: what is free at the units that were touched; where one is lost, whether another has room. */
async function judgeRooms(tx: Tx, units: TouchedUnit[], of: Judged): Promise<Pick<Verdict, "found" | "changed">> {
  const watches = await listUnitWatches<RoomQuestion>(tx, { kind: "room", units, today: of.today });
  const rooms = createRooms(
    tx,
    periodOf(
      watches.map(({ question }) => question),
      of.today,
    ),
  );
  await rooms.read([...new Set(watches.flatMap(({ unitIds }) => unitIds))]);
  const found: Found[] = [];
  const changed: (JudgedWatch & { witnessId: Id | null })[] = [];
  for (const watch of watches) {
    const { question, agencyId } = watch;
    let witness: (ToldItem & { id: Id }) | undefined;
    for (const id of watch.unitIds) {
      const free = await rooms.free(question, id, { agencyId, today: of.today });
      if (free !== null && free >= question.count && (witness === undefined || free > (witness.free ?? 0)))
        witness = { id, label: rooms.path(id), free };
    }
    if (watch.holds) {
      if (witness) continue;
      // its own unit is full again: it is no longer true only if no other has room
      [witness] = await findRoom(tx, rooms, { question, agencyId, today: of.today, most: 1 });
      changed.push({ ...watch, witnessId: witness?.id ?? null });
    } else if (witness) {
      changed.push({ ...watch, witnessId: witness.id });
      found.push({ watch, items: [witness] });
    }
  }
  await saveWitnesses(tx, {
    watches: changed.map(({ agencyId, id, witnessId }) => ({ agencyId, id, witnessId })),
    seq: of.seq,
    at: of.at,
  });
  return { found, changed };
}

/** Compares what things watches are true for now with what they were; `fresh` is told. */
async function keep(
  tx: Tx,
  judged: { watch: JudgedWatch; now: ToldItem[]; among: Id[] }[],
  of: Judged,
): Promise<{ found: Found[]; changed: JudgedWatch[] }> {
  const before = await listMatches(tx, {
    watchIds: judged.map(({ watch }) => watch.id),
    itemIds: [...new Set(judged.flatMap(({ among }) => among))],
  });
  const all: { come: MatchChange[]; gone: MatchChange[] } = { come: [], gone: [] };
  const found: Found[] = [];
  const changed: JudgedWatch[] = [];
  for (const { watch, now, among } of judged) {
    const had = new Set(among.filter((id) => before.get(watch.id)?.has(id) === true));
    const { come, gone, fresh } = difference(watch, now, had);
    all.come.push(...come);
    all.gone.push(...gone);
    if (come.length + gone.length > 0) changed.push(watch);
    if (fresh.length > 0) found.push({ watch, items: fresh });
  }
  await saveMatches(tx, { ...all, at: of.at });
  return { found, changed };
}

/** Questions about requests: each request is told when it comes to be so, but to who made it so herself. */
async function judgeRequests(
  tx: Tx,
  touched: Touched,
  of: Judged & { actors: Map<Id, Actor> },
): Promise<Pick<Verdict, "found" | "changed">> {
  const requestIds = [...touched.requests.keys()];
  const requests = await listTouchedRequests(tx, requestIds);
  const watches = await listItemWatches<RequestQuestion>(tx, {
    kind: "request",
    facets: [...new Set(requests.flatMap(facetsOfRequest))],
    agencyIds: [...new Set(requests.flatMap(({ agencyId, receivingId }) => (receivingId === null ? [agencyId] : [agencyId, receivingId])))],
    itemIds: requestIds,
    today: of.today,
  });
  await addActors(tx, of.actors, watches);
  const reached = new Map<Id, Set<Id>>();
  for (const roleId of new Set(watches.map((watch) => watch.roleId))) {
    const viewer = of.actors.get(roleId);
    if (viewer) reached.set(roleId, await listReached(tx, { viewer, side: watchSide(viewer) }, requestIds));
  }
  const judged = watches.flatMap((watch) => {
    const actor = of.actors.get(watch.roleId);
    if (!actor) return [];
    const side = watchSide(actor);
    const { question } = watch;
    const now = requests
      .filter((one) => reached.get(watch.roleId)?.has(one.id) === true && answersTo(question, one, { side, today: of.today }))
      .map((one) => toldOfRequest(one, { question, side, today: of.today }));
    return [{ watch, now, among: requestIds }];
  });
  const { found, changed } = await keep(tx, judged, of);
  const byOthers = ({ watch, items }: Found): Found => ({
    watch,
    items: items.filter(({ id }) => id === null || touched.requests.get(id) !== watch.accountId),
  });
  return { found: found.map(byOthers).filter(({ items }) => items.length > 0), changed };
}

/** Questions about sheets: conflicts of each touched sheet are worked out once, whoever asks. */
async function judgeSheets(
  tx: Tx,
  near: { ids: Id[]; requestIds: Id[]; unitIds: Id[] },
  of: Judged & { actors: Map<Id, Actor> },
): Promise<Pick<Verdict, "found" | "changed">> {
  const sheets = await listTouchedSheets(tx, near);
  if (sheets.length === 0) return { found: [], changed: [] };
  const ids = sheets.map(({ id }) => id);
  const watches = await listItemWatches<ConflictQuestion>(tx, {
    kind: "conflict",
    facets: sheets.flatMap(({ id, programmeId, agencyId }) => [`sheet:${id}`, `programme:${programmeId}`, `own:${agencyId}`]),
    agencyIds: [...new Set(sheets.map(({ agencyId }) => agencyId))],
    itemIds: ids,
    today: of.today,
  });
  await addActors(tx, of.actors, watches);
  const counts: Awaited<ReturnType<typeof countConflicts>> = new Map();
  const reached = new Map<Id, Set<Id>>();
  for (const roleId of new Set(watches.map((watch) => watch.roleId))) {
    const actor = of.actors.get(roleId);
    if (!actor) continue;
    const hers = (await listConflictSheets(tx, actor, ids)).map(({ id }) => id);
    reached.set(roleId, new Set(hers));
    const unknown = hers.filter((id) => !counts.has(id));
    // what is wrong with a sheet is the same for all who reach it
    if (unknown.length > 0) for (const [id, count] of await countConflicts(tx, actor, unknown)) counts.set(id, count);
  }
  const judged = watches.map((watch) => ({
    watch,
    now: sheets
      .filter(({ id, programmeId }) => {
        const { which, worksheetId, programmeId: wanted } = watch.question;
        if (worksheetId !== null ? worksheetId !== id : wanted !== null && wanted !== programmeId) return false;
        return reached.get(watch.roleId)?.has(id) === true && (counts.get(id)?.[which] ?? 0) > 0;
      })
      .map(({ id, label }) => ({ id, label })),
    among: ids,
  }));
  return keep(tx, judged, of);
}

/** Questions about the catalogue: units that opened, and each change of a place but one's own. */
async function judgePlaces(tx: Tx, touched: Touched, of: Judged & { units: TouchedUnit[] }): Promise<Pick<Verdict, "found" | "changed">> {
  const { units } = of;
  const placeIds = [...new Set(touched.places.flatMap((one) => one.placeIds))];
  const about = (["agency", "site", "service", "destination"] as const).flatMap((level) => placeIds.map((id) => `${level}:${id}`));
  const byUnit = await listUnitWatches<PlaceQuestion>(tx, { kind: "place", units, today: of.today });
  const named = await listItemWatches<PlaceQuestion>(tx, {
    kind: "place",
    facets: about,
    agencyIds: null,
    itemIds: placeIds,
    today: of.today,
  });
  const all = new Map<Id, JudgedWatch<PlaceQuestion> & { unitIds: Id[] }>();
  for (const watch of named) all.set(watch.id, { ...watch, unitIds: [] });
  for (const watch of byUnit) all.set(watch.id, watch);
  const rooms = createRooms(tx, { from: of.today, to: of.today });
  await rooms.read(units.map(({ destinationId }) => destinationId));
  const unitOf = new Map(units.map((unit) => [unit.destinationId, unit]));
  const opens = [...all.values()].filter(({ question }) => question.on === "opens");
  const among = [...new Set([...unitOf.keys(), ...placeIds])];
  const { found, changed } = await keep(
    tx,
    opens.map((watch) => ({
      watch,
      now: watch.unitIds.filter((id) => unitOf.get(id)?.open === true).map((id) => ({ id, label: rooms.path(id) })),
      among,
    })),
    of,
  );
  for (const watch of all.values()) {
    if (watch.question.on !== "changes") continue;
    const where = new Set([
      watch.question.where.id,
      ...watch.unitIds.flatMap((id) => [id, unitOf.get(id)?.serviceId, unitOf.get(id)?.siteId]),
    ]);
    const items = touched.places
      .filter((change) => change.actorAccountId !== watch.accountId && change.placeIds.some((id) => where.has(id)))
      .map((change): ToldItem => ({ id: watch.question.where.id, label: change.name, what: change.what }));
    if (items.length > 0) found.push({ watch, items });
  }
  return { found, changed };
}

/** Judges every question that these events may have changed the answer of, once, against what is so now. */
export async function judgeEvents(tx: Tx, events: readonly StoredEvent[], at: Date): Promise<Verdict> {
  const today: Day = dayIn(at);
  const actors = new Map<Id, Actor>();
  const verdict: Verdict = { found: [], changed: [], actors };
  const kinds = await listKindsWatched(tx);
  if (kinds.size === 0) return verdict;
  const of = { today, at, seq: events.at(-1)?.seq ?? 0, actors };
  const touched = touchedBy(events);
  const add = (one: Pick<Verdict, "found" | "changed">) => {
    verdict.found.push(...one.found);
    verdict.changed.push(...one.changed);
  };
  const requestIds = [...touched.requests.keys()];
  const placeIds = [...new Set(touched.places.flatMap((one) => one.placeIds))];
  const roomed = kinds.has("room") ? [...new Set(touched.roomed)] : [];
  const units =
    roomed.length + placeIds.length > 0 ? await listTouchedUnits(tx, { requestIds: roomed, moved: touched.moved, placeIds }) : [];
  if (kinds.has("room") && units.length > 0) add(await judgeRooms(tx, units, of));
  if (kinds.has("request") && requestIds.length > 0) add(await judgeRequests(tx, touched, of));
  if (kinds.has("conflict")) {
    const unitIds = placeIds.length > 0 ? units.map(({ destinationId }) => destinationId) : [];
    if (requestIds.length + touched.nearSheets.length + unitIds.length > 0)
      add(await judgeSheets(tx, { ids: touched.nearSheets, requestIds, unitIds }, of));
  }
  if (kinds.has("place") && placeIds.length > 0) add(await judgePlaces(tx, touched, { ...of, units }));
  if (touched.watchIds.length > 0) add(await judgeAnew(tx, await listWatchesById(tx, touched.watchIds, today), of));
  await addActors(
    tx,
    actors,
    verdict.found.map(({ watch }) => watch),
  );
  return verdict;
}

/** Judges questions whole: what came since they were written, or since yesterday. */
export async function judgeAnew(
  tx: Tx,
  watches: JudgedWatch[],
  of: Judged & { actors: Map<Id, Actor> },
): Promise<Pick<Verdict, "found" | "changed">> {
  await addActors(tx, of.actors, watches);
  return { found: await judgeWhole(tx, watches, of), changed: watches };
}
