import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Env } from "#server/env.ts";
import { overTls } from "./request-facts.ts";

/** A number used once, for the scripts and styles of one answer. */
export const newNonce = (): string => randomBytes(16).toString("base64");

/**
 * What a page may do. Scripts and styles are our files or carry the nonce, so that markup an attacker
 * got into a page runs nothing; nothing is loaded from or sent to another host, so that nothing leaks
 * to one; nobody may frame us, so that no click can be stolen. 'self' in connect-src covers wss.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "frame-src 'self' blob:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** Puts on an answer what every answer has. */
export function secure(request: IncomingMessage, response: ServerResponse, { env, nonce }: { env: Env; nonce: string }): void {
  response.setHeader("Content-Security-Policy", contentSecurityPolicy(nonce));
  response.setHeader("X-Content-Type-Options", "nosniff");
  // An address here may hold an id: it is nobody else's business.
  const byLink = /^\/(r|i|questionnaire|avis|bienvenue|mot-de-passe)\//.test(request.url ?? "");
  // The address of a mailed link is the link: it is told to nobody, not even to us, and found by no search.
  response.setHeader("Referrer-Policy", byLink ? "no-referrer" : "same-origin");
  if (byLink) response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  if (overTls(request, env)) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}
