import { z } from "zod";
import { can } from "#domain/access.ts";
import { day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { insertAccount } from "#db/account.ts";
import { findPlace, isPersonOf, listCatalogueReaders, type PlaceDetail } from "#db/catalogue.ts";
import {
  deleteAbsence,
  insertAbsence,
  lastChangeOf,
  listCards,
  listDisciplines,
  readContacts,
  saveMainContact,
  saveReachOf,
  saveUnitContacts,
} from "#db/contact.ts";
import { isHeldByAnother, listRolesOfPerson, saveRights, settleAccount, type Rights } from "#db/role.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { contact, contactIdOf, kept } from "./catalogue-place.ts";
import { contactsOf, isContactLevel, watchedContacts, type ContactLevel } from "./contact-read.ts";
import { nameOf, personOf } from "./person.ts";
import type { ActorContext } from "./request-move.ts";
import { give, invited, roleEvent } from "./role.ts";
import { allowed, router } from "./trpc.ts";

const someone = z.custom<Exclude<z.infer<typeof contact>, null>>((value) => value !== null && contact.safeParse(value).success);
const place = z.object({ placeId: id });
const seen = z.object({
  main: id.nullable().optional(),
  backups: z.array(id).optional(),
  disciplines: z.array(z.object({ discipline: z.string(), personId: id })).optional(),
});

type Kept = PlaceDetail & { level: ContactLevel };
async function keptWithContacts(tx: Tx, ctx: ActorContext, placeId: Id): Promise<Kept> {
  const found = await kept(tx, ctx.actor, placeId);
  return isContactLevel(found.level) ? { ...found, level: found.level } : refuse({ code: "not-found" });
}

/** Who keeps a place changes those who are named there; somebody also says herself how she is reached and when she is away. */
async function mayTouch(tx: Tx, ctx: ActorContext, of: { placeId: Id; personId: Id }): Promise<PlaceDetail> {
  if (of.personId !== ctx.actor.personId) {
    const place = await keptWithContacts(tx, ctx, of.placeId);
    const { main, backups, disciplines } = await readContacts(tx, { level: place.level, agencyId: place.agencyId, id: place.id });
    const named = main === of.personId || backups.includes(of.personId) || disciplines.some(({ personId }) => personId === of.personId);
    return named ? place : refuse({ code: "not-found" });
  }
  const found = (await findPlace(tx, ctx.actor, of.placeId)) ?? refuse({ code: "not-found" });
  return found.agencyId === ctx.actor.agencyId ? found : refuse({ code: "not-found" });
}

/** An account that answers from now on, and the role to take back, or its rights as they were. */
interface Given {
  accountId: Id;
  undo: { roleId: Id; rights: Rights | null };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export const contactRouter = router({
  /** Who is asked about a site, a service or a unit, in order; for its own organisation with how each stands. Null for an organisation. */
  of: allowed("catalogue.see")
    .input(place)
    .query(async ({ ctx, input }) => {
      const found = (await findPlace(ctx.sql, ctx.actor, input.placeId)) ?? refuse({ code: "not-found" });
      return contactsOf(ctx, found);
    }),

  /** Disciplines somebody can be named for. */
  disciplines: allowed("catalogue.see").query(({ ctx }) => listDisciplines(ctx.sql)),

  /** Contacts of one's units who answer no more in the system, or soon will not (7.3). */
  watched: allowed("request.answer").query(({ ctx }) => watchedContacts(ctx)),

  /**
   * Names the main contact, the backups in their order, the discipline contacts: the lists given are replaced, the others left. `saw` is what
   * the screen showed of them: what a colleague changed meanwhile is not written over. Answers what they were, so that it can be taken back.
   */
  set: allowed("catalogue.see")
    .input(
      place.extend({
        main: contact.optional(),
        backups: z.array(someone).max(20).optional(),
        disciplines: z
          .array(z.object({ discipline: z.string().trim().min(1).max(80), contact: someone }))
          .max(40)
          .optional(),
        saw: seen.default({}),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = await keptWithContacts(tx, ctx, input.placeId);
        const { agencyId, level, id: placeId, name } = found;
        const before = await readContacts(tx, { level, agencyId, id: placeId });
        for (const part of ["main", "backups", "disciplines"] as const) {
          const saw = input.saw[part];
          if (input[part] === undefined || saw === undefined || same(saw, before[part])) continue;
          refuse({ code: "stale", ...(await lastChangeOf(tx, { agencyId, placeId })) });
        }
        if (level !== "destination" && (input.backups ?? input.disciplines) !== undefined) return refuse({ code: "not-found" });
        const events: NewEvent[] = [];
        const readers = await listCatalogueReaders(tx);
        const namesOf = async (ids: Id[]) => {
          const cards = await listCards(tx, agencyId, ids);
          return ids.map((one) => cards.find((card) => card.id === one)?.name ?? "");
        };
        const told = async (what: "main" | "backups" | "disciplines", ids: Id[]) => {
          const agencyIds = what === "main" ? [...readers, agencyId] : [...new Set([agencyId, ctx.actor.agencyId])];
          const facts = { place: name, what, names: await namesOf(ids) };
          events.push({ kind: "contact.changed", agencyIds, about: placeId, within: [agencyId], facts });
        };
        const idOf = async (given: z.infer<typeof contact>) => {
          const { contactId, events: added } = await contactIdOf(tx, agencyId, given);
          events.push(...added);
          return contactId;
        };
        const undo: { main?: { id: Id } | null; backups?: { id: Id }[]; disciplines?: { discipline: string; contact: { id: Id } }[] } = {};
        const now: z.infer<typeof seen> = {};
        if (input.main !== undefined) {
          const personId = await idOf(input.main);
          if (personId !== before.main) {
            await saveMainContact(tx, { level, agencyId, id: placeId, personId, by: ctx.actor.personId });
            await told("main", personId === null ? [] : [personId]);
          }
          undo.main = before.main === null ? null : { id: before.main };
          now.main = personId;
        }
        if (input.backups !== undefined) {
          const ids: Id[] = [];
          for (const given of input.backups) ids.push((await idOf(given)) ?? "");
          const unique = [...new Set(ids)];
          const contacts = unique.map((personId) => ({ personId, discipline: "" }));
          if (!(await saveUnitContacts(tx, { agencyId, unitId: placeId, what: "backups", contacts }))) refuse({ code: "not-found" });
          if (!same(unique, before.backups)) await told("backups", unique);
          undo.backups = before.backups.map((one) => ({ id: one }));
          now.backups = unique;
        }
        if (input.disciplines !== undefined) {
          const contacts: { discipline: string; personId: Id }[] = [];
          for (const given of input.disciplines)
            contacts.push({ discipline: given.discipline, personId: (await idOf(given.contact)) ?? "" });
          const keyOf = (one: { discipline: string; personId: Id }) => `${one.discipline.toLowerCase()} ${one.personId}`;
          const unique = [...new Map(contacts.map((one) => [keyOf(one), one])).values()];
          if (!(await saveUnitContacts(tx, { agencyId, unitId: placeId, what: "disciplines", contacts: unique })))
            refuse({ code: "not-found" });
          await told(
            "disciplines",
            unique.map(({ personId }) => personId),
          );
          undo.disciplines = before.disciplines.map(({ discipline, personId }) => ({ discipline, contact: { id: personId } }));
          now.disciplines = (await readContacts(tx, { level, agencyId, id: placeId })).disciplines;
        }
        return { value: { undo, now }, events };
      }),
    ),

  /** How a contact is reached, and whether she takes notices by e-mail; also of a place that does not use the system, by a school (F-049, F-050). */
  setReach: allowed("catalogue.see")
    .input(
      place.extend({
        personId: id,
        email: z.email().max(320).nullable().optional(),
        sharedEmail: z.email().max(320).nullable().optional(),
        phone: z.string().trim().max(40).nullable().optional(),
        alerts: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { placeId, personId, ...given } = input;
        const { agencyId } = await mayTouch(tx, ctx, { placeId, personId });
        const [card] = await listCards(tx, agencyId, [personId]);
        if (!card) return refuse({ code: "not-found" });
        const before = { email: card.email, sharedEmail: card.sharedEmail, phone: card.phone, alerts: card.alerts };
        const after = { ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
        const fields = (Object.keys(before) as (keyof typeof before)[]).filter((key) => before[key] !== after[key]);
        if (fields.length === 0) return { value: { undo: before }, events: [] };
        // Where somebody signs in from is her account's; her address in the directory is her administrator's once she has one.
        const person = await personOf(tx, { ...ctx.actor, agencyId }, personId);
        if (fields.includes("email") && person.accountId !== null && !can(ctx.actor, "people.manage"))
          return refuse({ code: "not-allowed" });
        await saveReachOf(tx, { agencyId, personId, ...after });
        const agencyIds = [...new Set([agencyId, ctx.actor.agencyId])];
        const event: NewEvent = {
          kind: "person.changed",
          agencyIds,
          about: personId,
          within: [placeId],
          facts: { name: card.name, fields },
        };
        return { value: { undo: before }, events: [event] };
      }),
    ),

  /** Somebody is away, and who stands in: what comes for her meanwhile goes there, or to the next who answers. */
  absent: allowed("catalogue.see")
    .input(place.extend({ personId: id, startsOn: day, endsOn: day.nullable(), delegateId: id.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { placeId, personId, startsOn, endsOn, delegateId } = input;
        const { agencyId } = await mayTouch(tx, ctx, { placeId, personId });
        const [card] = await listCards(tx, agencyId, [personId]);
        if (!card || (delegateId !== null && !(await isPersonOf(tx, agencyId, delegateId)))) return refuse({ code: "not-found" });
        if (endsOn !== null && endsOn < startsOn)
          return refuse({ code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } });
        if (delegateId === personId) return refuse({ code: "invalid", field: "delegateId", problem: { kind: "missing" } });
        const absenceId = await insertAbsence(tx, {
          agencyId,
          personId,
          startsOn,
          endsOn,
          delegateId,
          by: ctx.actor.personId,
          at: ctx.now(),
        });
        const delegate = delegateId === null ? null : ((await listCards(tx, agencyId, [delegateId]))[0]?.name ?? null);
        const facts = { name: card.name, startsOn, endsOn, delegate };
        return {
          value: { id: absenceId },
          events: [{ kind: "contact.absent", agencyIds: [agencyId], about: personId, within: [placeId], facts }],
        };
      }),
    ),

  /** She is there after all. Answers what the absence was, so that it can be taken back. */
  back: allowed("catalogue.see")
    .input(place.extend({ personId: id, absenceId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = await mayTouch(tx, ctx, input);
        const [card] = await listCards(tx, agencyId, [input.personId]);
        const gone = await deleteAbsence(tx, { agencyId, id: input.absenceId, personId: input.personId });
        if (!card || !gone) return refuse({ code: "not-found" });
        const { startsOn, endsOn, delegateId } = gone;
        const event = { agencyIds: [agencyId], about: input.personId, within: [input.placeId], facts: { name: card.name } };
        return { value: { undo: { startsOn, endsOn, delegateId } }, events: [{ kind: "contact.back", ...event }] };
      }),
    ),

  /**
   * Gives a contact access (F-192): her account and the role that answers for this unit (a service's coordinator: that receives for it), with
   * a mail to choose a password when she never came in. A role she holds already is widened. Answers how to take it back.
   */
  giveAccess: allowed("people.manage")
    .input(place.extend({ personId: id, email: z.email().max(320).toLowerCase(), language: z.enum(["fr", "en"]) }))
    .mutation(async ({ ctx, input }) => {
      const done = await act(ctx, async (tx) => {
        const found = await keptWithContacts(tx, ctx, input.placeId);
        if (found.agencyId !== ctx.actor.agencyId || found.level === "site") return refuse({ code: "not-found" });
        const row = await personOf(tx, ctx.actor, input.personId);
        if (!row.active || row.disabled) return refuse({ code: "not-found" });
        const kind = found.level === "destination" ? ("destination-coordinator" as const) : ("receiving-coordinator" as const);
        const right =
          found.level === "destination" ? { services: [], destinations: [found.id] } : { services: [found.id], destinations: [] };
        const events: NewEvent[] = [];
        const held = row.kinds.length > 0 ? row.accountId : null;
        const account = held ?? (await insertAccount(tx, { email: input.email, language: input.language })).id;
        if (await isHeldByAnother(tx, { agencyId: found.agencyId, accountId: account, personId: row.id }))
          return refuse({ code: "name-taken", name: input.email });
        const role = (await listRolesOfPerson(tx, found.agencyId, row.id)).find((one) => one.kind === kind && one.accountId === account);
        if (role) {
          const { everything, programmes, sites, services, destinations } = role;
          const wider = { ...role, services: [...services, ...right.services], destinations: [...destinations, ...right.destinations] };
          await saveRights(tx, { agencyId: found.agencyId, roleId: role.id }, wider);
          events.push(roleEvent(ctx.actor, "role.changed", role));
          const given: Given = {
            accountId: account,
            undo: { roleId: role.id, rights: { everything, programmes, sites, services, destinations } },
          };
          return { value: given, events };
        }
        const rights = { everything: false, programmes: [], sites: [], ...right };
        const given = await give(tx, ctx.actor, { row, accountId: account, kind, rights });
        events.push(given);
        if (!row.hasComeIn) events.push(invited(ctx.actor, row, account));
        await settleAccount(tx, account);
        if (row.email === null) {
          const [card] = await listCards(tx, found.agencyId, [row.id]);
          if (card) await saveReachOf(tx, { ...card, agencyId: found.agencyId, personId: row.id, email: input.email });
        }
        const value: Given = { accountId: account, undo: { roleId: given.about, rights: null } };
        return { value, events };
      });
      ctx.sheets.rejudge(done.accountId);
      return { undo: done.undo, name: nameOf(await personOf(ctx.sql, ctx.actor, input.personId)) };
    }),
});
