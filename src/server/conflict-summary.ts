import type { ConflictPlace } from "#domain/conflict-facts.ts";
import type { Conflict, Finding } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";

/** The conflicts of a sheet as a list of sheets tells them: how many, and the first of them, who and where. */
export interface SheetConflicts {
  worksheetId: Id;
  blocks: number;
  /** Warnings nobody has decided on. */
  warns: number;
  decided: number;
  /** What blocks before what warns; no ways out, they are on the sheet's own screen. */
  told: Finding[];
  students: { id: Id; name: string }[];
  places: { requestId: Id; path: string }[];
}

/** As many are told without opening the sheet. */
const mostTold = 6;

/** Whom a conflict is about, as far as its sentence and the acts it comes from name them. */
export const studentsNamed = (of: Finding): Id[] => [
  ...of.studentIds,
  ...("excess" in of ? of.excess.map(({ studentId }) => studentId) : []),
  ...of.edits.flatMap(({ studentId }) => studentId ?? []),
];

export function summaryOf(
  worksheetId: Id,
  conflicts: readonly Conflict[],
  of: { decided: ReadonlySet<string>; places: readonly ConflictPlace[] },
): Omit<SheetConflicts, "students"> {
  const open = conflicts.filter(({ key, severity }) => severity === "blocks" || !of.decided.has(key));
  const told = open.slice(0, mostTold).map(({ waysOut: _ways, ...finding }): Finding => finding);
  const named = new Set(told.flatMap(({ requestIds }) => requestIds));
  return {
    worksheetId,
    blocks: open.filter(({ severity }) => severity === "blocks").length,
    warns: open.filter(({ severity }) => severity === "warns").length,
    decided: conflicts.length - open.length,
    told,
    places: of.places.filter(({ requestId }) => named.has(requestId)).map(({ requestId, path }) => ({ requestId, path })),
  };
}
