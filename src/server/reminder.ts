import { z } from "zod";
import { addDays, dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { newReminder, reminderProblem } from "#domain/remark.ts";
import { insertReminder, listRemindersDue, listRemindersOf, settleReminder } from "#db/reminder.ts";
import { act } from "./act.ts";
import { findSeen } from "./request-found.ts";
import { allowed, router } from "./trpc.ts";

/** How far ahead the welcome screen looks, in days. */
const soon = 7;

export const reminderRouter = router({
  /** The open reminders about a request: one's own, and what colleagues share. */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const { record } = await findSeen(ctx.sql, ctx, input.requestId);
      return listRemindersOf(ctx.sql, ctx.actor, record);
    }),

  /** What is due within a week, or was: the welcome screen's. */
  due: allowed("request.see").query(async ({ ctx }) => {
    const today = dayIn(ctx.now());
    return { today, reminders: await listRemindersDue(ctx.sql, ctx.actor, addDays(today, soon)) };
  }),

  /** Sets one more, beside those there are: an existing one is never written over (F-144). */
  add: allowed("request.see")
    .input(newReminder.extend({ requestId: id }))
    .mutation(({ ctx, input: { requestId, ...reminder } }) =>
      act(ctx, async (tx) => {
        const { record } = await findSeen(tx, ctx, requestId);
        const problem = reminderProblem(reminder.dueOn, dayIn(ctx.now()));
        if (problem) refuse({ code: "invalid", field: "dueOn", problem });
        const reminderId = await insertReminder(tx, ctx.actor, { request: record, reminder, at: ctx.now() });
        // One's own is nobody else's business: only what is shared is an event.
        const event = {
          kind: "reminder.added" as const,
          agencyIds: [ctx.actor.agencyId],
          about: record.id,
          within: [],
          facts: { dueOn: reminder.dueOn },
        };
        return { value: { id: reminderId }, events: reminder.shared ? [event] : [] };
      }),
    ),

  /** Settles a reminder, one's own or a shared one, or takes that back. */
  settle: allowed("request.see")
    .input(z.object({ id, done: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const settled = (await settleReminder(tx, ctx.actor, { ...input, at: ctx.now() })) ?? refuse({ code: "not-found" });
        const event = {
          kind: "reminder.settled" as const,
          agencyIds: [ctx.actor.agencyId],
          about: settled.requestId,
          within: [],
          facts: { done: input.done },
        };
        return { value: null, events: settled.shared ? [event] : [] };
      }),
    ),
});
