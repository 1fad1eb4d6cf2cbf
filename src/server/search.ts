import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { sidesOf } from "#domain/request-seen.ts";
import {
  hitKinds,
  lettersApart,
  numberIn,
  searchedBy,
  seesTrainees,
  spelledLike,
  slipsIn,
  wordsIn,
  wordsShown,
  type Hit,
  type HitCursor,
  type HitKind,
} from "#domain/search.ts";
import { findCallHits } from "#db/search-call.ts";
import {
  isBorne,
  listLikeStudents,
  listLikeWords,
  ownNames,
  placeNames,
  receivedNames,
  requestNames,
  searching,
  traineeNames,
  type NamedKind,
  type NameScope,
  type Wanted,
} from "#db/search-name.ts";
import { findCataloguePlaces } from "#db/search-place.ts";
import { findRequestHits } from "#db/search-request.ts";
import { findCohorts, findPeople, findProgrammes, findRegistered, findSheets, type HitQuery } from "#db/search.ts";
import { findTrainees } from "#db/trainee.ts";
import type { Tx } from "#db/sql.ts";
import { allowed, router } from "./trpc.ts";

/** Of each kind in the box, so that one kind does not hide the others; and on a page of one kind. */
const mostEach = 5;
const pageSize = 40;

type Found = Hit & { cursor: HitCursor };
interface Asked extends HitQuery {
  number: number | null;
  today: string;
}
interface Looked {
  sql: Tx;
  actor: Actor;
}

const latestFirst = (one: Found, other: Found) =>
  one.cursor.rank - other.cursor.rank ||
  other.cursor.by.length - one.cursor.by.length ||
  (one.cursor.by < other.cursor.by ? 1 : one.cursor.by > other.cursor.by ? -1 : one.id < other.id ? 1 : -1);

/** Each kind as a role is shown it; several sides of one organisation in the order of one. */
async function findKind({ sql, actor }: Looked, kind: HitKind, of: Asked): Promise<Found[]> {
  const sides = sidesOf(actor);
  switch (kind) {
    case "request": {
      const found = await Promise.all(sides.map((side) => findRequestHits(sql, actor, { ...of, side })));
      return sides.length === 1 ? (found[0] ?? []) : found.flat().toSorted(latestFirst).slice(0, of.most);
    }
    case "call": {
      const found = await Promise.all(sides.map((side) => findCallHits(sql, actor, { ...of, side })));
      const once = new Map(found.flat().map((hit) => [hit.id, hit]));
      return [...once.values()].toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, of.most);
    }
    case "student": {
      if (can(actor, "student.see") && actor.agencyKind !== "receiving") return findRegistered(sql, actor, of);
      const side = sides.find((one) => one !== "placing");
      return side === undefined || !seesTrainees(actor) ? [] : findTrainees(sql, actor, { ...of, side });
    }
    case "worksheet":
      return findSheets(sql, actor, of);
    case "cohort":
      return findCohorts(sql, actor, of);
    case "place":
      return findCataloguePlaces(sql, actor, of);
    case "person":
      return findPeople(sql, actor, of);
    case "programme":
      return findProgrammes(sql, actor, of);
  }
}

/** Whose words a slip may have been one of: what this role looks through, and nothing else; students apart. */
function scopesOf(actor: Actor): { scopes: NameScope[]; students: NameScope | null } {
  const kinds = searchedBy(actor);
  const own: NamedKind[] = [];
  if (kinds.includes("person")) own.push("person", "person-more");
  if (kinds.includes("cohort")) own.push("programme", "course", "cohort", "term");
  const sides = kinds.includes("request") ? sidesOf(actor) : [];
  const scopes = [
    placeNames(actor),
    ownNames(actor, ...own),
    ...sides.map((side) => (side === "placing" ? requestNames(actor) : receivedNames(actor))),
  ];
  const ofSchool = can(actor, "student.see") && actor.agencyKind !== "receiving";
  const receiving = sidesOf(actor).find((side) => side !== "placing");
  const students = ofSchool ? ownNames(actor, "student", "student-more") : receiving === undefined ? null : traineeNames(actor, receiving);
  return { scopes, students: kinds.includes("student") ? students : null };
}

/** Words nobody bears as those that look like them; null when there is no such word, or nothing like it. */
async function readOtherwise({ sql, actor }: Looked, words: string[]): Promise<Wanted | null> {
  const { scopes, students } = scopesOf(actor);
  const read = await Promise.all(
    words.map(async (word) => {
      if (slipsIn(word) === 0 || (await isBorne(sql, word, students === null ? scopes : [...scopes, students]))) return [word];
      const near = await listLikeWords(sql, { word, scopes });
      // students are many: they are looked through where nothing else is one slip away
      const plain = spelledLike(word, near);
      const told = plain[0] !== undefined && lettersApart(word, plain[0], 1) <= 1;
      const readings =
        told || students === null ? plain : spelledLike(word, [...near, ...(await listLikeStudents(sql, { word, scope: students }))]);
      return readings.length > 0 ? readings : [word];
    }),
  );
  return read.some((readings, at) => readings.length > 1 || readings[0] !== words[at]) ? read : null;
}

