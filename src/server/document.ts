import { z } from "zod";
import { documentKind, documentName, largestDocument } from "#domain/delivery-document.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { insertDocument, listDocuments, removeDocument } from "#db/document.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";

/** A file from a form, or its bytes when one is called in process. */
const upload = z.instanceof(FormData);

/** The file of a form, told by its first bytes and its name together; nothing that runs is taken. */
export async function readUpload(form: FormData): Promise<{ name: string; mediaType: string; content: Uint8Array }> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return refuse({ code: "document-unreadable", why: "empty" });
  if (file.size > largestDocument) return refuse({ code: "document-unreadable", why: "too-large" });
  const content = new Uint8Array(await file.arrayBuffer());
  const name = documentName(file.name);
  return { name, mediaType: documentKind(name, content) ?? refuse({ code: "document-unreadable", why: "kind" }), content };
}

export const documentRouter = router({
  /** The organisation's files, to be joined to what it sends: course outlines, evaluation forms (2.28, F-137). */
  list: allowed("delivery.manage").query(({ ctx }) => listDocuments(ctx.sql, ctx.actor.agencyId)),

  /** Adds one. What it is is told by its first bytes and its name together; nothing that runs is taken. */
  add: allowed("delivery.manage")
    .input(upload)
    .mutation(async ({ ctx, input }) => {
      const { name, mediaType, content } = await readUpload(input);
      const { agencyId, personId: by } = ctx.actor;
      return act(ctx, async (tx) => {
        const documentId = await insertDocument(tx, agencyId, { name, mediaType, content, by });
        const event = { kind: "document.added" as const, agencyIds: [agencyId], about: documentId, facts: { name } };
        return { value: { id: documentId, name, mediaType, size: content.length }, events: [event] };
      });
    }),

  /** Takes one off the list; what was sent with it keeps it. */
  remove: allowed("delivery.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const name = (await removeDocument(tx, agencyId, input.id)) ?? refuse({ code: "not-found" });
        return { value: { name }, events: [{ kind: "document.removed", agencyIds: [agencyId], about: input.id, facts: { name } }] };
      }),
    ),
});
