import Papa from "papaparse";
import { refuse } from "#domain/refusal.ts";
import { readDocxTable } from "./table-docx.ts";
import { readXlsxSheets } from "./table-xlsx.ts";
import { openZip } from "./table-zip.ts";

/** The largest file read: a list of 20,000 people is some 3 MB; more is a mistake or an attack. */
export const largestFile = 10 * 1024 * 1024;
export const mostRows = 20_000;
const mostColumns = 200;

/** A row that is not data, kept so that nothing is left out in silence. */
export interface SetAside {
  /** Row number in the file, from 1, as a spreadsheet shows it. */
  number: number;
  text: string;
  why: "title" | "blank" | "total" | "header-again";
}

/** A list as any program wrote it. Cells are text; days of a spreadsheet are `AAAA-MM-JJ`; every row is as long as the header. */
export interface Table {
  /** As written; a column without a name has its letter (`B`). */
  header: string[];
  /** Row number of the header in the file; 0 when the list has none and columns are letters. */
  headerNumber: number;
  rows: { number: number; cells: string[] }[];
  setAside: SetAside[];
  kind: "csv" | "xlsx" | "docx";
  sheetName: string | null;
  sheetNames: string[];
  encoding: "utf-8" | "windows-1252" | "utf-16" | null;
  separator: "," | ";" | "\t" | "|" | null;
}

/** Rows as the file has them, before the header is looked for. `first` is the number of the first. */
type Grid = string[][];

const unreadable = (why: "kind" | "empty" | "too-large" | "too-many-rows" | "encrypted" | "no-table"): never =>
  refuse({ code: "file-unreadable", why });

/**
 * Reads a CSV, XLSX or Word file into one table. What the file is comes from its bytes, never from its name.
 * @throws Refused `file-unreadable`. Nothing of the content is logged or put in an error: lists hold people's data.
 */
export async function readTable(bytes: Uint8Array, _fileName: string, options: { sheet?: string } = {}): Promise<Table> {
  if (bytes.byteLength > largestFile) unreadable("too-large");
  if (bytes.byteLength === 0) unreadable("empty");
  const starts = (...magic: number[]) => magic.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b)) return readZipped(bytes, options);
  // Old .xls and .doc, and the wrapper that Office puts around a file with a password, are the same container.
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    unreadable(Buffer.from(bytes).includes(Buffer.from("EncryptedPackage", "utf16le")) ? "encrypted" : "kind");
  if (starts(0x25, 0x50, 0x44, 0x46) || starts(0x7b, 0x5c, 0x72, 0x74, 0x66)) unreadable("kind");
  return readCsv(bytes);
}

async function readZipped(bytes: Uint8Array, options: { sheet?: string }): Promise<Table> {
  const zip = openZip(bytes);
  if (zip.names.includes("word/document.xml")) {
    const grid = await readDocxTable(bytes);
    return tableOf(grid, { kind: "docx", sheetName: null, sheetNames: [], encoding: null, separator: null });
  }
  if (!zip.names.includes("xl/workbook.xml")) unreadable("kind");
  const sheets = await readXlsxSheets(bytes, zip);
  const sheetNames = sheets.map(({ name }) => name);
  const found = sheets
    .filter(({ name }) => options.sheet === undefined || name === options.sheet)
    .map(({ name, grid }) => ({ name, grid, size: grid.filter((row) => row.filter((cell) => cell !== "").length > 1).length }))
    .toSorted((one, other) => other.size - one.size)[0];
  if (!found) return unreadable("no-table");
  return tableOf(found.grid, { kind: "xlsx", sheetName: found.name, sheetNames, encoding: null, separator: null });
}

function decode(bytes: Uint8Array): { text: string; encoding: "utf-8" | "windows-1252" | "utf-16" } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { text: new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes), encoding: "utf-16" };
  }
  if (bytes.includes(0)) unreadable("kind");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}

const separators = [";", ",", "\t", "|"] as const;

