import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { Language } from "#domain/weekdays.ts";

const resolve = createRequire(import.meta.url).resolve;
/** Inter whole, embedded in part: every accent of every name, also of those that are not French. */
const fonts = {
  regular: resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  strong: resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
};

type Doc = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;
type Face = { font?: keyof typeof fonts; size?: number; colour?: string };

const ink = "#1b2326";
const muted = "#4d5b60";
const line = "#c9d2d5";
const band = "#eef2f3";
const margin = 54;
const bottom = 60;

/** A table whose first row heads its columns; widths are parts of the page's. */
export interface Columns {
  caption: string;
  heads: string[];
  parts: number[];
  rows: string[][];
}

/** What a letter-sized page is written with, top to bottom; what is written is tagged as what it is. */
export interface Page {
  heading(level: 1 | 2 | 3, text: string): void;
  paragraph(text: string, face?: Face): void;
  /** Names and values, each name heading its row. */
  facts(caption: string, rows: (readonly [string, string] | null)[]): void;
  table(columns: Columns): void;
  list(items: string[]): void;
  gap(points: number): void;
}

const sizes = { 1: 19, 2: 13.5, 3: 11 } as const;

function writer(doc: Doc, root: Element): Page {
  const width = doc.page.width - 2 * margin;
  const face = ({ font = "regular", size = 10, colour = ink }: Face) => doc.font(fonts[font]).fontSize(size).fillColor(colour);
  const left = () => doc.page.height - bottom - doc.y;
  /** A new page, when what comes would be cut in two. */
  const room = (height: number): boolean => {
    if (left() >= height || doc.y <= margin) return false;
    doc.addPage();
    return true;
  };
  const rule = (y: number) => {
    doc.markContent("Artifact", { type: "Layout" });
    doc
      .moveTo(margin, y)
      .lineTo(margin + width, y)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
    doc.endMarkedContent();
  };
  const fill = (top: number, height: number) => {
    doc.markContent("Artifact", { type: "Layout" });
    doc.rect(margin, top, width, height).fill(band);
    doc.endMarkedContent();
  };
  /** The heads once more on the next page: for the eye alone, a reader knows them. */
  const repeat = (heads: string[], widths: number[]) => {
    const height = 20;
    const top = doc.y;
    fill(top, height);
    doc.markContent("Artifact", { type: "Layout" });
    face({ font: "strong", size: 9.5, colour: muted });
    let x = margin;
    for (const [at, text] of heads.entries()) {
      doc.text(text, x + 4, top + 4, { width: (widths[at] ?? 0) - 8, lineBreak: false });
      x += widths[at] ?? 0;
    }
    doc.endMarkedContent();
    doc.x = margin;
    doc.y = top + height;
  };
  const cellHeight = (text: string, of: Face, wide: number) => {
    face(of);
    return doc.heightOfString(text || " ", { width: wide });
  };

  /** One row of cells at the present height; heads are `TH`. */
  function row(table: Element, of: { cells: string[]; widths: number[]; head: "row" | "column" | "none"; again?: () => void }): void {
    const { cells, widths, head } = of;
    const isHead = (at: number) => head === "column" || (head === "row" && at === 0);
    const faceOf = (at: number): Face =>
      isHead(at) ? { font: head === "column" ? "strong" : "regular", size: 9.5, colour: muted } : { size: 10 };
    const height = Math.max(...cells.map((text, at) => cellHeight(text, faceOf(at), (widths[at] ?? 0) - 8))) + 7;
    if (room(height)) of.again?.();
    const top = doc.y;
    if (head === "column") fill(top, height);
    const tr = doc.struct("TR");
    table.add(tr);
    let x = margin;
    for (const [at, text] of cells.entries()) {
      const wide = widths[at] ?? 0;
      const from = x;
      const write = () => {
        face(faceOf(at));
        doc.text(text || " ", from + 4, top + 4, { width: wide - 8 });
      };
      const cell = isHead(at)
        ? doc.struct("TH", { scope: head === "row" ? "Row" : "Column" } as object, write)
        : doc.struct("TD", {}, write);
      tr.add(cell);
      x += wide;
    }
    tr.end();
    doc.x = margin;
    doc.y = top + height;
    rule(doc.y);
  }

  const page: Page = {
    heading(level, text) {
      room(level === 1 ? 60 : 110);
      if (doc.y > margin) doc.y += level === 1 ? 0 : 12;
      root.add(
        doc.struct(`H${level}`, {}, () => {
          face({ font: "strong", size: sizes[level] });
          doc.text(text, margin, doc.y, { width });
        }),
      );
      doc.y += 4;
    },
    paragraph(text, of = {}) {
      room(cellHeight(text, of, width) > left() ? 30 : 14);
      root.add(
        doc.struct("P", {}, () => {
          face(of);
          doc.text(text, margin, doc.y, { width, lineGap: 1.5 });
        }),
      );
      doc.y += 5;
    },
    facts(caption, rows) {
      const table = doc.struct("Table", { title: caption });
      root.add(table);
      const widths = [width * 0.29, width * 0.71];
      rule(doc.y);
      for (const one of rows) if (one !== null) row(table, { cells: [...one], widths, head: "row" });
      table.end();
      doc.y += 6;
    },
    table({ caption, heads, parts, rows }) {
      const whole = parts.reduce((sum, part) => sum + part, 0);
      const widths = parts.map((part) => (width * part) / whole);
      const table = doc.struct("Table", { title: caption });
      root.add(table);
      room(60);
      row(table, { cells: heads, widths, head: "column" });
      for (const cells of rows) row(table, { cells, widths, head: "none", again: () => repeat(heads, widths) });
      table.end();
      doc.y += 6;
    },
    list(items) {
      const list = doc.struct("L");
      root.add(list);
      for (const item of items) {
        room(16);
        const entry = doc.struct("LI");
        list.add(entry);
        entry.add(
          doc.struct("LBody", {}, () => {
            face({});
            doc.text(item, margin + 8, doc.y, { width: width - 8, lineGap: 1.5 });
          }),
        );
        entry.end();
      }
      list.end();
      doc.x = margin;
      doc.y += 5;
    },
    gap(points) {
      doc.y += points;
    },
  };
  return page;
}

