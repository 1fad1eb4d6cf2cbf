import * as Y from "yjs";
import { rowsOf, type Row } from "./doc.ts";

/**
 * What a document carries beside its content: values written over and rows taken out leave marks for ever, and every transaction costs
 * as much as there are client ids. Measured: 100,000 overwrites leave 1 MB and 0.2 s to load; 5,000 ids cost 2.4 ms an edit.
 */
export interface Weight {
  /** Writes whose value no longer stands. */
  overwrites: number;
  clientIds: number;
  /** Of the whole, encoded. */
  bytes: number;
}

/** Past these a sheet is rebuilt from its cells; by `bytes` only when it has also grown to `times` what its content needs. */
export const overgrownAt = { overwrites: 20_000, clientIds: 300, bytes: 256 * 1024, times: 8 } as const;

/** Rows deleted this lately are taken along: somebody may still want one back. */
const deletedKept = 7 * 24 * 60 * 60 * 1_000;

function standing(doc: Y.Doc): number {
  let count = 0;
  for (const row of rowsOf(doc).values()) count += 1 + row.size;
  return count;
}

function count(doc: Y.Doc): Omit<Weight, "bytes"> {
  let written = 0;
  for (const clocks of Y.decodeStateVector(Y.encodeStateVector(doc)).values()) written += clocks;
  return { overwrites: written - standing(doc), clientIds: doc.store.clients.size };
}

/** Weighs a document; its encoding costs a few milliseconds a megabyte. */
export const weigh = (doc: Y.Doc): Weight => ({ ...count(doc), bytes: Y.encodeStateAsUpdate(doc).length });

/** Something of it waits for an update that has not come: only its log holds that. */
export const isWaiting = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/**
 * The same sheet in a new document, as one update: living rows, and of the deleted ones those in `kept` and those deleted less than a
 * week before `now` (milliseconds). Every cell, rank and instant of deletion as it was; what is empty is left out.
 */
export function rebuild(doc: Y.Doc, { kept, now }: { kept: ReadonlySet<string>; now: number }): Uint8Array {
  const fresh = new Y.Doc();
  const rows = rowsOf(fresh);
  fresh.transact(() => {
    for (const [id, row] of rowsOf(doc)) {
      const deletedAt = row.get("deletedAt");
      if (deletedAt !== undefined && !kept.has(id) && Date.parse(deletedAt) < now - deletedKept) continue;
      const same: Row = new Y.Map();
      for (const [key, text] of row) if (text !== "") same.set(key, text);
      rows.set(id, same);
    }
  });
  const update = Y.encodeStateAsUpdate(fresh);
  fresh.destroy();
  return update;
}

/** Why a sheet is due to be rebuilt; null while it is not. */
export function overgrown(doc: Y.Doc, at: Record<keyof typeof overgrownAt, number> = overgrownAt): keyof Weight | null {
  if (isWaiting(doc)) return null;
  const { overwrites, clientIds } = count(doc);
  if (overwrites > at.overwrites) return "overwrites";
  if (clientIds > at.clientIds) return "clientIds";
  const bytes = Y.encodeStateAsUpdate(doc).length;
  if (bytes <= at.bytes) return null;
  // The longest it can be: what is kept for a while counts as content.
  const content = rebuild(doc, { kept: new Set(rowsOf(doc).keys()), now: 0 }).length;
  return bytes > content * at.times ? "bytes" : null;
}
