import * as Y from "yjs";
import { addRows } from "#sheet/doc.ts";

export const rows = 1_000;

/** The same numbers in every run. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A sheet of `rows` rows, its rows' ids, and every update of it, those to come as well. */
export function layRows(): { doc: Y.Doc; updates: Uint8Array[]; ids: string[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const ids = addRows(
    doc,
    { after: null, rows: Array.from({ length: rows }, (_none, row) => ({ site: `Hôpital ${row % 40}`, size: "6" })) },
    null,
  );
  return { doc, updates, ids };
}
