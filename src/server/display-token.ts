import { createHash, randomBytes, randomInt } from "node:crypto";
import { refuse } from "#domain/refusal.ts";
import { findDisplayByToken, offerToken, turnToken, type Display } from "#db/display.ts";
import type { Query } from "#db/sql.ts";
import type { Context, RequestFacts, ServerDeps } from "./context.ts";

const cookieName = "concerto_display";
/** A wall hangs for years; browsers keep no cookie for longer than this, and each rotation begins it anew. */
const kept = 400 * 86_400;
/** After this, a display that asks is given another secret. */
const rotatedAfter = 86_400_000;

/** 256 random bits: a plain hash cannot be turned back by trying. */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Letters and digits nobody takes for another across a room: no 0 and O, no 1, I and L, no 5 and S, no 2 and Z, no 8 and B. */
const letters = "34679ACDEFGHJKMNPQRTUVWXY";
/** 25 ** 6: two hundred million, of which a handful wait, each for ten minutes. */
export const newCode = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");
/** As it is typed: « 4f7-k2p ». */
export const readCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

/** The secret a browser shows; null when it shows none. */
export function tokenIn(headers: Headers): string | null {
  const found = /(?:^|;\s*)concerto_display=([\w-]{43})(?:;|$)/.exec(headers.get("cookie") ?? "");
  return found?.[1] ?? null;
}

/** Secure wherever the browser came by TLS; a wall in a house without it shows counts that its corridor sees anyway. */
const isPlain = (deps: Pick<ServerDeps, "env">, headers: Headers): boolean =>
  (headers.get("origin") ?? deps.env.baseUrl ?? "http:").startsWith("http:");

/** HttpOnly, so that no script reads it; never in an address. */
export function giveToken(deps: Pick<ServerDeps, "env">, request: Pick<RequestFacts, "headers" | "setCookie">, token: string): void {
  const secure = isPlain(deps, request.headers) ? "" : "; Secure";
  request.setCookie(`${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${kept}${secure}`);
}

type Asking = Pick<Context, "sql" | "headers">;

/** The display a browser is, revoked or not; null when it is none. The first time it shows its next secret, the one before ends. */
export async function displayOf({ sql, headers }: Asking): Promise<(Display & { rotatedAt: string }) | null> {
  const token = tokenIn(headers);
  if (token === null) return null;
  const hash = hashOfToken(token);
  const found = await findDisplayByToken(sql, hash);
  if (!found) return null;
  const { next, ...display } = found;
  if (next) await turnToken(sql, hash);
  return display;
}

/** The display that asks; refused when it is none any more. */
export async function pairedDisplay(asking: Asking): Promise<Display> {
  const display = await displayOf(asking);
  return display && !display.revoked ? display : refuse({ code: "display-unpaired" });
}

/** Gives a display another secret when its own is a day old. Until it shows the new one both hold, so that an answer that is lost harms nobody. */
export async function rotate(
  ctx: { sql: Query } & Pick<Context, "env" | "headers" | "setCookie" | "now">,
  display: Display,
): Promise<void> {
  const now = ctx.now();
  const token = newToken();
  const of = { agencyId: display.agencyId, id: display.id, nextHash: hashOfToken(token), at: now };
  if (await offerToken(ctx.sql, { ...of, before: new Date(now.getTime() - rotatedAfter) })) giveToken(ctx, ctx, token);
}
