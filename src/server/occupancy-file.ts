import writeExcel from "write-excel-file/node";
import { categories, percentOf, type SummaryLine } from "#domain/occupancy-summary.ts";
import { occupancyWords } from "#words/occupancy.ts";
import { inWords, type Language } from "#words/words.ts";
import { writeCsv } from "./table-write.ts";

interface FileOf {
  lines: readonly SummaryLine[];
  language: Language;
  from: string;
  to: string;
  on: string;
}

const headerOf = (language: Language): string[] => {
  const w = inWords(occupancyWords, language);
  const f = w.file;
  return [
    f.level,
    f.site,
    f.service,
    f.unit,
    ...categories.map((one) => w.category[one]),
    f.requests,
    f.students,
    f.studentDays,
    f.capacityDays,
    f.used,
    f.overDays,
  ];
};

/** A line's cells: who it is as text, and its figures; null where nobody has said how many a place takes. */
function cellsOf(line: SummaryLine, language: Language): { texts: string[]; figures: (number | null)[] } {
  const w = inWords(occupancyWords, language);
  const known = line.capacityDays > 0;
  return {
    texts: [w.level[line.level], line.site, line.service, line.level === "destination" ? (line.unplaced ? w.unplaced : line.name) : ""],
    figures: [
      ...categories.map((one) => line.counts[one].requests),
      line.requests,
      line.students,
      line.studentDays,
      known ? line.capacityDays : null,
      percentOf(line),
      known ? line.overDays : null,
    ],
  };
}

export function summaryCsv({ lines, language, from, to }: FileOf): { fileName: string; text: string } {
  const rows = lines.map((line) => {
    const { texts, figures } = cellsOf(line, language);
    return [...texts, ...figures.map((figure) => (figure === null ? "" : String(figure)))];
  });
  return { fileName: `${inWords(occupancyWords, language).file.name(from, to)}.csv`, text: writeCsv(headerOf(language), rows) };
}

/** A workbook whose figures are numbers; names are written as text, so that a spreadsheet runs none of them (I7). */
export async function summaryXlsx({ lines, language, from, to }: FileOf): Promise<{ fileName: string; base64: string }> {
  const header = headerOf(language).map((value) => ({ value, type: String, fontWeight: "bold" as const, wrap: true }));
  const rows = lines.map((line) => {
    const { texts, figures } = cellsOf(line, language);
    const weight = line.level === "destination" ? {} : { fontWeight: "bold" as const };
    return [
      ...texts.map((value) => (value === "" ? null : { value, type: String, ...weight })),
      ...figures.map((value) => (value === null ? null : { value, type: Number, ...weight })),
    ];
  });
  const columns = [{ width: 12 }, { width: 24 }, { width: 24 }, { width: 24 }, ...header.slice(4).map(() => ({ width: 12 }))];
  const bytes = await writeExcel([header, ...rows], { columns, stickyRowsCount: 1 }).toBuffer();
  return { fileName: `${inWords(occupancyWords, language).file.name(from, to)}.xlsx`, base64: Buffer.from(bytes).toString("base64") };
}
