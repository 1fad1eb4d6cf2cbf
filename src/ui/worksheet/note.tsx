import { createMemo } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { gridWords } from "#words/grid.ts";
import { problemSentence } from "#words/problem.ts";
import { writeAuthor } from "#words/sheet-history.ts";
import { statusWords } from "#words/status.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn } from "./column.ts";
import { useGrid } from "./grid-state.ts";
import { newRow } from "./view.ts";

/** Why a row does not change here; empty when it can. */
export function useLockedSentence() {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const statuses = useWords(statusWords);
  return (rowId: string): string => {
    const request = grid.requestOf(rowId);
    if (!request) return grid.mayEdit() ? "" : w().locked.readOnly;
    if (request.status === "new") return w().locked.new(request.reference);
    if (grid.standing(rowId) === "closed") return w().locked.closed(request.reference);
    return w().locked.open(request.reference, request.status === "hidden" ? "" : statuses()[request.status].name);
  };
}

/** What the active cell means beyond its text, for those who hear it: its problem, who is in it, what is not saved, why it is locked. */
export function CellNote() {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const { language } = useLanguage();
  const locked = useLockedSentence();
  const note = createMemo(() => {
    const { rowId, column } = grid.cursor.head();
    if (rowId === newRow) return column === "agency" ? w().typeHere : "";
    const past = grid.past();
    if (past) {
      const author = isCellColumn(column) ? past.authorOf(rowId, column) : null;
      return author ? writeAuthor(author, language()) : "";
    }
    const parts: string[] = [];
    if (isCellColumn(column)) {
      const problem = grid.requestOf(rowId) ? undefined : grid.read(rowId).problems[column];
      if (problem) parts.push(`${problemSentence(problem, language())} (${w().fix.keys})`);
      for (const finding of grid.check.findings(rowId))
        if (finding.column === column) parts.push(`${problemSentence(finding.problem, language())} (${w().fix.keys})`);
      if (grid.shown(rowId, column).inherited) parts.push(w().inherited);
      const mark = grid.mark(rowId, column);
      if (mark) parts.push(g().marks[mark]);
      if (grid.shelved(rowId, column).length > 0) parts.push(g().marks.shelvedKeys);
      for (const one of grid.colleagues()) {
        if (one.cell?.rowId === rowId && one.cell.column === column)
          parts.push(one.editing ? w().presence.isTyping(one.name) : w().presence.isHere(one.name));
      }
    }
    const why = locked(rowId);
    if (why !== "") parts.push(why);
    return parts.join(". ");
  });
  return (
    <div class="sr-only">
      <span id="cell-note">{note()}</span>
      {/* what a cell that is not the active one says of itself */}
      <span id="says-bad">{g().marks.bad}</span>
      <span id="says-warned">{g().marks.warned}</span>
      <span id="says-pending">{g().marks.pending}</span>
      <span id="says-saved">{g().marks.saved}</span>
      <span id="says-corrected">{g().marks.corrected}</span>
      <span id="says-shelved">{g().marks.shelved}</span>
    </div>
  );
}
