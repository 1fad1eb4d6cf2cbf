import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { guessColumns, missingFields, rosterFields, type Mapping } from "#domain/roster-columns.ts";
import { countPlan, outcomes, type PlannedRow } from "#domain/roster-diff.ts";
import { findCourseHead } from "#db/enrolment.ts";
import {
  countBuiltUpon,
  deletePending,
  findMapping,
  findPending,
  findPendingFile,
  findProgress,
  insertPending,
  listImports,
  listPending,
  lockImport,
  purgeImports,
  saveDecisions,
  saveMapping,
  savePendingTable,
  saveProgress,
  saveTake,
  startCommit,
  stopCommit,
  undoImport,
  type PendingImport,
} from "#db/student-import.ts";
import { act } from "./act.ts";
import { commitImport } from "./student-import-commit.ts";
import { reportCsv, reportXlsx } from "./student-import-report.ts";
import { factsOf, headerHash, packRows, planOf, type TableFacts } from "./student-import-plan.ts";
import { largestFile, readTable } from "./table-file.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 200;

const upload = z.instanceof(FormData).transform((form, context) => {
  const file = form.get("file");
  const course = form.get("cohortCourseId");
  const cohortCourseId = course === null || course === "" ? null : id.safeParse(course).data;
  if (!(file instanceof File) || cohortCourseId === undefined) {
    context.addIssue({ code: "custom", message: "a file and a course" });
    return z.NEVER;
  }
  return { file, cohortCourseId };
});

const field = z.enum(["lastName", "firstName", "birthDate", "email", "phone", "preferences"]);
const decision = z.object({
  skip: z.boolean().optional(),
  texts: z
    .object({
      number: z.string().max(400),
      lastName: z.string().max(400),
      firstName: z.string().max(400),
      birthDate: z.string().max(400),
      email: z.string().max(400),
      phone: z.string().max(400),
    })
    .partial()
    .optional(),
  take: z.partialRecord(field, z.boolean()).optional(),
  again: z.boolean().optional(),
});

const pendingOf = async (ctx: { sql: Parameters<typeof findPending>[0]; actor: Actor }, pendingId: Id): Promise<PendingImport> =>
  (await findPending(ctx.sql, ctx.actor, pendingId)) ?? refuse({ code: "not-found" });

const fits = (row: PlannedRow, show: z.infer<typeof showing>): boolean => {
  if (show === "all") return true;
  if (show === "warnings") return row.findings.some(({ level }) => level === "warning");
  if (show === "enrol") return row.enrol === "enrol" || row.enrol === "enrol-again" || row.enrol === "ask-again";
  return row.outcome === show;
};
const showing = z.enum(["all", ...outcomes, "warnings", "enrol"]);

