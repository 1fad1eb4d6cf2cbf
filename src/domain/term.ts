import type { Day } from "./dates.ts";

/** The terms schools share (2.10): three per year, named « Automne 2026 », « A26 ». */
export const seasons = ["winter", "summer", "fall"] as const;
export type Season = (typeof seasons)[number];

export interface TermDates {
  name: string;
  shortName: string;
  startsOn: Day;
  endsOn: Day;
}

const stock: Record<Season, { name: string; letter: string; from: string; to: string }> = {
  winter: { name: "Hiver", letter: "H", from: "01-01", to: "04-30" },
  summer: { name: "Été", letter: "É", from: "05-01", to: "08-31" },
  fall: { name: "Automne", letter: "A", from: "09-01", to: "12-31" },
};

/** The stock term of a season and year, whether the school has it yet or not. */
export const stockTerm = (season: Season, year: number): TermDates => {
  const { name, letter, from, to } = stock[season];
  return {
    name: `${name} ${year}`,
    shortName: `${letter}${String(year % 100).padStart(2, "0")}`,
    startsOn: `${year}-${from}`,
    endsOn: `${year}-${to}`,
  };
};

/** The season a day falls in. */
export const seasonOfDay = (day: Day): Season => {
  const month = Number(day.slice(5, 7));
  return month < 5 ? "winter" : month < 9 ? "summer" : "fall";
};

/** Every stock term of the years given, in order: three per year (K66). */
export function stockTerms(years: { from: number; to: number }): TermDates[] {
  const terms: TermDates[] = [];
  for (let year = years.from; year <= years.to; year++) terms.push(...seasons.map((season) => stockTerm(season, year)));
  return terms;
}

/** Those of the years given that a school lacks; it has one when a term bears its short name, whatever its dates became. */
export function missingTerms(has: { shortName: string }[], years: { from: number; to: number }): TermDates[] {
  const held = new Set(has.map(({ shortName }) => shortName.toLowerCase()));
  return stockTerms(years).filter(({ shortName }) => !held.has(shortName.toLowerCase()));
}

/** The season and year of a term that still bears its stock name, so that it can be read in either language; null for a custom one. */
export function seasonOf(term: { name: string; shortName: string }): { season: Season; year: number } | null {
  const year = Number(/ (\d{4})$/.exec(term.name)?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) return null;
  const season = seasons.find((one) => stock[one].name === term.name.slice(0, -5));
  return season && stockTerm(season, year).shortName === term.shortName ? { season, year } : null;
}

/** « Aujourd’hui » of the session filter: terms under way on a day, or that begin within two years of it (4.1.1). */
export const isCurrent = (term: { startsOn: Day; endsOn: Day }, today: Day): boolean =>
  term.endsOn >= today && term.startsOn <= twoYearsAfter(today);

/** The same day two years on; 29 February becomes 28. */
export const twoYearsAfter = (today: Day): Day =>
  `${Number(today.slice(0, 4)) + 2}${today.slice(4) === "-02-29" ? "-02-28" : today.slice(4)}`;
