import { createSignal, type Accessor } from "solid-js";
import type { CellEdit } from "#sheet/edit.ts";
import { openDrafts, type Draft, type DraftStore } from "./connection-drafts.ts";

/** An edit of this page that the server has not said is on its disk. */
export interface Unsent {
  n: number;
  epoch: number;
  update: Uint8Array;
  edits: CellEdit[];
}
export type DraftKey = Pick<Draft, "tab" | "n">;

export interface UnsentEdits {
  newest(): number;
  list(): readonly Unsent[];
  add(of: Omit<Unsent, "n">): number;
  acknowledged(n: number): void;
  /** All of them, which are then no longer this list's; they stay kept until `forget`. */
  take(): { edits: CellEdit[]; keys: DraftKey[] };
  /** Lets go of drafts, in one breath with what `add` keeps in the same turn. */
  forget(keys: DraftKey[]): void;
  /** Keeps edits that no document holds, to be tried again at the next opening. */
  park(edits: CellEdit[]): DraftKey;
  /** Kept drafts that are not in this page's document of that epoch: of tabs that ended, of epochs past. */
  leftBehind(epoch: number): Promise<Draft[]>;
  kept: Accessor<"kept" | "not-kept">;
  stop(): void;
}

const openWithin = 3_000;
/** An epoch no document has. */
const noEpoch = 0;

/** This page's unsent edits, in memory and, where the browser lets us, on its disk. */
export function makeUnsent(of: { person: string | null; sheet: string; title: () => string; factory: IDBFactory | null }): UnsentEdits {
  const tab = crypto.randomUUID();
  const list: Unsent[] = [];
  const [kept, setKept] = createSignal<"kept" | "not-kept">(of.factory && of.person !== null ? "kept" : "not-kept");
  let newest = 0;
  let keep: Draft[] = [];
  let forget: DraftKey[] = [];
  let scheduled = false;
  let stopped = false;

  async function open(): Promise<DraftStore | null> {
    if (!of.factory || of.person === null) return null;
    // until it answers nothing is kept, and that is said; it may only be slow
    const late = setTimeout(() => setKept("not-kept"), openWithin);
    try {
      const store = await openDrafts({ person: of.person, sheet: of.sheet, factory: of.factory });
      setKept("kept");
      return store;
    } catch {
      setKept("not-kept");
      return null;
    } finally {
      clearTimeout(late);
    }
  }
  const opening = open();

  async function flush(): Promise<void> {
    const store = await opening;
    scheduled = false;
    const writing = { keep, forget };
    keep = [];
    forget = [];
    // a disk that is full, or data that were cleared under the page: said, and not tried again
    await store?.write(writing).catch(() => setKept("not-kept"));
    if (stopped && keep.length + forget.length === 0) store?.close();
  }
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => void flush());
  }
  function keepOne(one: Unsent): DraftKey {
    keep.push({ person: of.person ?? "", sheet: of.sheet, title: of.title(), tab, at: Date.now(), ...one });
    schedule();
    return { tab, n: one.n };
  }

  return {
    newest: () => newest,
    list: () => list,
    add(edit) {
      const one = { n: (newest += 1), ...edit };
      list.push(one);
      keepOne(one);
      return newest;
    },
    acknowledged(n) {
      const gone = list.findIndex((one) => one.n > n);
      const acknowledged = list.splice(0, gone < 0 ? list.length : gone);
      if (acknowledged.length === 0) return;
      forget.push(...acknowledged.map((one) => ({ tab, n: one.n })));
      schedule();
    },
    take() {
      const taken = list.splice(0);
      return { edits: taken.flatMap(({ edits }) => edits), keys: taken.map(({ n }) => ({ tab, n })) };
    },
    forget(keys) {
      forget.push(...keys);
      schedule();
    },
    park: (edits) => keepOne({ n: (newest += 1), epoch: noEpoch, update: new Uint8Array(), edits }),
    async leftBehind(epoch) {
      const store = await opening;
      if (!store || stopped) return [];
      const drafts = await store.read().catch((): Draft[] => []);
      return drafts.filter((draft) => draft.tab !== tab || draft.epoch !== epoch);
    },
    kept,
    stop() {
      if (stopped) return;
      stopped = true;
      schedule();
    },
  };
}
