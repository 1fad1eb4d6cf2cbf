import { z } from "zod";
import {
  attemptEverySeconds,
  chosenList,
  differs,
  listRefusal,
  mayChoose,
  roundState,
  submitRefusal,
  type Chosen,
  type OfferedPlace,
} from "#domain/choice.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { Refused, refuse } from "#domain/refusal.ts";
import { listOffered, listPlacePaths } from "#db/choice.ts";
import { findOwnRound, holdOwnRound, insertAttempt, listOwnRounds, saveDraft, saveSeen, type OwnRound } from "#db/choice-own.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { followRound, shownOf, stampOf } from "./choice-live.ts";
import { offeredIn, submitAll } from "./choice-write.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** A round's hours and where she stands in it, with the server's clock beside them. */
const standing = (round: OwnRound, now: Date) => ({
  id: round.id,
  course: round.course,
  cohort: round.cohort,
  term: round.term,
  school: round.school,
  opensAt: round.opensAt,
  closesAt: round.closesAt,
  now: now.toISOString(),
  state: round.closedAt === null ? roundState(round, now) : ("closed" as const),
  least: round.least,
  most: round.most,
  note: round.note,
  version: round.version,
  chosen: round.draft.length,
  savedAt: round.savedAt,
  submittedAt: round.submittedAt,
  /** What she wrote since is not submitted. */
  unsubmitted: differs(round.draft, round.submitted),
  unlockedUntil: round.unlockedUntil,
  may: { choose: mayChoose(round, now) === "yes" },
});

/** A place as a student is shown it: nothing of who else is there. */
const shownPlace = ({ placeId, organisation, path, seats, periods, since }: OfferedPlace, seenAt: string | null) => ({
  placeId,
  organisation,
  path,
  seats,
  periods: periods.map(({ requestId: _hidden, ...period }) => period),
  /** Offered since she last looked. */
  fresh: seenAt !== null && Date.parse(since) > Date.parse(seenAt),
});

/** Keeps that she tried outside of the hours, in a transaction of its own: what is refused leaves nothing else. */
async function logAttempt(ctx: ActorContext, roundId: Id, why: "early" | "late"): Promise<void> {
  await act(ctx, async (tx) => {
    const round = (await findOwnRound(tx, ctx.actor, roundId)) ?? refuse({ code: "not-found" });
    const { agencyId, enrolmentId, studentId } = round;
    const kept = await insertAttempt(tx, { agencyId, roundId, enrolmentId, why, everySeconds: attemptEverySeconds });
    const event: NewEvent = {
      kind: "choice.refused",
      agencyIds: [agencyId],
      about: round.cohortCourseId,
      within: [roundId, studentId],
      facts: { studentId, why },
    };
    return { value: undefined, events: kept ? [event] : [] };
  });
}

/**
 * Writes in her round while its hours last, by the clock of the moment the command came: held against closing, so that what is taken is
 * counted. Outside of the hours it is refused, and kept that she tried (R430, R433).
 */
async function choosing<Value>(
  ctx: ActorContext,
  roundId: Id,
  work: (tx: Tx, round: OwnRound, at: Date) => Promise<{ value: Value; events: NewEvent[] }>,
): Promise<Value> {
  const at = ctx.now();
  try {
    return await act(ctx, async (tx) => {
      const round = (await holdOwnRound(tx, ctx.actor, roundId)) ?? refuse({ code: "not-found" });
      const may = mayChoose(round, at);
      if (may === "early") refuse({ code: "choice-early", opensAt: round.opensAt });
      if (may === "late") refuse({ code: "choice-late", closedAt: round.closedAt ?? round.closesAt });
      return work(tx, round, at);
    });
  } catch (error) {
    const code = error instanceof Refused ? error.refusal.code : null;
    if (code === "choice-early" || code === "choice-late") await logAttempt(ctx, roundId, code === "choice-early" ? "early" : "late");
    throw error;
  }
}

/** Somebody wrote since the page looked: herself on another device, or who coordinates for her. */
const stale = (): never => refuse({ code: "choice-elsewhere" });

const listed = (list: readonly Chosen[]): string[] => list.map(({ placeId }) => placeId);

const writing = z.object({
  roundId: id,
  /** The version of her list that the page has; 0 before anything was written. */
  saw: z.number().int().min(0),
  choices: chosenList,
});

