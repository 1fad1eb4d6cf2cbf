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
const names = {
  fr: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
  en: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
};
const various = /^(vari[ée]e?s?|various|var\.?)$/i;

/** The day a name is, whole or from its first two letters or more: « mer », « vend. », « Monday ». */
function readName(text: string): number | null {
  const start = text.toLowerCase().replace(/\.$/, "");
  if (start.length < 2) return null;
  const found = [...names.fr, ...names.en].findIndex((name) => name.startsWith(start));
  return found < 0 ? null : (found % 7) + 1;
}

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
  const plain = tidy.normalize("NFD").replaceAll(/[\u0300-\u036F]/g, "");
  const letters = plain.replaceAll(/[\s,;.\-–/]/g, "");
  if (letters === "") return undefined;
  // « lundi au vendredi », « lun-ven »: two names, in the week's order
  const ends = /^([a-z]{2,}\.?)(?:\s+(?:au|a|to)\s+|\s*[-–]\s*)([a-z]{2,}\.?)$/i.exec(plain);
  const [first, last] = [readName(ends?.[1] ?? ""), readName(ends?.[2] ?? "")];
  if (first !== null && last !== null && first < last) return Array.from({ length: last - first + 1 }, (_day, index) => first + index);
  if (/^[1-7]+$/.test(letters)) return [...new Set([...letters].map(Number))].toSorted((one, other) => one - other);
  const named = plain.split(/[\s,;/]+/).map((name) => (name.length > 2 ? readName(name) : null));
  if (named.every((one) => one !== null)) return [...new Set(named)].toSorted((one, other) => one - other);
  const other = language === "fr" ? "en" : "fr";
  const mixedCase = /^(?:[A-Z][a-z])+$/.test(letters);
  const read =
    (mixedCase ? readPairs(letters) : null) ?? readInitials(letters.toUpperCase(), language) ?? readInitials(letters.toUpperCase(), other);
  return read ?? readPairs(letters) ?? undefined;
}

/** The shortest writing that reads back as the same days: « LMM », or « LuMe » where initials would lie. */
export function writeWeekdays(days: number[], language: Language): string {
  const short = days.map((of) => initials[language][of - 1] ?? "").join("");
  const back = readInitials(short, language);
  if (back && back.join() === days.join()) return short;
  return days.map((of) => pairs[language][of - 1] ?? "").join("");
}
