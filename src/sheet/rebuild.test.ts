import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addRows, deleteRows, readSheet, readStoredRow, rowsOf, setCells } from "./doc.ts";
import { isWaiting, overgrown, overgrownAt, rebuild, weigh } from "./rebuild.ts";

const day = 24 * 60 * 60 * 1_000;

function sheetOf(count: number): { doc: Y.Doc; ids: string[] } {
  const doc = new Y.Doc();
  return { doc, ids: addRows(doc, { after: null, rows: Array.from({ length: count }, (_, n) => ({ site: `s${n}`, size: "6" })) }, "me") };
}

function fresh(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

describe("rebuilding", () => {
  it("[R113] keeps every row, cell and place in the order, and nothing of what was written over", () => {
    const { doc, ids } = sheetOf(40);
    for (let n = 0; n < 3_000; n += 1) setCells(doc, [{ rowId: ids[n % 40] ?? "", column: "comment", text: `é${n}` }], "me");
    setCells(doc, [{ rowId: ids[3] ?? "", column: "site", text: "" }], "me");
    const same = fresh(rebuild(doc, { kept: new Set(), now: Date.now() }));
    expect(readSheet(same)).toEqual(readSheet(doc));
    expect(weigh(same)).toMatchObject({ overwrites: 0, clientIds: 1 });
    expect(weigh(same).bytes).toBeLessThan(weigh(doc).bytes);
  });

  it("[R113] keeps deleted rows that somebody still needs, as they were, and lets go of the others after a week", () => {
    const { doc, ids } = sheetOf(3);
    const [old = "", asked = ""] = ids;
    deleteRows(doc, ids.slice(0, 2), "me");
    const later = Date.now() + 8 * day;
    const same = fresh(rebuild(doc, { kept: new Set([asked]), now: later }));
    expect(readStoredRow(same, asked)).toEqual(readStoredRow(doc, asked));
    expect(rowsOf(same).has(old)).toBe(false);
    expect(rowsOf(fresh(rebuild(doc, { kept: new Set(), now: Date.now() + 6 * day }))).size).toBe(3);
  });
});

describe("when a sheet is due", () => {
  it("[R114] past 20,000 values written over", () => {
    const { doc, ids } = sheetOf(2);
    const write = (count: number) =>
      doc.transact(() => {
        const row = rowsOf(doc).get(ids[0] ?? "");
        for (let n = 0; n < count; n += 1) row?.set("size", String(n % 9));
      });
    write(overgrownAt.overwrites - 100);
    expect(overgrown(doc)).toBeNull();
    write(200);
    expect(overgrown(doc)).toBe("overwrites");
  });

  it("[R114] past 300 client ids", () => {
    const { doc, ids } = sheetOf(1);
    let visits = 0;
    const visit = () => {
      // another page: Yjs numbers its writes under another client
      doc.clientID = visits += 1;
      setCells(doc, [{ rowId: ids[0] ?? "", column: "size", text: String(visits) }], "me");
    };
    for (let n = 1; n < overgrownAt.clientIds; n += 1) visit();
    expect(overgrown(doc)).toBeNull();
    visit();
    expect(overgrown(doc)).toBe("clientIds");
  });

  it("[R114] past 256 kB and eight times its content, not for content alone", () => {
    const large = sheetOf(400);
    for (const rowId of large.ids) setCells(large.doc, [{ rowId, column: "comment", text: "x".repeat(1_500) }], "me");
    expect(weigh(large.doc).bytes).toBeGreaterThan(overgrownAt.bytes);
    expect(overgrown(large.doc)).toBeNull();
    const small = sheetOf(1);
    // two pages by turns: what one page alone writes over is kept as one piece
    for (let n = 0; n < 10_000; n += 1) {
      small.doc.clientID = 4_000_000_000 + (n % 2);
      rowsOf(small.doc)
        .get(small.ids[0] ?? "")
        ?.set("size", String(n % 97));
    }
    expect(overgrown(small.doc)).toBeNull();
    expect(overgrown(small.doc, { ...overgrownAt, bytes: 64 * 1024 })).toBe("bytes");
  });

  it("[R114] never while part of it waits for an update that has not come", () => {
    const { doc, ids } = sheetOf(1);
    const page = fresh(Y.encodeStateAsUpdate(doc));
    const updates: Uint8Array[] = [];
    page.on("update", (update: Uint8Array) => updates.push(update));
    page.transact(() => {
      for (let n = 0; n < overgrownAt.overwrites + 10; n += 1)
        rowsOf(page)
          .get(ids[0] ?? "")
          ?.set("size", String(n % 7));
    });
    setCells(page, [{ rowId: ids[0] ?? "", column: "comment", text: "après" }], "me");
    setCells(page, [{ rowId: ids[0] ?? "", column: "comment", text: "encore" }], "me");
    Y.applyUpdate(doc, updates[0] ?? new Uint8Array());
    Y.applyUpdate(doc, updates[2] ?? new Uint8Array());
    expect(isWaiting(doc)).toBe(true);
    expect(overgrown(doc)).toBeNull();
    Y.applyUpdate(doc, updates[1] ?? new Uint8Array());
    expect(overgrown(doc)).toBe("overwrites");
  });
});