/** What a student does with her own choices: all that this kind of role is granted. Anybody else's are not there (`not-found`). */
export const choiceOwnRouter = router({
  /** Her rounds, to come, open and over. */
  list: allowed("choice.own").query(async ({ ctx }) => {
    const now = ctx.now();
    return (await listOwnRounds(ctx.sql, ctx.actor)).map((round) => standing(round, now));
  }),

  /** One round: what is offered from its opening on, her lists, and what the school shows of the others. */
  round: allowed("choice.own")
    .input(z.object({ roundId: id }))
    .query(async ({ ctx, input }) => {
      const round = (await findOwnRound(ctx.sql, ctx.actor, input.roundId)) ?? refuse({ code: "not-found" });
      const now = ctx.now();
      const here = standing(round, now);
      const lists = { draft: round.draft, submitted: round.submitted };
      // Before it opens nobody knows what will be offered, unless she was let in.
      if (here.state === "planned" && !here.may.choose)
        return { ...here, ...lists, places: [], stamp: "", gone: [], demand: null, classmates: null };
      const [offered, shown] = await Promise.all([listOffered(ctx.sql, round), shownOf(ctx.sql, round, now)]);
      const open = offered.filter(({ withheld }) => !withheld);
      const there = new Set(open.map(({ placeId }) => placeId));
      // Places of her lists that are no longer offered keep their names, so that she sees what to replace.
      const gone = [...new Set([...listed(round.draft), ...listed(round.submitted ?? [])])].filter((one) => !there.has(one));
      const paths = await listPlacePaths(ctx.sql, gone);
      return {
        ...here,
        ...lists,
        places: open.map((place) => shownPlace(place, round.seenAt)),
        stamp: stampOf(open),
        gone: gone.map((placeId) => ({ placeId, path: paths.get(placeId) ?? "" })),
        ...shown,
      };
    }),

  /** Saves the list as it is typed; nothing is submitted by it. Refused: `choice-early`, `choice-late`, `stale`, `choice-*`. */
  save: allowed("choice.own")
    .input(writing)
    .mutation(({ ctx, input }) =>
      choosing(ctx, input.roundId, async (tx, round, at) => {
        const { agencyId, id: roundId, enrolmentId, studentId } = round;
        const [offered, kept] = [await offeredIn(tx, round, [input.choices]), new Set(listed(round.draft))];
        const refusal = listRefusal(input.choices, { most: round.most, offered, mayTakeWithheld: false, kept });
        if (refusal) refuse(refusal);
        const version = (await saveDraft(tx, { agencyId, roundId, enrolmentId, saw: input.saw, draft: input.choices, at })) ?? stale();
        const begun = round.submitted === null && round.draft.length === 0 && input.choices.length > 0;
        const event: NewEvent = {
          kind: "choice.begun",
          agencyIds: [agencyId],
          about: round.cohortCourseId,
          within: [roundId, studentId],
          facts: { studentId },
        };
        return { value: { version, savedAt: at.toISOString() }, events: begun ? [event] : [] };
      }),
    ),

  /** Submits the list: it becomes her preferences, and can be changed and submitted again until the round closes. */
  submit: allowed("choice.own")
    .input(writing)
    .mutation(({ ctx, input }) =>
      choosing(ctx, input.roundId, async (tx, round, at) => {
        const { agencyId, id: roundId, enrolmentId, studentId } = round;
        const offered = await offeredIn(tx, round, [input.choices, round.submitted ?? []]);
        const refusal =
          listRefusal(input.choices, { most: round.most, offered, mayTakeWithheld: false }) ?? submitRefusal(input.choices, round.least);
        if (refusal) refuse(refusal);
        const saved = (await saveDraft(tx, { agencyId, roundId, enrolmentId, saw: input.saw, draft: input.choices, at })) ?? stale();
        await submitAll(tx, round, {
          lists: [{ enrolmentId, choices: input.choices, before: round.submitted }],
          offered,
          how: "student",
          personId: null,
          at,
        });
        return {
          value: { version: saved + 1, submittedAt: at.toISOString() },
          events: [
            {
              kind: "choice.submitted",
              agencyIds: [agencyId],
              about: round.cohortCourseId,
              within: [roundId, studentId],
              facts: { studentId, choices: input.choices.length, again: round.submitted !== null },
            },
          ],
        };
      }),
    ),

  /** She has looked at what is offered: what comes after is new to her. */
  seen: allowed("choice.own")
    .input(z.object({ roundId: id }))
    .mutation(async ({ ctx, input }) => {
      const {
        agencyId,
        id: roundId,
        enrolmentId,
      } = (await findOwnRound(ctx.sql, ctx.actor, input.roundId)) ?? refuse({ code: "not-found" });
      await saveSeen(ctx.sql, { agencyId, roundId, enrolmentId, at: ctx.now() });
    }),

  /** What the school shows of the others, now: demand by place, and how many have submitted; null where it is not shown. */
  demand: allowed("choice.own")
    .input(z.object({ roundId: id }))
    .query(async ({ ctx, input }) => {
      const round = (await findOwnRound(ctx.sql, ctx.actor, input.roundId)) ?? refuse({ code: "not-found" });
      return shownOf(ctx.sql, round, ctx.now());
    }),

  /** The same with hours and clock, live: at once, then whenever it changes. A student has no other line of events. */
  follow: allowed("choice.own")
    .input(z.object({ roundId: id }))
    .subscription(({ ctx, input, signal }) => followRound(ctx, { roundId: input.roundId, signal })),
});
