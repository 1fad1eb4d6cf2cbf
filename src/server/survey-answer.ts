import { z } from "zod";
import { organisationReader } from "#domain/delivery-reader.ts";
import { blankProfile, profileAnswer, proposedChanges, type ProfileAnswer } from "#domain/profile.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlace } from "#db/catalogue.ts";
import { listPrerequisites, listProfiles } from "#db/profile.ts";
import type { Query, Tx } from "#db/sql.ts";
import { findSurveyByToken, saveSurveyAnswer, saveSurveyDraft, saveSurveyOpened, type Survey } from "#db/survey.ts";
import { act } from "./act.ts";
import { admitReply } from "./attempt.ts";
import type { Context } from "./context.ts";
import { token } from "./link.ts";
import { openSecret } from "./secret-link.ts";
import { open } from "./trpc.ts";

/** The survey of a secret that is still good, locked within a transaction; anything else is `link-dead`. */
const goodSurvey = (ctx: Pick<Context, "sql" | "ip" | "now">, secret: string, within?: Tx): Promise<Survey> =>
  openSecret(ctx, secret, (tokenHash) => findSurveyByToken(within ?? ctx.sql, tokenHash, within !== undefined));

/** Who holds the link, as an author: the contact, for the place's organisation; no account, no role. */
const holderOf = (survey: Survey) => ({
  ...organisationReader({ agencyId: survey.receivingId, side: "receiving" }),
  personId: survey.id,
  name: survey.name,
});

async function said(sql: Query, survey: Survey): Promise<ProfileAnswer> {
  const holder = holderOf(survey);
  const [profile] = await listProfiles(sql, holder, [survey.placeId]);
  const prerequisites = await listPrerequisites(sql, holder, [survey.placeId]);
  const plain = prerequisites.map(({ id: _id, placeId: _place, ...one }) => one);
  return { profile: profile?.fields ?? blankProfile, prerequisites: plain };
}

const answered = z.object({ token, answer: profileAnswer });

/** What the holder of a survey's link does: reads what is said of her place, writes as she types, answers. Nothing of it is the profile yet. */
export const surveyAnswers = {
  /** The place, what it says now or what she had begun to write, and who asks. Reading changes nothing: mail scanners open links. */
  page: open.input(z.object({ token })).query(async ({ ctx, input }) => {
    const survey = await goodSurvey(ctx, input.token);
    const place = await findPlace(ctx.sql, holderOf(survey), survey.placeId);
    if (!place) return refuse({ code: "link-dead" });
    const now = await said(ctx.sql, survey);
    return {
      asker: survey.asker,
      contact: survey.contact,
      name: survey.name,
      language: survey.language,
      until: survey.expiresAt,
      place: {
        name: place.name,
        path: [...new Set([place.agencyName, place.siteName, place.serviceName])]
          .filter((one) => one !== null && one !== place.name)
          .join(" › "),
      },
      answer: survey.draft ?? survey.answer ?? now,
      begun: survey.draft !== null,
      answeredAt: survey.answeredAt,
      taken: survey.settledAt,
    };
  }),

  /** Said by the page when somebody looks at it, once. */
  opened: open.input(z.object({ token })).mutation(async ({ ctx, input }) => {
    const survey = await goodSurvey(ctx, input.token);
    if (survey.openedAt !== null) return;
    await admitReply(ctx.sql, survey.id);
    await act({ ...ctx, session: null, actor: holderOf(survey) }, async (tx) => {
      if (!(await saveSurveyOpened(tx, survey, ctx.now()))) return { value: undefined, events: [] };
      const { agencyId } = survey;
      const place = await findPlace(tx, holderOf(survey), survey.placeId);
      const facts = { name: survey.name, place: place?.name ?? "" };
      return {
        value: undefined,
        events: [{ kind: "survey.opened", agencyIds: [agencyId], about: survey.id, within: [survey.placeId], facts }],
      };
    });
  }),

  /** Keeps what is typed, so that another device goes on. */
  save: open.input(answered).mutation(async ({ ctx, input }) => {
    const survey = await goodSurvey(ctx, input.token);
    await admitReply(ctx.sql, survey.id);
    // A draft is nobody's news.
    await act({ ...ctx, session: null, actor: holderOf(survey) }, async (tx) => {
      await saveSurveyDraft(tx, await goodSurvey(ctx, input.token, tx), input.answer);
      return { value: undefined, events: [] };
    });
  }),

  /** Gives the answer; it waits for who asked, and may be given again as long as the link is good. Answers how many points it would change. */
  answer: open.input(answered).mutation(async ({ ctx, input }) => {
    const { answer } = input;
    if (answer.profile.gender !== null && answer.profile.genderReason === "")
      return refuse({ code: "invalid", field: "genderReason", problem: { kind: "missing" } });
    if (answer.prerequisites.some(({ students, instructors }) => !students && !instructors))
      return refuse({ code: "invalid", field: "students", problem: { kind: "missing" } });
    const found = await goodSurvey(ctx, input.token);
    await admitReply(ctx.sql, found.id);
    return act({ ...ctx, session: null, actor: holderOf(found) }, async (tx) => {
      const survey = await goodSurvey(ctx, input.token, tx);
      await saveSurveyAnswer(tx, survey, { answer, at: ctx.now() });
      const place = await findPlace(tx, holderOf(survey), survey.placeId);
      const facts = { name: survey.name, place: place?.name ?? "" };
      return {
        value: { points: proposedChanges(await said(tx, survey), answer).length },
        events: [{ kind: "survey.answered", agencyIds: [survey.agencyId], about: survey.id, within: [survey.placeId], facts }],
      };
    });
  }),
};
