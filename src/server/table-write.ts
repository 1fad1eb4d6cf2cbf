import Papa from "papaparse";

/** A cell that a spreadsheet would run as a formula (`=HYPERLINK(…)` in somebody's name) is written as text (I7). */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** A list as French Excel opens it by a double click: a byte order mark, `;`, CRLF. */
export const writeCsv = (header: string[], rows: string[][]): string =>
  `\uFEFF${Papa.unparse(
    [header, ...rows].map((row) => row.map(harmless)),
    { delimiter: ";", newline: "\r\n" },
  )}\r\n`;
