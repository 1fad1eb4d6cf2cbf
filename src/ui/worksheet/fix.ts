import { readPath, pathOf, type Catalogue } from "#domain/place.ts";
import type { Problem } from "#domain/refusal.ts";
import type { Cells, Column, ReadRow, SheetFacts } from "#domain/worksheet.ts";

/** A way out of a problem in one click: a text for the cell, or the row shared in two. */
export type Fix =
  | { kind: "reduce"; text: string }
  | { kind: "share"; sizes: [number, number] }
  | { kind: "use"; text: string }
  | { kind: "course"; text: string }
  | { kind: "clear" };

/** Two groups as even as they can be, the larger first; null when they would still be too large or empty. */
const halves = (size: number, most: number): [number, number] | null => {
  const larger = Math.ceil(size / 2);
  return larger <= most && size >= 2 ? [larger, size - larger] : null;
};

const wherever = (catalogue: Catalogue, text: string): string[] => {
  const read = readPath(catalogue, text);
  if (Object.keys(read.problems).length === 0) return [pathOf(catalogue, read.place)];
  return Object.values(read.problems).flatMap((problem) => (problem.kind === "ambiguous-place" ? problem.like : []));
};

/** What can be done about a problem without typing; the first is the likeliest. */
export function fixesFor(column: Column, problem: Problem, row: { cells: Cells; read: ReadRow; facts: SheetFacts }): Fix[] {
  switch (problem.kind) {
    case "group-too-large": {
      const shared = halves(row.read.size, problem.most);
      return [{ kind: "reduce", text: String(problem.most) }, ...(shared ? [{ kind: "share" as const, sizes: shared }] : [])];
    }
    case "size-one-only":
      return [{ kind: "reduce", text: "1" }];
    case "unknown-place": {
      // the same name elsewhere first: a destination typed beside another site's
      const paths = wherever(row.facts.catalogue, problem.text);
      return [...new Set([...paths, ...problem.like])].slice(0, 4).map((text) => ({ kind: "use", text }));
    }
    case "ambiguous-place":
    case "unknown-instructor":
      return problem.like.slice(0, 4).map((text) => ({ kind: "use", text }));
    case "outside-course":
      return [{ kind: "course", text: column === "startsOn" ? problem.startsOn : problem.endsOn }];
    case "missing":
      return [];
    default:
      return [{ kind: "clear" }];
  }
}
