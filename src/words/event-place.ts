import type { EventKind } from "#domain/event.ts";
import type { PrerequisiteFields } from "#domain/profile.ts";
import { count, fieldNames, levels, quoted, type Phrases } from "./event-phrase.ts";
import { profileWords } from "./profile.ts";
import { inWords, writeNumber, type Language } from "./words.ts";

export type PlaceTopic = "catalogue" | "profile" | "survey";
type Kinds = Extract<EventKind, `${PlaceTopic}.${string}`>;

/** A text is told by its beginning: what was written is on the record, history says that it changed and how. */
const mostTold = 120;
const clipped = (text: string): string => (text.length > mostTold ? `${text.slice(0, mostTold).trimEnd()}…` : text).replaceAll(/\s+/g, " ");

function valueOf(value: unknown, language: Language): string {
  const w = inWords(profileWords, language);
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return w.told.nothing;
  if (typeof value === "boolean") return value ? w.told.yes : w.told.no;
  if (typeof value === "number") return writeNumber(value, language);
  if (Array.isArray(value)) return value.map((one) => w.shift[one as keyof typeof w.shift] ?? String(one)).join(", ");
  if (typeof value !== "string") return "…";
  return w.genderOf[value as keyof typeof w.genderOf] ?? quoted(clipped(value), language);
}

function changes(of: Record<string, { before?: unknown; after?: unknown }>, language: Language): string {
  const names = inWords(profileWords, language).changed;
  const [colon, between] = language === "fr" ? ["\u00A0: ", "\u00A0; "] : [": ", "; "];
  // As the record has them: what is stored has lost its order.
  const order = Object.keys(names);
  const entries = Object.entries(of).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  const told = entries.map(
    ([key, { before, after }]) =>
      `${names[key as keyof typeof names] ?? key}${colon}${valueOf(before, language)} → ${valueOf(after, language)}`,
  );
  return told.join(between);
}

/** Only what is different of two prerequisites of one name. */
function prerequisite(of: { before: PrerequisiteFields | null; after: PrerequisiteFields | null }, language: Language): string {
  const w = inWords(profileWords, language);
  if (of.before === null || of.after === null) return w.told.of(of.after ?? of.before);
  const { before, after } = of;
  const keys = (Object.keys(after) as (keyof PrerequisiteFields)[]).filter((key) => before[key] !== after[key]);
  return changes(Object.fromEntries(keys.map((key) => [key, { before: before[key], after: after[key] }])), language);
}

export const placesFr: Phrases<Kinds> = {
  "catalogue.added": ({ type, name }) => `a ajouté ${levels.fr[type]} ${quoted(name, "fr")}`,
  "catalogue.changed": ({ type, name, fields, changes: told, on }) =>
    `a modifié ${levels.fr[type]} ${quoted(name, "fr")}${told ? `\u00A0: ${changes(told, "fr")}` : fieldNames(fields, "fr")}${on ? `, à partir du ${on}` : ""}`,
  "catalogue.retired": ({ type, name, on }) => `a retiré ${levels.fr[type]} ${quoted(name, "fr")} à partir du ${on}`,
  "catalogue.restored": ({ type, name }) => `a rétabli ${levels.fr[type]} ${quoted(name, "fr")}`,
  "catalogue.removed": ({ type, name }) => `a supprimé ${levels.fr[type]} ${quoted(name, "fr")}`,
  "catalogue.imported": ({ file, rows }) => `a importé des milieux de ${quoted(file, "fr")}, ${count("fr", rows, "ligne", "lignes")}`,
  "profile.changed": ({ place, changes: told }) => `a modifié le profil de ${quoted(place, "fr")}\u00A0: ${changes(told, "fr")}`,
  "profile.confirmed": ({ place }) => `a confirmé que le profil de ${quoted(place, "fr")} est toujours vrai`,
  "profile.prerequisite-changed": ({ place, ...of }) =>
    of.before === null
      ? `a ajouté un préalable à ${quoted(place, "fr")}\u00A0: ${prerequisite(of, "fr")}`
      : of.after === null
        ? `a retiré un préalable de ${quoted(place, "fr")}\u00A0: ${prerequisite(of, "fr")}`
        : `a modifié le préalable ${quoted(of.after.name, "fr")} de ${quoted(place, "fr")}\u00A0: ${prerequisite(of, "fr")}`,
  "profile.document-added": ({ place, name, version }) =>
    version > 1
      ? `a déposé la version ${version} de ${quoted(name, "fr")} sur le profil de ${quoted(place, "fr")}`
      : `a déposé ${quoted(name, "fr")} sur le profil de ${quoted(place, "fr")}`,
  "profile.document-removed": ({ place, name }) => `a retiré ${quoted(name, "fr")} du profil de ${quoted(place, "fr")}`,
  "profile.document-restored": ({ place, name }) => `a remis ${quoted(name, "fr")} sur le profil de ${quoted(place, "fr")}`,
  "survey.sent": ({ name, place }) => `a envoyé à ${name} le questionnaire sur ${quoted(place, "fr")}`,
  "survey.revoked": ({ name, place }) => `a repris le questionnaire de ${name} sur ${quoted(place, "fr")}`,
  "survey.opened": ({ place }) => `a ouvert le questionnaire sur ${quoted(place, "fr")}`,
  "survey.answered": ({ place }) => `a répondu au questionnaire sur ${quoted(place, "fr")}`,
  "survey.settled": ({ name, place, taken }) =>
    taken === 0
      ? `n’a rien repris de la réponse de ${name} sur ${quoted(place, "fr")}`
      : `a repris ${count("fr", taken, "point", "points")} de la réponse de ${name} sur ${quoted(place, "fr")}`,
};

