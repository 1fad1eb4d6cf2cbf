import { plural, words, writeNumber } from "./words.ts";

const n = (value: number, language: "fr" | "en") => writeNumber(value, language);
const frCount = (count: number, one: string, many: string) => `${n(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const enCount = (count: number, one: string, many: string) => `${n(count, "en")}\u00A0${plural("en", count, one, many)}`;

/** The grid as a tool: how it is seen, searched, typed in and driven by keys. */
export const gridWords = words(
  {
    view: {
      columns: "Colonnes montrées",
      sort: "Trier, pour moi seulement",
      order: "Ordre de la fiche",
      filter: "Filtrer cette colonne",
      filterLabel: (column: string) => `Filtrer ${column}`,
      clearFilters: "Retirer tri et filtres",
      arranged: (shown: number, total: number) =>
        `Tri ou filtre actif\u00A0: ${n(shown, "fr")} de ${frCount(total, "ligne", "lignes")}, pour vous seulement`,
      ascending: "Trier de A à Z",
      descending: "Trier de Z à A",
      hide: "Masquer cette colonne",
      wider: "Élargir",
      narrower: "Rétrécir",
      fit: "Largeur automatique",
      width: "Largeur",
      columnMenu: (column: string) => `Colonne ${column}\u00A0: trier, filtrer, masquer, élargir`,
      resize: (column: string) => `Largeur de la colonne ${column}`,
      tabMoves: "Tab passe toujours à la cellule suivante",
      tabMovesHint: "Échap puis Tab, ou F6, sort alors de la grille.",
      announce: "Annoncer les changements des collègues",
      sorted: (column: string) => `trié par ${column}`,
      again: "Réappliquer le tri",
      againHint: "Des lignes ont changé depuis le tri\u00A0: elles gardent leur place jusqu’à ce que vous le refassiez.",
      freeze: "Figer jusqu’à cette colonne",
      frozen: "Colonnes figées à gauche",
      upTo: (column: string) => `Jusqu’à ${column}`,
    },
    marks: {
      bad: "à corriger",
      warned: "avertissement",
      pending: "pas encore enregistré",
      saved: "enregistré",
      corrected: "a repris sa valeur, une demande tenait déjà la ligne\u00A0; votre texte est sur l’étagère",
      shelved: "Deux valeurs pour cette cellule\u00A0: il faut choisir",
      shelvedKeys: "Deux valeurs pour cette cellule, Entrée pour choisir",
    },
    paste: { title: "Rien n’a été collé\u00A0; ce que vous avez copié est toujours dans le presse-papiers" },
    fillSeries: "Poursuivre la série vers le bas",
    fillSeriesNone: "Choisissez d’abord des cellules remplies et, sous elles, celles à remplir.",
    orphan: (text: string) => `Un collègue a supprimé cette ligne pendant que vous y tapiez «\u00A0${text}\u00A0».`,
    orphanBack: "Remettre la ligne avec ce texte",
    find: {
      label: "Chercher dans la fiche",
      next: "Suivant",
      previous: "Précédent",
      close: "Fermer la recherche",
      none: "Rien trouvé",
      at: (at: number, of: number) => `${n(at, "fr")} sur ${n(of, "fr")}`,
    },
    editor: {
      label: (column: string, row: string) => `${column}, ${row}`,
      choices: (column: string) => `Choix pour ${column}`,
      count: (count: number) =>
        count === 0 ? "Aucun choix ne correspond\u00A0; ce que vous tapez est gardé." : `${frCount(count, "choix", "choix")}`,
      calendar: "Ouvrir le calendrier",
      newLine: "Alt Entrée pour une autre ligne",
    },
    keys: {
      edit: "Modifier la cellule",
      fixes: "Voir le problème et ses solutions",
      fillDown: "Recopier vers le bas",
      fillRight: "Recopier vers la droite",
      undo: "Annuler ma dernière action",
      redo: "Rétablir",
      find: "Chercher dans la fiche",
      addPlaces: "Ajouter des milieux",
      moveUp: "Monter la ligne",
      moveDown: "Descendre la ligne",
      insert: "Insérer une ligne",
      duplicate: "Dupliquer la ligne",
      menu: "Actions sur la ligne",
      leave: "Sortir de la grille",
      selectRow: "Choisir la ligne",
      list: "Ouvrir la liste de la cellule",
      columnMenu: "Trier, filtrer, figer la colonne",
      arrows: "D’une cellule à l’autre",
      edge: "Au bord des cellules remplies",
      extend: "Étendre le choix, aussi avec Ctrl",
      ends: "Au début de la fiche\u00A0; Ctrl End à la fin",
      screen: "Un écran plus bas\u00A0; PageUp plus haut",
      commit: "Valider et descendre\u00A0; Tab va à droite",
      restore: "Reprendre l’ancienne valeur\u00A0; puis Tab sort",
      selectColumn: "Choisir la colonne",
      selectAll: "Choisir tout",
      help: "Ces raccourcis, là où «\u00A0?\u00A0» s’écrit",
    },
  },
  {
    view: {
      columns: "Columns shown",
      sort: "Sort, for me only",
      order: "Order of the worksheet",
      filter: "Filter this column",
      filterLabel: (column) => `Filter ${column}`,
      clearFilters: "Remove sort and filters",
      arranged: (shown, total) => `Sorted or filtered: ${n(shown, "en")} of ${enCount(total, "row", "rows")}, for you only`,
      ascending: "Sort A to Z",
      descending: "Sort Z to A",
      hide: "Hide this column",
      wider: "Wider",
      narrower: "Narrower",
      fit: "Automatic width",
      width: "Width",
      columnMenu: (column) => `${column} column: sort, filter, hide, widen`,
      resize: (column) => `Width of the ${column} column`,
      tabMoves: "Tab always goes to the next cell",
      tabMovesHint: "Esc then Tab, or F6, then leaves the grid.",
      announce: "Announce colleagues’ changes",
      sorted: (column) => `sorted by ${column}`,
      again: "Apply the sort again",
      againHint: "Rows have changed since the sort: they keep their place until you do it again.",
      freeze: "Freeze up to this column",
      frozen: "Frozen columns on the left",
      upTo: (column) => `Up to ${column}`,
    },
    marks: {
      bad: "to correct",
      warned: "warning",
      pending: "not saved yet",
      saved: "saved",
      corrected: "went back to its value, a request already held the row; your text is on the shelf",
      shelved: "Two values for this cell: one must be chosen",
      shelvedKeys: "Two values for this cell, Enter to choose",
    },
    paste: { title: "Nothing was pasted; what you copied is still on the clipboard" },
    fillSeries: "Continue the series down",
    fillSeriesNone: "First select filled cells and, under them, those to fill.",
    orphan: (text) => `A colleague deleted this row while you were typing “${text}” in it.`,
    orphanBack: "Bring the row back with this text",
    find: {
      label: "Find in the worksheet",
      next: "Next",
      previous: "Previous",
      close: "Close find",
      none: "Nothing found",
      at: (at, of) => `${n(at, "en")} of ${n(of, "en")}`,
    },
    editor: {
      label: (column, row) => `${column}, ${row}`,
      choices: (column) => `Choices for ${column}`,
      count: (count) => (count === 0 ? "No choice matches; what you type is kept." : enCount(count, "choice", "choices")),
      calendar: "Open the calendar",
      newLine: "Alt Enter for another line",
    },
    keys: {
      edit: "Edit the cell",
      fixes: "See the problem and its fixes",
      fillDown: "Fill down",
      fillRight: "Fill right",
      undo: "Undo my last action",
      redo: "Redo",
      find: "Find in the worksheet",
      addPlaces: "Add places",
      moveUp: "Move the row up",
      moveDown: "Move the row down",
      insert: "Insert a row",
      duplicate: "Duplicate the row",
      menu: "Actions on the row",
      leave: "Leave the grid",
      selectRow: "Select the row",
      list: "Open the cell’s list",
      columnMenu: "Sort, filter, freeze the column",
      arrows: "From cell to cell",
      edge: "To the edge of filled cells",
      extend: "Extend the selection, with Ctrl as well",
      ends: "To the start of the worksheet; Ctrl End to its end",
      screen: "One screen down; PageUp up",
      commit: "Commit and go down; Tab goes right",
      restore: "Take the old value back; Tab then leaves",
      selectColumn: "Select the column",
      selectAll: "Select everything",
      help: "These shortcuts, where “?” is text",
    },
  },
);

/** Why a paste was refused: its facts come from the grid (paste-limit.ts). */
export function pasteSentence(
  why:
    | { refused: "rows"; rows: number; room: number }
    | { refused: "size"; megabytes: number; most: number }
    | { refused: "cell"; letters: number; most: number; row: number },
  language: "fr" | "en",
): string {
  const number = (value: number) => n(Math.round(value * 10) / 10, language);
  if (why.refused === "rows")
    return language === "fr"
      ? `${frCount(why.rows, "ligne copiée", "lignes copiées")}, et la fiche n’en tient que ${number(why.room)} à partir d’ici. Collez-en moins, ou ouvrez une autre fiche.`
      : `${enCount(why.rows, "row copied", "rows copied")}, and the worksheet holds only ${number(why.room)} from here. Paste fewer, or open another worksheet.`;
  if (why.refused === "size")
    return language === "fr"
      ? `Ce texte fait ${number(why.megabytes)}\u00A0Mo, et un collage en tient ${number(why.most)}. Collez-le en plusieurs fois.`
      : `This text is ${number(why.megabytes)} MB, and a paste holds ${number(why.most)}. Paste it in several parts.`;
  return language === "fr"
    ? `À la ligne ${number(why.row)} de ce que vous avez copié, une cellule a ${frCount(why.letters, "caractère", "caractères")}\u00A0; une cellule de la fiche en tient ${number(why.most)}. Raccourcissez-la, puis collez de nouveau.`
    : `In row ${number(why.row)} of what you copied, a cell has ${enCount(why.letters, "character", "characters")}; a cell of the worksheet holds ${number(why.most)}. Shorten it, then paste again.`;
}
