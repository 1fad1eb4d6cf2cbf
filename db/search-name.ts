import type { Actor } from "#domain/access.ts";
import type { Side } from "#domain/request.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Sql, Tx } from "./sql.ts";

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
  /** Of students, only those who come to what this viewer reaches. */
  coming?: { viewer: Actor; side: Side };
}
export const ownNames = (viewer: Actor, ...own: NamedKind[]): NameScope => ({ agencyId: viewer.agencyId, own, everyones: [] });
export const placeNames = (viewer: Actor): NameScope => ({ agencyId: viewer.agencyId, own: [], everyones: places });
/** What a school's request is of: its own courses, anybody's place, its own instructor. */
export const requestNames = (viewer: Actor): NameScope => ({ agencyId: viewer.agencyId, own: [...taught, "person"], everyones: places });
/** What a received request is of: whose it is, for what course, at which place of one's own. */
export const receivedNames = (viewer: Actor): NameScope => ({ agencyId: viewer.agencyId, own: places, everyones: ["agency", ...taught] });

/** Students of all schools, of whom those alone count who are confirmed where the viewer receives: the others are not hers to hear of (rule 4). */
export const traineeNames = (viewer: Actor, side: Side): NameScope => ({
  agencyId: viewer.agencyId,
  own: [],
  everyones: ["student"],
  coming: { viewer, side },
});

/** A student `n` has a confirmed seat on a confirmed request that the viewer reaches. */
const comes = (sql: Query, { viewer, side }: NonNullable<NameScope["coming"]>) => sql`
  exists (select from assignment a join request r on r.agency_id = a.agency_id and (r.id = a.request_id or r.split_of = a.request_id)
    where a.agency_id = n.agency_id and a.student_id = n.id and a.state = 'confirmed' and r.status = 'confirmed'
      and ${viewer.withNames} and ${reachesRequest(sql, viewer, side)})`;

/** Which of the two indexes of words serves: of students, or of everything else. Said in so many words, as the indexes say it. */
const indexed = (sql: Query, { own, everyones }: NameScope) =>
  [...own, ...everyones].some((kind) => kind.startsWith("student")) ? sql`n.kind like 'student%'` : sql`n.kind not like 'student%'`;

const within = (sql: Query, scope: NameScope) => sql`
  (${indexed(sql, scope)} and (n.kind = any(${scope.everyones}::text[]) or (n.agency_id = ${scope.agencyId} and n.kind = any(${scope.own}::text[])))
    ${scope.coming === undefined ? sql`` : sql`and ${comes(sql, scope.coming)}`})`;

const bears = (sql: Query, word: readonly string[]) => {
  const [first = "", ...others] = word.map((reading) => sql`n.words like ${`% ${reading}%`}`);
  return others.reduce((all, one) => sql`${all} or ${one}`, sql`${first}`);
};

/**
 * A transaction for what one search asks. Its statements have many joins over few rows, so that planning one anew for each text takes longer
 * than answering it: a plan is kept a connection. How like words must be, to be one for another, is a setting too: three letters in ten, as a
 * slip at the beginning of a word costs half of its trigrams.
 */
export function searching<Answer>(sql: Sql, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  return sql.begin("read only", async (tx) => {
    await tx`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('pg_trgm.word_similarity_threshold', '0.3', true)`;
    return work(tx);
  }) as Promise<Answer>;
}

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
 * False when some word is borne by nothing in `dim`, whose masks are then never complete: asked first and once, so that a search for a person
 * does not read the catalogue to find no place.
 */
export const isBorneInAll = (sql: Query, wanted: Wanted) =>
  sql`(select coalesce(bit_or(dim.mask), 0) from dim) = ${everyWord(wanted)}::int`;

/** Words of names, students' apart, that look like one nobody bears, at most 400; within `searching`. */
export async function listLikeWords(tx: Tx, of: { word: string; scopes: NameScope[] }): Promise<string[]> {
  const scope = of.scopes.map((one) => within(tx, one)).reduce((all, one) => tx`${all} or ${one}`);
  const rows = await tx<{ word: string }[]>`
    select distinct part as word from (
      select n.words from search_name n where n.words %> ${of.word} and n.kind not like 'student%' and (${scope})
      order by word_similarity(${of.word}, n.words) desc limit 200
    ) near, regexp_split_to_table(trim(near.words), ' ') part where length(part) >= 3 limit 400`;
  return rows.map((row) => row.word);
}

/**
 * The same of students' names, which are many: those that begin with the letter, in one's own register; with the two letters, among all who
 * come to one's place.
 */
export async function listLikeStudents(tx: Tx, of: { word: string; scope: NameScope }): Promise<string[]> {
  const rows = await tx<{ word: string }[]>`
    select distinct part as word from search_name n, regexp_split_to_table(trim(n.words), ' ') part
    where ${within(tx, of.scope)} and n.words like ${`% ${of.word.slice(0, of.scope.everyones.length > 0 ? 2 : 1)}%`}
      and length(part) >= 3 and similarity(part, ${of.word}) > 0.25 limit 400`;
  return rows.map((row) => row.word);
}

/** Whether anything that is looked through bears the word. Counted: for one row that is there, the whole table would be read first. */
export async function isBorne(tx: Tx, word: string, scopes: NameScope[]): Promise<boolean> {
  const found = scopes
    .map((one) => tx`(select count(*) from search_name n where n.words like ${`% ${word}%`} and ${within(tx, one)})`)
    .reduce((all, one) => tx`${all} + ${one}`);
  const [row] = await tx<{ borne: boolean }[]>`select ${found} > 0 as borne`;
  return row?.borne ?? false;
}
