import type { Edit } from "#domain/conflict-facts.ts";
import type { ConflictKind, Finding, WayOut } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import { writeBand } from "./capacity.ts";
import { problemSentence } from "./problem.ts";
import { plural, writeInstant, writeNumber, writeTime, type Language } from "./words.ts";

/** How a sentence names who and where; what the reader may not know, or is gone, is an empty text. */
export interface ConflictNames {
  student(id: Id): string;
  place(requestId: Id): string;
  instructor(id: Id): string;
}

const n = (language: Language, count: number, one: string, many: string): string =>
  `${writeNumber(count, language)}\u00A0${plural(language, count, one, many)}`;

const joined = (names: string[], language: Language): string => {
  const and = language === "fr" ? "et" : "and";
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
};

/** « Zoé Roy, Léa Côté et 3 autres ». */
const few = (names: string[], language: Language): string => {
  if (names.length <= 4) return joined(names, language);
  const others = names.length - 3;
  return joined(
    [...names.slice(0, 3), n(language, others, language === "fr" ? "autre" : "other", language === "fr" ? "autres" : "others")],
    language,
  );
};

/** `2027-01-11, 7 h`, of a local time. */
const moment = (local: string, language: Language): string => `${local.slice(0, 10)}, ${writeTime(local.slice(11), language)}`;

type Sentences = { [Kind in ConflictKind]: (of: Extract<Finding, { kind: Kind }>, names: ConflictNames) => string };

/** The kind of a union is in one of its members: the types above cannot see it. */
type Over = Extract<Finding, { kind: "over-allocated" | "two-on-one" }>;
type Twice = Extract<Finding, { kind: "instructor-twice" | "supervisor-twice" }>;

const twiceFr = ({ requestId, person, other, overlap }: Twice, names: ConflictNames): string => {
  const who = {
    instructor: "à la tête de deux groupes",
    supervisor: "attendu·e à deux endroits",
    "site-instructor": "à la tête de deux groupes",
  }[person.part];
  const there =
    other.path === null
      ? "une autre école l’attend aux mêmes heures"
      : `${names.place(requestId)} et ${other.path}${other.course === null ? "" : ` (${other.course})`}`;
  return `${person.name} est ${who} le ${moment(overlap.from, "fr")}\u00A0: ${other.path === null ? `${names.place(requestId)}, et ${there}` : there}.`;
};
const twiceEn = ({ requestId, person, other, overlap }: Twice, names: ConflictNames): string => {
  const who = { instructor: "leads two groups", supervisor: "is expected in two places", "site-instructor": "leads two groups" }[
    person.part
  ];
  const there =
    other.path === null
      ? `${names.place(requestId)}, and another school expects her at the same hours`
      : `${names.place(requestId)} and ${other.path}${other.course === null ? "" : ` (${other.course})`}`;
  return `${person.name} ${who} on ${moment(overlap.from, "en")}: ${there}.`;
};

