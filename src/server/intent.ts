import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Catalogue } from "#domain/place.ts";
import { intentOf } from "#domain/row-check.ts";
import { isBlank, readRow, type SheetFacts } from "#domain/worksheet.ts";
import { appendEvents } from "#db/event.ts";
import {
  catalogueVersion,
  isAnythingStale,
  listConcerned,
  listMarkedRows,
  listNames,
  listPlannedSheets,
  lockSettling,
  markAfterCatalogue,
  saveIntents,
  takeMarks,
  type Mark,
  type MarkedRow,
  type NewIntent,
  type PlannedSheet,
  type Touched,
} from "#db/intent.ts";
import { takeSupplyChanges } from "#db/supply.ts";
import type { Sql, Tx } from "#db/sql.ts";
import type { ServerDeps } from "./context.ts";

/** What one transaction settles: a paste of two thousand rows takes a few. */
const mostMarks = 500;

/** Texts of a whole territory are read against one catalogue: kept by database, until it changes. */
const catalogues = new WeakMap<Sql, { version: string; catalogue: Catalogue }>();

async function catalogueNow(tx: Tx, sql: Sql): Promise<Catalogue> {
  const version = await catalogueVersion(tx);
  const known = catalogues.get(sql);
  if (known?.version === version) return known.catalogue;
  const catalogue = await listNames(tx);
  catalogues.set(sql, { version, catalogue });
  return catalogue;
}

/** What a row plans, as its school's own screen reads it; null when it plans no group at a unit that can be told. */
function understood(row: MarkedRow, sheet: PlannedSheet | undefined, catalogue: Catalogue): NewIntent | null {
  if (!sheet || sheet.deleted || row.deleted || isBlank(row.cells)) return null;
  const facts: SheetFacts = {
    kind: "group",
    catalogue,
    instructors: [],
    course: { ...sheet.schedule, defaultComment: "" },
    language: "fr",
  };
  const read = readRow(row.cells, facts);
  const intent = intentOf(read, { worksheetId: row.worksheetId, rowId: row.rowId, kind: "group" });
  const { agencyId: receivingId, serviceId } = read.place;
  if (!intent || receivingId === null || serviceId === null) return null;
  const { destinationId, size, schedule } = intent;
  return { agencyId: row.agencyId, worksheetId: row.worksheetId, rowId: row.rowId, receivingId, serviceId, destinationId, size, schedule };
}

/** One line for each school and unit, over all their days. */
function together(touched: Touched[]): Touched[] {
  const groups = Map.groupBy(touched, ({ agencyId, destinationId }) => `${agencyId} ${destinationId}`);
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const same = all.every(({ only }) => JSON.stringify(only) === JSON.stringify(first.only));
    return [
      {
        ...first,
        from: all.reduce((least, { from }) => (from < least ? from : least), first.from),
        to: all.reduce((most, { to }) => (to > most ? to : most), first.to),
        only: same ? first.only : null,
      },
    ];
  });
}

const byRequest = ({ agencyId, requestId, destinationIds, fromDay, toDay }: Mark): Touched[] =>
  requestId === null || fromDay === null || toDay === null
    ? []
    : (destinationIds ?? []).map((destinationId) => ({ agencyId, destinationId, from: fromDay, to: toDay, only: { requestId } }));

async function settleMarks(tx: Tx, of: { sql: Sql; marks: Mark[] }): Promise<NewEvent[]> {
  const sheets = of.marks.flatMap(({ worksheetId, rowId }) => (worksheetId === null ? [] : [{ worksheetId, rowId }]));
  const touched: Touched[] = of.marks.flatMap(byRequest);
  if (sheets.length > 0) {
    const catalogue = await catalogueNow(tx, of.sql);
    const known = new Map(
      (await listPlannedSheets(tx, [...new Set(sheets.map(({ worksheetId }) => worksheetId))])).map((one) => [one.id, one]),
    );
    const rows = await listMarkedRows(tx, {
      whole: sheets.filter(({ rowId }) => rowId === null).map(({ worksheetId }) => worksheetId),
      rows: sheets.flatMap(({ worksheetId, rowId }) => (rowId === null ? [] : [{ worksheetId, rowId }])),
    });
    const planned: NewIntent[] = [];
    const gone: MarkedRow[] = [];
    for (const row of rows) {
      const intent = understood(row, known.get(row.worksheetId), catalogue);
      const only = { worksheetId: row.worksheetId, rowId: row.rowId };
      if (intent) planned.push(intent);
      else if (row.before) gone.push(row);
      const { agencyId, before } = row;
      if (before) touched.push({ agencyId, destinationId: before.destinationId, from: before.startsOn, to: before.endsOn, only });
      if (intent) {
        const { destinationId, schedule } = intent;
        touched.push({ agencyId, destinationId, from: schedule.startsOn, to: schedule.endsOn, only });
      }
    }
    await saveIntents(tx, { planned, gone: gone.map(({ agencyId, worksheetId, rowId }) => ({ agencyId, worksheetId, rowId })) });
  }
  if (touched.length === 0) return [];
  const concerned = await listConcerned(tx, together(touched));
  return concerned.map(({ destinationId, serviceId, agencyIds }) => ({
    kind: "overlap.changed",
    agencyIds,
    about: destinationId,
    within: [serviceId],
    facts: {},
  }));
}

/** More places of an organisation than this are told as the organisation: a release changes hundreds at once. */
const mostPlaces = 40;

/** Where counts of supply and demand changed, for those who look at them now. */
async function tellSupply(tx: Tx): Promise<NewEvent[]> {
  const byReceiving = Map.groupBy(await takeSupplyChanges(tx), ({ receivingId }) => receivingId);
  return [...byReceiving].flatMap(([receivingId, changes]): NewEvent[] => {
    const told = (about: string, within: string[], agencyIds: string[]): NewEvent => ({
      kind: "supply.changed",
      agencyIds,
      about,
      within,
      facts: {},
    });
    return changes.length > mostPlaces
      ? [
          told(
            receivingId,
            [receivingId],
            changes.flatMap(({ agencyIds }) => agencyIds),
          ),
        ]
      : changes.map(({ placeId, serviceId, agencyIds }) => told(placeId, [serviceId, receivingId], agencyIds));
  });
}

const nobody = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };

/**
 * Understands anew the rows that changed since the last time, and tells the schools concerned that something changed at a unit (not
 * what). Whoever is about to look at groups of a unit calls it first: after it, all that was committed before it is told. In the
 * background (`wait` false) it leaves off when somebody else is at it. True when nothing more is marked.
 */
export async function settleIntents(deps: Pick<ServerDeps, "sql" | "now" | "committed">, { wait = true } = {}): Promise<boolean> {
  for (;;) {
    if (!(await isAnythingStale(deps.sql))) return true;
    const done = (await deps.sql.begin(async (tx) => {
      if (!(await lockSettling(tx, { wait }))) return null;
      await markAfterCatalogue(tx, dayIn(deps.now()));
      const marks = await takeMarks(tx, mostMarks);
      const events = [...(await settleMarks(tx, { sql: deps.sql, marks })), ...(await tellSupply(tx))];
      await appendEvents(tx, nobody, events);
      return { marks: marks.length, events: events.length };
    })) as { marks: number; events: number } | null;
    if (done === null) return false;
    if (done.events > 0) deps.committed?.();
  }
}
