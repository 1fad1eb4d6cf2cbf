import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { forgetPerson, openDrafts, unsentSheets } from "./connection-drafts.ts";

const draft = { title: "", tab: "t", epoch: 1, at: Date.now(), update: Uint8Array.of(1) };
const edit = (rowId: string, column: string, text: string) => ({ rowId, column, text, base: null });

it("[R127] whoever signs out is told how many edits on which sheets would go; then hers are gone, and nobody else's", async () => {
  const factory = new IDBFactory();
  for (const person of ["anna", "ben"])
    for (const sheet of ["one", "two"]) {
      const store = await openDrafts({ person, sheet, factory });
      const edits = [edit("r1", "size", "4"), edit("r1", "size", "5"), edit("r2", "site", "CHUM")];
      await store.write({
        keep: edits.map((one, n) => ({ ...draft, person, sheet, title: `Fiche ${sheet}`, n, edits: [one] })),
        forget: [],
      });
      store.close();
    }
  expect(await unsentSheets("anna", factory)).toEqual([
    { sheet: "one", title: "Fiche one", count: 2 },
    { sheet: "two", title: "Fiche two", count: 2 },
  ]);
  await forgetPerson("anna", factory);
  expect(await unsentSheets("anna", factory)).toEqual([]);
  expect(await unsentSheets("ben", factory)).toHaveLength(2);
});

it("keeps and lets go in one breath, and reads each tab's in its own order", async () => {
  const store = await openDrafts({ person: "anna", sheet: "one", factory: new IDBFactory() });
  const of = { ...draft, person: "anna", sheet: "one", edits: [] };
  await store.write({
    keep: [
      { ...of, n: 10 },
      { ...of, n: 9, at: of.at + 3_600_000 },
      { ...of, tab: "s", n: 1, at: of.at - 1 },
    ],
    forget: [],
  });
  await store.write({ keep: [{ ...of, n: 11 }], forget: [{ tab: "t", n: 10 }] });
  expect((await store.read()).map(({ tab, n }) => `${tab}${n}`)).toEqual(["s1", "t9", "t11"]);
  store.close();
});
