import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { EditedCell, NewShelved } from "#db/sheet.ts";
import { addRows, deleteRows, moveRows, newPageDoc, readSheetRow, rowsOf, setCells, undoManagerOf } from "#sheet/doc.ts";
import { makeShadow } from "./shadow.ts";

const ownNumber = 4_000_000_000;

/** A sheet as the gate keeps it, without sockets or a database. */
function table() {
  const committed = new Y.Doc();
  const shadow = makeShadow(committed, [], ownNumber);
  const locked = new Set<string>();
  const state = { committed, locked, shelf: [] as NewShelved[], edits: [] as EditedCell[], corrected: 0, now: 1_000_000 };
  const take = (update: Uint8Array, person: string, knows: Map<number, number> | null = null) => {
    state.now += 100;
    const taken = shadow.take(update, { actorId: person, at: state.now, knows, isLocked: (rowId) => locked.has(rowId) });
    if (taken.kind !== "edit") return taken;
    const gone = new Set(taken.overtaken.map(({ rowId, column, client, clock }) => `${rowId} ${column} ${client} ${clock}`));
    state.shelf = state.shelf.filter(({ rowId, column, client, clock }) => !gone.has(`${rowId} ${column} ${client} ${clock}`));
    state.shelf.push(...taken.shelved);
    state.edits.push(...taken.cells);
    state.corrected += taken.corrected.length;
    Y.applyUpdate(committed, taken.data);
    return taken;
  };
  /** A page: what it types waits in `typed` until it is sent. */
  function page(person: string) {
    const doc = newPageDoc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(committed), "server");
    const typed: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array, origin: unknown) => void (origin !== "server" && typed.push(update)));
    return {
      doc,
      person,
      typed,
      undo: undoManagerOf(doc, "me"),
      write: (rowId: string, text: string, column = "size") => setCells(doc, [{ rowId, column: column as "size", text }], "me"),
      text: (rowId: string, column = "size") => rowsOf(doc).get(rowId)?.get(column) ?? "",
      /** As it was typed, update by update. */
      send: () => typed.splice(0).map((update) => take(update, person)),
      hear: () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(committed, Y.encodeStateVector(doc)), "server"),
      /** Back after a break: the server's news first, then all it has not. */
      comeBack: () => {
        const knows = Y.decodeStateVector(Y.encodeStateVector(doc));
        const had = Y.encodeStateVector(committed);
        typed.length = 0;
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(committed, Y.encodeStateVector(doc)), "server");
        return take(Y.encodeStateAsUpdate(doc, had), person, knows);
      },
    };
  }
  return {
    state,
    take,
    page,
    shelf: () =>
      state.shelf.map(({ column, shownText, shelvedText, shownBy, shelvedBy }) => ({ column, shownText, shelvedText, shownBy, shelvedBy })),
  };
}

type Table = ReturnType<typeof table>;
type Page = ReturnType<Table["page"]>;

/** A sheet with rows that everybody has, and pages at it. */
function atWork(people: string[], cells: object = { size: "6" }, count = 1) {
  const sheet = table();
  const first = sheet.page("setup");
  const rows = addRows(first.doc, { after: null, rows: Array.from({ length: count }, () => cells) }, "me");
  first.send();
  sheet.state.edits.length = 0;
  sheet.state.now += 60_000;
  return { sheet, rows, row: rows[0] ?? "", pages: people.map((person) => sheet.page(person)) as [Page, Page, ...Page[]] };
}

const sendings: [string, (page: Page) => unknown][] = [
  ["as it was typed", (page) => page.send()],
  ["after a break", (page) => page.comeBack()],
];

