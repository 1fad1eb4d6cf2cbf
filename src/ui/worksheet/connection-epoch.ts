import { createSignal, type Accessor } from "solid-js";
import * as Y from "yjs";
import { foldEdits, writeAgain, type CellEdit, type WrittenAgain } from "#sheet/edit.ts";
import type { Draft } from "./connection-drafts.ts";
import type { DraftKey, UnsentEdits } from "./connection-unsent.ts";

/** The origin of unsent edits that come back: edits of this page, but no action of hers to undo now. */
export const broughtBack = Symbol("unsent edits brought back");

/** True when the document has everything an update builds on. */
function fits(doc: Y.Doc, update: Uint8Array): boolean {
  if (update.length === 0) return false;
  const has = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...Y.parseUpdateMeta(update).from].every(([client, clock]) => clock <= (has.get(client) ?? 0));
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

/** A document and the epoch the server said it is of. */
interface Sheet {
  doc: Y.Doc;
  epoch: number | null;
}

export interface Homecoming {
  /** What the author of edits that are coming back had seen; null when none are. */
  seen(): CellEdit[] | null;
  /** Writes this page's edits into the document that took the place of its own; without the right to write, shows them. */
  carryOver(to: Sheet, taken: { edits: CellEdit[]; keys: DraftKey[] }, mayWrite: boolean): void;
  /** What tabs that ended left unsent, and this one before its document was renewed; nothing more once `over` says so. */
  takeLeftBehind(sheet: Sheet, over: () => boolean): Promise<void>;
  /** Puts on the shelf what met a colleague's value, and only then lets go of it; to be tried again at each sync. */
  shelve(): Promise<void>;
  /** Values on their way to the shelf. */
  proposing: Accessor<number>;
  /** What found no place. */
  stranded: Accessor<CellEdit[]>;
  dismiss(): void;
}

/** Brings unsent edits home to a document that is not the one they were made on. */
export function makeHomecoming({ unsent, propose }: { unsent: UnsentEdits; propose?: (cells: CellEdit[]) => Promise<void> }): Homecoming {
  const [stranded, setStranded] = createSignal<CellEdit[]>([]);
  const [proposing, setProposing] = createSignal(0);
  let due: { found: WrittenAgain; keys: DraftKey[] }[] = [];
  let shelving = false;
  const strandedKeys: DraftKey[] = [];
  let seen: CellEdit[] | null = null;
  const told = (edits: CellEdit[] | null): void => void (seen = edits?.length ? edits : null);

  function strand(edits: CellEdit[]): void {
    if (edits.length === 0) return;
    strandedKeys.push(unsent.park(edits));
    setStranded((all) => [...all, ...edits]);
  }

  async function shelve(): Promise<void> {
    if (shelving) return;
    shelving = true;
    const later: typeof due = [];
    for (let one = due[0]; one; one = due[0]) {
      setProposing(due.reduce((sum, { found }) => sum + found.conflicts.length, 0));
      try {
        const { conflicts, lost } = one.found;
        if (conflicts.length > 0) {
          if (!propose) throw new Error("there is no shelf");
          await propose(conflicts);
        }
        strand(lost);
        unsent.forget(one.keys);
      } catch {
        later.push(one);
      }
      due.shift();
    }
    due = later;
    setProposing(due.reduce((sum, { found }) => sum + found.conflicts.length, 0));
    shelving = false;
  }

  return {
    seen: () => seen,
    carryOver({ doc }, { edits, keys }, mayWrite) {
      if (edits.length === 0) return;
      if (mayWrite) due.push({ found: writeAgain(doc, foldEdits(edits), broughtBack), keys });
      else {
        strand(foldEdits(edits));
        unsent.forget(keys);
      }
    },
    async takeLeftBehind({ doc, epoch }, over) {
      if (epoch === null) return;
      const drafts = await unsent.leftBehind(epoch);
      const handled = new Set([...due.flatMap(({ keys }) => keys), ...strandedKeys].map(({ tab, n }) => `${tab} ${n}`));
      const mine = drafts.filter(({ tab, n }) => !handled.has(`${tab} ${n}`));
      if (mine.length === 0 || over()) return;
      due.push({ found: bringBack(doc, { drafts: mine, epoch, told }), keys: mine.map(({ tab, n }) => ({ tab, n })) });
      await shelve();
    },
    shelve,
    proposing,
    stranded,
    dismiss() {
      unsent.forget(strandedKeys.splice(0));
      setStranded([]);
    },
  };
}
