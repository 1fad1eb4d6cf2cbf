import { can, type Actor } from "./access.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold, wordsOf, type PlaceLevel } from "./place.ts";
import { sidesOf } from "./request-seen.ts";
import type { SeenStatus } from "./request.ts";

/** What the one box finds, in the order it is shown (F-051). */
export const hitKinds = ["request", "worksheet", "cohort", "student", "place", "person", "call", "programme"] as const;
export type HitKind = (typeof hitKinds)[number];

interface Spoken {
  id: Id;
}
/** Something found, with what tells it from the others; its kind says where it opens. */
export type Hit =
  | ({
      kind: "request";
      /** Which list it lies in. */
      list: "outbox" | "inbox";
      reference: number;
      status: Exclude<SeenStatus, "hidden">;
      school: string;
      place: string;
      course: string;
      cohort: string;
      startsOn: Day;
      endsOn: Day;
    } & Spoken)
  | ({ kind: "worksheet"; sheet: "group" | "individual"; course: string; cohort: string; term: string } & Spoken)
  | ({ kind: "cohort"; name: string; programme: string; active: boolean } & Spoken)
  /** Of one's own register, or who comes to one's own place: then `id` is the request she is confirmed on. */
  | ({
      kind: "student";
      name: string;
      number: string | null;
      coming: { place: string; startsOn: Day; endsOn: Day } | null;
    } & Spoken)
  | ({ kind: "place"; level: PlaceLevel; name: string; path: string; formerly: string | null; retired: boolean } & Spoken)
  | ({ kind: "person"; name: string; title: string; active: boolean } & Spoken)
  | ({ kind: "call"; number: number; school: string; course: string; cohort: string; closed: boolean } & Spoken)
  | ({ kind: "programme"; name: string; course: string | null; retired: boolean } & Spoken);

/** Where a list goes on: what the last row is ordered by. `rank` is the first of it where lists have one. */
export interface HitCursor {
  rank: number;
  by: string;
  id: Id;
}

type Searcher = Pick<Actor, "kind" | "agencyKind" | "withNames">;
/** What a role's box looks through: what its own lists would show it (R465). */
export function searchedBy(actor: Searcher): HitKind[] {
  const school = actor.agencyKind !== "receiving";
  const asks: Record<HitKind, boolean> = {
    request: can(actor, "request.see"),
    worksheet: school && can(actor, "worksheet.see"),
    cohort: school && can(actor, "programme.see"),
    student: (school && can(actor, "student.see")) || seesTrainees(actor),
    place: can(actor, "catalogue.see"),
    person: can(actor, "people.see"),
    call: can(actor, "call.see"),
    programme: school && can(actor, "programme.see"),
  };
  return hitKinds.filter((kind) => asks[kind]);
}

/** Who is shown the students that come to her places, once they are confirmed there (rule 4). */
export const seesTrainees = (actor: Searcher): boolean =>
  actor.withNames && can(actor, "request.see") && sidesOf(actor).some((side) => side !== "placing");

const mostWords = 6;
/** The words of what was typed, folded, each once; what is not a letter or a digit parts them. */
export const wordsIn = (text: string): string[] => [...new Set(wordsOf(text))].slice(0, mostWords);

const textsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];

/** Of the words a text was read as those that stand in what was found: the others may be of what the reader is not shown (R465). */
export function wordsShown(words: readonly string[], hits: readonly Hit[]): string[] {
  const said = hits.flatMap(textsIn).flatMap(wordsOf);
  return [...new Set(words)].filter((word) => said.some((one) => one.startsWith(word)));
}

/** The number somebody typed, alone or as she says it (« n° 1042 », « demande 1042 »); null where it is none. */
export function numberIn(text: string): number | null {
  const found = /^(?:#|n[o°º]?\.?|demande|request|appel|call)?\s*(\d{1,12})$/.exec(
    fold(text).replace(/^(demande|request|appel|call)\s+n[o°º]?\.?\s*/, "$1 "),
  );
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** The ranges of numbers that begin with this one, itself the first: 12, 120 to 129, 1200 to 1299, with three digits more at most. */
export function numbersFrom(number: number): { from: number; to: number }[] {
  const sizes = number === 0 ? [1] : [1, 10, 100, 1_000];
  return sizes.map((size) => ({ from: number * size, to: number * size + size - 1 })).filter(({ to }) => to < 1e12);
}

/** Letters that must change to make one word of another: one left out, added, written wrong, or two neighbours swapped. At most `most`, else one more. */
export function lettersApart(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_zero, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const here = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      let cost = Math.min((last[at] ?? 0) + 1, (here[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + same);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        cost = Math.min(cost, (before[at - 2] ?? 0) + 1);
      here.push(cost);
    }
    if (Math.min(...here) > most) return most + 1;
    [before, last] = [last, here];
  }
  return last[other.length] ?? most + 1;
}

/** How many letters may be wrong in a word: none in what is too short to tell, one up to five letters, two beyond. */
export const slipsIn = (word: string): number => (word.length < 3 || /^\d+$/.test(word) ? 0 : word.length < 6 ? 1 : 2);

/**
 * The words that somebody may have meant, the nearest first, at most three. A word still being typed is near the beginning of
 * another. What is exactly there is not a slip.
 */
export function spelledLike(word: string, known: Iterable<string>): string[] {
  const most = slipsIn(word);
  if (most === 0) return [];
  const near = new Map<string, number>();
  for (const one of known) {
    const apart = Math.min(
      lettersApart(word, one, most),
      one.length > word.length ? lettersApart(word, one.slice(0, word.length), most) + 0.5 : most + 1,
    );
    if (apart <= most && apart > 0 && !near.has(one)) near.set(one, apart);
  }
  return [...near]
    .toSorted(([first, one], [second, other]) => one - other || first.length - second.length || (first < second ? -1 : 1))
    .slice(0, 3)
    .map(([one]) => one);
}

/** A text in parts, those that answer what was typed marked: beginnings of words, or whole words that were read otherwise. */
export function marked(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const parts: { text: string; hit: boolean }[] = [];
  const say = (said: string, hit: boolean) => {
    const last = parts.at(-1);
    if (said === "") return;
    if (last?.hit === hit) last.text += said;
    else parts.push({ text: said, hit });
  };
  for (const piece of text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu) ?? []) {
    const found = words.filter((word) => fold(piece).startsWith(word)).toSorted((one, other) => other.length - one.length)[0];
    if (found === undefined) {
      say(piece, false);
      continue;
    }
    // as many letters as were typed, however many marks they bear
    let end = 0;
    while (end < piece.length && fold(piece.slice(0, end)).length < found.length) end++;
    while (end < piece.length && /\p{M}/u.test(piece[end] ?? "")) end++;
    say(piece.slice(0, end), true);
    say(piece.slice(end), false);
  }
  return parts;
}

/** Addresses that are one thing, as the box remembers what was opened last. */
const opened: Record<string, HitKind> = {
  sorties: "request",
  demandes: "request",
  fiches: "worksheet",
  cohortes: "cohort",
  etudiants: "student",
  milieux: "place",
  personnes: "person",
  appels: "call",
  programmes: "programme",
};

/** What an address shows, when it is one thing the box can find again. */
export function openedAt(pathname: string): { kind: HitKind; id: Id } | null {
  const [, first = "", id = ""] = pathname.split("/");
  const kind = opened[first];
  return kind !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { kind, id } : null;
}
