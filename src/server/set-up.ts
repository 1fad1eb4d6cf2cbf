import { z } from "zod";
import { refuse } from "#domain/refusal.ts";
import { hasAccounts, insertAccount, isDemo, savePassword } from "#db/account.ts";
import { insertAgency, insertPerson, insertRole, lockSetUp } from "#db/people.ts";
import { act } from "./act.ts";
import { enter } from "./enter.ts";
import { hashPassword, longest, weakness } from "./password.ts";
import { isPrivateWay } from "./session.ts";
import { open } from "./trpc.ts";

const name = z.string().trim().min(1).max(120);

export const setUpProcedures = {
  /** True while nobody has an account: the pages then lead to /installation. */
  needsSetUp: open.query(async ({ ctx }) => !(await hasAccounts(ctx.sql))),

  /**
   * The first organisation and its administrator, on an empty database only. Whoever reaches a fresh installation first
   * could do this; an attacker who does leaves an installation that its owner cannot set up, and nothing in it yet.
   */
  setUp: open
    .input(
      z.object({
        organisation: name,
        kind: z.enum(["placing", "receiving", "both"]),
        firstName: name,
        lastName: name,
        email: z.email().trim().toLowerCase().max(320),
        password: z.string().max(longest),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      if (await hasAccounts(ctx.sql)) return refuse({ code: "already-set-up" });
      if (!isPrivateWay(ctx, ctx.headers)) return refuse({ code: "needs-tls" });
      const why = weakness(input.password, input.email);
      if (why) return refuse({ code: "password-weak", why });
      const passwordHash = await hashPassword(input.password);
      const accountId = await act({ ...ctx, session: null, actor: null }, async (tx) => {
        // Two who press the button at once: the second finds an account when the first has committed.
        await lockSetUp(tx);
        if (await hasAccounts(tx)) return refuse({ code: "already-set-up" });
        const agencyId = await insertAgency(tx, { name: input.organisation, kind: input.kind });
        const person = {
          lastName: input.lastName,
          firstName: input.firstName,
          title: "",
          email: input.email,
          phone: null,
          departmentId: null,
        };
        const personId = await insertPerson(tx, agencyId, person);
        const account = await insertAccount(tx, { email: input.email, language: ctx.language });
        await savePassword(tx, account.id, passwordHash);
        const roleId = await insertRole(tx, { agencyId, accountId: account.id, personId, kind: "local-administrator", everything: true });
        const agencyIds = [agencyId];
        return {
          value: account.id,
          events: [
            { kind: "catalogue.added" as const, agencyIds, about: agencyId, facts: { type: "agency" as const, name: input.organisation } },
            { kind: "person.added" as const, agencyIds, about: personId, facts: { name: `${input.firstName} ${input.lastName}` } },
            {
              kind: "role.given" as const,
              agencyIds,
              about: roleId,
              within: [personId, account.id],
              facts: { kind: "local-administrator", accountId: account.id },
            },
          ],
        };
      });
      await enter(ctx, { accountId, demo: await isDemo(ctx.sql) });
    }),
};
