import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { CallRecord } from "#db/call.ts";
import { findCallForLetter, listReplyContacts, takeCalled, takeOverdue, type ReplyContact, type TakenCall } from "#db/call-letter.ts";
import { appendEvents } from "#db/event.ts";
import { insertMail } from "#db/mail.ts";
import type { Tx } from "#db/sql.ts";
import type { ServerDeps } from "#server/context.ts";
import { originOf } from "#server/env.ts";
import { callMailWords } from "#words/call-mail.ts";
import { inWords } from "#words/words.ts";
import type { RunningJobs } from "./jobs.ts";
import { writeLetter } from "./letter.ts";
import { hasDayBegun } from "./morning.ts";

type Deps = Pick<ServerDeps, "sql" | "env" | "now" | "committed">;

/** The same call in words, to each who is written to; whoever cannot sign in writes to the school's coordinator instead. */
async function write(
  tx: Tx,
  deps: Deps,
  of: { call: CallRecord; taken: TakenCall; to: ReplyContact[]; kind: "call.sent" | "call.overdue" },
): Promise<void> {
  const { call, taken, kind } = of;
  for (const to of of.to.filter(({ receivingId }) => receivingId === taken.receivingId)) {
    const w = inWords(callMailWords, to.language);
    const said = kind === "call.sent" ? w.sent : w.overdue;
    const course = `${call.courseNumber} ${call.course}, ${call.programme}`;
    const action = to.accountId
      ? { label: w.answer, url: `${originOf(deps.env)}/appels/${call.id}` }
      : { label: w.writeTo(call.sentByName), url: `mailto:${call.sentByEmail ?? ""}` };
    const { subject, text, html } = writeLetter(
      {
        subject: said.subject(call.number, call.school),
        name: to.name,
        body: said.body({
          school: call.school,
          course,
          startsOn: call.startsOn,
          endsOn: call.endsOn,
          places: call.places,
          replyBy: call.replyBy,
          comment: call.comment,
        }),
        note: w.note(call.sentByName, call.school),
        action,
      },
      to.language,
    );
    // Once for each date that comes, whichever node writes.
    const cause = `${kind}:${call.id}:${taken.receivingId}:${kind === "call.sent" ? "" : taken.replyBy}`;
    const mail = { cause, kind, accountId: to.accountId, recipient: to.email, language: to.language };
    await insertMail(tx, { ...mail, subject, bodyText: text, bodyHtml: html });
  }
}

/**
 * Writes to organisations that do not use the system when they are called, and to each whose reply-by date has come without an answer,
 * once for that date (R236). How many were written to.
 */
export async function mailCalls(deps: Deps): Promise<number> {
  const at = deps.now();
  const count = await deps.sql.begin(async (tx) => {
    const called = await takeCalled(tx, at);
    const late = hasDayBegun(at) ? await takeOverdue(tx, dayIn(at)) : [];
    const all = [
      ...called.map((taken) => ({ taken, kind: "call.sent" as const })),
      ...late.map((taken) => ({ taken, kind: "call.overdue" as const })),
    ];
    const to = await listReplyContacts(tx, [...new Set(all.map(({ taken }) => taken.receivingId))]);
    for (const { taken, kind } of all) {
      const call = await findCallForLetter(tx, { agencyId: taken.agencyId, id: taken.callId });
      if (call) await write(tx, deps, { call, taken, to, kind });
    }
    for (const taken of late) {
      const event: NewEvent = {
        kind: "call.overdue",
        agencyIds: [taken.agencyId, taken.receivingId],
        about: taken.callId,
        within: [taken.cohortCourseId],
        facts: { number: taken.number, to: taken.receiving, receivingId: taken.receivingId, replyBy: taken.replyBy },
      };
      await appendEvents(tx, { agencyId: taken.agencyId, accountId: null, personId: null, name: "Concerto", requestId: "" }, [event]);
    }
    return { mailed: all.length, told: late.length };
  });
  if (count.told > 0) deps.committed?.();
  return count.mailed;
}

/** Looks each minute, on one node. */
export async function startCallMail(deps: Deps & { jobs: RunningJobs }): Promise<void> {
  await deps.jobs.everyMinute("mail-calls", async () => {
    if ((await mailCalls(deps)) > 0) deps.jobs.ring("mail");
  });
}