export interface PdfFacts {
  title: string;
  subject: string;
  author: string;
  language: Language;
  createdAt: Date;
  /** At the foot of each page: « Page 1 de 3 ». */
  footer: (at: number, of: number) => string;
}

/**
 * A tagged PDF (PDF/UA's structure: language, title, headings, tables with their heads) in letter format, fonts embedded; what is read
 * aloud or copied comes in the order it is written. Gives its bytes and how many pages they are.
 */
export async function makePdf(facts: PdfFacts, write: (page: Page) => void): Promise<{ content: Uint8Array; pages: number }> {
  const doc = new PDFDocument({
    size: "LETTER",
    margins: { top: margin, bottom, left: margin, right: margin },
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    lang: facts.language === "fr" ? "fr-CA" : "en-CA",
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: facts.title,
      Subject: facts.subject,
      Author: facts.author,
      Creator: "Concerto",
      Producer: "Concerto",
      CreationDate: facts.createdAt,
    },
    font: fonts.regular,
  } as unknown as PDFKit.PDFDocumentOptions);
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((done, failed) => {
    doc.once("end", () => done());
    doc.once("error", failed);
  });
  const root = doc.struct("Document");
  doc.addStructure(root);
  write(writer(doc, root));
  root.end();
  const { count } = doc.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    doc.switchToPage(at);
    doc.markContent("Artifact", { type: "Pagination" });
    // Under the margin a line of text would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.font(fonts.regular).fontSize(8.5).fillColor(muted);
    doc.text(facts.footer(at + 1, count), margin, doc.page.height - 38, {
      width: doc.page.width - 2 * margin,
      align: "right",
      lineBreak: false,
    });
    doc.endMarkedContent();
  }
  doc.end();
  await ended;
  return { content: Buffer.concat(chunks), pages: count };
}
