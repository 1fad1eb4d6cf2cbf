import { createMemo, createSignal, type Accessor } from "solid-js";

/** Rows drawn beyond each edge of what is seen: a turn of the wheel shows rows that are there already. */
const beyond = 6;

export interface RowWindow {
  /** Ids of the rows to draw, in their order. */
  drawn: Accessor<string[]>;
  /** Tells where the grid is scrolled to, and how much of it is seen, in pixels below its head. */
  moved(top: number, height: number): void;
}

/** Which rows of the same height are drawn: those in sight, and `kept`, the row the cursor is in, wherever it is (G9). */
export function createWindow(input: { order: Accessor<string[]>; kept: Accessor<number>; rowHeight: number }): RowWindow {
  // before the grid is measured: what a usual screen holds
  const [range, setRange] = createSignal<readonly [number, number]>([0, 30], {
    equals: ([first, last], [otherFirst, otherLast]) => first === otherFirst && last === otherLast,
  });
  const drawn = createMemo(() => {
    const order = input.order();
    const kept = input.kept();
    const last = Math.min(range()[1], order.length);
    const first = Math.min(range()[0], last);
    const ids = order.slice(first, last);
    const alone = order[kept];
    if (alone === undefined || (kept >= first && kept < last)) return ids;
    return kept < first ? [alone, ...ids] : [...ids, alone];
  });
  return {
    drawn,
    moved: (top, height) => {
      const first = Math.floor(top / input.rowHeight) - beyond;
      setRange([Math.max(0, first), Math.ceil((top + height) / input.rowHeight) + beyond]);
    },
  };
}
