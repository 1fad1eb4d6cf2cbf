import { refuse } from "#domain/refusal.ts";

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00A0" };
const unescape = (text: string): string => text.replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** The outermost tables of the HTML that mammoth writes; a table inside a cell is that cell's text. */
function tablesIn(html: string): string[][][] {
  const tables: string[][][] = [];
  let depth = 0;
  let cell: { text: string; span: number } | null = null;
  for (const [tag, closing, name, attributes] of html.matchAll(/<(\/?)(\w+)([^>]*)>|[^<]+/g)) {
    if (name === undefined) {
      if (cell) cell.text += unescape(tag);
    } else if (name === "table") {
      depth += closing ? -1 : 1;
      if (!closing && depth === 1) tables.push([]);
    } else if (depth === 1 && name === "tr" && !closing) {
      tables.at(-1)?.push([]);
    } else if (depth === 1 && (name === "td" || name === "th")) {
      if (closing && cell) {
        const blanks = Array.from({ length: cell.span - 1 }, () => "");
        tables
          .at(-1)
          ?.at(-1)
          ?.push(cell.text.replaceAll(/\s+/g, " ").trim(), ...blanks);
        cell = null;
      } else if (!closing) cell = { text: "", span: Math.min(50, Number(/colspan="(\d+)"/.exec(attributes ?? "")?.[1] ?? 1)) };
    } else if (cell && (name === "p" || name === "br" || name === "tr" || name === "td")) cell.text += " ";
  }
  return tables;
}

/**
 * The list in a Word file: its longest table, continued by the tables of the same width (a list that was cut by pages).
 * Images are never read.
 */
export async function readDocxTable(bytes: Uint8Array): Promise<string[][]> {
  let html: string;
  // Only who brings such a file waits for its reader; the server's start does not.
  const { default: mammoth } = await import("mammoth");
  try {
    const options = { convertImage: mammoth.images.imgElement(async () => ({ src: "" })), includeDefaultStyleMap: false };
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options)).value;
  } catch {
    return refuse({ code: "file-unreadable", why: "kind" });
  }
  const tables = tablesIn(html).filter((table) => table.length > 0);
  const longest = tables.toSorted((one, other) => other.length - one.length)[0];
  if (!longest) return refuse({ code: "file-unreadable", why: "no-table" });
  const width = longest[0]?.length ?? 0;
  return tables.filter((table) => (table[0]?.length ?? 0) === width).flat();
}
