import { countEdits, foldEdits, type CellEdit } from "#sheet/edit.ts";

/**
 * Edits that the server has not yet on disk, in the browser's IndexedDB: closing the tab, a crash or a restart loses none. Only they are
 * kept, not the sheet they are of, and each goes as soon as it is acknowledged: a shared computer keeps nothing of a sheet that is saved.
 *
 * y-indexeddb was looked at and left: it keeps the whole sheet, cannot say what is unsent, and the deletion of its database waits for
 * the other tabs and then takes their unsent edits with it. Here an edit and its cells are one record.
 */
export interface Draft {
  person: string;
  sheet: string;
  /** What the sheet is called, to say on which sheets something is unsent. */
  title: string;
  /** The page that made it: two tabs of one person do not mix their numbers. */
  tab: string;
  n: number;
  epoch: number;
  /** ms, by this machine's clock. */
  at: number;
  update: Uint8Array;
  edits: CellEdit[];
}

/** Seven days, as people are told. */
export const keptFor = 7 * 24 * 60 * 60 * 1_000;
const databaseName = "concerto";
/** A browser that has not answered by then is not waited for by somebody who signs out. */
const openWithin = 5_000;

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("the drafts were not written")));
  });

const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the drafts were not read")));
  });

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(databaseName, 1);
    request.addEventListener("upgradeneeded", () => {
      const edits = request.result.createObjectStore("edits", { keyPath: ["person", "sheet", "tab", "n"] });
      edits.createIndex("at", "at");
    });
    request.addEventListener("success", () => {
      // a later version of this page takes over: what is typed then is said not to be kept
      request.result.addEventListener("versionchange", () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
  });
}

/** Every key that begins so. */
const beginningWith = (...start: string[]): IDBKeyRange => IDBKeyRange.bound(start, [...start, []]);

const keyOf = ({ person, sheet, tab, n }: Pick<Draft, "person" | "sheet" | "tab" | "n">) => [person, sheet, tab, n];

/** Each tab's in the order of its numbers (a clock may be set back), tabs by their first. */
function inOrder(drafts: Draft[]): Draft[] {
  const tabs = [...Map.groupBy(drafts, ({ tab }) => tab).values()].map((own) => own.toSorted((one, other) => one.n - other.n));
  return tabs.toSorted(([one], [other]) => (one?.at ?? 0) - (other?.at ?? 0)).flat();
}

export interface DraftStore {
  /** All of this person at this sheet, of other tabs as well. */
  read(): Promise<Draft[]>;
  /** Keeps some and lets others go, all or nothing. */
  write(of: { keep: Draft[]; forget: Pick<Draft, "tab" | "n">[] }): Promise<void>;
  close(): void;
}

async function purge(database: IDBDatabase): Promise<void> {
  const purging = database.transaction("edits", "readwrite");
  const old = purging
    .objectStore("edits")
    .index("at")
    .openCursor(IDBKeyRange.upperBound(Date.now() - keptFor));
  old.addEventListener("success", () => {
    old.result?.delete();
    old.result?.continue();
  });
  await done(purging);
}

/** Opens the drafts of one person at one sheet, after all that are past their seven days are gone. Throws where the browser keeps nothing. */
export async function openDrafts({ person, sheet, factory }: { person: string; sheet: string; factory: IDBFactory }): Promise<DraftStore> {
  const database = await openDatabase(factory);
  await purge(database);
  return {
    read: async () =>
      inOrder((await answer(database.transaction("edits").objectStore("edits").getAll(beginningWith(person, sheet)))) as Draft[]),
    async write({ keep, forget }) {
      const writing = database.transaction("edits", "readwrite");
      const store = writing.objectStore("edits");
      for (const draft of keep) store.put(draft);
      for (const { tab, n } of forget) store.delete(keyOf({ person, sheet, tab, n }));
      await done(writing);
    },
    close: () => database.close(),
  };
}

const answering = (factory: IDBFactory): Promise<IDBDatabase> =>
  Promise.race([
    openDatabase(factory),
    new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error("no answer")), openWithin)),
  ]);

async function readAll(start: string[], factory: IDBFactory): Promise<Draft[]> {
  try {
    const database = await answering(factory);
    const found = await answer(
      database
        .transaction("edits")
        .objectStore("edits")
        .getAll(beginningWith(...start)),
    );
    database.close();
    return inOrder(found as Draft[]);
  } catch {
    // Where nothing can be read, nothing was kept.
    return [];
  }
}

/** What this person typed on a sheet and the server never had: to be shown where the sheet can no longer be opened. */
export const unsentEdits = async (person: string, sheet: string, factory = indexedDB): Promise<CellEdit[]> =>
  foldEdits((await readAll([person, sheet], factory)).flatMap(({ edits }) => edits));

export interface UnsentSheet {
  sheet: string;
  title: string;
  /** Cells and rows that wait. */
  count: number;
}

/** The sheets on which this person has edits that are not saved. */
export async function unsentSheets(person: string, factory = indexedDB): Promise<UnsentSheet[]> {
  const bySheet = Map.groupBy(await readAll([person], factory), ({ sheet }) => sheet);
  return [...bySheet].map(([sheet, own]) => ({
    sheet,
    title: own.at(-1)?.title ?? "",
    count: countEdits(foldEdits(own.flatMap(({ edits }) => edits))),
  }));
}

/** Takes everything of a person from this machine. */
export async function forgetPerson(person: string, factory = indexedDB): Promise<void> {
  try {
    const database = await answering(factory);
    const writing = database.transaction("edits", "readwrite");
    writing.objectStore("edits").delete(beginningWith(person));
    await done(writing);
    database.close();
  } catch {
    // Where nothing can be written, nothing was kept.
  }
}
