import { columns, type Column } from "#domain/worksheet.ts";

/** Every column of the grid, in order: the tick, the cells people type, then what the row's request says. */
export const gridColumns = ["tick", ...columns, "status", "places"] as const;
export type GridColumn = (typeof gridColumns)[number];

export const isCellColumn = (column: GridColumn): column is Column => column !== "tick" && column !== "status" && column !== "places";

/** How a cell is typed: a list over the catalogue or the instructors, a day, a line, or several lines. */
export type CellKind = "place" | "instructor" | "day" | "line" | "lines";
export const kindOf: Record<Column, CellKind> = {
  agency: "place",
  site: "place",
  service: "place",
  destination: "place",
  size: "line",
  instructor: "instructor",
  startsOn: "day",
  endsOn: "day",
  weekdays: "line",
  hours: "line",
  blocks: "line",
  comment: "lines",
};

/** Widths in pixels: the least a column can have, and the most it takes by itself for its longest text. */
export const widths: Record<GridColumn, { least: number; most: number }> = {
  tick: { least: 56, most: 90 },
  agency: { least: 120, most: 200 },
  site: { least: 110, most: 200 },
  service: { least: 96, most: 180 },
  destination: { least: 102, most: 160 },
  size: { least: 66, most: 80 },
  instructor: { least: 106, most: 160 },
  startsOn: { least: 104, most: 112 },
  endsOn: { least: 104, most: 112 },
  weekdays: { least: 62, most: 90 },
  hours: { least: 100, most: 120 },
  blocks: { least: 76, most: 150 },
  comment: { least: 124, most: 260 },
  status: { least: 140, most: 216 },
  places: { least: 66, most: 66 },
};
/** Some average letter of the grid's type, and a cell's padding; a status has its icon and its own padding as well. */
const letter = 7.1;
const padding = 22;
const chip = 30;

/** The tick and the row's number, as long as the last one is. */
export const tickWidth = (rows: number): number => 42 + 7 * Math.max(2, String(rows).length);

export const widthFor = (column: GridColumn, letters: number): number =>
  Math.round(Math.max(widths[column].least, Math.min(widths[column].most, letters * letter + padding + (column === "status" ? chip : 0))));

/** By itself the first column of text stays in place while the others slide: it says what the row is. */
export const firstFrozen = "agency" satisfies GridColumn;
/** Columns up to which the grid can be kept in place. */
export const canFreeze = (column: GridColumn): boolean => isCellColumn(column);
/** On the right these stay, where there is room. */
export const frozenRight: readonly GridColumn[] = ["status", "places"];

/** Columns that can be hidden; the first says what the row is. */
export const canHide = (column: GridColumn): boolean => isCellColumn(column) && column !== "agency";