export const studentImportRouter = router({
  /** Reads a list and keeps it for review; the columns are those this kind of file was given last time, else guessed (I1, I2). */
  upload: allowed("student.manage")
    .input(upload)
    .mutation(async ({ ctx, input }) => {
      if (input.cohortCourseId !== null && !(await findCourseHead(ctx.sql, ctx.actor, input.cohortCourseId))) refuse({ code: "not-found" });
      if (input.file.size > largestFile) refuse({ code: "file-unreadable", why: "too-large" });
      const bytes = new Uint8Array(await input.file.arrayBuffer());
      const table = await readTable(bytes, input.file.name);
      await purgeImports(ctx.sql);
      const remembered = await findMapping(ctx.sql, ctx.actor.agencyId, headerHash(table.header));
      const mapping = remembered?.length === table.header.length ? remembered : guessColumns(table.header, table.rows);
      const pendingId = await insertPending(ctx.sql, ctx.actor, {
        cohortCourseId: input.cohortCourseId,
        fileName: input.file.name.slice(0, 200),
        file: table.sheetNames.length > 1 ? bytes : null,
        facts: factsOf(table) as unknown as Record<string, unknown>,
        rows: packRows(table),
        mapping,
      });
      return { id: pendingId };
    }),

  /** Lists one left under review, and what was imported lately (of one course, or of all). */
  list: allowed("student.see")
    .input(z.object({ cohortCourseId: id.nullish() }))
    .query(async ({ ctx, input }) => {
      const manage = can(ctx.actor, "student.manage");
      const [pending, done] = await Promise.all([
        manage ? listPending(ctx.sql, ctx.actor) : [],
        listImports(ctx.sql, ctx.actor, { cohortCourseId: input.cohortCourseId ?? null, most: 20 }),
      ]);
      return { pending, done: done.map((one) => ({ ...one, may: { undo: manage && one.fresh && one.undoneAt === null } })) };
    }),

  /** The dry run over all rows (I3): counts, how the columns are read, and a page of rows with what each would do and why not. */
  preview: allowed("student.manage")
    .input(z.object({ id, show: showing.default("all"), from: z.number().int().nonnegative().default(0) }))
    .query(async ({ ctx, input }) => {
      const pending = await pendingOf(ctx, input.id);
      const course =
        pending.cohortCourseId === null
          ? null
          : ((await findCourseHead(ctx.sql, ctx.actor, pending.cohortCourseId)) ?? refuse({ code: "not-found" }));
      const plan = await planOf(ctx.sql, { actor: ctx.actor, pending, today: dayIn(ctx.now()) });
      const facts = pending.facts as unknown as TableFacts;
      const shown = plan.rows.filter((row) => fits(row, input.show));
      const leftOpen = (name: PlannedRow["changes"][number]["field"]) =>
        plan.rows.reduce((sum, { changes }) => sum + changes.filter((change) => change.field === name && !change.take).length, 0);
      return {
        id: pending.id,
        fileName: pending.fileName,
        status: pending.status,
        importId: pending.importId,
        course,
        table: {
          kind: facts.kind,
          sheetName: facts.sheetName,
          sheetNames: facts.sheetNames,
          encoding: facts.encoding,
          separator: facts.separator,
          headerNumber: facts.headerNumber,
          setAside: facts.setAside,
        },
        columns: facts.header.map((name, index) => ({
          name,
          field: pending.mapping[index] ?? null,
          samples: [...new Set(pending.rows.slice(0, 50).flatMap(([, cells]) => cells[index] || []))].slice(0, 3),
        })),
        missing: missingFields(pending.mapping),
        take: pending.take,
        /** Fields in which changes are waiting to be taken, with how many. */
        open: field.options.map((name) => ({ field: name, count: leftOpen(name) })).filter(({ count }) => count > 0),
        counts: countPlan(plan.rows),
        shown: shown.length,
        rows: shown.slice(input.from, input.from + pageSize).map(({ preferenceColumn: _column, skipped: _skipped, ...row }) => ({
          ...row,
          decision: pending.decisions[String(row.row)] ?? {},
        })),
        next: input.from + pageSize < shown.length ? input.from + pageSize : null,
        stamp: plan.stamp,
        /** The newest change that this preview knows of: by the rows themselves, as no two clocks agree. */
        seenAt: [...plan.changedAt.values()].reduce((newest, at) => (at > newest ? at : newest), ""),
      };
    }),

  /** What each column holds, one entry per column; remembered for the next file with this header. */
  mapColumns: allowed("student.manage")
    .input(z.object({ id, mapping: z.array(z.enum(rosterFields).nullable()).max(200) }))
    .mutation(async ({ ctx, input }) => {
      const pending = await pendingOf(ctx, input.id);
      const { header } = pending.facts as unknown as TableFacts;
      const twice = input.mapping.some((name, at) => name !== null && name !== "preference" && input.mapping.indexOf(name) !== at);
      if (input.mapping.length !== header.length || twice) refuse({ code: "invalid", field: "mapping", problem: { kind: "missing" } });
      if (!(await savePendingTable(ctx.sql, ctx.actor, { id: pending.id, mapping: input.mapping as Mapping })))
        refuse({ code: "not-found" });
      await saveMapping(ctx.sql, ctx.actor.agencyId, { headerHash: headerHash(header), mapping: input.mapping as Mapping });
      return null;
    }),

  /** Another sheet of the same workbook. */
  chooseSheet: allowed("student.manage")
    .input(z.object({ id, sheet: z.string().max(200) }))
    .mutation(async ({ ctx, input }) => {
      const bytes = (await findPendingFile(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const table = await readTable(new Uint8Array(bytes), "", { sheet: input.sheet });
      const mapping = (await findMapping(ctx.sql, ctx.actor.agencyId, headerHash(table.header))) ?? guessColumns(table.header, table.rows);
      await savePendingTable(ctx.sql, ctx.actor, {
        id: input.id,
        mapping,
        table: { facts: factsOf(table) as unknown as Record<string, unknown>, rows: packRows(table) },
      });
      return null;
    }),

  /** What a person decides about rows: leave one out, write a value, take or leave a change. Kept as a draft; null takes it back. */
  decide: allowed("student.manage")
    .input(z.object({ id, decisions: z.record(z.string().regex(/^\d{1,6}$/), decision.nullable()) }))
    .mutation(async ({ ctx, input }) => {
      if (!(await saveDecisions(ctx.sql, ctx.actor, input))) refuse({ code: "not-found" });
      return null;
    }),

  /** Fields whose changes are taken from the file in every row, except where a row says otherwise. */
  take: allowed("student.manage")
    .input(z.object({ id, fields: z.array(field).max(10) }))
    .mutation(async ({ ctx, input }) => {
      if (!(await saveTake(ctx.sql, ctx.actor, { id: input.id, take: input.fields }))) refuse({ code: "not-found" });
      return null;
    }),

  /** Writes the list in one transaction, exactly as previewed (`stamp`); goes on when the page is left, `progress` tells how far. */
  commit: allowed("student.manage")
    .input(z.object({ id, stamp: z.string().max(64), seenAt: z.string().max(40) }))
    .mutation(async ({ ctx, input }) => {
      const { sql, actor } = ctx;
      const pending = await pendingOf(ctx, input.id);
      if (pending.cohortCourseId !== null && !(await findCourseHead(sql, actor, pending.cohortCourseId))) refuse({ code: "not-found" });
      const missing = missingFields(pending.mapping)[0];
      if (missing) refuse({ code: "invalid", field: missing, problem: { kind: "missing" } });
      if (!(await startCommit(sql, actor, pending.id))) refuse({ code: "stale", by: actor.name, at: pending.madeAt });
      try {
        const progress = (to: number) => saveProgress(sql, actor, { id: pending.id, progress: to });
        return await act(ctx, (tx) =>
          commitImport(tx, { actor, pending, now: ctx.now(), stamp: input.stamp, seenAt: input.seenAt, progress }),
        );
      } catch (error) {
        await stopCommit(sql, actor, pending.id);
        throw error;
      }
    }),

  progress: allowed("student.manage")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => (await findProgress(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" })),

  /** Every row of the list with its outcome, reason and fix, as a file for a spreadsheet (I4). */
  report: allowed("student.manage")
    .input(z.object({ id, format: z.enum(["csv", "xlsx"]) }))
    .query(async ({ ctx, input }): Promise<{ fileName: string; text: string } | { fileName: string; base64: string }> => {
      const pending = await pendingOf(ctx, input.id);
      const plan = await planOf(ctx.sql, { actor: ctx.actor, pending, today: dayIn(ctx.now()) });
      const of = { pending, plan, language: ctx.language };
      return input.format === "csv" ? reportCsv(of) : reportXlsx(of);
    }),

  /** Forgets a list under review. */
  discard: allowed("student.manage")
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      if (!(await deletePending(ctx.sql, ctx.actor, input.id))) refuse({ code: "not-found" });
      return null;
    }),

  /** Takes a whole import back, within a day and while nobody has built on what it brought (I5). */
  undo: allowed("student.manage")
    .input(z.object({ importId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { actor } = ctx;
        const done = (await lockImport(tx, actor, input.importId)) ?? refuse({ code: "not-found" });
        if (done.cohortCourseId !== null && !(await findCourseHead(tx, actor, done.cohortCourseId))) refuse({ code: "not-found" });
        if (done.undoneAt !== null) refuse({ code: "import-cannot-be-undone", why: "already" });
        if (!done.fresh) refuse({ code: "import-cannot-be-undone", why: "too-late" });
        const of = { agencyId: actor.agencyId, importId: done.id };
        if ((await countBuiltUpon(tx, of)) > 0) refuse({ code: "import-cannot-be-undone", why: "built-upon" });
        const courses = await undoImport(tx, of);
        const agencyIds = [actor.agencyId];
        return {
          value: null,
          events: [
            { kind: "student.import-undone" as const, agencyIds, about: done.id, within: courses, facts: { file: done.fileName } },
            ...courses.map((about) => ({
              kind: "enrolment.changed" as const,
              agencyIds,
              about,
              within: [done.id],
              facts: { students: done.enrolled, state: "removed" },
            })),
          ],
        };
      }),
    ),
});