/** The separator that gives the most rows of one same width, and the widest of those. */
function findSeparator(text: string): (typeof separators)[number] | null {
  const scored = separators.map((separator) => {
    const widths = new Map<number, number>();
    for (const row of Papa.parse<string[]>(text, { delimiter: separator, preview: 200 }).data) {
      if (row.length > 1) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    }
    const [width, rows] = [...widths].toSorted((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [1, 0];
    return { separator, width, rows };
  });
  const best = scored.toSorted((one, other) => other.rows - one.rows || other.width - one.width)[0];
  return best && best.rows > 0 ? best.separator : null;
}

function readCsv(bytes: Uint8Array): Table {
  const { text, encoding } = decode(bytes);
  // Excel's own directive, written as a first line by some exports.
  const directive = /^sep=([;,\t|])\r?\n/i.exec(text);
  const body = directive ? text.slice(directive[0].length) : text;
  const separator = (directive?.[1] as (typeof separators)[number] | undefined) ?? findSeparator(body);
  const delimiter = separator ?? ";";
  let parsed = Papa.parse<string[]>(body, { delimiter });
  // One quote that nobody closed would swallow the rest of the list into one cell: then quotes are only characters.
  if (parsed.errors.some(({ code }) => code === "MissingQuotes")) parsed = Papa.parse<string[]>(body, { delimiter, quoteChar: "\0" });
  const grid = parsed.data.map((row) => row.map((cell) => cell.replace(/^\uFEFF/, "").trim()));
  if (directive) grid.unshift([]);
  return tableOf(grid, { kind: "csv", sheetName: null, sheetNames: [], encoding, separator });
}

/** `A`, `B`… `AA`: the letter of a column, counted from 0. */
export const letterOf = (index: number): string =>
  (index < 26 ? "" : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const filled = (row: string[]): number => row.filter((cell) => cell !== "").length;
/** A number, a day or an address is data and never the name of a column; a column may be named « 1 ». */
const isData = (cell: string): boolean =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(cell) || /^\d[\d\s]{2,}$/.test(cell);
const isTotal = (row: string[]): boolean => {
  const first = row.find((cell) => cell !== "") ?? "";
  return (
    filled(row) <= 3 && /^(?:(?:grand|sous)[\s-]?)?total(?:e|aux)?\b|^(?:nombre|nb) (?:d[e’']|total)|^number of |^sub-?total\b/i.test(first)
  );
};

/** The first row at least half as wide as the widest, in which nothing is data; -1 when the list begins with data. */
function findHeader(grid: Grid): number {
  const widest = Math.max(...grid.slice(0, 500).map(filled));
  const enough = Math.max(Math.min(2, widest), Math.ceil(widest / 2));
  const first = grid.findIndex((row) => filled(row) >= enough);
  const row = grid[first];
  if (!row) return -1;
  return row.some(isData) ? -1 : first;
}

type Facts = Pick<Table, "kind" | "sheetName" | "sheetNames" | "encoding" | "separator">;

function tableOf(grid: Grid, facts: Facts): Table {
  if (grid.every((row) => filled(row) === 0)) unreadable("empty");
  const at = findHeader(grid);
  const setAside: SetAside[] = [];
  const headerRow = grid[at] ?? [];
  const rows: Table["rows"] = [];
  for (const [index, row] of grid.entries()) {
    const text = row
      .filter((cell) => cell !== "")
      .join(" · ")
      .slice(0, 200);
    const aside = (why: SetAside["why"]) => setAside.push({ number: index + 1, text, why });
    if (index === at) continue;
    if (filled(row) === 0) {
      // The empty line at the end of every file is no news.
      if (index < grid.length - 1) aside("blank");
    } else if (index < at) aside("title");
    else if (isTotal(row)) aside("total");
    else if (at >= 0 && filled(row) > 1 && row.join("\0") === headerRow.join("\0")) aside("header-again");
    else rows.push({ number: index + 1, cells: row });
  }
  if (rows.length === 0) unreadable("no-table");
  if (rows.length > mostRows) unreadable("too-many-rows");
  const width = Math.max(
    headerRow.length,
    ...rows.slice(0, 1).map(({ cells }) => cells.length),
    rows.reduce((most, { cells }) => Math.max(most, cells.length), 0),
  );
  const kept = Array.from({ length: width }, (_none, column) => column).filter(
    (column) => (headerRow[column] ?? "") !== "" || rows.some(({ cells }) => (cells[column] ?? "") !== ""),
  );
  if (kept.length > mostColumns) unreadable("no-table");
  return {
    ...facts,
    header: kept.map((column) => headerRow[column] || letterOf(column)),
    headerNumber: at + 1,
    rows: rows.map(({ number, cells }) => ({ number, cells: kept.map((column) => cells[column] ?? "") })),
    setAside,
  };
}