const exactly = (words: string[]): Wanted => words.map((word) => [word]);
/** Words with one reading or as many as there can be (`spelledLike`): a statement for two would be planned apart. */
const evenly = (read: Wanted): Wanted =>
  read.map(([first = "", ...more]) => (more.length === 0 ? [first] : [first, ...more, first].slice(0, 3)));
const text = z.string().trim().max(200);
const cursor = z.object({ rank: z.number().int(), by: z.string().max(2_000), id });
const bare = ({ cursor: _cursor, ...hit }: Found): Hit => hit;

export const searchRouter = router({
  /**
   * Everything a text finds for this role, a few of each kind, kinds in the order of `hitKinds`. A text that finds nothing is tried again
   * with its words read as those that look like them: `otherwise` then says so, and `words` are what to mark.
   */
  find: allowed("history.see")
    .input(z.object({ text }))
    .query(async ({ ctx, input }) => {
      const words = wordsIn(input.text);
      const number = numberIn(input.text);
      const groups = async (looked: Looked, wanted: Wanted) => {
        const asked = { wanted, number, after: null, most: mostEach + 1, today: dayIn(ctx.now()) };
        const found = await Promise.all(searchedBy(ctx.actor).map(async (kind) => ({ kind, hits: await findKind(looked, kind, asked) })));
        return found
          .filter(({ hits }) => hits.length > 0)
          .map(({ kind, hits }) => ({ kind, hits: hits.slice(0, mostEach).map(bare), more: hits.length > mostEach }));
      };
      const nothing = { groups: [], otherwise: false, words };
      if (words.join("").length < 2) return nothing;
      return searching(ctx.searchSql ?? ctx.sql, async (sql) => {
        const looked = { sql, actor: ctx.actor };
        const found = await groups(looked, exactly(words));
        if (found.length > 0) return { groups: found, otherwise: false, words };
        const read = await readOtherwise(looked, words);
        if (read === null) return nothing;
        const like = await groups(looked, evenly(read));
        if (like.length === 0) return nothing;
        const hits = like.flatMap((group) => group.hits);
        return { groups: like, otherwise: true, words: wordsShown(read.flat(), hits) };
      });
    }),

  /** A page of one kind, read otherwise as the box reads it. */
  list: allowed("history.see")
    .input(z.object({ text, kind: z.enum(hitKinds), cursor: cursor.nullish() }))
    .query(async ({ ctx, input }) => {
      const words = wordsIn(input.text);
      if (words.join("").length < 2 || !searchedBy(ctx.actor).includes(input.kind))
        return { hits: [], next: null, otherwise: false, words };
      const page = async (looked: Looked, wanted: Wanted) =>
        findKind(looked, input.kind, {
          wanted,
          number: numberIn(input.text),
          after: input.cursor ?? null,
          most: pageSize + 1,
          today: dayIn(ctx.now()),
        });
      const [found, read] = await searching(ctx.searchSql ?? ctx.sql, async (sql): Promise<[Found[], Wanted | null]> => {
        const looked = { sql, actor: ctx.actor };
        const exact = await page(looked, exactly(words));
        if (exact.length > 0) return [exact, null];
        const other = await readOtherwise(looked, words);
        return [other === null ? [] : await page(looked, evenly(other)), other];
      });
      const rows = found.slice(0, pageSize);
      const hits = rows.map(bare);
      const next = found.length > pageSize ? (rows.at(-1)?.cursor ?? null) : null;
      if (read === null || hits.length === 0) return { hits, next, otherwise: false, words };
      return { hits, next, otherwise: true, words: wordsShown(read.flat(), hits) };
    }),

  /** Things by what they are, as this role is shown them now: what the box remembers of them is no more than that. Those gone are left out. */
  named: allowed("history.see")
    .input(z.object({ items: z.array(z.object({ kind: z.enum(hitKinds), id })).max(12) }))
    .query(async ({ ctx, input }) => {
      const byKind = new Map<HitKind, Id[]>();
      const seen = new Set(searchedBy(ctx.actor));
      for (const { kind, id: one } of input.items) if (seen.has(kind)) byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
      const asked = { wanted: [], number: null, after: null, most: 12, today: dayIn(ctx.now()) };
      const found = await searching(ctx.searchSql ?? ctx.sql, (sql) =>
        Promise.all([...byKind].map(([kind, ids]) => findKind({ sql, actor: ctx.actor }, kind, { ...asked, ids }))),
      );
      const hits = new Map(found.flat().map((hit) => [`${hit.kind} ${hit.id}`, bare(hit)]));
      return { hits: input.items.flatMap(({ kind, id: one }) => hits.get(`${kind} ${one}`) ?? []) };
    }),
});
