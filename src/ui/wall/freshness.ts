import { deafAfter, staleAfter } from "#domain/wall.ts";

/**
 * How old the news on a wall are, told apart by form as well as by colour: `silent` says that the line is being opened anew and is not called
 * up to date any more, `late` is amber, `lost` red and hatched (field E3, E4).
 */
export type Freshness = "fresh" | "silent" | "late" | "lost";

/** Of how many milliseconds have passed since the server was last heard. */
export function freshnessOf(age: number): Freshness {
  if (age < deafAfter) return "fresh";
  if (age < staleAfter.amber) return "silent";
  return age < staleAfter.red ? "late" : "lost";
}

/** A moment on the device: `steady` never jumps but may stand still while the device sleeps, `wall` jumps when somebody sets the clock. */
export interface Instant {
  steady: number;
  wall: number;
}

/** The last news: when the server said it by its own clock (ms), and when it arrived here. */
export interface News {
  server: number;
  here: Instant;
}

/** Milliseconds since the last news, by whichever clock of the device says more: a wall is never shown fresher than it is. */
export const ageOf = (news: News, now: Instant): number => Math.max(0, now.steady - news.here.steady, now.wall - news.here.wall);

/** What the server's clock says now, in ms: the one that a wall shows, whatever the device believes. */
export const serverNow = (news: News, now: Instant): number => news.server + ageOf(news, now);
