import { z } from "zod";
import { addDays, day, daysBetween, type Day } from "./dates.ts";
import type { Problem } from "./refusal.ts";

/** What a site may be given beyond a confirmed name, if the student signed for it (F-083). */
export const consentScopes = ["number", "email", "phone"] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** Why a profile's identity is hidden. */
const sealings = ["graduated", "lapsed", "ended"] as const;
export type Sealing = (typeof sealings)[number];

/** What stands where the name of a sealed profile was, in every language. */
export const sealedName = "•••";

/** Years a signed consent holds, and days ahead from which its end is told (K44). */
export const consentYears = 6;
export const warnedAhead = 180;

/** The last day a consent signed on a day holds; the 29th of February ends on the 28th where there is none. */
export function consentUntil(signedOn: Day): Day {
  const year = String(Number(signedOn.slice(0, 4)) + consentYears);
  const leapDay = signedOn.slice(5) === "02-29" && new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() !== 1;
  return addDays(leapDay ? `${year}-03-01` : `${year}${signedOn.slice(4)}`, -1);
}

export type ConsentState = "none" | "valid" | "soon" | "over";
/** How a consent stands on a day: none recorded, valid, ending within 180 days, over. */
export function consentState(until: Day | null, today: Day): ConsentState {
  if (until === null) return "none";
  if (until < today) return "over";
  return daysBetween(today, until) <= warnedAhead ? "soon" : "valid";
}

export const newConsent = z.object({ signedOn: day, scopes: z.array(z.enum(consentScopes)) });

/** What is wrong with the day a consent was signed: to come, or so long ago that it is over; null when nothing is. */
export function consentProblem(signedOn: Day, today: Day): Problem | null {
  if (signedOn > today) return { kind: "not-yet" };
  return consentUntil(signedOn) < today ? { kind: "consent-over", until: consentUntil(signedOn) } : null;
}
