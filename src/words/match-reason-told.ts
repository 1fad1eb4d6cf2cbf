import type { Id } from "#domain/id.ts";
import type { Change, MissedPlace, ReasonFacts } from "#domain/match-reason-facts.ts";
import { reasonWords } from "./match-reason.ts";
import { inWords, writeNumber, type Language } from "./words.ts";

/** Who reads: a coordinator, who knows the others by name; the student herself, to whom nobody else is named (R412). */
export type ReasonReader = "coordinator" | "student";

export interface ReasonNames {
  language: Language;
  reader: ReasonReader;
  path(requestId: Id): string;
  /** Another student's name; only asked for a coordinator. */
  name(studentId: Id): string;
}

export interface ToldPlace {
  path: string;
  why: string[];
  changes: string[];
}
/** Reasons as sentences, each exact by itself. */
export interface ToldReason {
  lead: string[];
  missed: { rank: number; places: ToldPlace[]; changes: string[]; others: string | null }[];
  openings: ToldPlace[];
}

function whyNot(of: MissedPlace, names: ReasonNames): string[] {
  const w = inWords(reasonWords, names.language);
  const { why } = of;
  if (why.kind === "barred") return [w.barred[why.why]];
  if (why.kind === "set-aside") return [w.setAside];
  if (why.kind === "kept") return [w.kept];
  if (why.kind === "own-hours") return [(names.reader === "student" ? w.ownHoursYou : w.ownHours)(names.path(why.withRequestId))];
  if (why.kind === "weighed")
    return [why.terms.length === 0 ? w.weighedNothing : w.weighed(w.and(why.terms.slice(0, 3).map(({ term }) => w.term[term])))];
  return [
    w.full(of.seats),
    ...(of.wanted > 0 ? [w.wanted(of.wanted, of.wantedFirst)] : []),
    ...(why.locked > 0 ? [w.lockedThere(why.locked)] : []),
    ...(why.turn ? [w.turn(why.turn.at, why.turn.of)] : []),
  ];
}

const past = 1_000;
const losesBy = ({ fromRank, toRank }: { fromRank: number | null; toRank: number | null }): boolean =>
  (toRank ?? past) > (fromRank ?? past);

function toldMoves(of: Extract<Change, { kind: "moves" }>, names: ReasonNames): string {
  const w = inWords(reasonWords, names.language);
  if (names.reader === "student") return w.movesYou(of.moves.length, of.moves.filter(losesBy).length);
  const rank = (value: number | null) => (value === null ? w.notChosen : w.choice(value));
  const list = of.moves.map((move) =>
    w.move(names.name(move.studentId), names.path(move.toRequestId), rank(move.fromRank), rank(move.toRank)),
  );
  return w.moves([...list, ...(of.takesHers ? [w.takesHers] : [])].join("\u00A0; "));
}

function told(change: Change, names: ReasonNames): string[] {
  const w = inWords(reasonWords, names.language);
  const you = names.reader === "student";
  switch (change.kind) {
    case "hand":
      return [you ? w.handYou : w.hand];
    case "seats":
      if (change.level) return [(you ? w.seatsLevelYou : w.seatsLevel)(change.more)];
      return [(you ? w.seatsYou : w.seats)(change.more)];
    case "kept-seat":
      return [...(change.tried > 0 ? [w.keptSeatTried(change.tried)] : []), you ? w.keptSeatYou : w.keptSeat];
    case "moves":
      return [toldMoves(change, names)];
    case "bar-ends":
      return [w.barEnds[change.seat]];
    case "person":
      return [w.person];
    case "weight":
      return [w.weight(w.term[change.term])];
    case "other-seat":
      return [w.otherSeat];
    case "wishes":
      return [w.wishes];
  }
}

const toldPlace = (of: MissedPlace, names: ReasonNames): ToldPlace => ({
  path: names.path(of.requestId),
  why: whyNot(of, names),
  changes: of.changes.flatMap((change) => told(change, names)),
});

/** The sentences of one student's reasons; the facts are the same in both languages and for both readers. */
export function tellReason(facts: ReasonFacts, names: ReasonNames): ToldReason {
  const w = inWords(reasonWords, names.language);
  const { why, km } = facts;
  const lead =
    why.kind === "unplaced"
      ? w.unplaced[why.why]
      : why.kind === "wish"
        ? w.is.wish(why.rank, facts.wishes)
        : why.kind === "beyond"
          ? w.is.beyond(facts.wishes)
          : w.is[why.kind];
  return {
    lead: [
      lead,
      ...(km === null ? [] : [w.is.km(writeNumber(km, names.language))]),
      ...(facts.proven || facts.missed.length === 0 ? [] : [w.unproven]),
    ],
    missed: facts.missed.map(({ rank, places, others, changes }) => ({
      rank,
      places: places.map((place) => toldPlace(place, names)),
      changes: changes.flatMap((change) => told(change, names)),
      others: others > 0 ? w.others(others) : null,
    })),
    openings: facts.openings.map((place) => toldPlace(place, names)),
  };
}
