import type { IncomingMessage } from "node:http";
import type { Env } from "#server/env.ts";

/**
 * Does the request come from a page of ours? A page elsewhere that makes a signed-in person's browser
 * send a command, or open a socket (which no cookie rule of the browser stops), is told apart by Origin,
 * which scripts cannot set. Behind a proxy the outer address counts as well as the one we are reached by.
 */
export function fromOurPages(request: IncomingMessage, env: Env): boolean {
  const { origin, host } = request.headers;
  if (!origin) return false;
  if (origin === env.baseUrl) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

/**
 * May this request be answered at all? Reading may come from anywhere (a link in a mail). What changes
 * something comes from our pages, or from a program that is no browser, which sends no Origin and no
 * Sec-Fetch-Site and holds no one else's cookies.
 */
export function allowedOrigin(request: IncomingMessage, env: Env): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  if (request.headers.origin !== undefined) return fromOurPages(request, env);
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin";
}
