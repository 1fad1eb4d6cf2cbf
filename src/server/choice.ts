import { z } from "zod";
import { chosenList, listRefusal, longestUnlockReason } from "#domain/choice.ts";
import { dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { chooserShows, type Chooser, listChoosers, listTrail, lockChooser, saveUnlocked } from "#db/choice-list.ts";
import { insertTrail } from "#db/choice-own.ts";
import { listPlacePaths } from "#db/choice.ts";
import { choicesCsv, choicesXlsx } from "./choice-file.ts";
import { findOpenRound, readChoosers, readRound } from "./choice-read.ts";
import { choiceRound, inRound, roundEvent } from "./choice-round.ts";
import { countDrafts } from "./choice-turn.ts";
import { offeredIn, submitAll } from "./choice-write.ts";
import { findCourse } from "./enrolment-course.ts";
import { searchWords } from "./student.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 200;
/** A class; a report of more would be another thing. */
const mostReported = 5_000;

const ofStudent = z.object({ cohortCourseId: id, studentId: id });
const reason = z.string().trim().max(longestUnlockReason);
/** Longer than any round: who is unlocked for good is a round of her own. */
const longestUnlock = 60 * 86_400_000;

/** Who wrote last in a student's list: a colleague for her, or herself. */
const whoseHand = ({ submittedHow, submittedBy, submittedAt, savedAt, firstName, lastName }: Chooser): string =>
  submittedHow === "person" && submittedAt === savedAt ? (submittedBy ?? "") : `${firstName} ${lastName}`.trim();

/** A course's choice round as its school works with it. A student's own procedures are `choiceOwn`. */
export const choiceRouter = router({
  ...choiceRound,

  /** The round of a course with its places, what they are wanted by, and how the class stands; `round` null where there is none yet. */
  round: allowed("choice.see")
    .input(z.object({ cohortCourseId: id }))
    .query(({ ctx, input }) => readRound(ctx.sql, ctx.actor, { ...input, now: ctx.now() })),

  /** Students of the round in the order of names: all, those who have not submitted, those who want a place. */
  students: allowed("choice.see")
    .input(
      z.object({
        cohortCourseId: id,
        show: z.enum(chooserShows).default("all"),
        placeId: id.nullish(),
        search: z.string().max(200).default(""),
        cursor: z.object({ sortName: z.string(), id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const round = await findOpenRound(ctx.sql, ctx.actor, input.cohortCourseId);
      const rows = await listChoosers(ctx.sql, ctx.actor, {
        roundId: round.id,
        show: input.show,
        placeId: input.placeId ?? null,
        words: searchWords(input.search),
        after: input.cursor ?? null,
        most: pageSize + 1,
      });
      const page = rows.slice(0, pageSize);
      const last = page.at(-1);
      return {
        rows: await readChoosers(ctx.sql, ctx.actor, page),
        next: rows.length > pageSize && last ? { sortName: last.sortName, id: last.studentId } : null,
      };
    }),

  /** Every step of one student's choices, the latest first: by whom, when, before and after, attempts outside of the hours. */
  trail: allowed("choice.see")
    .input(ofStudent)
    .query(async ({ ctx, input }) => {
      const round = await findOpenRound(ctx.sql, ctx.actor, input.cohortCourseId);
      return listTrail(ctx.sql, ctx.actor, { roundId: round.id, studentId: input.studentId });
    }),

  /**
   * Makes a student's choices for her, whatever the hours (F-235): tracked with who and why. A list that is empty takes hers back. Refused
   * with `stale` when she, or a colleague, wrote since (`saw`).
   */
  behalf: allowed("choice.manage")
    .input(ofStudent.extend({ saw: z.number().int().min(0), choices: chosenList, reason: reason.default("") }))
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, round) => {
        const chooser =
          (await lockChooser(tx, ctx.actor, { roundId: round.id, studentId: input.studentId })) ?? refuse({ code: "not-found" });
        if (chooser.version !== input.saw)
          refuse({ code: "stale", by: whoseHand(chooser), at: chooser.savedAt ?? ctx.now().toISOString() });
        const offered = await offeredIn(tx, round);
        const kept = new Set([...chooser.draft, ...(chooser.submitted ?? [])].map(({ placeId }) => placeId));
        const refusal = listRefusal(input.choices, { most: round.most, offered, mayTakeWithheld: true, kept });
        if (refusal) refuse(refusal);
        await submitAll(tx, round, {
          lists: [{ enrolmentId: chooser.enrolmentId, choices: input.choices, before: chooser.submitted }],
          offered,
          how: "person",
          personId: ctx.actor.personId,
          note: input.reason,
          at: ctx.now(),
        });
        return {
          value: { version: chooser.version + 1, before: chooser.submitted },
          events: [roundEvent(round, "choice.made-for", { studentId: input.studentId, choices: input.choices.length })],
        };
      }),
    ),

  /** Lets one student choose outside of the hours, until an instant, with the reason; kept with who did. */
  unlock: allowed("choice.manage")
    .input(ofStudent.extend({ until: z.iso.datetime({ offset: true }), reason: reason.min(1) }))
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, round) => {
        const until = new Date(input.until);
        const ahead = until.getTime() - ctx.now().getTime();
        if (ahead <= 0) refuse({ code: "invalid", field: "until", problem: { kind: "in-the-past" } });
        if (ahead > longestUnlock) refuse({ code: "invalid", field: "until", problem: { kind: "too-far" } });
        const { enrolmentId } =
          (await lockChooser(tx, ctx.actor, { roundId: round.id, studentId: input.studentId })) ?? refuse({ code: "not-found" });
        const { agencyId, personId } = ctx.actor;
        await saveUnlocked(tx, {
          agencyId,
          roundId: round.id,
          enrolmentId,
          until: until.toISOString(),
          by: personId,
          reason: input.reason,
        });
        await insertTrail(tx, agencyId, [
          { roundId: round.id, enrolmentId, what: "unlocked", by: personId, note: input.reason, before: null, after: null },
        ]);
        return {
          value: undefined,
          events: [roundEvent(round, "choice.unlocked", { studentId: input.studentId, until: until.toISOString() })],
        };
      }),
    ),

  /** Locks her again before her time is over; what she saved meanwhile is counted. */
  lock: allowed("choice.manage")
    .input(ofStudent)
    .mutation(({ ctx, input }) =>
      inRound<{ until: string | null; reason: string }>(ctx, input.cohortCourseId, async (tx, round) => {
        const one = (await lockChooser(tx, ctx.actor, { roundId: round.id, studentId: input.studentId })) ?? refuse({ code: "not-found" });
        if (one.unlockedUntil === null) return { value: { until: null, reason: "" }, events: [] };
        const { agencyId, personId } = ctx.actor;
        const { enrolmentId } = one;
        await saveUnlocked(tx, { agencyId, roundId: round.id, enrolmentId, until: null, by: null, reason: "" });
        // Within the hours she goes on writing all the same.
        if (round.closedAt !== null) await countDrafts(tx, round, { now: ctx.now(), enrolmentIds: [enrolmentId] });
        await insertTrail(tx, agencyId, [
          { roundId: round.id, enrolmentId, what: "locked", by: personId, note: "", before: null, after: null },
        ]);
        return {
          value: { until: one.unlockedUntil, reason: one.unlockReason },
          events: [roundEvent(round, "choice.locked", { studentId: input.studentId })],
        };
      }),
    ),

  /** All students with their choices, to print (F-219). */
  report: allowed("choice.see")
    .input(z.object({ cohortCourseId: id }))
    .query(async ({ ctx, input }) => {
      const round = await findOpenRound(ctx.sql, ctx.actor, input.cohortCourseId);
      const of = { roundId: round.id, show: "all" as const, placeId: null, words: [], after: null, most: mostReported };
      return readChoosers(ctx.sql, ctx.actor, await listChoosers(ctx.sql, ctx.actor, of));
    }),

  /** The same as a file: a CSV of students, or a workbook of students and places. */
  file: allowed("choice.see")
    .input(z.object({ cohortCourseId: id, as: z.enum(["csv", "xlsx"]) }))
    .query(async ({ ctx, input }): Promise<{ fileName: string; text: string } | { fileName: string; base64: string }> => {
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const read = await readRound(ctx.sql, ctx.actor, { cohortCourseId: course.id, now: ctx.now() });
      const round = read.round ?? refuse({ code: "not-found" });
      const rows = await listChoosers(ctx.sql, ctx.actor, {
        roundId: round.id,
        show: "all",
        placeId: null,
        words: [],
        after: null,
        most: mostReported,
      });
      const ids = rows.flatMap(({ draft, submitted }) => [...draft, ...(submitted ?? [])].map(({ placeId }) => placeId));
      const of = {
        rows,
        paths: await listPlacePaths(ctx.sql, [...new Set(ids)]),
        places: round.places,
        timeZone: read.timeZone,
        language: ctx.language,
        fileName: `${course.cohortShort}-${course.courseNumber}-choix-${dayIn(ctx.now())}`.replaceAll(/[^\w.-]+/g, "-"),
      };
      return input.as === "csv" ? choicesCsv(of) : choicesXlsx(of);
    }),
});
