import writeExcel from "write-excel-file/node";
import type { Chosen } from "#domain/choice.ts";
import { choiceState } from "#domain/choice.ts";
import { wallIn } from "#domain/hold.ts";
import type { Id } from "#domain/id.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
import { inWords, type Language } from "#words/words.ts";
import type { Chooser } from "#db/choice-list.ts";
import { writeCsv } from "./table-write.ts";

/** What a report of choices is written from (F-219). */
export interface ReportOf {
  rows: readonly Chooser[];
  paths: ReadonlyMap<Id, string>;
  places: readonly {
    path: string;
    organisation: string;
    seats: number | null;
    withheld: boolean;
    demand: { first: number; second: number; third: number; all: number };
  }[];
  timeZone: string;
  language: Language;
  fileName: string;
}

const moment = (at: string | null, timeZone: string): string => {
  if (at === null) return "";
  const { day, time } = wallIn(at, timeZone);
  return `${day} ${time}`;
};

/** One line a student: what stands, and where nothing does, what she was writing. */
function tableOf({ rows, paths, timeZone, language }: ReportOf): { header: string[]; lines: string[][] } {
  const w = inWords(choiceStudentWords, language);
  const listOf = ({ draft, submitted }: Chooser): Chosen[] => submitted ?? draft;
  const ranks = Math.max(1, ...rows.map((row) => listOf(row).length));
  const header = [
    w.report.number,
    w.report.lastName,
    w.report.firstName,
    w.report.email,
    w.report.state,
    w.report.submittedAt,
    w.report.how,
    ...Array.from({ length: ranks }, (_none, at) => w.report.rank(at + 1)),
    w.report.comments,
  ];
  const lines = rows.map((row) => {
    const list = listOf(row);
    return [
      row.number,
      row.lastName,
      row.firstName,
      row.email ?? "",
      w.states[choiceState(row)],
      moment(row.submittedAt, timeZone),
      row.submittedHow === null ? "" : row.submittedHow === "person" ? w.how.person(row.submittedBy ?? "") : w.how[row.submittedHow],
      ...Array.from({ length: ranks }, (_none, at) => paths.get(list[at]?.placeId ?? "") ?? ""),
      list.flatMap(({ comment }, at) => (comment === "" ? [] : [`${at + 1}. ${comment}`])).join("; "),
    ];
  });
  return { header, lines };
}

export function choicesCsv(of: ReportOf): { fileName: string; text: string } {
  const { header, lines } = tableOf(of);
  return { fileName: `${of.fileName}.csv`, text: writeCsv(header, lines) };
}

/** A workbook of two sheets: students, and places with what they are wanted by. Every name is text, so that a spreadsheet runs none (I7). */
export async function choicesXlsx(of: ReportOf): Promise<{ fileName: string; base64: string }> {
  const w = inWords(choiceStudentWords, of.language);
  const { ranks } = inWords(choiceWords, of.language);
  const { header, lines } = tableOf(of);
  const bold = (texts: string[]) => texts.map((value) => ({ type: String, value, fontWeight: "bold" as const }));
  const text = (value: string) => (value === "" ? null : { type: String, value });
  const students = [bold(header), ...lines.map((line) => line.map(text))];
  const places = [
    bold([w.report.place, w.report.organisation, w.report.seats, ranks.first, ranks.second, ranks.third, w.report.all, w.report.withheld]),
    ...of.places.map(({ path, organisation, seats, withheld, demand }) => [
      text(path),
      text(organisation),
      seats === null ? null : { type: Number, value: seats },
      ...[demand.first, demand.second, demand.third, demand.all].map((value) => ({ type: Number, value })),
      text(withheld ? w.report.yes : ""),
    ]),
  ];
  const book = writeExcel([
    { data: students, sheet: w.report.students, stickyRowsCount: 1 },
    { data: places, sheet: w.report.places, stickyRowsCount: 1 },
  ]);
  const bytes = await book.toBuffer();
  return { fileName: `${of.fileName}.xlsx`, base64: Buffer.from(bytes).toString("base64") };
}
