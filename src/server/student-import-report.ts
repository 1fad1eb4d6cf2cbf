import writeExcel from "write-excel-file/node";
import { importWords } from "#words/import.ts";
import { inWords, type Language } from "#words/words.ts";
import type { PendingImport } from "#db/student-import.ts";
import type { Plan, TableFacts } from "./student-import-plan.ts";
import { writeCsv } from "./table-write.ts";

interface ReportOf {
  pending: PendingImport;
  plan: Plan;
  language: Language;
}

const nameOf = ({ pending, language }: ReportOf, ending: string): string =>
  `${inWords(importWords, language).reportName}-${pending.fileName.replace(/\.[^.]*$/, "")}.${ending}`;

/** One line per finding and per change of every row, and what was set aside, in the file's order (I4). */
export function reportCsv(of: ReportOf): { fileName: string; text: string } {
  const w = inWords(importWords, of.language);
  const facts = of.pending.facts as unknown as TableFacts;
  const lines = of.plan.rows.flatMap((row) => {
    const head = [String(row.row), w.outcomes[row.outcome], row.facts.number, row.facts.lastName, row.facts.firstName];
    const findings = row.findings.map((finding) => [
      ...head,
      finding.column,
      finding.value,
      w.problem(finding.problem),
      finding.fixes.map((fix) => w.fix(fix)).join(" ; "),
    ]);
    const changes = row.changes.map((change) => [
      ...head,
      w.changeFields[change.field],
      `${change.before} → ${change.after}`,
      change.take ? w.taken : w.left,
      "",
    ]);
    return findings.length + changes.length > 0 ? [...findings, ...changes] : [[...head, "", "", "", ""]];
  });
  const aside = facts.setAside.map(({ number, text, why }) => [String(number), w.setAside, "", "", "", "", text, w.asideReasons[why], ""]);
  const sorted = [...lines, ...aside].toSorted((one, other) => Number(one[0]) - Number(other[0]));
  return { fileName: nameOf(of, "csv"), text: writeCsv(Object.values(w.reportHeader), sorted) };
}

const marked = { refused: "#f8c9c4", warning: "#fdebc0" } as const;
const bold = { fontWeight: "bold" as const };

/**
 * The file as it was sent, with the bad cells coloured and what to do beside them: corrected there, it can be imported
 * again. Cells are written as text, so that a spreadsheet runs none of them (I7).
 */
export async function reportXlsx(of: ReportOf): Promise<{ fileName: string; base64: string }> {
  const w = inWords(importWords, of.language);
  const { header } = of.pending.facts as unknown as TableFacts;
  const cellsOf = new Map(of.pending.rows);
  const cell = (value: string, colour?: string) =>
    value === "" && !colour ? null : { value, type: String, ...(colour ? { backgroundColor: colour } : {}) };
  const titles = [...header, w.reportHeader.row, w.reportHeader.outcome, w.reportHeader.reason, w.reportHeader.fix].map((value) => ({
    value,
    type: String,
    ...bold,
  }));
  const lines = of.plan.rows.map((row) => {
    const colour = (name: string) => {
      const found = row.findings.filter(({ column }) => column !== "" && column === name);
      return found.some(({ level }) => level === "refused") ? marked.refused : found.length > 0 ? marked.warning : undefined;
    };
    const whole = row.findings.some(({ field, level }) => field === null && level === "refused");
    return [
      ...header.map((name, column) => cell(cellsOf.get(row.row)?.[column] ?? "", colour(name) ?? (whole ? marked.refused : undefined))),
      { value: row.row, type: Number },
      cell(w.outcomes[row.outcome]),
      cell(row.findings.map(({ column, problem }) => `${column === "" ? "" : `${column}. `}${w.problem(problem)}`).join(" ")),
      cell(row.findings.flatMap(({ fixes }) => fixes.map((fix) => w.fix(fix))).join(" ; ")),
    ];
  });
  const columns = [...header.map(() => ({ width: 22 })), { width: 8 }, { width: 12 }, { width: 60 }, { width: 40 }];
  const bytes = await writeExcel([titles, ...lines], { columns, stickyRowsCount: 1 }).toBuffer();
  return { fileName: nameOf(of, "xlsx"), base64: Buffer.from(bytes).toString("base64") };
}