describe("two writes that did not know of each other", () => {
  it("[R101] 2,000 of 2,000 pairs are found, in both orders of arrival and after breaks, with what is shown and what is lost", () => {
    let found = 0;
    for (let round = 0; round < 2_000; round += 1) {
      // an empty cell, a cell somebody wrote, a cell emptied by one of the two
      const { sheet, row, pages } = atWork(["anna", "ben"], round % 3 === 0 ? {} : { size: "6" });
      const order = round % 2 === 0 ? pages : pages.toReversed();
      const texts = round % 5 === 4 && round % 3 !== 0 ? ["", `b${round}`] : [`a${round}`, `b${round}`];
      order.forEach((page, index) => page.write(row, texts[index] ?? ""));
      order.forEach((page, index) => sendings[(round >> (2 + index)) % 2]?.[1](page));
      const shown = readSheetRow(sheet.state.committed, row)?.cells.size ?? "";
      const [entry, ...more] = sheet.shelf();
      const index = texts.indexOf(shown);
      expect(more).toEqual([]);
      expect(entry).toEqual({
        column: "size",
        shownText: shown,
        shelvedText: texts[1 - index],
        shownBy: order[index]?.person,
        shelvedBy: order[1 - index]?.person,
      });
      for (const page of pages) page.hear();
      expect(pages.map((page) => page.text(row))).toEqual([shown, shown]);
      found += 1;
    }
    expect(found).toBe(2_000);
  }, 60_000);

  it("[R101] of three one is shown and two are on the shelf", () => {
    const { sheet, row, pages } = atWork(["anna", "ben", "chloé"]);
    pages.forEach((page, index) => page.write(row, `${index}`));
    for (const page of pages) page.send();
    const shown = readSheetRow(sheet.state.committed, row)?.cells.size;
    expect([shown, ...sheet.shelf().map(({ shelvedText }) => shelvedText)].toSorted()).toEqual(["0", "1", "2"]);
  });

  it("[R101] a pair in one update, brought by one page from two tabs that met, is one as well", () => {
    const { sheet, row, pages } = atWork(["anna", "anna"]);
    const [one, two] = pages;
    one.write(row, "12");
    two.write(row, "14");
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc), "tab");
    one.comeBack();
    const [entry] = sheet.shelf();
    expect([entry?.shownText, entry?.shelvedText].toSorted()).toEqual(["12", "14"]);
  });

  it("[R101] one's own two tabs count as two: what one of them wrote would vanish without a word", () => {
    const { sheet, row, pages } = atWork(["anna", "anna"]);
    for (const [index, page] of pages.entries()) page.write(row, `${index}`);
    for (const page of pages) page.comeBack();
    expect(sheet.shelf()).toMatchObject([{ shownBy: "anna", shelvedBy: "anna" }]);
  });

  it("[R101] of several values in one break the last is kept, and what somebody saw after all leaves the shelf", () => {
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    const [anna, ben] = pages;
    for (const page of pages) for (const text of ["1", "2", "3"]) page.write(row, `${page.person}${text}`);
    anna.comeBack();
    ben.send();
    const shown = readSheetRow(sheet.state.committed, row)?.cells.size;
    expect(sheet.shelf().map(({ shelvedText }) => shelvedText)).toEqual([shown === "anna3" ? "ben3" : "anna3"]);
  });
});

describe("nothing else", () => {
  it.each(sendings)("[R101] a value written over what its author saw, by turns, %s", (_how, send) => {
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    for (let round = 0; round < 50; round += 1) {
      const page = pages[round % 2] ?? pages[0];
      page.hear();
      page.write(row, round % 7 === 0 ? "" : `${round}`);
      send(page);
    }
    expect(sheet.shelf()).toEqual([]);
    expect(sheet.state.edits.at(-1)).toEqual({ rowId: row, column: "size", text: null });
  });

  it.each(sendings)("[R101] many values by one author in one go, %s", (_how, send) => {
    const { sheet, rows, pages } = atWork(["anna", "ben"], { size: "6" }, 5);
    const [anna, ben] = pages;
    for (let round = 0; round < 40; round += 1) anna.write(rows[round % 5] ?? "", `${round}`);
    // a colleague in other cells of the same rows meanwhile
    for (const row of rows) ben.write(row, "J8", "hours");
    ben.send();
    send(anna);
    // and the same again, after a break
    anna.comeBack();
    expect(sheet.shelf()).toEqual([]);
  });

  it.each(sendings)("[R101] the same text written by both, %s", (_how, send) => {
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    for (const page of pages) page.write(row, "12");
    for (const page of pages) send(page);
    expect(sheet.shelf()).toEqual([]);
  });

  it.each(sendings)(
    "[R101] undo and redo, of a first value, of a later one, of an emptying, with a colleague's value between, %s",
    (_how, send) => {
      const { sheet, row, pages } = atWork(["anna", "ben"]);
      const [anna, ben] = pages;
      for (const text of ["7", "", "8"]) {
        anna.write(row, text);
        anna.write(row, `${text}!`, "comment");
        send(anna);
      }
      for (let round = 0; round < 6; round += 1) {
        anna.undo.undo();
        send(anna);
      }
      for (let round = 0; round < 6; round += 1) {
        anna.undo.redo();
        send(anna);
      }
      expect(anna.text(row)).toBe("8");
      ben.hear();
      ben.write(row, "9");
      send(ben);
      anna.hear();
      anna.undo.undo();
      anna.undo.undo();
      send(anna);
      expect(sheet.shelf()).toEqual([]);
      ben.hear();
      expect(ben.text(row)).toBe("9");
      // taken back while a colleague, who had seen it, writes over it
      anna.write(row, "Premier", "site");
      anna.send();
      ben.hear();
      ben.write(row, "Second", "site");
      anna.undo.undo();
      for (const page of pages) send(page);
      expect(sheet.shelf()).toEqual([]);
      anna.hear();
      expect(anna.text(row, "site")).toBe("Second");
    },
  );

  it("[R101] an edit sent twice, and a page that comes back with nothing new", () => {
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    const [anna, ben] = pages;
    anna.write(row, "12");
    const [update = new Uint8Array()] = anna.typed;
    anna.send();
    ben.hear();
    ben.write(row, "14");
    ben.send();
    expect(sheet.take(update, "anna")).toEqual({ kind: "nothing" });
    expect(anna.comeBack()).toEqual({ kind: "nothing" });
    expect(sheet.shelf()).toEqual([]);
  });

  it("[R101] the order of rows, moved by two at once", () => {
    const { sheet, rows, pages } = atWork(["anna", "ben"], {}, 6);
    for (const page of pages) moveRows(page.doc, { ids: [rows[3] ?? ""], after: page.person === "anna" ? null : (rows[5] ?? "") }, "me");
    for (const page of pages) page.send();
    expect(sheet.shelf()).toEqual([]);
  });
});

