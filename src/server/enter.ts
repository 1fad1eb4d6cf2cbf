import type { Id } from "#domain/id.ts";
import { listAgenciesOfAccount, saveSignIn } from "#db/account.ts";
import { deleteEndedAttempts } from "#db/attempt.ts";
import { deleteEndedSessions, deleteSession, saveSessionRole } from "#db/session.ts";
import { act } from "./act.ts";
import type { Context } from "./context.ts";
import { beginSession, type Session } from "./session.ts";

/** Ends the session this browser had, begins one for the account, and writes it in the history. */
export async function enter(
  ctx: Context,
  { accountId, demo, role }: { accountId: Id; demo: boolean; role?: { id: Id; agencyId: Id } },
): Promise<void> {
  const agencyIds = await listAgenciesOfAccount(ctx.sql, accountId);
  // The person who signs in is the one who did it, although the question came without a session.
  const author = { ...ctx, session: null as Session | null, actor: null as Session["actor"] };
  await act(author, async (tx) => {
    // A browser that an attacker signed in as himself, to read what the victim would enter, changes session here.
    if (ctx.session) await deleteSession(tx, { idHash: ctx.session.idHash });
    const begun = await beginSession(ctx, ctx, { sql: tx, accountId, inClear: demo });
    author.session = begun;
    author.actor = begun.actor;
    const inUse = role ?? (begun.actor && { id: begun.actor.roleId, agencyId: begun.actor.agencyId });
    if (inUse) await saveSessionRole(tx, { idHash: begun.idHash, accountId, agencyId: inUse.agencyId, roleId: inUse.id });
    await saveSignIn(tx, accountId);
    await deleteEndedSessions(tx);
    return { value: undefined, events: [{ kind: "account.signed-in", agencyIds, about: accountId, facts: {} }] };
  });
  await deleteEndedAttempts(ctx.sql, Date.now());
}
