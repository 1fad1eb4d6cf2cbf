import { z } from "zod";
import { can, staffKinds, type Actor, type StaffKind } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { accessState, warningsOf } from "#domain/role.ts";
import {
  countNamed,
  insertPerson,
  listDepartments,
  listPeople,
  saveActive,
  savePerson,
  type PersonFields,
  type PersonRow,
} from "#db/people.ts";
import { listRightChoices, listRolesOfPerson, saveDisabled, settleAccount } from "#db/role.ts";
import { deleteSessionsOf } from "#db/session.ts";
import type { Query } from "#db/sql.ts";
import { act } from "./act.ts";
import { keepAdministrator, nameOf, personOf } from "./person.ts";
import { roleProcedures } from "./role.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 50;
const text = (most: number) => z.string().trim().max(most);
const fields = z.object({
  lastName: text(80).min(1),
  firstName: text(80),
  title: text(120),
  email: z.email().max(320).toLowerCase().nullable(),
  sharedEmail: z.email().max(320).toLowerCase().nullable().optional(),
  phone: text(40).nullable(),
  departmentId: id.nullable(),
});

const stateOf = (row: PersonRow) => accessState({ ...row, hasAccount: row.accountId !== null });

/** What the reader may do with a person; the screens show these and decide nothing. */
const mayWith = (viewer: Actor, row: PersonRow) => {
  const manage = can(viewer, "people.manage");
  const [state, self] = [stateOf(row), row.accountId === viewer.accountId];
  const open = row.active && !row.disabled;
  return {
    change: manage,
    invite: manage && row.active && state === "none",
    inviteAgain: manage && state === "invited",
    sendLink: manage && open && (state === "active" || state === "administrator"),
    giveRole: manage && open && row.kinds.length > 0,
    disable: manage && open && row.kinds.length > 0 && !self,
    enable: manage && row.active && row.disabled,
    leave: manage && row.active && !self,
    comeBack: manage && !row.active,
  };
};

async function departmentOf(sql: Query, viewer: Actor, departmentId: Id | null): Promise<void> {
  if (departmentId === null) return;
  if (!(await listDepartments(sql, viewer.agencyId)).some((one) => one.id === departmentId)) refuse({ code: "not-found" });
}

const changed = (before: PersonFields, after: PersonFields): string[] =>
  (["lastName", "firstName", "title", "email", "sharedEmail", "phone", "departmentId"] as const).filter(
    (key) => after[key] !== undefined && before[key] !== after[key],
  );

const of = z.object({ personId: id });

