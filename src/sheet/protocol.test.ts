import { expect, it } from "vitest";
import {
  closingOf,
  closings,
  documentName,
  helloToken,
  isRowId,
  limits,
  presenceClaim,
  protocolVersion,
  readHello,
  sheetAddress,
  sheetOf,
} from "./protocol.ts";

const sheetId = "0197a0c0-0000-7000-8000-000000000001";

it("names a sheet's document, and reads nothing else as one", () => {
  expect(sheetOf(documentName(sheetId))).toBe(sheetId);
  for (const name of ["", sheetId, "sheet:", "sheet:1", `other:${sheetId}`, `sheet:${sheetId} `]) expect(sheetOf(name)).toBeNull();
  expect(new URL(sheetAddress(sheetId), "http://here").searchParams.get("sheet")).toBe(sheetId);
});

it("has one code for one reason", () => {
  for (const [name, { code }] of Object.entries(closings)) expect(closingOf(code)).toBe(name);
  expect(closingOf(1000)).toBeNull();
});

it("takes of a presence a cell of the sheet and nothing made up", () => {
  expect(presenceClaim.parse({ cell: { rowId: "r1", column: "site", more: 1 }, editing: false, person: { name: "x" } })).toEqual({
    cell: { rowId: "r1", column: "site" },
    editing: false,
  });
  for (const claim of [
    {},
    { cell: { rowId: "r1", column: "status" }, editing: false },
    { cell: { rowId: "x".repeat(41), column: "site" }, editing: false },
    { cell: null },
  ]) {
    expect(presenceClaim.safeParse(claim).success).toBe(false);
  }
  expect(["", "a b", "x".repeat(41)].some(isRowId)).toBe(false);
});

it("lets the largest update through the largest message", () => {
  expect(limits.messageBytes).toBeGreaterThan(limits.updateBytes + 1_024);
});

it("[R110] reads version and epoch in a page's token, and any other token as a stock client's", () => {
  for (const epoch of [null, 3]) expect(readHello(helloToken(epoch))).toEqual({ version: protocolVersion, epoch });
  expect(readHello('{"version":0,"epoch":2}')).toEqual({ version: 0, epoch: 2 });
  for (const token of ["", "session", "{}", "null", '{"version":"1","epoch":1}', '{"version":1,"epoch":0}', '{"version":1,"epoch":1.5}'])
    expect(readHello(token)).toEqual({ version: protocolVersion, epoch: null });
});
