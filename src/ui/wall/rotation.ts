import type { WallLanguage } from "#domain/board.ts";
import type { Language } from "#domain/weekdays.ts";

/** Where the rotation of a wall is: which view, how many views were shown before, since when. */
export interface Turn {
  /** Views shown so far; the view is this one modulo their number. */
  count: number;
  /** Milliseconds the view has been shown. */
  shown: number;
}

export const firstTurn: Turn = { count: 0, shown: 0 };

/** After somebody touched the screen no view turns for as long (E7). */
export const restAfterTouch = 30_000;
/** An urgent item covers the view for as long, then what was there returns. */
export const urgentFor = 20_000;

const at = (count: number, of: number): number => (of === 0 ? 0 : ((count % of) + of) % of);

/** The index of the view that is shown. */
export const viewAt = ({ count }: Turn, views: number): number => at(count, views);

/** The turn after `ms` more, `seconds` being each view's. One view stays, and still counts: both languages have their time. */
export function passed(turn: Turn, ms: number, seconds: readonly number[]): Turn {
  if (seconds.length === 0) return firstTurn;
  const shown = turn.shown + ms;
  const most = (seconds[viewAt(turn, seconds.length)] ?? 20) * 1000;
  return shown < most ? { count: turn.count, shown } : { count: turn.count + 1, shown: 0 };
}

/** One view on (1) or back (-1), by key or by hand; a view that one went to has its whole time. */
export function stepped(turn: Turn, by: 1 | -1, views: number): Turn {
  const count = turn.count + by;
  // counting stays above zero so that the languages keep their order
  return { count: count < 0 ? count + 2 * Math.max(1, views) : count, shown: 0 };
}

/** A view that was chosen, in the round that is under way. */
export const turnedTo = (turn: Turn, view: number, views: number): Turn => ({ count: turn.count - viewAt(turn, views) + view, shown: 0 });

/**
 * The language of a turn. With both, view after view is in the other one, and each view in the other one at the next round: whoever stops
 * reads both within two views, and no tile mixes them (E11).
 */
export function languageAt(turn: Turn, languages: WallLanguage, views: number): Language {
  if (languages !== "both") return languages;
  const round = views === 0 ? 0 : Math.floor(turn.count / views);
  const even = views % 2 === 0;
  return at(turn.count + (even ? round : 0), 2) === 0 ? "fr" : "en";
}
