import { addHospital, addRow, addSchool, cellsAt } from "#db/testing-world.ts";
import { testDatabase } from "#db/testing.ts";
import { settleIntents } from "#server/intent.ts";
import { callAs } from "#server/testing-caller.ts";
import { depsOver } from "#server/testing.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { layUnits, layYear } from "./occupancy.ts";

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

const units = 400;
const asked = { on: "2026-08-31", weeks: 104 as const };

/** 400 units over two years with 40,000 placements: opening the picture as a school, and what one types until it is in it. */
export async function measureSupply({ quick, note }: Measure): Promise<Figure[]> {
  await using database = await testDatabase();
  const { sql } = database;
  const hospital = await addHospital(sql);
  const places = await layUnits(sql, hospital, units);
  // the year looked at, the one after, and one that is over
  for (const back of [-1, 0, 1]) {
    note(`20,000 placements are laid down, ${back < 0 ? "the second year looked at" : back === 0 ? "the first" : "a year before"}`);
    await layYear(sql, { school: await addSchool(sql, { students: 1, kind: "individual" }), hospital, places, back });
  }
  const typing = await addSchool(sql, { students: 8 });
  await sql`delete from intent_stale`;
  await sql`vacuum (analyze) request, request_day`;
  const anna = callAs(sql, typing.anna);
  const of = { ...asked, agencyId: hospital.agencyId, agreed: false };
  const open = async (placeIds: string[] | null): Promise<{ took: number; bytes: number; ghosts: number }> => {
    const begun = performance.now();
    const answer = await anna.supply.grid({ ...of, placeIds });
    const bytes = JSON.stringify(answer).length;
    const ghosts = answer.rows.reduce((sum, { weeks }) => sum + Math.max(0, ...(weeks.ghost ?? [])), 0);
    return { took: performance.now() - begun, bytes, ghosts };
  };
  const bare = async (): Promise<number> => {
    const begun = performance.now();
    await sql`
      select count(*), sum(size) from request where receiving_id = ${hospital.agencyId} and ends_on >= '2026-08-31' and starts_on <= '2028-08-27'
        and status not in ('declined', 'cancelled', 'new', 'new-part', 'sent-held')`;
    return performance.now() - begun;
  };
  const first = await open(null);
  note(`the first opening took ${first.took.toFixed(0)} ms, the answer is ${Math.round(first.bytes / 1024)} kB`);
  const [opened, counted, typed]: [number[], number[], number[]] = [[], [], []];
  const [unit] = await sql<{ id: string; name: string; service: string; site: string }[]>`
    select d.id, d.name, se.name as service, si.name as site from destination d
    join service se on se.agency_id = d.agency_id and se.id = d.service_id join site si on si.agency_id = d.agency_id and si.id = d.site_id
    where d.id = ${places[0]?.destinationId ?? ""}`;
  for (let round = 0; round < (quick ? 8 : 30); round++) {
    opened.push((await open(null)).took);
    counted.push(await bare());
    // what a keystroke leads to: the row is committed, understood, told, and its unit asked for by a page that has the picture open
    const begun = performance.now();
    await addRow(
      sql,
      typing,
      cellsAt(hospital, { site: unit?.site ?? "", service: unit?.service ?? "", destination: unit?.name ?? "", size: "3" }),
    );
    await settleIntents(depsOver(sql));
    const { ghosts } = await open([unit?.id ?? ""]);
    typed.push(performance.now() - begun);
    if (ghosts !== 3 * (round + 1)) throw new Error(`${ghosts} ghosts where ${3 * (round + 1)} were typed`);
  }
  const peer = { peer: "count of the same rows", peerValue: quantile(counted, 0.5) };
  return [
    { name: "supply-open-p50", value: quantile(opened, 0.5), unit: "ms", ...peer, reach: [{ of: "value", most: 1_000 }] },
    { name: "supply-ghost-p99", value: quantile(typed, 0.99), unit: "ms", ...peer, reach: [{ of: "value", most: 1_000 }] },
  ];
}
