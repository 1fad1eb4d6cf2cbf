import { dayIn } from "#domain/dates.ts";
import { insertMail } from "#db/mail.ts";
import { takeRemindersToMail } from "#db/reminder.ts";
import type { ServerDeps } from "#server/context.ts";
import { originOf } from "#server/env.ts";
import { remarkWords } from "#words/remark.ts";
import { inWords } from "#words/words.ts";
import type { RunningJobs } from "./jobs.ts";
import { writeLetter } from "./letter.ts";
import { hasDayBegun } from "./morning.ts";

const batch = 100;

/** Writes to each person whose reminder's day has come, once (R243). How many were written. */
export async function mailReminders({ sql, env, now }: Pick<ServerDeps, "sql" | "env" | "now">): Promise<number> {
  const at = now();
  if (!hasDayBegun(at)) return 0;
  let written = 0;
  for (let more = true; more;) {
    more = await sql.begin(async (tx) => {
      const due = await takeRemindersToMail(tx, { today: dayIn(at), at, most: batch });
      for (const one of due) {
        if (one.email === "") continue;
        const w = inWords(remarkWords, one.language).mail;
        const url = `${originOf(env)}/${one.placing ? "sorties" : "demandes"}/${one.requestId}`;
        const { subject, text, html } = writeLetter(
          { subject: w.subject(one.reference), name: one.name, body: w.body(one.text), note: w.note, action: { label: w.action, url } },
          one.language,
        );
        const mail = {
          cause: `reminder:${one.id}`,
          kind: "reminder",
          accountId: one.accountId,
          recipient: one.email,
          language: one.language,
        };
        await insertMail(tx, { ...mail, subject, bodyText: text, bodyHtml: html });
        written += 1;
      }
      return due.length === batch;
    });
  }
  return written;
}

/** Looks each minute, on one node. */
export async function startReminders(deps: Pick<ServerDeps, "sql" | "env" | "now"> & { jobs: RunningJobs }): Promise<void> {
  await deps.jobs.everyMinute("mail-reminders", async () => {
    if ((await mailReminders(deps)) > 0) deps.jobs.ring("mail");
  });
}
