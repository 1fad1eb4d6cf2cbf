import { linkState } from "#domain/delivery.ts";
import { refuse } from "#domain/refusal.ts";
import { countDeadReply } from "./attempt.ts";
import type { Context } from "./context.ts";
import { hashOfToken } from "./link.ts";

/**
 * What a mailed secret opens, while it is good: one that is none is counted against who tries, and every way of not being good
 * (none, expired, taken back) is the same `link-dead`.
 */
export async function openSecret<Link extends { expiresAt: string; revokedAt: string | null }>(
  ctx: Pick<Context, "sql" | "ip" | "now">,
  secret: string,
  find: (tokenHash: string) => Promise<Link | null>,
): Promise<Link> {
  const link = await find(hashOfToken(secret));
  if (link && linkState(link, ctx.now()) === "good") return link;
  if (!link) await countDeadReply(ctx.sql, ctx.ip);
  return refuse({ code: "link-dead" });
}
