import type { Holiday, StatutoryDay } from "#domain/holiday.ts";
import { inWords, words, type Language } from "./words.ts";

const fr: Record<StatutoryDay, string> = {
  "new-year": "Jour de l’An",
  "good-friday": "Vendredi saint",
  "easter-monday": "Lundi de Pâques",
  patriots: "Journée nationale des patriotes",
  "national-day": "Fête nationale du Québec",
  "canada-day": "Fête du Canada",
  "labour-day": "Fête du Travail",
  thanksgiving: "Action de grâce",
  christmas: "Noël",
};
const en: Record<StatutoryDay, string> = {
  "new-year": "New Year’s Day",
  "good-friday": "Good Friday",
  "easter-monday": "Easter Monday",
  patriots: "National Patriots’ Day",
  "national-day": "Québec National Holiday",
  "canada-day": "Canada Day",
  "labour-day": "Labour Day",
  thanksgiving: "Thanksgiving",
  christmas: "Christmas Day",
};

const holidayWords = words({ of: fr }, { of: en });

/** « Vendredi saint », or what the school called its closed day. */
export const writeHoliday = (holiday: Holiday, language: Language): string =>
  holiday.kind === "closed" ? holiday.name : inWords(holidayWords, language).of[holiday.key];
