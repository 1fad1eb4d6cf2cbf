import type { Stop } from "#domain/sheet-history.ts";
import { localeOf, plural, words, writeNumber, writeTime, type Language } from "./words.ts";

const n = (value: number, language: Language) => writeNumber(value, language);
const frCount = (count: number, one: string, many: string) => `${n(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const enCount = (count: number, one: string, many: string) => `${n(count, "en")}\u00A0${plural("en", count, one, many)}`;
const timeZone = "America/Toronto";

/** `14 h 32`, in Québec's time. */
export const writeClock = (instant: string | number, language: Language): string =>
  writeTime(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date(instant)), language);

/** `2026-11-20 à 14 h 32`. */
export const writeMoment = (instant: string | number, language: Language): string => {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(instant));
  return language === "fr" ? `${day} à\u00A0${writeClock(instant, language)}` : `${day} at ${writeClock(instant, language)}`;
};

/** `vendredi 20 novembre 2026`. */
export const writeLongDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** `20 nov.` under the slider. */
export const writeShortDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", day: "numeric", month: "short" }).format(new Date(`${day}T12:00:00Z`));

type Counts = Pick<Stop, "cells" | "rows" | "added" | "removed" | "restored" | "moved">;

const sentences = {
  fr: ({ cells, rows, added, removed, restored, moved }: Counts) => [
    added > 0 ? frCount(added, "ligne ajoutée", "lignes ajoutées") : "",
    cells > 0 ? `${frCount(cells, "cellule", "cellules")} dans ${frCount(rows, "ligne", "lignes")}` : "",
    removed > 0 ? frCount(removed, "ligne supprimée", "lignes supprimées") : "",
    restored > 0 ? frCount(restored, "ligne ramenée", "lignes ramenées") : "",
    moved > 0 ? frCount(moved, "ligne déplacée", "lignes déplacées") : "",
  ],
  en: ({ cells, rows, added, removed, restored, moved }: Counts) => [
    added > 0 ? enCount(added, "row added", "rows added") : "",
    cells > 0 ? `${enCount(cells, "cell", "cells")} in ${enCount(rows, "row", "rows")}` : "",
    removed > 0 ? enCount(removed, "row deleted", "rows deleted") : "",
    restored > 0 ? enCount(restored, "row brought back", "rows brought back") : "",
    moved > 0 ? enCount(moved, "row moved", "rows moved") : "",
  ],
};

/** What a stop did: « 3 lignes ajoutées, 14 cellules dans 5 lignes ». */
export const writeStop = (stop: Counts, language: Language): string =>
  sentences[language](stop)
    .filter((part) => part !== "")
    .join(", ");

/** « Marc Roy, 2026-11-20 à 14 h 32 »: who wrote a cell, and when (ms since 1970). */
export const writeAuthor = ({ name, at }: { name: string; at: number }, language: Language): string =>
  `${name === "" ? (language === "fr" ? "Quelqu’un" : "Somebody") : name}, ${writeMoment(at, language)}`;

/** Time travel of a sheet: its slider, its stops, its band, the history of a cell. */
export const sheetHistoryWords = words(
  {
    title: "Historique de la fiche",
    tabs: { label: "Ce qui est arrivé à la fiche", edits: "Modifications", events: "Demandes et suivi" },
    nobody: "Quelqu’un",
    you: "vous",
    band: {
      label: "La fiche dans le temps",
      past: (moment: string) => `La fiche telle qu’elle était le ${moment}`,
      before: "Avant la première modification, la fiche était vide",
      now: "La fiche au présent",
      hint: "Glissez le curseur, ou choisissez une modification, pour revoir la fiche à ce moment.",
      back: "Revenir au présent",
      loading: "Lecture de ce moment…",
      by: (name: string, what: string) => `${name}\u00A0: ${what}`,
      cell: (column: string, row: string) => `${column}, ${row}`,
      marked: "Les cellules marquées ont changé depuis l’étape précédente.",
      goToChanged: (count: number) =>
        count === 1 ? "Voir la cellule modifiée" : `Parcourir les ${frCount(count, "cellule modifiée", "cellules modifiées")}`,
      neverWritten: "jamais remplie",
      emptied: "vidée",
      failed: "Ce moment n’a pas pu être lu.",
      retry: "Réessayer",
    },
    slider: {
      label: "Moment de la fiche",
      present: "Présent",
      keys: "Flèches\u00A0: une modification. Page\u00A0: un jour. Début et Fin\u00A0: le commencement et le présent.",
      older: "Modification précédente",
      newer: "Modification suivante",
      at: (moment: string, what: string) => (what === "" ? moment : `${moment}, ${what}`),
    },
    list: {
      label: "Modifications, la plus récente d’abord",
      present: "Présent",
      presentText: "La fiche comme tous la voient",
      older: "Plus anciennes",
      newer: "Plus récentes",
      today: "Aujourd’hui",
      yesterday: "Hier",
      emptyTitle: "Rien n’a encore été écrit",
      emptyText: "Chaque modification de la fiche apparaîtra ici, avec son auteur et son heure, et pourra être revue et rétablie.",
      from: (began: string, ended: string) => (began === ended ? began : `${began} à ${ended}`),
      beginning: "Début de l’historique",
    },
    restore: {
      selection: (cells: number) => (cells > 1 ? `Rétablir ${frCount(cells, "cellule", "cellules")}` : "Rétablir la cellule"),
      sheet: "Rétablir toute la fiche",
      same: "La fiche est déjà ainsi au présent.",
      sameSelection: "Ces cellules sont déjà ainsi au présent.",
      done: (cells: number, rows: number) =>
        rows === 0
          ? frCount(cells, "cellule rétablie", "cellules rétablies")
          : cells === 0
            ? frCount(rows, "ligne rétablie", "lignes rétablies")
            : `${frCount(cells, "cellule", "cellules")} et ${frCount(rows, "ligne rétablie", "lignes rétablies")}`,
      skipped: (count: number, rows: string) =>
        `${frCount(count, "ligne laissée telle quelle", "lignes laissées telles quelles")}, une demande les tient\u00A0: ${rows}.`,
      more: (count: number) => `et ${frCount(count, "autre", "autres")}`,
      undo: "Annuler",
      order: "L’ordre des lignes est rétabli",
    },
    cell: {
      action: "Historique de la cellule",
      title: (column: string) => `Historique\u00A0: ${column}`,
      empty: "Cette cellule n’a jamais été remplie.",
      now: "Valeur actuelle",
      emptied: "(vidée)",
      take: "Reprendre cette valeur",
      takeLabel: (text: string) => `Reprendre la valeur ${text}`,
      see: "Voir la fiche à ce moment",
      taken: "Valeur reprise",
      locked: "La ligne est tenue par une demande\u00A0: sa valeur ne change pas ici.",
      gone: "Cette ligne n’est plus sur la fiche.",
      more: "Valeurs plus anciennes",
      list: "Valeurs de la cellule, la plus récente d’abord",
    },
  },
  {
    title: "Worksheet history",
    tabs: { label: "What happened to the worksheet", edits: "Changes", events: "Requests and follow-up" },
    nobody: "Somebody",
    you: "you",
    band: {
      label: "The worksheet in time",
      past: (moment) => `The worksheet as it was on ${moment}`,
      before: "Before the first change the worksheet was empty",
      now: "The worksheet now",
      hint: "Drag the slider, or choose a change, to see the worksheet as it was then.",
      back: "Back to the present",
      loading: "Reading that moment…",
      by: (name, what) => `${name}: ${what}`,
      cell: (column, row) => `${column}, ${row}`,
      marked: "Marked cells changed since the previous step.",
      goToChanged: (count) => (count === 1 ? "See the changed cell" : `Go through the ${enCount(count, "changed cell", "changed cells")}`),
      neverWritten: "never filled in",
      emptied: "emptied",
      failed: "That moment could not be read.",
      retry: "Try again",
    },
    slider: {
      label: "Moment of the worksheet",
      present: "Now",
      keys: "Arrows: one change. Page: one day. Home and End: the beginning and the present.",
      older: "Previous change",
      newer: "Next change",
      at: (moment, what) => (what === "" ? moment : `${moment}, ${what}`),
    },
    list: {
      label: "Changes, the latest first",
      present: "Now",
      presentText: "The worksheet as everybody sees it",
      older: "Older",
      newer: "Newer",
      today: "Today",
      yesterday: "Yesterday",
      emptyTitle: "Nothing has been written yet",
      emptyText: "Every change of the worksheet will appear here with its author and time, to be seen again and restored.",
      from: (began, ended) => (began === ended ? began : `${began} to ${ended}`),
      beginning: "Beginning of the history",
    },
    restore: {
      selection: (cells) => (cells > 1 ? `Restore ${enCount(cells, "cell", "cells")}` : "Restore the cell"),
      sheet: "Restore the whole worksheet",
      same: "The worksheet is like this already.",
      sameSelection: "These cells are like this already.",
      done: (cells, rows) =>
        rows === 0
          ? enCount(cells, "cell restored", "cells restored")
          : cells === 0
            ? enCount(rows, "row restored", "rows restored")
            : `${enCount(cells, "cell", "cells")} and ${enCount(rows, "row restored", "rows restored")}`,
      skipped: (count, rows) => `${enCount(count, "row left as it is", "rows left as they are")}, held by a request: ${rows}.`,
      more: (count) => `and ${enCount(count, "other", "others")}`,
      undo: "Undo",
      order: "The order of rows is restored",
    },
    cell: {
      action: "History of the cell",
      title: (column) => `History: ${column}`,
      empty: "This cell was never filled in.",
      now: "Current value",
      emptied: "(emptied)",
      take: "Take this value back",
      takeLabel: (text) => `Take back the value ${text}`,
      see: "See the worksheet at that moment",
      taken: "Value taken back",
      locked: "A request holds the row: its value does not change here.",
      gone: "This row is no longer on the worksheet.",
      more: "Older values",
      list: "Values of the cell, the latest first",
    },
  },
);
