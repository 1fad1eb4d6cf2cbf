import type { Actor } from "#domain/access.ts";
import { fold } from "#domain/place.ts";
import type { Query, Sql } from "./sql.ts";

/** Kinds of table `search_name`. */
export type NamedKind =
  | "agency"
  | "site"
  | "service"
  | "destination"
  | "programme"
  | "course"
  | "cohort"
  | "term"
  | "person"
  | "person-more"
  | "student"
  | "student-more";

/** What is looked for: each word as any of its readings, all of letters and digits (`wordsIn`). None: everything. */
export type Wanted = readonly (readonly string[])[];

const places: NamedKind[] = ["agency", "site", "service", "destination"];
const taught: NamedKind[] = ["programme", "course", "cohort", "term"];

/** Whose names are looked through, of a name `n`: places are everybody's, the rest one organisation's. */
export interface NameScope {
  agencyId: string;
  own: NamedKind[];
  everyones: NamedKind[];
}
export const ownNames = (viewer: Actor, ...own: NamedKind[]): NameScope => ({ agencyId: viewer.agencyId, own, everyones: [] });
export const placeNames = (viewer: Actor): NameScope => ({ agencyId: viewer.agencyId, own: [], everyones: places });
/** What a school's request is of: its own courses, anybody's place, its own instructor. */
export const requestNames = (viewer: Actor): NameScope => ({ agencyId: viewer.agencyId, own: [...taught, "person"], everyones: places });
/** What a received request is of: whose it is, for what course, at which place of one's own. */
export const receivedNames = (viewer: Actor): NameScope => ({ agencyId: viewer.agencyId, own: places, everyones: ["agency", ...taught] });

const within = (sql: Query, { agencyId, own, everyones }: NameScope) =>
  sql`(n.kind = any(${everyones}::text[]) or (n.agency_id = ${agencyId} and n.kind = any(${own}::text[])))`;

const bears = (sql: Query, word: readonly string[]) => {
  const [first = "", ...others] = word.map((reading) => sql`n.words like ${`% ${reading}%`}`);
  return others.reduce((all, one) => sql`${all} or ${one}`, sql`${first}`);
};

/** All the words of a search, as bits. */
export const everyWord = (wanted: Wanted): number => 2 ** wanted.length - 1;

/**
 * A common table `dim (id, mask)`: what bears some of the words in its own name, a bit a word. What lies under it is asked for by joining
 * each level and taking the masks together.
 */
export function dimensions(sql: Query, wanted: Wanted, scope: NameScope) {
  const parts = wanted.map(
    (word, at) => sql`select n.id, ${2 ** at}::int as bit from search_name n where (${bears(sql, word)}) and ${within(sql, scope)}`,
  );
  const [first, ...others] = parts;
  const all =
    first === undefined
      ? sql`select null::uuid as id, 0 as bit where false`
      : others.reduce((one, other) => sql`${one} union all ${other}`, first);
  return sql`dim as materialized (select d.id, bit_or(d.bit) as mask from (${all}) d group by d.id)`;
}

/**
 * Words of names that look like one nobody bears, at most 400. In a transaction of its own, because how like they must be is a setting:
 * three letters in ten, as a slip at the beginning of a word costs half of its trigrams.
 */
export async function listLikeWords(sql: Sql, of: { word: string; scopes: NameScope[] }): Promise<string[]> {
  const word = fold(of.word);
  return sql.begin(async (tx) => {
    await tx`select set_config('pg_trgm.word_similarity_threshold', '0.3', true)`;
    const scope = of.scopes.map((one) => within(tx, one)).reduce((all, one) => tx`${all} or ${one}`);
    const rows = await tx<{ word: string }[]>`
      select distinct part as word from (
        select n.words from search_name n where n.words %> ${word} and (${scope}) order by word_similarity(${word}, n.words) desc limit 200
      ) near, regexp_split_to_table(trim(near.words), ' ') part where length(part) >= 3 limit 400`;
    return rows.map((row) => row.word);
  });
}

/** Whether anything that is looked through bears the word. */
export async function isBorne(sql: Query, word: string, scopes: NameScope[]): Promise<boolean> {
  const scope = scopes.map((one) => within(sql, one)).reduce((all, one) => sql`${all} or ${one}`);
  const [row] = await sql`select 1 from search_name n where n.words like ${`% ${word}%`} and (${scope}) limit 1`;
  return row !== undefined;
}