const fr: Sentences = {
  "over-allocated": ({ requestId, assigned, size }: Over, names) =>
    `${names.place(requestId)}\u00A0: ${n("fr", assigned, "étudiant", "étudiants")} pour ${n("fr", size, "place", "places")}.`,
  "two-on-one": ({ requestId, assigned }: Over, names) =>
    `${names.place(requestId)}\u00A0: ${n("fr", assigned, "étudiant", "étudiants")} pour une place individuelle.`,
  "student-twice": ({ requestId, studentId, other, overlap }, names) =>
    `${names.student(studentId)} est à deux endroits le ${moment(overlap.from, "fr")}\u00A0: ${names.place(requestId)} et ${other.path ?? ""}${other.course === null ? "" : ` (${other.course})`}.`,
  "instructor-twice": twiceFr,
  "supervisor-twice": twiceFr,
  "unit-full": ({ requestId, band, on, days, asked, own, capacity }, names) =>
    `${names.place(requestId)} reçoit ${n("fr", capacity, "étudiant", "étudiants")} (${writeBand(band, "fr").toLocaleLowerCase("fr")}) et ${n("fr", asked, "y est attendu", "y sont attendus")} le ${on}, dont ${writeNumber(own, "fr")} de cette fiche${days > 1 ? `\u00A0; ${n("fr", days, "jour", "jours")} en tout` : ""}.`,
  "group-overlap": ({ requestId, with: groups, more }, names) =>
    `${names.place(requestId)}\u00A0: ${problemSentence({ kind: "group-overlap", with: groups, more, sent: true }, "fr")}`,
  "outside-dates": ({ requestId, of, name, startsOn, endsOn }, names) =>
    `${names.place(requestId)} déborde ${of === "course" ? "du cours" : "de la session"} ${name}, du ${startsOn} au ${endsOn}.`,
  closed: ({ requestId, from, to, reason, days, all }, names) =>
    `${names.place(requestId)} est fermé ${from === to ? `le ${from}` : `du ${from} au ${to}`} (${reason})\u00A0: ${
      all
        ? "tous les jours du stage y tombent"
        : days === null
          ? "des jours du stage peuvent y tomber"
          : n("fr", days, "jour du stage y tombe", "jours du stage y tombent")
    }.`,
  prerequisite: ({ requestId, lacking }, names) =>
    `${names.place(requestId)} demande ${joined(
      [...new Set(lacking.flatMap((one) => one.names))].map((name) => `«\u00A0${name}\u00A0»`),
      "fr",
    )} avant l’arrivée\u00A0: à vérifier pour ${few(
      lacking.map(({ studentId }) => names.student(studentId)),
      "fr",
    )}.`,
  agreement: ({ requestId, state, title, on }, names) => {
    const place = names.place(requestId);
    if (state === "missing") return `${place}\u00A0: aucune entente ne couvre ce programme à cet organisme.`;
    const of = `l’entente «\u00A0${title ?? ""}\u00A0»`;
    return {
      lapses: `${place}\u00A0: ${of} se termine le ${on ?? ""}, avant la fin du stage.`,
      lapsed: `${place}\u00A0: ${of} est échue depuis le ${on ?? ""}.`,
      "not-yet": `${place}\u00A0: ${of} ne commence que le ${on ?? ""}.`,
    }[state];
  },
  consent: ({ requestId, lacking }, names) => {
    const of = (state: "none" | "ends" | "sealed") => lacking.filter((one) => one.state === state);
    const who = (some: typeof lacking) =>
      few(
        some.map(({ studentId, on }) => (on === null ? names.student(studentId) : `${names.student(studentId)} (${on})`)),
        "fr",
      );
    const [none, ends, sealed] = [of("none"), of("ends"), of("sealed")];
    return [
      ...(sealed.length > 0
        ? [
            `profil masqué de ${sealed.length === 1 ? "cette personne" : n("fr", sealed.length, "personne", "personnes")}\u00A0: aucun nom ne peut être confirmé`,
          ]
        : []),
      ...(none.length > 0 ? [`sans consentement signé\u00A0: ${who(none)}`] : []),
      ...(ends.length > 0 ? [`consentement qui prend fin avant le dernier jour\u00A0: ${who(ends)}`] : []),
    ]
      .map((text, at) => (at === 0 ? `${names.place(requestId)}, ${text}` : text))
      .join("\u00A0; ")
      .concat(".");
  },
};

const en: Sentences = {
  "over-allocated": ({ requestId, assigned, size }: Over, names) =>
    `${names.place(requestId)}: ${n("en", assigned, "student", "students")} for ${n("en", size, "place", "places")}.`,
  "two-on-one": ({ requestId, assigned }: Over, names) =>
    `${names.place(requestId)}: ${n("en", assigned, "student", "students")} for one individual place.`,
  "student-twice": ({ requestId, studentId, other, overlap }, names) =>
    `${names.student(studentId)} is in two places on ${moment(overlap.from, "en")}: ${names.place(requestId)} and ${other.path ?? ""}${other.course === null ? "" : ` (${other.course})`}.`,
  "instructor-twice": twiceEn,
  "supervisor-twice": twiceEn,
  "unit-full": ({ requestId, band, on, days, asked, own, capacity }, names) =>
    `${names.place(requestId)} takes ${n("en", capacity, "student", "students")} (${writeBand(band, "en").toLocaleLowerCase("en")}) and ${n("en", asked, "is", "are")} expected on ${on}, ${writeNumber(own, "en")} of them of this worksheet${days > 1 ? `; ${n("en", days, "day", "days")} in all` : ""}.`,
  "group-overlap": ({ requestId, with: groups, more }, names) =>
    `${names.place(requestId)}: ${problemSentence({ kind: "group-overlap", with: groups, more, sent: true }, "en")}`,
  "outside-dates": ({ requestId, of, name, startsOn, endsOn }, names) =>
    `${names.place(requestId)} goes beyond the ${of} ${name}, ${startsOn} to ${endsOn}.`,
  closed: ({ requestId, from, to, reason, days, all }, names) =>
    `${names.place(requestId)} is closed ${from === to ? `on ${from}` : `from ${from} to ${to}`} (${reason}): ${
      all
        ? "every day of the placement falls in it"
        : days === null
          ? "days of the placement may fall in it"
          : n("en", days, "day of the placement falls in it", "days of the placement fall in it")
    }.`,
  prerequisite: ({ requestId, lacking }, names) =>
    `${names.place(requestId)} asks for ${joined(
      [...new Set(lacking.flatMap((one) => one.names))].map((name) => `“${name}”`),
      "en",
    )} before arrival: to be checked for ${few(
      lacking.map(({ studentId }) => names.student(studentId)),
      "en",
    )}.`,
  agreement: ({ requestId, state, title, on }, names) => {
    const place = names.place(requestId);
    if (state === "missing") return `${place}: no agreement covers this programme at this organisation.`;
    const of = `the agreement “${title ?? ""}”`;
    return {
      lapses: `${place}: ${of} ends on ${on ?? ""}, before the placement does.`,
      lapsed: `${place}: ${of} lapsed on ${on ?? ""}.`,
      "not-yet": `${place}: ${of} begins on ${on ?? ""} only.`,
    }[state];
  },
  consent: ({ requestId, lacking }, names) => {
    const of = (state: "none" | "ends" | "sealed") => lacking.filter((one) => one.state === state);
    const who = (some: typeof lacking) =>
      few(
        some.map(({ studentId, on }) => (on === null ? names.student(studentId) : `${names.student(studentId)} (${on})`)),
        "en",
      );
    const [none, ends, sealed] = [of("none"), of("ends"), of("sealed")];
    return [
      ...(sealed.length > 0
        ? [
            `${sealed.length === 1 ? "a hidden profile" : n("en", sealed.length, "hidden profile", "hidden profiles")}: no name can be confirmed`,
          ]
        : []),
      ...(none.length > 0 ? [`without a signed consent: ${who(none)}`] : []),
      ...(ends.length > 0 ? [`consent that ends before the last day: ${who(ends)}`] : []),
    ]
      .map((text, at) => (at === 0 ? `${names.place(requestId)}, ${text}` : text))
      .join("; ")
      .concat(".");
  },
};

