import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { createContext, type Context, type ServerDeps } from "#server/context.ts";
import { appRouter } from "#server/router.ts";
import type { Attendance } from "./attendance.ts";
import { addressOf, headersOf } from "./request-facts.ts";

/** The largest list a school sends (5,000 students as XLSX) is below 2 MB; a scanned document is some 10. */
const MAX_BODY = 12 * 1024 * 1024;

/** `/trpc/...` over HTTP. */
export async function answerCommand(
  deps: ServerDeps,
  request: IncomingMessage,
  given: { response: ServerResponse; requestId: string; attendance: Attendance },
) {
  const { response, requestId, attendance } = given;
  // Refused by what it says of itself before a byte is read; the adapter counts the bytes of those that lie.
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY) {
    response.writeHead(413, { "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify({ error: "PAYLOAD_TOO_LARGE" }));
    return;
  }
  response.setHeader("Cache-Control", "private, no-store");
  const path = (request.url ?? "").split("?", 1)[0]?.slice("/trpc/".length) ?? "";
  await nodeHTTPRequestHandler({
    req: request,
    res: response,
    path,
    router: appRouter,
    maxBodySize: MAX_BODY,
    createContext: async () => {
      const facts = {
        headers: headersOf(request),
        ip: addressOf(request, deps.env),
        requestId,
        setCookie: (value: string) => void response.appendHeader("Set-Cookie", value),
      };
      const judgedAt = performance.now();
      const context = await createContext(deps, facts);
      if (!path.startsWith("live.")) return context;
      return { ...context, leaving: attend({ ...context, judgedAt }, response, attendance) };
    },
  });
}

/** An answer that waits for what happens ends with its session, as a socket does: cut off, so that the page comes back and is judged. */
function attend({ session, judgedAt }: Context & { judgedAt: number }, response: ServerResponse, attendance: Attendance): AbortSignal {
  const leaving = new AbortController();
  if (!session) return leaving.signal;
  const leave = attendance.add({ accountId: session.account.id, sessionId: session.idHash, judgedAt }, () => {
    leaving.abort();
    response.destroy();
  });
  response.once("close", leave);
  return leaving.signal;
}