export const peopleRouter = router({
  /** The organisation's directory, by name, 50 at a time. */
  list: allowed("people.see")
    .input(
      z.object({
        search: text(80).default(""),
        show: z.enum(["active", "inactive", "all"]).default("active"),
        kind: z.enum(staffKinds).nullish(),
        after: z.object({ lastName: z.string(), firstName: z.string(), id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const rows = await listPeople(ctx.sql, ctx.actor, {
        ...input,
        kind: input.kind ?? null,
        after: input.after ?? null,
        most: pageSize + 1,
      });
      const page = rows.slice(0, pageSize);
      const last = page.at(-1);
      return {
        people: page.map((row) => ({
          id: row.id,
          name: nameOf(row),
          lastName: row.lastName,
          firstName: row.firstName,
          title: row.title,
          email: row.email,
          phone: row.phone,
          departmentName: row.departmentName,
          kinds: row.kinds,
          state: stateOf(row),
        })),
        next: rows.length > pageSize && last ? { lastName: last.lastName, firstName: last.firstName, id: last.id } : null,
        may: { add: can(ctx.actor, "people.manage") },
      };
    }),

  /** One person: who she is, what she may do here and with what, and what the reader may do about it. */
  one: allowed("people.see")
    .input(of)
    .query(async ({ ctx, input }) => {
      const row = await personOf(ctx.sql, ctx.actor, input.personId);
      const [roles, homonyms] = await Promise.all([
        listRolesOfPerson(ctx.sql, ctx.actor.agencyId, row.id),
        countNamed(ctx.sql, ctx.actor.agencyId, { ...row, not: row.id }),
      ]);
      const may = mayWith(ctx.actor, row);
      return {
        id: row.id,
        name: nameOf(row),
        lastName: row.lastName,
        firstName: row.firstName,
        title: row.title,
        email: row.email,
        sharedEmail: row.sharedEmail ?? null,
        phone: row.phone,
        departmentId: row.departmentId,
        departmentName: row.departmentName,
        state: stateOf(row),
        isSelf: row.accountId === ctx.actor.accountId,
        homonyms,
        // When and as whom somebody signs in is the administrator's business alone.
        account: row.accountId && may.change ? { id: row.accountId, email: row.signInEmail, lastSignInAt: row.lastSignInAt } : null,
        roles: roles.map(({ accountId: _account, personId: _person, ...role }) => ({
          ...role,
          may: { change: may.giveRole, take: may.giveRole },
        })),
        warnings: warningsOf(roles.map((role) => role.kind)),
        may,
      };
    }),

  /** What forms choose from: departments, the roles this organisation can give, and what rights are made of. */
  choices: allowed("people.see").query(async ({ ctx }) => {
    const [departments, rights] = await Promise.all([
      listDepartments(ctx.sql, ctx.actor.agencyId),
      listRightChoices(ctx.sql, ctx.actor.agencyId),
    ]);
    return { departments, rights, agencyKind: ctx.actor.agencyKind };
  }),

  add: allowed("people.manage")
    .input(fields)
    .mutation(async ({ ctx, input }) => {
      await departmentOf(ctx.sql, ctx.actor, input.departmentId);
      return act(ctx, async (tx) => {
        const personId = await insertPerson(tx, ctx.actor.agencyId, input);
        return {
          value: { personId },
          events: [{ kind: "person.added", agencyIds: [ctx.actor.agencyId], about: personId, facts: { name: nameOf(input) } }],
        };
      });
    }),

  change: allowed("people.manage")
    .input(fields.extend({ personId: id }))
    .mutation(async ({ ctx, input: { personId, ...input } }) => {
      await departmentOf(ctx.sql, ctx.actor, input.departmentId);
      await act(ctx, async (tx) => {
        const before = await personOf(tx, ctx.actor, personId);
        const what = changed(before, input);
        if (what.length > 0) await savePerson(tx, ctx.actor.agencyId, { ...input, id: personId });
        const events: NewEvent[] = [
          { kind: "person.changed", agencyIds: [ctx.actor.agencyId], about: personId, facts: { name: nameOf(input), fields: what } },
        ];
        return { value: undefined, events: what.length > 0 ? events : [] };
      });
    }),

  /** She has left: out of the lists to choose from, and out of the product. Her name stays where it was written. */
  leave: allowed("people.manage")
    .input(of)
    .mutation(({ ctx, input }) => setActive(ctx, { personId: input.personId, active: false })),

  comeBack: allowed("people.manage")
    .input(of)
    .mutation(({ ctx, input }) => setActive(ctx, { personId: input.personId, active: true })),

  /** Closes the organisation to a person at once, on every screen she has open; roles and rights are kept. */
  disable: allowed("people.manage")
    .input(of)
    .mutation(({ ctx, input }) => setDisabled(ctx, { personId: input.personId, disabled: true })),

  enable: allowed("people.manage")
    .input(of)
    .mutation(({ ctx, input }) => setDisabled(ctx, { personId: input.personId, disabled: false })),

  ...roleProcedures,
});

type Managing = Parameters<typeof act>[0] & { actor: Actor; sheets: { rejudge(accountId: Id): void } };

const isAdministrator = (kinds: readonly StaffKind[]) => kinds.includes("local-administrator");

async function setActive(ctx: Managing, { personId, active }: { personId: Id; active: boolean }): Promise<void> {
  const accountId = await act(ctx, async (tx) => {
    const row = await personOf(tx, ctx.actor, personId);
    if (row.active === active) return { value: null, events: [] };
    if (!active && row.accountId === ctx.actor.accountId) return refuse({ code: "own-account" });
    if (!active && isAdministrator(row.kinds)) await keepAdministrator(tx, ctx.actor, { personId });
    await saveActive(tx, ctx.actor.agencyId, { personId, active });
    if (row.accountId && (await settleAccount(tx, row.accountId))) await deleteSessionsOf(tx, row.accountId);
    const facts = { name: nameOf(row), fields: [active ? "came-back" : "left"] };
    return { value: row.accountId, events: [{ kind: "person.changed" as const, agencyIds: [ctx.actor.agencyId], about: personId, facts }] };
  });
  if (accountId) ctx.sheets.rejudge(accountId);
}

async function setDisabled(ctx: Managing, { personId, disabled }: { personId: Id; disabled: boolean }): Promise<void> {
  const accountId = await act(ctx, async (tx) => {
    const row = await personOf(tx, ctx.actor, personId);
    if (!row.accountId) return refuse({ code: "not-found" });
    if (row.disabled === disabled) return { value: null, events: [] };
    if (disabled && row.accountId === ctx.actor.accountId) return refuse({ code: "own-account" });
    if (disabled && isAdministrator(row.kinds)) await keepAdministrator(tx, ctx.actor, { personId });
    await saveDisabled(tx, ctx.actor.agencyId, { personId, disabled });
    if (await settleAccount(tx, row.accountId)) await deleteSessionsOf(tx, row.accountId);
    const event = { agencyIds: [ctx.actor.agencyId], about: row.accountId, within: [personId], facts: { accountId: row.accountId } };
    return { value: row.accountId, events: [{ kind: disabled ? ("account.disabled" as const) : ("account.enabled" as const), ...event }] };
  });
  if (accountId) ctx.sheets.rejudge(accountId);
}
