import type { IncomingMessage, ServerResponse } from "node:http";
import { NodeRequest, sendNodeResponse } from "srvx/node";
import { createContext, type ServerDeps } from "#server/context.ts";
import { callerOf } from "#server/router.ts";
import { liftStyles } from "./lift-styles.ts";
import { addressOf, headersOf } from "./request-facts.ts";

/** What a page finds on the Node request that it answers (src/entry-server.tsx and src/ui/client.ts read it). */
export type OnRequest = { caller: unknown; language: string; nonce: string };
/** The built SolidStart application, or Vite's in development. */
export type App = { fetch(request: Request): Response | Promise<Response> };

/** Gives the page that will be rendered for this request its caller: the same procedures, without HTTP. */
export async function putCaller(
  deps: ServerDeps,
  request: IncomingMessage,
  given: { response: ServerResponse; nonce: string; requestId: string },
) {
  const { response, nonce, requestId } = given;
  const context = await createContext(deps, {
    headers: headersOf(request),
    ip: addressOf(request, deps.env),
    requestId,
    setCookie: (value) => response.appendHeader("Set-Cookie", value),
  });
  const concerto: OnRequest = { caller: callerOf(context), language: context.language, nonce };
  Object.assign(request, { concerto });
}

/** Renders a page on the server. */
export async function answerPage(app: App, request: IncomingMessage, { response, nonce }: { response: ServerResponse; nonce: string }) {
  const answer = await app.fetch(new NodeRequest({ req: request, res: response }));
  const headers = new Headers(answer.headers);
  if (!headers.get("content-type")?.startsWith("text/html")) return sendNodeResponse(response, answer);
  headers.set("content-type", "text/html; charset=utf-8");
  // A page shows what one person may see now: no cache keeps it.
  headers.set("cache-control", "private, no-store");
  const html = liftStyles(await answer.text(), nonce);
  return sendNodeResponse(response, new Response(html, { status: answer.status, headers }));
}