export const placesEn: Phrases<Kinds> = {
  "catalogue.added": ({ type, name }) => `added ${levels.en[type]} ${quoted(name, "en")}`,
  "catalogue.changed": ({ type, name, fields, changes: told, on }) =>
    `changed ${levels.en[type]} ${quoted(name, "en")}${told ? `: ${changes(told, "en")}` : fieldNames(fields, "en")}${on ? `, from ${on} on` : ""}`,
  "catalogue.retired": ({ type, name, on }) => `retired ${levels.en[type]} ${quoted(name, "en")} from ${on}`,
  "catalogue.restored": ({ type, name }) => `restored ${levels.en[type]} ${quoted(name, "en")}`,
  "catalogue.removed": ({ type, name }) => `deleted ${levels.en[type]} ${quoted(name, "en")}`,
  "catalogue.imported": ({ file, rows }) => `imported places from ${quoted(file, "en")}, ${count("en", rows, "row", "rows")}`,
  "profile.changed": ({ place, changes: told }) => `changed the profile of ${quoted(place, "en")}: ${changes(told, "en")}`,
  "profile.confirmed": ({ place }) => `confirmed that the profile of ${quoted(place, "en")} is still true`,
  "profile.prerequisite-changed": ({ place, ...of }) =>
    of.before === null
      ? `added a prerequisite to ${quoted(place, "en")}: ${prerequisite(of, "en")}`
      : of.after === null
        ? `took a prerequisite off ${quoted(place, "en")}: ${prerequisite(of, "en")}`
        : `changed the prerequisite ${quoted(of.after.name, "en")} of ${quoted(place, "en")}: ${prerequisite(of, "en")}`,
  "profile.document-added": ({ place, name, version }) =>
    version > 1
      ? `deposited version ${version} of ${quoted(name, "en")} on the profile of ${quoted(place, "en")}`
      : `deposited ${quoted(name, "en")} on the profile of ${quoted(place, "en")}`,
  "profile.document-removed": ({ place, name }) => `took ${quoted(name, "en")} off the profile of ${quoted(place, "en")}`,
  "profile.document-restored": ({ place, name }) => `put ${quoted(name, "en")} back on the profile of ${quoted(place, "en")}`,
  "survey.sent": ({ name, place }) => `sent ${name} the survey about ${quoted(place, "en")}`,
  "survey.revoked": ({ name, place }) => `took back ${name}’s survey about ${quoted(place, "en")}`,
  "survey.opened": ({ place }) => `opened the survey about ${quoted(place, "en")}`,
  "survey.answered": ({ place }) => `answered the survey about ${quoted(place, "en")}`,
  "survey.settled": ({ name, place, taken }) =>
    taken === 0
      ? `took nothing of ${name}’s answer about ${quoted(place, "en")}`
      : `took ${count("en", taken, "point", "points")} of ${name}’s answer about ${quoted(place, "en")}`,
};