/** What is wrong, who, where and when, in one sentence. */
export const conflictSentence = (of: Finding, names: ConflictNames, language: Language): string =>
  ((language === "fr" ? fr : en)[of.kind] as (of: Finding, names: ConflictNames) => string)(of, names);

const whatFr = {
  assigned: "affecté·e",
  instructor: "enseignant nommé",
  supervisor: "superviseur nommé",
  dates: "dates changées",
  size: "taille changée",
  closure: "fermeture inscrite",
  capacity: "capacité inscrite",
} as const;
const whatEn = {
  assigned: "assigned",
  instructor: "instructor named",
  supervisor: "supervisor named",
  dates: "dates changed",
  size: "size changed",
  closure: "closure noted",
  capacity: "capacity noted",
} as const;

/** Which act it comes from: « Zoé Roy affecté·e par Marc Roy, 10 h 42 », « fermeture inscrite, 3 nov., 10 h 42 ». */
export function editSentence(edit: Edit, names: ConflictNames, of: { language: Language; now: Date }): string {
  const { language } = of;
  const when = writeInstant(edit.at, language, of.now);
  const what = (language === "fr" ? whatFr : whatEn)[edit.what];
  const whom = edit.studentId === null ? what : `${names.student(edit.studentId)} ${what}`;
  if (edit.mine) return language === "fr" ? `${whom} par vous, ${when}` : `${whom} by you, ${when}`;
  if (edit.by === "") return `${whom}, ${when}`;
  return language === "fr" ? `${whom} par ${edit.by}, ${when}` : `${whom} by ${edit.by}, ${when}`;
}

/** What a way out does, as its button says it. */
export function wayLabel(way: WayOut, names: ConflictNames, language: Language): string {
  const french = language === "fr";
  switch (way.kind) {
    case "take-back":
      return `${french ? "Reprendre" : "Take back"} ${names.student(way.studentId)}`;
    case "unassign":
      return `${french ? "Retirer" : "Remove"} ${names.student(way.studentId)}`;
    case "move":
      return `${names.student(way.studentId)} → ${names.place(way.toRequestId)}`;
    case "swap":
      return `${french ? "Échanger" : "Swap"} ${names.student(way.one.studentId)} ${french ? "et" : "and"} ${names.student(way.other.studentId)}`;
    case "enlarge":
      return french ? `Porter le groupe à ${way.size}` : `Enlarge the group to ${way.size}`;
    case "shrink":
      return french
        ? `${names.place(way.requestId)}\u00A0: ramener le groupe à ${way.size}`
        : `${names.place(way.requestId)}: reduce the group to ${way.size}`;
    case "instructor":
      if (way.personId === null) return french ? "Nommer quelqu’un d’autre…" : "Name somebody else…";
      return `${french ? "Nommer" : "Name"} ${names.instructor(way.personId)}`;
    case "repair":
      return french ? "Proposer une réparation…" : "Propose a repair…";
    case "open":
      return openLabel(way, names, french);
  }
}

function openLabel(way: Extract<WayOut, { kind: "open" }>, names: ConflictNames, french: boolean): string {
  if (way.what === "student") return french ? `Dossier de ${names.student(way.studentId)}` : `Record of ${names.student(way.studentId)}`;
  const labels = {
    dates: ["Ouvrir les dates de la demande", "Open the request’s dates"],
    people: ["Ouvrir les superviseurs", "Open the supervisors"],
    agreements: ["Voir les ententes", "See the agreements"],
  } as const;
  return labels[way.what][french ? 0 : 1];
}
