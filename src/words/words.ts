import type { Language } from "#domain/weekdays.ts";
export type { Language };

/** Text, or a function of facts that gives text. */
type Entry = string | ((...facts: never[]) => string);
export interface Dictionary {
  [key: string]: Entry | Dictionary;
}

/** The same keys, the same facts: a key that one language lacks does not compile. */
type Same<T> = {
  [K in keyof T]: T[K] extends string ? string : T[K] extends (...facts: infer Facts) => string ? (...facts: Facts) => string : Same<T[K]>;
};

export interface Words<T> {
  fr: T;
  en: Same<T>;
}

/** The words of one area, French first. Use in a screen with `useWords(inboxWords)`, elsewhere with `inWords(inboxWords, language)`. */
export const words = <const T extends Dictionary>(fr: T, en: Same<T>): Words<T> => ({ fr, en });

/** One language's words; both have the same shape, French is the one types are read from. */
export const inWords = <T>(of: Words<T>, language: Language): Same<T> => (language === "fr" ? (of.fr as Same<T>) : of.en);

const plurals = { fr: new Intl.PluralRules("fr-CA"), en: new Intl.PluralRules("en-CA") };
/** `plural("fr", 2, "place", "places")`: the form that goes with a count (0 is singular in French). */
export const plural = (language: Language, count: number, one: string, many: string): string =>
  plurals[language].select(count) === "one" ? one : many;

const locales = { fr: "fr-CA", en: "en-CA" } as const;
export const localeOf = (language: Language): string => locales[language];

// made once: a grid that scrolls writes hundreds of numbers a second
const numbers = {
  fr: new Intl.NumberFormat(locales.fr, { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat(locales.en, { maximumFractionDigits: 2 }),
};
/** `1 234,5` or `1,234.5`. */
export const writeNumber = (value: number, language: Language): string => numbers[language].format(value);

/** `15 h 30` or `15:30`, from `HH:MM`. */
export const writeTime = (time: string, language: Language): string => {
  const [hour, minute] = [Number(time.slice(0, 2)), time.slice(3, 5)];
  if (language === "en") return `${hour}:${minute}`;
  return minute === "00" ? `${hour}\u00A0h` : `${hour}\u00A0h\u00A0${minute}`;
};

/** `10 h 42` today, `3 nov., 10 h 42` otherwise, from an ISO instant; the zone is Québec's so that server and browser agree. */
export const writeInstant = (instant: string, language: Language, now: Date): string => {
  const timeZone = "America/Toronto";
  const day = (of: Date) => new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(of);
  const at = new Date(instant);
  const time = writeTime(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at), language);
  if (day(at) === day(now)) return time;
  const sameYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  const date = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
  return `${date}, ${time}`;
};

/** The time of day of an instant, whatever the day: `10 h 42`. */
export const writeClock = (instant: string, language: Language): string => writeInstant(instant, language, new Date(instant));