describe("a client that is not ours and empties a cell by deleting it", () => {
  const remove = (page: Page, row: string) => rowsOf(page.doc).get(row)?.delete("size");

  it("[R101] a deletion that did not know of a value is on the shelf, in both orders, and one that did is not", () => {
    for (const first of [0, 1]) {
      const { sheet, row, pages } = atWork(["anna", "ben"]);
      const [anna, ben] = pages;
      anna.write(row, "8");
      anna.send();
      ben.hear();
      // Ben deletes Anna's 8 while she writes 12 over it
      remove(ben, row);
      anna.write(row, "12");
      for (const page of first === 0 ? [anna, ben] : [ben, anna]) page.send();
      const shown = readSheetRow(sheet.state.committed, row)?.cells.size ?? "";
      expect([shown, sheet.shelf().map(({ shelvedText }) => shelvedText)]).toEqual(shown === "" ? ["", ["12"]] : ["12", [""]]);
    }
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    const [anna, ben] = pages;
    anna.write(row, "8");
    anna.send();
    ben.hear();
    remove(ben, row);
    ben.send();
    anna.hear();
    expect(anna.text(row)).toBe("");
    anna.write(row, "12");
    anna.send();
    ben.comeBack();
    expect(sheet.shelf()).toEqual([]);
    expect(sheet.state.edits.map(({ text }) => text)).toEqual(["8", null, "12"]);
  });
});

describe("a row removed while a colleague writes in it", () => {
  it.each(sendings)("[R108] is on the shelf, whichever comes first, %s", (_how, send) => {
    for (const first of [0, 1]) {
      const { sheet, row, pages } = atWork(["anna", "ben"]);
      const [anna, ben] = pages;
      deleteRows(anna.doc, [row], "me");
      ben.write(row, "12");
      for (const page of first === 0 ? [anna, ben] : [ben, anna]) send(page);
      expect(sheet.shelf()).toEqual([
        { column: "deletedAt", shownText: expect.stringMatching(/^\d{4}-/), shelvedText: "12", shownBy: "anna", shelvedBy: "ben" },
      ]);
      expect(readSheetRow(sheet.state.committed, row)).toBeNull();
    }
  });

  it("[R108] is not when it was known: removed long after, or by a page that had it", () => {
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    const [anna, ben] = pages;
    ben.write(row, "12");
    ben.send();
    sheet.state.now += 5_000;
    anna.hear();
    deleteRows(anna.doc, [row], "me");
    anna.send();
    ben.hear();
    sheet.state.now += 60_000;
    ben.undo.undo();
    ben.comeBack();
    expect(sheet.shelf()).toEqual([]);
  });
});

describe("a row that belongs to a request", () => {
  it("[R102] keeps what everybody tried as proposals, one a person and cell, and puts each back", () => {
    const { sheet, row, pages } = atWork(["anna", "ben"]);
    sheet.state.locked.add(row);
    const [anna, ben] = pages;
    anna.write(row, "12");
    ben.write(row, "14");
    ben.write(row, "Tard", "comment");
    deleteRows(ben.doc, [row], "me");
    moveRows(ben.doc, { ids: [row], after: null }, "me");
    for (const page of pages) page.send();
    expect(readSheetRow(sheet.state.committed, row)?.cells).toEqual({ size: "6" });
    expect(sheet.shelf()).toMatchObject([
      { column: "size", shownText: "6", shelvedText: "12", shelvedBy: "anna" },
      { column: "size", shownText: "6", shelvedText: "14", shelvedBy: "ben" },
      { column: "comment", shownText: "", shelvedText: "Tard", shelvedBy: "ben" },
      { column: "deletedAt", shownText: "", shelvedBy: "ben" },
    ]);
    expect(new Set(sheet.state.shelf.map(({ reason }) => reason))).toEqual(new Set(["row-has-request"]));
    expect(sheet.state.edits.filter(({ column }) => column !== "rank")).toEqual([]);
    // she had not heard, and tries again: her first proposal is overtaken by her second
    anna.write(row, "13");
    anna.send();
    expect(sheet.shelf().filter(({ shelvedBy, column }) => shelvedBy === "anna" && column === "size")).toMatchObject([
      { shelvedText: "13" },
    ]);
    for (const page of pages) {
      page.hear();
      expect(page.text(row)).toBe("6");
    }
    // free again: what is written then stands
    sheet.state.locked.delete(row);
    anna.write(row, "20");
    anna.send();
    expect(readSheetRow(sheet.state.committed, row)?.cells.size).toBe("20");
    expect(sheet.shelf()).toHaveLength(4);
  });
});
