/** Where a selection goes when a key is pressed: positions on the grid as shown, 0 the first row and the first cell column. */
export interface Spot {
  row: number;
  column: number;
}

/** From `anchor`, where it began, to `head`, the active cell. */
export interface Selection {
  anchor: Spot;
  head: Spot;
}

export interface Rectangle {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows one screen holds. */
  page: number;
  /** Whether a cell holds text: Ctrl with an arrow goes to the edge of what does. */
  filled(spot: Spot): boolean;
}

export type Step = "up" | "down" | "left" | "right";
export type Move = Step | `edge-${Step}` | "row-start" | "row-end" | "start" | "end" | "page-up" | "page-down";

export const at = (spot: Spot): Selection => ({ anchor: spot, head: spot });

export const rectangleOf = ({ anchor, head }: Selection): Rectangle => ({
  top: Math.min(anchor.row, head.row),
  bottom: Math.max(anchor.row, head.row),
  left: Math.min(anchor.column, head.column),
  right: Math.max(anchor.column, head.column),
});

export const sizeOf = ({ top, bottom, left, right }: Rectangle): { rows: number; columns: number } => ({
  rows: bottom - top + 1,
  columns: right - left + 1,
});

const steps: Record<Step, Spot> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
};

const within = (spot: Spot, { rows, columns }: Extent): Spot => ({
  row: Math.max(0, Math.min(rows - 1, spot.row)),
  column: Math.max(0, Math.min(columns - 1, spot.column)),
});

const isInside = ({ row, column }: Spot, { rows, columns }: Extent): boolean => row >= 0 && row < rows && column >= 0 && column < columns;

/** Excel's rule: from inside a run of filled cells to its last one, else to the next filled one, else to the edge of the grid. */
function toEdge(from: Spot, step: Step, extent: Extent): Spot {
  const by = steps[step];
  const next = (spot: Spot): Spot => ({ row: spot.row + by.row, column: spot.column + by.column });
  let here = from;
  let ahead = next(here);
  if (!isInside(ahead, extent)) return here;
  const running = extent.filled(here) && extent.filled(ahead);
  if (running) {
    while (isInside(ahead, extent) && extent.filled(ahead)) [here, ahead] = [ahead, next(ahead)];
    return here;
  }
  while (isInside(ahead, extent)) {
    [here, ahead] = [ahead, next(ahead)];
    if (extent.filled(here)) return here;
  }
  return here;
}

/** The cell a move leads to; the grid's edges stop it. */
export function moved(from: Spot, move: Move, extent: Extent): Spot {
  switch (move) {
    case "row-start":
      return { row: from.row, column: 0 };
    case "row-end":
      return { row: from.row, column: extent.columns - 1 };
    case "start":
      return { row: 0, column: 0 };
    case "end":
      return { row: extent.rows - 1, column: extent.columns - 1 };
    case "page-up":
      return within({ row: from.row - extent.page, column: from.column }, extent);
    case "page-down":
      return within({ row: from.row + extent.page, column: from.column }, extent);
    case "up":
    case "down":
    case "left":
    case "right":
      return within({ row: from.row + steps[move].row, column: from.column + steps[move].column }, extent);
    default:
      return toEdge(from, move.slice("edge-".length) as Step, extent);
  }
}

export interface Pressed {
  key: string;
  shift: boolean;
  /** Ctrl, or Command on a Mac. */
  ctrl: boolean;
  alt: boolean;
}

const arrows: Record<string, Step> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** The move a key asks for (G2); null when it asks for none. */
export function moveOf({ key, ctrl, alt }: Pressed): Move | null {
  if (alt) return null;
  const step = arrows[key];
  if (step) return ctrl ? `edge-${step}` : step;
  if (key === "Home") return ctrl ? "start" : "row-start";
  if (key === "End") return ctrl ? "end" : "row-end";
  if (ctrl) return null;
  if (key === "PageUp") return "page-up";
  if (key === "PageDown") return "page-down";
  return null;
}

/** The selection after a move: Shift keeps the anchor. */
export function select(from: Selection, move: Move, how: { extend: boolean; extent: Extent }): Selection {
  const head = moved(from.head, move, how.extent);
  return how.extend ? { anchor: from.anchor, head } : at(head);
}
