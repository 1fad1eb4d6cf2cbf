import { z } from "zod";
import { staffKinds, type Actor, type StaffKind } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { accessState, rightsOf, roleFits } from "#domain/role.ts";
import { deleteLinksOf, insertAccount, saveEmail } from "#db/account.ts";
import type { PersonRow } from "#db/people.ts";
import {
  findRole,
  giveRole,
  isHeldByAnother,
  isHeldElsewhere,
  listRolesOfPerson,
  saveRights,
  settleAccount,
  takeRole,
  type Rights,
} from "#db/role.ts";
import { deleteSessionsOf } from "#db/session.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { keepAdministrator, nameOf, personOf } from "./person.ts";
import { allowed } from "./trpc.ts";

const ids = z.array(id).max(2_000).default([]);
const rightsInput = z.object({
  everything: z.boolean(),
  programmes: ids,
  sites: ids,
  services: ids,
  destinations: ids,
  withNames: z.boolean().default(true),
});
/** Students are given accounts by their register, never a role here. */
const kind = z.enum(staffKinds);
const of = z.object({ personId: id });

/** Keeps what a role covers, or refuses: a role that covers nothing sees nothing, which is never what was meant. */
async function keepRights(tx: Tx, viewer: Actor, { role, wanted }: { role: { id: Id; kind: StaffKind }; wanted: Rights }): Promise<void> {
  const made = rightsOf(role.kind, viewer.agencyKind);
  const none: Rights = { everything: true, programmes: [], sites: [], services: [], destinations: [] };
  const places = made === "places" || made === "both" ? wanted : none;
  const programmes = made === "programmes" || made === "both" ? wanted.programmes : [];
  const covers = made === "none" ? none : { ...places, everything: wanted.everything, programmes };
  // Every other role works with the students it reaches.
  const rights: Rights = { ...covers, withNames: role.kind === "observer" ? (wanted.withNames ?? true) : true };
  const listed = rights.programmes.length + rights.sites.length + rights.services.length + rights.destinations.length;
  if (!rights.everything && listed === 0) refuse({ code: "invalid", field: "rights", problem: { kind: "missing" } });
  // An id of another organisation is refused whole: somebody is trying which ids exist.
  if (!(await saveRights(tx, { agencyId: viewer.agencyId, roleId: role.id }, rights))) refuse({ code: "not-found" });
}

export const roleEvent = (
  viewer: Actor,
  what: "role.given" | "role.changed" | "role.taken",
  role: { id: Id; kind: string; accountId: Id; personId: Id },
): NewEvent => ({
  kind: what,
  agencyIds: [viewer.agencyId],
  about: role.id,
  within: [role.personId, role.accountId],
  facts: { kind: role.kind, accountId: role.accountId },
});

/** Gives one role with its rights to a person's account. */
export async function give(
  tx: Tx,
  viewer: Actor,
  to: { row: PersonRow; accountId: Id; kind: StaffKind; rights: Rights },
): Promise<NewEvent> {
  if (!roleFits(to.kind, viewer.agencyKind)) return refuse({ code: "invalid", field: "kind", problem: { kind: "missing" } });
  const given = await giveRole(tx, {
    agencyId: viewer.agencyId,
    accountId: to.accountId,
    personId: to.row.id,
    kind: to.kind,
    everything: to.rights.everything,
  });
  if (given.wasHeld) return refuse({ code: "role-held", name: nameOf(to.row) });
  await keepRights(tx, viewer, { role: { id: given.id, kind: to.kind }, wanted: to.rights });
  return roleEvent(viewer, "role.given", { id: given.id, kind: to.kind, accountId: to.accountId, personId: to.row.id });
}

export const invited = (viewer: Actor, row: { id: Id }, accountId: Id): NewEvent => ({
  kind: "account.invited",
  agencyIds: [viewer.agencyId],
  about: accountId,
  within: [row.id],
  facts: { accountId },
});

