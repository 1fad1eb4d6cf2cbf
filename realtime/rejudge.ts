import type { EventKind } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { Feed, Sheets } from "#server/context.ts";

/** After these, what an account may see is another thing; a socket judged before would go on showing it. */
const judgedAgain: ReadonlySet<EventKind> = new Set<EventKind>([
  "account.disabled",
  "account.enabled",
  "account.signed-out-everywhere",
  "account.password-set",
  "role.given",
  "role.changed",
  "role.taken",
]);

/** Ends the sockets of accounts whose rights changed, on this node, whichever node the change was made on. Returns the way to stop. */
export function rejudgeOnChange(feed: Feed, sheets: Pick<Sheets, "rejudge">): () => void {
  return feed.subscribe((events) => {
    const accounts = new Set<Id>();
    for (const event of events) {
      if (!judgedAgain.has(event.kind)) continue;
      accounts.add(typeof event.facts.accountId === "string" ? event.facts.accountId : event.about);
    }
    for (const accountId of accounts) sheets.rejudge(accountId);
  });
}
