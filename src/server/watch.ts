import { z } from "zod";
import { can } from "#domain/access.ts";
import { dayIn, day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { mayWatch, question, questionProblem, roomEverywhere, stateOf, watchKinds, watchSide, type Question } from "#domain/watch.ts";
import { lastSeq } from "#db/event.ts";
import { listDisciplines } from "#db/place-search.ts";
import { listFacets } from "#db/request.ts";
import type { Query, Tx } from "#db/sql.ts";
import { listWatchesById } from "#db/watch-judge.ts";
import { findPlacesNamed, isOwnPlace } from "#db/watch-place.ts";
import { listSheetsAsked } from "#db/watch-sheet.ts";
import { countWatches, insertWatch, listNamedIn, listTold, listWatches, lockWatch, saveStop, saveWatch } from "#db/watch.ts";
import { act } from "./act.ts";
import type { Context } from "./context.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";
import { idsNamedIn, indexedOf } from "./watch-question.ts";
import { createRooms, findRoom, periodOf } from "./watch-room.ts";
import { itemsOf, judgeWhole } from "./watch-whole.ts";

/** Nobody reads more; and each costs something at every event. */
const mostWatches = 100;
const mostShown = 5;
const toldAtOnce = 20;
const placesAtOnce = 40;

const written = z.object({ question, mail: z.boolean(), endsOn: day.nullable() });
type Asker = Pick<ActorContext, "actor"> & Pick<Context, "now">;

/** Whether the role may ask it, of places it may look at, and for a time that is to come. */
async function checked(sql: Query, ctx: Asker, of: z.infer<typeof written>): Promise<void> {
  if (!mayWatch(ctx.actor, of.question.kind)) refuse({ code: "not-allowed" });
  const problem = questionProblem(of.question, of.endsOn, dayIn(ctx.now()));
  if (problem) refuse({ code: "invalid", ...problem });
  const ids = idsNamedIn(of.question);
  const known = await listNamedIn(sql, ctx.actor, ids);
  if (ids.some((one) => !known.has(one))) refuse({ code: "not-found" });
  await withinReach(sql, ctx, of.question);
}

/** Who receives asks how much room there is in her own organisation, nowhere else. */
async function withinReach(sql: Query, { actor }: Pick<ActorContext, "actor">, of: Question): Promise<void> {
  if (of.kind !== "room" || roomEverywhere(actor)) return;
  const { level, id: placeId } = of.where;
  if (placeId === null || level === "any" || level === "territory") return refuse({ code: "not-allowed" });
  if (!(await isOwnPlace(sql, actor, { level, id: placeId }))) refuse({ code: "not-found" });
}

const changed = ({ actor }: Pick<ActorContext, "actor">, watchId: Id): NewEvent => ({
  kind: "watch.changed",
  agencyIds: [actor.agencyId],
  about: watchId,
  facts: { accountIds: [actor.accountId] },
});

/** Notes what is so now without telling anybody: one is told of what comes after. */
async function begin(tx: Tx, ctx: Asker, watchId: Id): Promise<void> {
  const at = ctx.now();
  const today = dayIn(at);
  const watches = await listWatchesById(tx, [watchId], today);
  await judgeWhole(tx, watches, { today, at, seq: await lastSeq(tx), actors: new Map([[ctx.actor.roleId, ctx.actor]]) });
}

export const watchRouter = router({
  /** One's watches in the role in use, with what their sentences name; the newest first. */
  list: allowed("watch.own").query(async ({ ctx }) => {
    const rows = await listWatches(ctx.sql, ctx.actor);
    const names = await listNamedIn(ctx.sql, ctx.actor, [...new Set(rows.flatMap((row) => idsNamedIn(row.question)))]);
    const today = dayIn(ctx.now());
    return { watches: rows.map((row) => ({ ...row, state: stateOf(row, today) })), names: Object.fromEntries(names) };
  }),

  /** When one of them told, and of what. */
  told: allowed("watch.own")
    .input(z.object({ id, cursor: id.nullish() }))
    .query(async ({ ctx, input }) => {
      const rows = await listTold(ctx.sql, ctx.actor, { watchId: input.id, before: input.cursor ?? null, most: toldAtOnce + 1 });
      const shown = rows.slice(0, toldAtOnce);
      return { told: shown, next: rows.length > toldAtOnce ? (shown.at(-1)?.id ?? null) : null };
    }),

  /** What one may ask about, and what there is to choose from. */
  options: allowed("watch.own").query(async ({ ctx }) => {
    const { actor, sql } = ctx;
    const today = dayIn(ctx.now());
    const facets = can(actor, "request.see") ? await listFacets(sql, { viewer: actor, side: watchSide(actor), today }, "all") : [];
    const sheets = mayWatch(actor, "conflict")
      ? await listSheetsAsked(sql, {
          viewer: actor,
          question: { kind: "conflict", which: "any", programmeId: null, worksheetId: null },
          today,
        })
      : [];
    return {
      kinds: watchKinds.filter((kind) => mayWatch(actor, kind)),
      everywhere: roomEverywhere(actor),
      side: watchSide(actor),
      today,
      disciplines: await listDisciplines(sql, actor),
      facets: facets.filter(({ facet }) => facet !== "term" && facet !== "site"),
      sheets: sheets.map(({ id: sheetId, label }) => ({ id: sheetId, name: label })),
    };
  }),

  /** Places whose names bear every word of a text, of any level; for who receives, of her organisation. */
  places: allowed("watch.own")
    .input(z.object({ text: z.string().trim().max(200), ownOnly: z.boolean() }))
    .query(({ ctx, input }) => {
      const ownOnly = input.ownOnly && !roomEverywhere(ctx.actor);
      return findPlacesNamed(ctx.sql, ctx.actor, { text: input.text, ownOnly, most: placesAtOnce });
    }),

  /** What a question is true for now, before anybody saves it. */
  now: allowed("watch.own")
    .input(z.object({ question }))
    .query(async ({ ctx, input }) => {
      await checked(ctx.sql, ctx, { question: input.question, mail: false, endsOn: null });
      const today = dayIn(ctx.now());
      const { question: of } = input;
      const items =
        of.kind === "room"
          ? await findRoom(ctx.sql, createRooms(ctx.sql, periodOf([of], today)), {
              question: of,
              agencyId: ctx.actor.agencyId,
              today,
              most: mostShown + 1,
            })
          : await itemsOf(ctx.sql, ctx.actor, { question: of, today });
      const names = await listNamedIn(ctx.sql, ctx.actor, idsNamedIn(of));
      return {
        items: items.slice(0, mostShown),
        count: Math.min(items.length, mostShown),
        more: items.length > mostShown,
        names: Object.fromEntries(names),
      };
    }),

  add: allowed("watch.own")
    .input(written)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await checked(tx, ctx, input);
        if ((await countWatches(tx, ctx.actor)) >= mostWatches)
          refuse({ code: "invalid", field: "question", problem: { kind: "too-many", most: mostWatches } });
        const at = ctx.now();
        const { mail, endsOn } = input;
        const watchId = await insertWatch(tx, ctx.actor, {
          ...indexedOf(input.question, ctx.actor.agencyId),
          mail,
          endsOn,
          at,
          today: dayIn(at),
        });
        await begin(tx, ctx, watchId);
        return { value: { id: watchId }, events: [changed(ctx, watchId)] };
      }),
    ),

  /** Asks another question from now on; what the old one told stays. */
  change: allowed("watch.own")
    .input(written.extend({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const before = (await lockWatch(tx, ctx.actor, { id: input.id, removed: false })) ?? refuse({ code: "not-found" });
        await checked(tx, ctx, input);
        const { mail, endsOn } = input;
        await saveWatch(tx, ctx.actor, {
          ...indexedOf(input.question, ctx.actor.agencyId),
          id: input.id,
          mail,
          endsOn,
          at: ctx.now(),
        });
        await begin(tx, ctx, input.id);
        return {
          value: { before: { question: before.question, mail: before.mail, endsOn: before.endsOn } },
          events: [changed(ctx, input.id)],
        };
      }),
    ),

  /** Stops telling for a time, or goes on: of what became true meanwhile nobody is told. */
  pause: allowed("watch.own")
    .input(z.object({ id, paused: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const watch = (await lockWatch(tx, ctx.actor, { id: input.id, removed: false })) ?? refuse({ code: "not-found" });
        if ((watch.pausedAt !== null) === input.paused) return { value: null, events: [] };
        await saveStop(tx, ctx.actor, { id: input.id, pausedAt: input.paused ? ctx.now() : null });
        if (!input.paused) await begin(tx, ctx, input.id);
        return { value: null, events: [changed(ctx, input.id)] };
      }),
    ),

  remove: allowed("watch.own")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (!(await lockWatch(tx, ctx.actor, { id: input.id, removed: false }))) refuse({ code: "not-found" });
        await saveStop(tx, ctx.actor, { id: input.id, removedAt: ctx.now() });
        return { value: null, events: [changed(ctx, input.id)] };
      }),
    ),

  /** Takes a removal back, with all it had told. */
  restore: allowed("watch.own")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (!(await lockWatch(tx, ctx.actor, { id: input.id, removed: true }))) refuse({ code: "not-found" });
        await saveStop(tx, ctx.actor, { id: input.id, removedAt: null });
        await begin(tx, ctx, input.id);
        return { value: null, events: [changed(ctx, input.id)] };
      }),
    ),
});
