/** Weekdays as coordinators write them: initials in order, « LMM » lundi-mardi-mercredi, « JV », or two letters « LuMe ». */
export type Language = "fr" | "en";

const initials: Record<Language, string[]> = {
  fr: ["L", "M", "M", "J", "V", "S", "D"],
  en: ["M", "T", "W", "T", "F", "S", "S"],
};
const pairs: Record<Language, string[]> = {
  fr: ["Lu", "Ma", "Me", "Je", "Ve", "Sa", "Di"],
  en: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
};
const various = /^(vari[ée]s?|various|var\.?)$/i;

/** Initials are read left to right, each the first day after the last that bears it; null when one does not fit. */
function readInitials(text: string, language: Language): number[] | null {
  const days: number[] = [];
  let last = 0;
  for (const letter of text) {
    const next = initials[language].findIndex((initial, index) => index + 1 > last && initial === letter);
    if (next < 0) return null;
    last = next + 1;
    days.push(last);
  }
  return days;
}

function readPairs(text: string): number[] | null {
  const days = new Set<number>();
  for (let index = 0; index < text.length; index += 2) {
    const pair = text.slice(index, index + 2).toLowerCase();
    const found = [...pairs.fr, ...pairs.en].findIndex((name) => name.toLowerCase() === pair);
    if (found < 0) return null;
    days.add((found % 7) + 1);
  }
  return [...days].toSorted((one, other) => one - other);
}

/**
 * Weekdays from text: 1 Monday to 7 Sunday, `null` for « variés », `undefined` when it cannot be read.
 * The reader's own language is tried first for initials (« MTW » is English, « LMM » French), digits `123` always work.
 */
export function parseWeekdays(text: string, language: Language): number[] | null | undefined {
  const tidy = text.trim();
  if (various.test(tidy)) return null;
  const letters = tidy.normalize("NFD").replaceAll(/[\u0300-\u036F\s,;.\-–/]/g, "");
  if (letters === "") return undefined;
  if (/^[1-7]+$/.test(letters)) return [...new Set([...letters].map(Number))].toSorted((one, other) => one - other);
  const longNames = tidy.toLowerCase().split(/[\s,;/]+/);
  if (longNames.every((name) => name.length >= 3)) {
    const found = readPairs(longNames.map((name) => name.slice(0, 2)).join(""));
    if (found) return found;
  }
  const other = language === "fr" ? "en" : "fr";
  const mixedCase = /^(?:[A-Z][a-z])+$/.test(letters);
  const read = (mixedCase ? readPairs(letters) : null) ?? readInitials(letters.toUpperCase(), language) ?? readInitials(letters.toUpperCase(), other);
  return read ?? readPairs(letters) ?? undefined;
}

/** The shortest writing that reads back as the same days: « LMM », or « LuMe » where initials would lie. */
export function writeWeekdays(days: number[], language: Language): string {
  const short = days.map((of) => initials[language][of - 1] ?? "").join("");
  const back = readInitials(short, language);
  if (back && back.join() === days.join()) return short;
  return days.map((of) => pairs[language][of - 1] ?? "").join("");
}
