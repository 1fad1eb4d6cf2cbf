import type { z } from "zod";
import { day } from "#domain/dates.ts";
import { printOptions } from "#domain/delivery.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { isPersonOf } from "#db/catalogue.ts";
import { listRequestsToPrint, saveTerms } from "#db/printout.ts";
import type { Tx } from "#db/sql.ts";
import { queuePrintouts } from "./print-queue.ts";
import type { ActorContext } from "./request-move.ts";

/** What a sending may say of what goes out on paper (F-128 to F-131); what it leaves out is as the school's settings have it. */
export const paperOptions = printOptions.extend({ dueOn: day.optional(), senderId: id.nullable().optional() });
export type PaperOptions = z.infer<typeof paperOptions>;

/** Sets the day and the sender on requests of the actor's school; the sender is somebody of its own directory. */
export async function setTerms(
  tx: Tx,
  ctx: ActorContext,
  of: { requestIds: Id[]; dueOn?: string | null | undefined; senderId?: Id | null | undefined },
) {
  const { requestIds, dueOn, senderId } = of;
  if (senderId && !(await isPersonOf(tx, ctx.actor.agencyId, senderId))) refuse({ code: "not-found" });
  const terms = { ...(dueOn === undefined ? {} : { dueOn }), ...(senderId === undefined ? {} : { senderId }) };
  await saveTerms(tx, { agencyId: ctx.actor.agencyId, requestIds, ...terms });
}

/** For a sending with options of its own: queues the PDFs of what it sends on paper. */
export const queueSentPaper =
  (ctx: ActorContext, options: PaperOptions) =>
  async (tx: Tx, moved: RequestRecord[]): Promise<NewEvent[]> => {
    const requestIds = moved.map(({ id: one }) => one);
    await setTerms(tx, ctx, { requestIds, ...options });
    const requests = (await listRequestsToPrint(tx, requestIds)).filter(({ status }) => status === "sent-paper");
    const { agencyId, personId: by } = ctx.actor;
    return (await queuePrintouts(tx, { agencyId, requests, options, automatic: true, by, at: ctx.now() })).events;
  };
