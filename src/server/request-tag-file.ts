import type { SeenStatus, Side } from "#domain/request.ts";
import type { TagLine } from "#db/request-tag.ts";
import { statusWords } from "#words/status.ts";
import { tagWords } from "#words/request-tag.ts";
import { inWords, type Language } from "#words/words.ts";
import { writeCsv } from "./table-write.ts";

type SeenLine = Omit<TagLine, "status"> & { status: SeenStatus };

/** The tracking report as a spreadsheet reads it (F-171), in the language of who asks; the other organisation is the one each side needs. */
export function writeTagFile(
  lines: readonly SeenLine[],
  of: { side: Side; language: Language; on: string },
): { fileName: string; text: string } {
  const w = inWords(tagWords, of.language);
  const names = inWords(statusWords, of.language);
  const f = w.file;
  const yes = (value: boolean) => (value ? f.yes : f.no);
  const number = (value: number | null) => (value === null ? "" : String(value).replace(".", of.language === "fr" ? "," : "."));
  const columns: [string, (line: SeenLine) => string][] = [
    [f.reference, ({ reference }) => String(reference)],
    [f.kind, ({ kind }) => w.code[kind]],
    [f.at, ({ at }) => at.slice(0, 10)],
    [f.by, ({ by }) => by],
    of.side === "placing" ? [f.receiving, ({ receiving }) => receiving] : [f.school, ({ school }) => school],
    [f.place, ({ place }) => place],
    [f.programme, ({ programme }) => programme],
    [f.course, ({ course }) => course],
    [f.cohort, ({ cohort }) => cohort],
    [f.size, ({ size }) => String(size)],
    [f.startsBefore, ({ startsBefore }) => startsBefore],
    [f.endsBefore, ({ endsBefore }) => endsBefore],
    [f.startsAfter, ({ startsAfter }) => startsAfter],
    [f.endsAfter, ({ endsAfter }) => endsAfter],
    [f.suspendedFrom, ({ suspendedFrom }) => suspendedFrom ?? ""],
    [f.suspendedTo, ({ suspendedTo }) => suspendedTo ?? ""],
    [f.resumedOn, ({ resumedOn }) => resumedOn ?? ""],
    [f.hoursBefore, ({ hoursBefore }) => number(hoursBefore)],
    [f.hoursAfter, ({ hoursAfter }) => number(hoursAfter)],
    [f.typed, ({ hoursTyped }) => yes(hoursTyped)],
    [f.resubmitted, ({ resubmitted }) => yes(resubmitted)],
    [f.status, ({ status }) => (status === "hidden" ? "" : names[status].name)],
    [f.reason, ({ reasonFr, reasonEn }) => (of.language === "fr" ? reasonFr : reasonEn)],
    [f.note, ({ reasonNote }) => reasonNote],
  ];
  return {
    fileName: f.name(of.on),
    text: writeCsv(
      columns.map(([name]) => name),
      lines.map((line) => columns.map(([, cell]) => cell(line))),
    ),
  };
}
