import { refuse } from "#domain/refusal.ts";
import type { Zip } from "./table-zip.ts";

/**
 * A sheet becomes a rectangle in memory, so one cell at XFD1048576 would ask for seventeen thousand million of them.
 * Real lists are far below; formatting dragged down a whole column is the usual innocent case and reads as too many rows.
 */
const mostCells = 4_000_000;

const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function refuseGiants(zip: Zip): void {
  for (const name of zip.names.filter((one) => /^xl\/worksheets\/[^/]+\.xml$/.test(one))) {
    let [rows, columns] = [0, 0];
    for (const [, letters, row] of zip.text(name).matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)) {
      rows = Math.max(rows, Number(row));
      columns = Math.max(columns, columnOf(letters ?? ""));
    }
    if (rows * columns > mostCells) refuse({ code: "file-unreadable", why: "too-many-rows" });
  }
}

/** `2301090.0` and `2.30109E6` are 2301090; a long number keeps its digits, which a double would round. */
export function writeCellNumber(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  if (/^-?\d+\.0+$/.test(raw)) return raw.slice(0, raw.indexOf("."));
  const value = Number(raw);
  return Number.isNaN(value) ? raw : Number.isSafeInteger(value) ? value.toFixed(0) : String(Number(value.toPrecision(15)));
}

function writeCell(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)];
    // Day 0 of a spreadsheet is a time without a day.
    if (day < "1900-01-01") return time;
    return time === "00:00" ? day : `${day} ${time}`;
  }
  return String(cell as string | number | boolean).trim();
}

/** Every sheet of a workbook as text, with its blank rows in place so that row numbers are the spreadsheet's. */
export async function readXlsxSheets(bytes: Uint8Array, zip: Zip): Promise<{ name: string; grid: string[][] }[]> {
  refuseGiants(zip);
  // Only who brings such a file waits for its reader; the server's start does not.
  const { default: readExcel } = await import("read-excel-file/node");
  try {
    const sheets = await readExcel(Buffer.from(bytes), { parseNumber: writeCellNumber });
    return sheets.map(({ sheet, data }) => ({ name: sheet, grid: data.map((row) => row.map(writeCell)) }));
  } catch {
    return refuse({ code: "file-unreadable", why: "kind" });
  }
}
