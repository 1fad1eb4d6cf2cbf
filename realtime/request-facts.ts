import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Env } from "#server/env.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The number of a request, short enough to be read out on the telephone: eight letters of 32, one in a trillion. */
export const newRequestId = (): string => Array.from(randomBytes(8), (byte) => ALPHABET[byte % 32]).join("");

/** Node's headers as the web's. */
export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

/** https outside means that a proxy of ours ends TLS, and only such a proxy is believed. */
const behindProxy = (env: Env): boolean => env.baseUrl?.startsWith("https:") === true;

/** Clients' addresses that came with a signature, from another node of ours that passed the request on (see hop.ts). */
const believed = new WeakMap<IncomingMessage, string>();

/** Takes the client's address from who may say it. */
export const believe = (request: IncomingMessage, client: string): void => void believed.set(request, client);

/**
 * The client's address. Behind our proxy it is the last of X-Forwarded-For, the one the proxy added:
 * the ones before it are what the client claims, and an attacker would claim a new one at each attempt.
 */
export function addressOf(request: IncomingMessage, env: Env): string {
  const told = believed.get(request);
  if (told !== undefined) return told;
  const forwarded = request.headers["x-forwarded-for"];
  const last = behindProxy(env)
    ? String(forwarded ?? "")
        .split(",")
        .at(-1)
        ?.trim()
    : undefined;
  return last || (request.socket.remoteAddress ?? "");
}

/** Did the browser come by TLS? */
export const overTls = (request: IncomingMessage, env: Env): boolean =>
  behindProxy(env) &&
  String(request.headers["x-forwarded-proto"] ?? "https")
    .split(",")
    .at(-1)
    ?.trim() === "https";

/** The path as logs may keep it: no query, and no long segment but ids, since a link may carry a single-use token. */
export function pathForLog(url: string | undefined): string {
  const path = (url ?? "").split("?", 1)[0] ?? "";
  return path
    .replace(/[\w-]{24,}/g, (segment) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(segment) ? segment : "…"))
    .slice(0, 300);
}
