import type { IncomingMessage, ServerResponse } from "node:http";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { Refused } from "#domain/refusal.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { findDocumentFile } from "#db/document.ts";
import { isBeside } from "#db/request-document.ts";
import { findPlaceFile } from "#db/place-document.ts";
import { findPrintoutFile, findPrintouts } from "#db/printout.ts";
import { findSeen } from "#server/request-found.ts";
import { createContext, type Context, type ServerDeps } from "#server/context.ts";
import { newRequestId, addressOf, headersOf } from "./request-facts.ts";

/**
 * `/fichier?rapport=…`, `?document=…`, `?demande=…&document=…`, `?profil=…`: a PDF of the queue, a document, one beside a request, one on a
 * place's profile; `&garder` saves it instead of showing it.
 */
export const filePath = "/fichier";

/** What is shown runs nothing, loads nothing, and is framed by our own pages alone (the preview of the queue). */
const fileSecurity = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'";
/** What a browser may show by itself; anything else is saved. */
const shownTypes = new Set(["application/pdf", "image/png", "image/jpeg"]);

/** A name in a header: plain for the old, in UTF-8 for the others (RFC 6266). */
const disposition = (how: "inline" | "attachment", name: string): string =>
  `${how}; filename="${name.replaceAll(/[^\w.-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** A school's file beside a request, for whoever is shown the request. */
async function findBeside(ctx: Context, of: { requestId: string; documentId: string }) {
  const { actor } = ctx;
  if (!actor || !can(actor, "request.see")) return null;
  const found = await findSeen(ctx.sql, { ...ctx, actor }, of.requestId).catch((error: unknown) => {
    if (error instanceof Refused) return null;
    throw error;
  });
  if (!found || !(await isBeside(ctx.sql, found.record, of.documentId))) return null;
  return findDocumentFile(ctx.sql, found.record.agencyId, of.documentId);
}

async function findFile(ctx: Context, query: URLSearchParams): Promise<{ name: string; mediaType: string; content: Uint8Array } | null> {
  const { actor } = ctx;
  const asked = { requestId: id.safeParse(query.get("demande")).data, documentId: id.safeParse(query.get("document")).data };
  if (asked.requestId !== undefined && asked.documentId !== undefined)
    return findBeside(ctx, { requestId: asked.requestId, documentId: asked.documentId });
  const onProfile = id.safeParse(query.get("profil")).data;
  if (onProfile !== undefined) return actor && can(actor, "catalogue.see") ? findPlaceFile(ctx.sql, actor, onProfile) : null;
  if (!actor || !can(actor, "delivery.manage")) return null;
  const printoutId = id.safeParse(query.get("rapport")).data;
  if (printoutId !== undefined) {
    const side = sidesOf(actor)[0] ?? "placing";
    const [printout] = await findPrintouts(ctx.sql, { viewer: actor, side }, [printoutId]);
    const file = printout && (await findPrintoutFile(ctx.sql, actor.agencyId, printout.id));
    return file ? { name: file.fileName, mediaType: "application/pdf", content: file.content } : null;
  }
  return asked.documentId === undefined ? null : findDocumentFile(ctx.sql, actor.agencyId, asked.documentId);
}

/** Answers with a file to who may see it; missing and not yours are alike. */
export const answerFile =
  (deps: ServerDeps) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405, { Allow: "GET, HEAD" }).end();
    const ctx = await createContext(deps, {
      headers: headersOf(request),
      ip: addressOf(request, deps.env),
      requestId: newRequestId(),
      setCookie: (value) => void response.appendHeader("Set-Cookie", value),
    });
    const query = new URLSearchParams((request.url ?? "").split("?")[1] ?? "");
    const file = await findFile(ctx, query);
    response.setHeader("Cache-Control", "private, no-store");
    if (!file) return void response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Introuvable / Not found");
    const keep = query.has("garder") || !shownTypes.has(file.mediaType);
    response.setHeader("Content-Security-Policy", fileSecurity);
    response.writeHead(200, {
      "Content-Type": file.mediaType,
      "Content-Length": file.content.length,
      "Content-Disposition": disposition(keep ? "attachment" : "inline", file.name),
    });
    response.end(request.method === "HEAD" ? undefined : file.content);
  };
