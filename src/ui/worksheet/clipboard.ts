/** Rectangles of cells as spreadsheets put them on the clipboard: tab-separated text and an HTML table. */

const tidy = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, " ");

/**
 * Tab-separated text as Excel, LibreOffice and Google Sheets write it: a cell with a tab, a line break or a quote is quoted,
 * quotes inside are doubled. A quote that never closes is a quote. The line break that ends the last row is not a row.
 */
export function readTsv(text: string): string[][] {
  const source = tidy(text.replaceAll("\r\n", "\n").replaceAll("\r", "\n"));
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= source.length) {
    const row = rows.at(-1) ?? [];
    const quoted = source[at] === '"' ? readQuoted(source, at) : null;
    if (quoted) {
      row.push(quoted.text);
      at = quoted.end;
    } else {
      const end = nextBreak(source, at);
      row.push(source.slice(at, end));
      at = end;
    }
    if (source[at] === "\n") rows.push([]);
    at += 1;
  }
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  // a break at the very end opened a row that nothing filled
  return rows.filter((row) => row.length > 0);
}

function nextBreak(source: string, from: number): number {
  for (let at = from; at < source.length; at++) if (source[at] === "\t" || source[at] === "\n") return at;
  return source.length;
}

/** A quoted cell that begins at `start`; null when its quote is not closed before a tab, a break or the end. */
function readQuoted(source: string, start: number): { text: string; end: number } | null {
  let text = "";
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] !== '"') {
      text += source[at];
      continue;
    }
    if (source[at + 1] === '"') {
      text += '"';
      at += 1;
      continue;
    }
    const end = at + 1;
    return end === source.length || source[end] === "\t" || source[end] === "\n" ? { text, end } : null;
  }
  return null;
}

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  laquo: "«",
  raquo: "»",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
  ecirc: "ê",
  ocirc: "ô",
  icirc: "î",
  ucirc: "û",
  acirc: "â",
  ndash: "–",
  mdash: "—",
  rsquo: "’",
  hellip: "…",
  Eacute: "É",
  Agrave: "À",
  oelig: "œ",
};
const decode = (text: string): string =>
  text.replaceAll(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });

/** A cell's text: source line breaks are spaces, `<br>` and the ends of paragraphs are line breaks, other tags are nothing. */
const cellText = (html: string): string =>
  tidy(
    decode(
      html
        .replaceAll(/\s+/g, " ")
        .replaceAll(/<br\b[^>]*>|<\/(?:p|div|li)>(?=.*<(?:p|div|li)\b)/gi, "\n")
        .replaceAll(/<[^>]*>/g, ""),
    ),
  )
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();

const spanOf = (attributes: string, name: string): number =>
  Math.min(1_000, Math.max(1, Number(new RegExp(`${name}\\s*=\\s*["']?(\\d+)`, "i").exec(attributes)?.[1] ?? 1)));

/** The first table of pasted HTML as a rectangle; merged cells give their text to their first cell. Null when there is none. */
export function readHtml(html: string): string[][] | null {
  const table = /<table\b[^>]*>([\s\S]*?)<\/table\s*>/i.exec(html)?.[1];
  if (table === undefined) return null;
  const rows: string[][] = [];
  const held: number[] = [];
  for (const [, source] of table.matchAll(/<tr\b[^>]*>([\s\S]*?)(?=<\/tr\s*>|<tr\b|$)/gi)) {
    const row: string[] = [];
    const skip = () => {
      while ((held[row.length] ?? 0) > 0) {
        held[row.length] = (held[row.length] ?? 1) - 1;
        row.push("");
      }
    };
    for (const [, attributes, inner] of (source ?? "").matchAll(/<t[dh]\b([^>]*)>([\s\S]*?)(?=<\/t[dh]\s*>|<t[dh]\b|$)/gi)) {
      skip();
      const [wide, high] = [spanOf(attributes ?? "", "colspan"), spanOf(attributes ?? "", "rowspan")];
      for (let index = 0; index < wide; index++) {
        if (high > 1) held[row.length] = high - 1;
        row.push(index === 0 ? cellText(inner ?? "") : "");
      }
    }
    skip();
    if (row.length > 0) rows.push(row);
  }
  return rows.length > 0 ? rows : null;
}

/** What was copied, from either form; HTML first, because line breaks and merged cells survive in it. */
export function readClipboard(from: { html: string; text: string }): string[][] {
  return readHtml(from.html) ?? readTsv(from.text);
}

export const writeTsv = (cells: string[][]): string =>
  cells.map((row) => row.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\r\n");

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A table other programs read cell by cell: `mso-data-placement` keeps a line break inside its cell in Excel. */
export const writeHtml = (cells: string[][]): string =>
  `<meta charset="utf-8"><table>${cells
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<td>${escape(cell).replaceAll("\n", '<br style="mso-data-placement:same-cell">')}</td>`).join("")}</tr>`,
    )
    .join("")}</table>`;
