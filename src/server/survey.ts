import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { linkState } from "#domain/delivery.ts";
import { blankProfile, proposedChanges, takenOf, type ProfileAnswer } from "#domain/profile.ts";
import { refuse } from "#domain/refusal.ts";
import { insertMail } from "#db/mail.ts";
import { findPerson } from "#db/people.ts";
import { listPrerequisites, listProfiles, type PlaceKey } from "#db/profile.ts";
import type { Query } from "#db/sql.ts";
import { insertSurvey, listSurveys, lockSurvey, revokeSurvey, saveSurveySettled } from "#db/survey.ts";
import { inWords } from "#words/words.ts";
import { surveyWords } from "#words/survey.ts";
import { act } from "./act.ts";
import { admitLetter } from "./attempt.ts";
import { originOf } from "./env.ts";
import { writeLetterMail } from "./letter-mail.ts";
import { hashOfToken } from "./link.ts";
import { mayWrite, profiled, writable } from "./profile-place.ts";
import { writePrerequisite, writeProfile } from "./profile.ts";
import { surveyAnswers } from "./survey-answer.ts";
import { allowed, router } from "./trpc.ts";

/** Long enough for a holiday, short enough for a lost mail. */
const goodFor = 60 * 86_400_000;

/** What a place says now, as a survey asks it. */
export async function saidNow(sql: Query, viewer: Actor, place: Pick<PlaceKey, "id">): Promise<ProfileAnswer> {
  const [[profile], prerequisites] = [await listProfiles(sql, viewer, [place.id]), await listPrerequisites(sql, viewer, [place.id])];
  return {
    profile: profile?.fields ?? blankProfile,
    prerequisites: prerequisites.map(({ name, note, students, instructors, mandatory, daysBefore }) => ({
      name,
      note,
      students,
      instructors,
      mandatory,
      daysBefore,
    })),
  };
}

/** Asking a place without account what it says of itself (F-038, K15), and taking what it answers. What a link's holder does is in survey-answer.ts. */
export const surveyRouter = router({
  ...surveyAnswers,

  /** What one's organisation asked of a place; what an answer would change, point by point, while it waits. */
  list: allowed("profile.edit")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = await profiled(ctx.sql, ctx.actor, input.placeId);
      const may = mayWrite(ctx.actor, place);
      if (!may) return { surveys: [], may: { send: false } };
      const [surveys, now] = await Promise.all([listSurveys(ctx.sql, ctx.actor, place.id), saidNow(ctx.sql, ctx.actor, place)]);
      return {
        surveys: surveys.map(({ answer, ...one }) => {
          const state = linkState(one, ctx.now());
          const waits = answer !== null && one.settledAt === null;
          return {
            ...one,
            state,
            changes: waits ? proposedChanges(now, answer) : [],
            may: { revoke: state === "good", settle: waits },
          };
        }),
        // A place that signs in says it itself.
        may: { send: !place.isUser || !place.agencyIsUser },
      };
    }),

  /** Mails a link to fill the profile of a place that does not use the system. The secret is in the mail alone. */
  send: allowed("profile.edit")
    .input(
      z.object({
        placeId: id,
        name: z.string().trim().min(1).max(120),
        email: z.email().max(320),
        language: z.enum(["fr", "en"]),
        message: z.string().trim().max(2_000).default(""),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await admitLetter(ctx.sql, ctx.actor.accountId);
      const sent = await act(ctx, async (tx) => {
        const place = await writable(tx, ctx.actor, input.placeId);
        if (place.isUser && place.agencyIsUser) refuse({ code: "not-allowed" });
        const at = ctx.now();
        const expiresAt = new Date(at.getTime() + goodFor);
        const email = input.email.toLowerCase();
        const token = randomBytes(32).toString("base64url");
        const { name, language } = input;
        const surveyId = await insertSurvey(tx, place, {
          name,
          email,
          language,
          tokenHash: hashOfToken(token),
          by: ctx.actor,
          at,
          expiresAt,
        });
        const w = inWords(surveyWords, language).mail;
        const body = [w.hello(name), w.ask(ctx.actor.agencyName, place.name), input.message].filter((part) => part !== "").join("\n\n");
        const mail = writeLetterMail(
          { subject: w.subject(place.name), body, language },
          { url: `${originOf(ctx.env)}/questionnaire/${token}`, until: expiresAt, school: ctx.actor.agencyName },
          { action: w.action, note: w.note, orCopy: w.orCopy },
        );
        await insertMail(tx, {
          cause: `survey:${surveyId}`,
          kind: "survey",
          accountId: null,
          recipient: email,
          language,
          subject: mail.subject,
          bodyText: mail.text,
          bodyHtml: mail.html,
          replyTo: (await findPerson(tx, ctx.actor, ctx.actor.personId))?.email ?? "",
          senderName: `${ctx.actor.name}, ${ctx.actor.agencyName}`,
        });
        const facts = { name, place: place.name };
        const { agencyId } = ctx.actor;
        return {
          value: { id: surveyId },
          events: [{ kind: "survey.sent", agencyIds: [agencyId], about: surveyId, within: [place.id], facts }],
        };
      });
      ctx.jobs.ring("mail");
      return sent;
    }),

  /** Takes a link back; what was answered by it stays to be looked at. */
  revoke: allowed("profile.edit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const survey = (await lockSurvey(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const place = await writable(tx, ctx.actor, survey.placeId);
        await revokeSurvey(tx, survey, ctx.now());
        const facts = { name: survey.name, place: place.name };
        return {
          value: null,
          events: [{ kind: "survey.revoked", agencyIds: [survey.agencyId], about: survey.id, within: [place.id], facts }],
        };
      }),
    ),

  /**
   * Takes of an answer the points named by their keys, all or some, and none of the others: the profile is written as by the taker, and the answer
   * is settled. A point that is true already, or no more, is not there to be taken.
   */
  settle: allowed("profile.edit")
    .input(z.object({ id, answeredAt: z.string(), take: z.array(z.string().max(200)).max(200) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const survey = (await lockSurvey(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const place = await writable(tx, ctx.actor, survey.placeId);
        const { answer } = survey;
        if (answer === null || survey.settledAt !== null) return refuse({ code: "not-found" });
        // Another answer came while this one was read.
        if (survey.answeredAt !== input.answeredAt) refuse({ code: "stale", by: survey.name, at: survey.answeredAt ?? "" });
        const changes = proposedChanges(await saidNow(tx, ctx.actor, place), answer);
        const keys = changes.map(({ key }) => key).filter((key) => input.take.includes(key));
        const { patch, prerequisites } = takenOf(changes, keys);
        const { events } = await writeProfile(tx, ctx, { place, patch });
        const known = await listPrerequisites(tx, ctx.actor, [place.id]);
        for (const { before, after } of prerequisites) {
          const found = before === null ? null : (known.find(({ name }) => name === before.name)?.id ?? null);
          events.push(...(await writePrerequisite(tx, ctx.actor, { place, id: found, before, after })).events);
        }
        await saveSurveySettled(tx, survey, { by: ctx.actor.personId, at: ctx.now(), taken: keys });
        const facts = { name: survey.name, place: place.name, taken: keys.length };
        const settled = { kind: "survey.settled" as const, agencyIds: [survey.agencyId], about: survey.id, within: [place.id], facts };
        return { value: { taken: keys.length }, events: [...events, settled] };
      }),
    ),
});
