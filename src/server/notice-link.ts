import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { id, type Id } from "#domain/id.ts";
import { noticeKinds, type NoticeKind } from "#domain/notice.ts";
import { originOf, type Env } from "./env.ts";

/** Who leaves which kinds: an account, or an address of the directory. */
export type Stopping = ({ accountId: Id } | { email: string }) & { kinds: NoticeKind[] };

const kinds = z.array(z.enum(noticeKinds)).min(1);
const shape = z.union([z.object({ a: id, k: kinds }), z.object({ e: z.string().max(320), k: kinds })]);

const sign = (secret: string, body: string): string => createHmac("sha256", secret).update(`notice-stop:${body}`).digest("base64url");

/** The token of « ne plus recevoir »: it opens nothing, lasts as long as the secret of the installation, and is kept nowhere. */
export function stopToken(secret: string, of: Stopping): string {
  const said = "email" in of ? { e: of.email, k: of.kinds } : { a: of.accountId, k: of.kinds };
  const body = Buffer.from(JSON.stringify(said)).toString("base64url");
  return `${body}.${sign(secret, body)}`;
}

/** What a token says; null when nobody here signed it. */
export function readStopToken(secret: string | undefined, token: string): Stopping | null {
  const [body = "", signature = ""] = token.split(".");
  if (!secret || body === "") return null;
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(secret, body))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const said = shape.safeParse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  if (!said.success) return null;
  return "e" in said.data ? { email: said.data.e, kinds: said.data.k } : { accountId: said.data.a, kinds: said.data.k };
}

/** `/avis/…`: the page that says what will stop and asks; `/avis-stop?jeton=…`: where a mail program's own button posts (RFC 8058). */
export const stopPath = "/avis-stop";
export const stopUrls = (env: Env, of: Stopping): { page: string; oneClick: string } | null => {
  if (!env.secret) return null;
  const token = stopToken(env.secret, of);
  return { page: `${originOf(env)}/avis/${token}`, oneClick: `${originOf(env)}${stopPath}?jeton=${token}` };
};