export const roleProcedures = {
  /**
   * Gives a person access: the account of the address (one person has one, at however many organisations), its first role,
   * and a mail with the link to set a password. Nobody but the owner of the mailbox ever sees that link.
   */
  invite: allowed("people.manage")
    .input(of.extend({ email: z.email().max(320).toLowerCase(), language: z.enum(["fr", "en"]), kind, rights: rightsInput }))
    .mutation(async ({ ctx, input }) => {
      const accountId = await act(ctx, async (tx) => {
        const row = await personOf(tx, ctx.actor, input.personId);
        if (!row.active) return refuse({ code: "not-found" });
        if (row.kinds.length > 0) return refuse({ code: "role-held", name: nameOf(row) });
        const account = await insertAccount(tx, { email: input.email, language: input.language });
        if (await isHeldByAnother(tx, { agencyId: ctx.actor.agencyId, accountId: account.id, personId: row.id }))
          return refuse({ code: "name-taken", name: input.email });
        const given = await give(tx, ctx.actor, { row, accountId: account.id, kind: input.kind, rights: input.rights });
        await settleAccount(tx, account.id);
        return { value: account.id, events: [given, invited(ctx.actor, row, account.id)] };
      });
      ctx.sheets.rejudge(accountId);
    }),

  /** Mails the invitation again, to another address when the first was wrong; the link mailed before is dead. */
  inviteAgain: allowed("people.manage")
    .input(of.extend({ email: z.email().max(320).toLowerCase() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const row = await personOf(tx, ctx.actor, input.personId);
        const state = accessState({ ...row, hasAccount: row.accountId !== null });
        if (!row.accountId || state !== "invited") return refuse({ code: "not-found" });
        if (input.email !== row.signInEmail) {
          // Once somebody has come in with it, or another organisation gave it a role, changing the address would be
          // a way to take the account over: the next link would come to whoever changed it.
          const theirs = await isHeldElsewhere(tx, ctx.actor.agencyId, row.accountId);
          if (theirs || !(await saveEmail(tx, row.accountId, input.email))) return refuse({ code: "name-taken", name: input.email });
        }
        await deleteLinksOf(tx, row.accountId);
        return { value: undefined, events: [invited(ctx.actor, row, row.accountId)] };
      }),
    ),

  /** Mails a person the link to a new password, when she asks her administrator rather than the sign-in page. */
  sendLink: allowed("people.manage")
    .input(of)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const row = await personOf(tx, ctx.actor, input.personId);
        if (!row.accountId || !row.active || row.disabled || row.kinds.length === 0) return refuse({ code: "not-found" });
        const event = {
          kind: "account.password-asked" as const,
          agencyIds: [ctx.actor.agencyId],
          about: row.accountId,
          within: [row.id],
          facts: {},
        };
        return { value: undefined, events: [event] };
      }),
    ),

  giveRole: allowed("people.manage")
    .input(of.extend({ kind, rights: rightsInput }))
    .mutation(async ({ ctx, input }) => {
      const accountId = await act(ctx, async (tx) => {
        const row = await personOf(tx, ctx.actor, input.personId);
        if (!row.accountId || !row.active || row.disabled || row.kinds.length === 0) return refuse({ code: "not-found" });
        const given = await give(tx, ctx.actor, { row, accountId: row.accountId, kind: input.kind, rights: input.rights });
        return { value: row.accountId, events: [given] };
      });
      ctx.sheets.rejudge(accountId);
    }),

  changeRights: allowed("people.manage")
    .input(z.object({ roleId: id, rights: rightsInput }))
    .mutation(async ({ ctx, input }) => {
      const role = await act(ctx, async (tx) => {
        const found = (await findRole(tx, ctx.actor.agencyId, input.roleId)) ?? refuse({ code: "not-found" });
        await keepRights(tx, ctx.actor, { role: found, wanted: input.rights });
        return { value: found, events: [roleEvent(ctx.actor, "role.changed", found)] };
      });
      ctx.sheets.rejudge(role.accountId);
    }),

  takeRole: allowed("people.manage")
    .input(z.object({ roleId: id }))
    .mutation(async ({ ctx, input }) => {
      const role = await act(ctx, async (tx) => {
        const found = (await findRole(tx, ctx.actor.agencyId, input.roleId)) ?? refuse({ code: "not-found" });
        if (found.kind === "local-administrator") await keepAdministrator(tx, ctx.actor, { roleId: found.id });
        await takeRole(tx, ctx.actor.agencyId, found.id);
        if (await settleAccount(tx, found.accountId)) await deleteSessionsOf(tx, found.accountId);
        return { value: found, events: [roleEvent(ctx.actor, "role.taken", found)] };
      });
      ctx.sheets.rejudge(role.accountId);
    }),

  /** Gives a person the roles and rights of a colleague (F-015), but never that of administrator, which is given on purpose or not at all. */
  copyRoles: allowed("people.manage")
    .input(of.extend({ fromPersonId: id }))
    .mutation(async ({ ctx, input }) => {
      const accountId = await act(ctx, async (tx) => {
        const row = await personOf(tx, ctx.actor, input.personId);
        const model = await personOf(tx, ctx.actor, input.fromPersonId);
        const accountOf = row.accountId;
        if (!accountOf || !row.active || row.disabled || row.kinds.length === 0) return refuse({ code: "not-found" });
        const roles = (await listRolesOfPerson(tx, ctx.actor.agencyId, model.id)).filter(
          (role) => role.kind !== "local-administrator" && !row.kinds.includes(role.kind),
        );
        const events: NewEvent[] = [];
        for (const role of roles) events.push(await give(tx, ctx.actor, { row, accountId: accountOf, kind: role.kind, rights: role }));
        return { value: accountOf, events };
      });
      ctx.sheets.rejudge(accountId);
    }),
};
