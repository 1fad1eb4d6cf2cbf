import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import type { ServerDeps } from "#server/context.ts";
import { collabPath } from "#sheet/protocol.ts";
import type { Attendance } from "./attendance.ts";
import { answerCommand } from "./commands.ts";
import { newNonce, secure } from "./headers.ts";
import { answerHealth } from "./health.ts";
import { allowedOrigin } from "./origin.ts";
import { answerPage, putCaller, type App } from "./pages.ts";
import { newRequestId, pathForLog } from "./request-facts.ts";

/** The parts of a request that every answer begins with. */
export type Begun = { requestId: string; nonce: string };

/** Answers the requests of one path, whose origin was judged. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Who answers what besides pages: paths of their own, and who is connected for longer than an answer takes. */
export type OurAnswers = { answers: Readonly<Record<string, Answer>>; attendance: Attendance };

/** Gives the request its number and nonce, the answer its headers, and writes the line of the log when it ends. */
export function begin({ env, log }: ServerDeps, request: IncomingMessage, response: ServerResponse): Begun {
  const begun = { requestId: newRequestId(), nonce: newNonce() };
  const from = performance.now();
  secure(request, response, { env, nonce: begun.nonce });
  response.setHeader("X-Request-Id", begun.requestId);
  response.once("close", () => {
    const asset = /^\/(_build|@|src|node_modules)|^\/favicon/.test(request.url ?? "");
    const often = asset || request.url === "/sante" || request.url?.startsWith(`${collabPath}/`) === true;
    const level = response.statusCode >= 500 ? "error" : often ? "debug" : "info";
    log[level]({
      requestId: begun.requestId,
      method: request.method,
      path: pathForLog(request.url),
      status: response.statusCode,
      ms: Math.round(performance.now() - from),
    });
  });
  return begun;
}

/** Answers what is not a page: health, commands, what has a path of its own, and requests no page of ours sent. False when it is for someone else. */
export async function answerOurs(
  deps: ServerDeps,
  request: IncomingMessage,
  given: { response: ServerResponse } & Begun & OurAnswers,
): Promise<boolean> {
  const { response } = given;
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (!allowedOrigin(request, deps.env)) {
    response.writeHead(403, { "Content-Type": "text/plain" }).end("Forbidden");
    return true;
  }
  if (path === "/sante") {
    await answerHealth(deps, response);
    return true;
  }
  const answer = given.answers[path];
  if (answer) {
    await answer(request, response);
    return true;
  }
  if (path.startsWith("/trpc/")) {
    await answerCommand(deps, request, given);
    return true;
  }
  return false;
}

/** The whole of HTTP, for the built application in `dist`. */
export function createListener(deps: ServerDeps, { app, dist, answers, attendance }: { app: App; dist: string } & OurAnswers) {
  const assets = sirv(join(dist, "client"), {
    etag: true,
    gzip: true,
    brotli: true,
    dotfiles: false,
    setHeaders(response, path) {
      // Names under _build hold a hash of the content: they never change meaning.
      response.setHeader("Cache-Control", path.startsWith("/_build/") ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    },
  });
  return (request: IncomingMessage, response: ServerResponse): void => {
    const begun = begin(deps, request, response);
    answer(request, { response, ...begun }).catch((err: unknown) => fail(deps, { response, err, ...begun }));
  };

  async function answer(request: IncomingMessage, given: { response: ServerResponse } & Begun): Promise<void> {
    if (await answerOurs(deps, request, { ...given, answers, attendance })) return;
    const { response } = given;
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    await new Promise<void>((resolve, reject) => {
      response.once("close", resolve);
      assets(request, response, () => {
        // A file of an older build: a page in its place would be taken for a script.
        if (request.url?.startsWith("/_build/")) return void response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found");
        putCaller(deps, request, given)
          .then(() => answerPage(app, request, given))
          .then(() => resolve(), reject);
      });
    });
  }
}

/** A bug: logged with its number, and the person gets the number and nothing of the inside. */
export function fail(
  { log }: ServerDeps,
  { response, err, requestId }: { response: ServerResponse; err: unknown; requestId: string },
): void {
  log.error({ err, requestId }, "bug");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
  response.end(
    `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Concerto</title><h1>Une erreur est survenue</h1>` +
      `<p>Réessayez ; si elle revient, donnez ce numéro : <b>${requestId}</b></p>` +
      `<p lang="en">Something went wrong. Try again; if it comes back, quote the number <b>${requestId}</b></p></html>`,
  );
}
