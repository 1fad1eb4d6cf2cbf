import * as Y from "yjs";
import { columns } from "#domain/worksheet.ts";
import { keepMoments } from "#db/sheet-moment.ts";
import type { Sql } from "#db/sql.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { testDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import { readSheet, setCells } from "#sheet/doc.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { dice, layRows, rows } from "./season.ts";

const batch = 10_000;

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

/** A season of one sheet: its rows, then edits of single cells by two people over five months; the log as updates and as edits of cells. */
async function writeSeason(sql: Sql, school: TestSchool, edits: number): Promise<void> {
  const { doc, updates, ids } = layRows();
  const log: { u: number; r: string; c: string; t: string | null; by: number }[] = [];
  for (const row of readSheet(doc)) {
    log.push({ u: 1, r: row.id, c: "rank", t: row.rank, by: 0 }, { u: 1, r: row.id, c: "deletedAt", t: null, by: 0 });
    for (const [column, text] of Object.entries(row.cells)) log.push({ u: 1, r: row.id, c: column, t: text, by: 0 });
  }
  const roll = dice(7);
  for (let index = 0; index < edits; index++) {
    const [rowId = "", column = "site"] = [ids[roll(rows)], columns[roll(columns.length)]];
    const text = roll(20) === 0 ? "" : `valeur ${index}`;
    setCells(doc, [{ rowId, column, text }], null);
    log.push({ u: index + 3, r: rowId, c: column, t: text === "" ? null : text, by: roll(2) });
  }
  const { agencyId, worksheetId, anna, bruno } = school;
  for (let from = 0; from < log.length; from += batch) {
    await sql`
      insert into cell_edit (agency_id, sheet_id, row_id, "column", text, actor_id, at, update_id)
      select ${agencyId}, ${worksheetId}, e.r, e.c, e.t, case e.by when 0 then ${anna.personId}::uuid else ${bruno.personId}::uuid end,
        '2026-05-02T12:00:00Z'::timestamptz + e.u * (interval '150 days' / ${edits}), e.u
      from jsonb_to_recordset(${sql.json(log.slice(from, from + batch))}) as e (u int8, r text, c text, t text, by int)`;
  }
  for (let from = 0; from < updates.length; from += batch) {
    const part = updates.slice(from, from + batch).map((update, index) => ({ n: from + index, d: Buffer.from(update).toString("hex") }));
    await sql`
      insert into sheet_update (agency_id, sheet_id, epoch, data)
      select ${agencyId}, ${worksheetId}, 1, decode(e.d, 'hex') from jsonb_to_recordset(${sql.json(part)}) as e (n int, d text) order by e.n`;
  }
  await sql`analyze cell_edit, sheet_update`;
}

/** What anybody would do first: the log from its beginning to a moment, through Yjs, and the sheet read from it. */
async function replay(sql: Sql, school: TestSchool, upto: number): Promise<number> {
  const begun = performance.now();
  const log = await sql<{ data: Uint8Array }[]>`
    select data from sheet_update where agency_id = ${school.agencyId} and sheet_id = ${school.worksheetId} and epoch = 1 order by id limit ${upto}`;
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const { data } of log) Y.applyUpdate(doc, data);
  });
  if (readSheet(doc).length !== rows) throw new Error("a replay that is not the sheet");
  return performance.now() - begun;
}

/** A jump to any moment of a sheet of 1,000 rows and 200,000 edits, as the page gets it, beside a replay of its log. */
export async function measureHistory({ quick, note }: Measure): Promise<Figure[]> {
  const edits = quick ? 20_000 : 200_000;
  await using database = await testDatabase();
  const { sql } = database;
  const school = await addSchool(sql);
  note(`a season of ${edits} edits is written`);
  await writeSeason(sql, school, edits);
  const caller = callerAs(depsOver(sql), school.anna).sheetHistory;
  const roll = dice(11);
  const moment = () => 3 + roll(edits);
  const jump = async (after: number): Promise<number> => {
    const begun = performance.now();
    const answer = await caller.at({ worksheetId: school.worksheetId, moment: { after } });
    const text = JSON.stringify(answer);
    if ((JSON.parse(text) as typeof answer).rows.length !== rows) throw new Error("a jump that is not the sheet");
    return performance.now() - begun;
  };
  const times = async (count: number, one: (after: number) => Promise<number>): Promise<number[]> => {
    const found: number[] = [];
    for (let index = 0; index < count; index++) found.push(await one(moment()));
    return found;
  };
  note("the first jumps, before any moment is kept");
  await jump(moment());
  const first = await times(quick ? 3 : 10, jump);
  note("moments are kept");
  const begun = performance.now();
  const kept = await keepMoments(sql, { agencyId: school.agencyId, id: school.worksheetId });
  note(`${kept} moments kept in ${Math.round(performance.now() - begun)} ms`);
  const jumps: number[] = [];
  const replays: number[] = [];
  for (let round = 0; round < 3; round++) {
    jumps.push(...(await times(quick ? 20 : 60, jump)));
    replays.push(...(await times(quick ? 2 : 3, (after) => replay(sql, school, after))));
  }
  const peer = { unit: "ms", peer: "yjs-replay" };
  const reach = [{ of: "value", most: 500 } as const];
  return [
    { name: "history-jump-p50", value: quantile(jumps, 0.5), ...peer, peerValue: quantile(replays, 0.5), reach },
    { name: "history-jump-p99", value: quantile(jumps, 0.99), ...peer, peerValue: quantile(replays, 0.99), reach },
    { name: "history-first-jump-p50", value: quantile(first, 0.5), ...peer, peerValue: quantile(replays, 0.5) },
  ];
}
