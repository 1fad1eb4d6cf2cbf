import type { Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { isUnitLink, linkCovers } from "#domain/delivery.ts";
import { organisationReader } from "#domain/delivery-reader.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { findLinkByToken, listAnswers, listLinked, type ReplyLink } from "#db/reply.ts";
import { listRequests } from "#db/request.ts";
import type { Query, Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { admitReply } from "./attempt.ts";
import type { Context } from "./context.ts";
import { openSecret } from "./secret-link.ts";

/** The link of a secret that is still good; anything else is `link-dead`, and counted against who tries. */
export function goodLink(ctx: Pick<Context, "sql" | "ip" | "now">, secret: string, sql: Query = ctx.sql): Promise<ReplyLink> {
  return openSecret(ctx, secret, (tokenHash) => findLinkByToken(sql, tokenHash));
}

export async function readLinked(sql: Query, link: ReplyLink, of: { ids: Id[]; today: string }): Promise<RequestRecord[]> {
  const side = isUnitLink(link) ? "receiving" : "placing";
  const viewer = organisationReader({ agencyId: link.agencyId, side });
  const records = await listRequests(sql, { viewer, side, today: of.today }, of.ids);
  return records.filter((record) => linkCovers(link, record));
}

/** The status in which a request waits for who holds the link. */
export const waitingBy = (link: ReplyLink) => (isUnitLink(link) ? "redirected-paper" : "sent-paper");

/** Who answers by a link, as an author: the contact, at her place; no account, no role. */
export const authorOf = (link: ReplyLink): Actor => ({
  ...organisationReader({ agencyId: link.receivingId, side: "receiving" }),
  personId: link.personId ?? link.id,
  name: `${link.name}, ${link.site}`,
});

/**
 * Something that waits for an answer, done by who holds the link: the link and the request are read again inside, since the school may have
 * taken the link back and a colleague may have answered meanwhile. Refused then: `link-dead`, `already-answered` with who and when.
 */
export async function onLinked(
  ctx: Context,
  of: { token: string; requestId: Id },
  work: (tx: Tx, on: { record: RequestRecord; link: ReplyLink; author: Actor; at: Date }) => Promise<NewEvent[]>,
): Promise<void> {
  const link = await goodLink(ctx, of.token);
  await admitReply(ctx.sql, link.id);
  const author = authorOf(link);
  const at = ctx.now();
  await act({ ...ctx, session: null, actor: author }, async (tx) => {
    const held = await goodLink(ctx, of.token, tx);
    const [found] = await listLinked(tx, held, { requestId: of.requestId, lock: true });
    const [record] = found ? await readLinked(tx, held, { ids: [found], today: dayIn(at) }) : [];
    if (!record) return refuse({ code: "not-found" });
    if (record.status !== waitingBy(held)) {
      const [first] = await listAnswers(tx, { agencyId: held.agencyId, requestIds: [record.id] });
      const by = first?.name ?? (isUnitLink(held) ? held.school : record.names.school);
      const known = isUnitLink(held) ? first?.at : null;
      return refuse({ code: "already-answered", by, at: known ?? record.answeredAt ?? record.last.at ?? "", status: record.status });
    }
    return { value: undefined, events: await work(tx, { record, link: held, author, at }) };
  });
}
