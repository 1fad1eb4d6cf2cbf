import type { Actor } from "#domain/access.ts";
import { wordsIn } from "#domain/search.ts";
import { findRequestHits } from "#db/search-request.ts";
import type { Query, Sql } from "#db/sql.ts";
import { testDatabase } from "#db/testing.ts";
import { callAs } from "#server/testing-caller.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { laySearchWorld } from "./search-world.ts";

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

/** Texts as people type them, by what makes them hard. */
const texts = (reference: number): Record<string, string> => ({
  frequent: "soins",
  "two letters": "pe",
  place: "pediatrie chicoutimi",
  "place and course": "pédiatrie 180-11A",
  rare: "neonatalogie matane hiver 2021",
  student: "tremblay zoe",
  number: String(reference),
  slip: "pediatire chicotimi",
  nothing: "xyzzyq",
});

/** The statements a question asked, as the database was given them. */
function watched(sql: Sql) {
  const asked: { statement?: { string: string; types: number[] }; parameters?: unknown[] }[] = [];
  const query = new Proxy(sql, {
    apply: (target, self, given: unknown[]) => {
      const made: unknown = Reflect.apply(target as never, self, given);
      if (typeof made === "object" && made !== null && "then" in made) asked.push(made as (typeof asked)[number]);
      return made;
    },
  }) as unknown as Query;
  return { query, ran: () => asked.filter(({ statement }) => Boolean(statement)) };
}

/** How the database answers, in its own words: for whoever reads the figure. */
async function explain(sql: Sql, of: { actor: Actor; side: "placing" | "receiving"; text: string; note: Measure["note"] }) {
  const { query, ran } = watched(sql);
  await findRequestHits(query, of.actor, {
    side: of.side,
    number: null,
    wanted: wordsIn(of.text).map((word) => [word]),
    after: null,
    most: 6,
  });
  for (const { statement, parameters } of ran()) {
    // as they were sent: a truth value is a letter by then, and would be written once more
    const values = (parameters ?? []).map((value, at) => (statement?.types[at] === 16 ? value === "t" : value));
    const rows = await sql.unsafe(`explain (analyze, costs off, timing off, summary on) ${statement?.string ?? ""}`, values as never);
    of.note(`« ${of.text} »\n${rows.map((row) => Object.values(row)[0]).join("\n")}`);
  }
}

/** One box over everything, in a database with a million requests: each text from the keystroke's question to its answer. */
export async function measureSearch({ quick, note }: Measure): Promise<Figure[]> {
  await using database = await testDatabase();
  const { sql } = database;
  const world = await laySearchWorld(sql, { requests: Number(process.env.BENCH_REQUESTS ?? 1_000_000), note });
  note(`${world.requests} requests, of them ${world.largest.school} of one school and ${world.largest.hospital} of one hospital`);
  const [known] = await sql<{ agencyId: string; id: string }[]>`select agency_id, id from request order by id limit 1`;
  const bare = async (): Promise<number> => {
    const begun = performance.now();
    await sql`select reference from request where agency_id = ${known?.agencyId ?? ""} and id = ${known?.id ?? ""}`;
    return performance.now() - begun;
  };
  const roles = { school: world.coordinator, "course leader": world.leader, hospital: world.receiving, unit: world.unit };
  await explain(sql, { actor: world.coordinator, side: "placing", text: "pédiatrie chicoutimi", note });
  await explain(sql, { actor: world.coordinator, side: "placing", text: "neonatalogie matane", note });
  await explain(sql, { actor: world.receiving, side: "receiving", text: "cegep 7 pediatrie", note });

  const [all, lookups]: [number[], number[]] = [[], []];
  const slowest: { who: string; what: string; p50: number; p99: number; kinds: string }[] = [];
  for (const [who, actor] of Object.entries(roles)) {
    const call = callAs(sql, actor);
    for (const [what, text] of Object.entries(texts(world.reference))) {
      const took: number[] = [];
      let kinds = "";
      for (let round = 0; round < (quick ? 12 : 60); round++) {
        const begun = performance.now();
        const found = await call.search.find({ text });
        // the first few pay for plans and pages that every other finds ready
        if (round >= 2) took.push(performance.now() - begun);
        kinds = found.groups.map(({ kind, hits, more }) => `${kind} ${hits.length}${more ? "+" : ""}`).join(", ");
        lookups.push(await bare());
      }
      all.push(...took);
      slowest.push({ who, what, p50: quantile(took, 0.5), p99: quantile(took, 0.99), kinds });
    }
  }
  for (const { who, what, p50, p99, kinds } of slowest)
    note(`${who}, ${what}: ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} (${kinds || "nothing"})`);
  const peer = { peer: "bare index lookup", peerValue: quantile(lookups, 0.5) };
  const worst = slowest.toSorted((one, other) => other.p50 - one.p50)[0];
  return [
    { name: "search-1M-p50", value: quantile(all, 0.5), unit: "ms", ...peer, reach: [{ of: "value", most: 50 }] },
    { name: "search-1M-p99", value: quantile(all, 0.99), unit: "ms", ...peer, reach: [{ of: "value", most: 50 }] },
    {
      name: `search-1M-slowest (${worst?.who}, ${worst?.what})`,
      value: worst?.p50 ?? Number.NaN,
      unit: "ms",
      ...peer,
      reach: [{ of: "value", most: 50 }],
    },
  ];
}
