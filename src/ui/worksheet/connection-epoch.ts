import * as Y from "yjs";
import { foldEdits, writeAgain, type CellEdit, type WrittenAgain } from "#sheet/edit.ts";
import type { Draft } from "./connection-drafts.ts";

/** The origin of unsent edits that come back: edits of this page, but no action of hers to undo now. */
export const broughtBack = Symbol("unsent edits brought back");

/** True when the document has everything an update builds on. */
function fits(doc: Y.Doc, update: Uint8Array): boolean {
  if (update.length === 0) return false;
  const { from } = Y.parseUpdateMeta(update);
  const known = Y.encodeStateVector(doc);
  const has = Y.decodeStateVector(known);
  return [...from].every(([client, clock]) => clock <= (has.get(client) ?? 0));
}

/**
 * Puts drafts of tabs that ended, or of epochs past, into the document of an epoch. Those of this epoch are its own history and merge by
 * its rules, so that the gate sees who had seen what. The others have no history in common with it: their cells are written again.
 * `told` hears, before the document's update, of the cells with what had stood there for their author; null when it is over.
 */
export function bringBack(
  doc: Y.Doc,
  { drafts, epoch, told }: { drafts: Draft[]; epoch: number; told(edits: CellEdit[] | null): void },
): WrittenAgain {
  const again: CellEdit[] = [];
  for (const own of Map.groupBy(drafts, ({ tab }) => tab).values()) {
    const mine = own.filter((draft) => draft.epoch === epoch);
    told(foldEdits(mine.flatMap(({ edits }) => edits)));
    // one by one: each builds on the one before
    doc.transact(() => {
      for (const draft of own) {
        if (draft.epoch !== epoch || !fits(doc, draft.update)) again.push(...draft.edits);
        else Y.applyUpdate(doc, draft.update, broughtBack);
      }
    }, broughtBack);
    told(null);
  }
  return writeAgain(doc, foldEdits(again), broughtBack);
}
