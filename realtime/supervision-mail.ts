import { dayIn } from "#domain/dates.ts";
import { insertMail } from "#db/mail.ts";
import { takeTellings, type Telling } from "#db/supervision-mail.ts";
import type { ServerDeps } from "#server/context.ts";
import { originOf } from "#server/env.ts";
import { supervisionMailWords } from "#words/supervision-mail.ts";
import { inWords } from "#words/words.ts";
import type { RunningJobs } from "./jobs.ts";
import { writeLetter } from "./letter.ts";

type Deps = Pick<ServerDeps, "sql" | "env" | "now">;

const batch = 100;
/** Who names people goes on changing for a while: nothing is written before it has been left alone this long, in seconds. */
const quiet = 45;

/** The link that the reader can use: the placement, her list when it is no longer hers, or who named her when she has no account. */
function actionFor(one: Telling, origin: string) {
  const w = inWords(supervisionMailWords, one.language);
  if (one.opens)
    return one.what === "over"
      ? { label: w.openList, url: `${origin}/demandes` }
      : { label: w.open, url: `${origin}/demandes/${one.requestId}` };
  return one.namedByEmail === null ? { label: w.openList, url: origin } : { label: w.ask(one.namedBy), url: `mailto:${one.namedByEmail}` };
}

/** Writes to who was named on an agreed placement, whose dates changed, or who is named no longer: once for each (R305). How many. */
export async function mailSupervisors({ sql, env, now }: Deps): Promise<number> {
  let written = 0;
  for (let more = true; more;) {
    more = await sql.begin(async (tx) => {
      const at = now();
      const due = await takeTellings(tx, { now: at, today: dayIn(at), quiet, most: batch });
      for (const one of due) {
        if (one.email === null) continue;
        const w = inWords(supervisionMailWords, one.language);
        const said = w[one.what];
        const { subject, text, html } = writeLetter(
          {
            subject: said.subject(one),
            name: one.name,
            body: said.body(one),
            note: w.note(one.namedBy, one.namedByAgency),
            action: actionFor(one, originOf(env)),
          },
          one.language,
        );
        const mail = {
          cause: `supervision:${one.id}:${one.tellings}`,
          kind: `supervision.${one.what}`,
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
export async function startSupervisionMail(deps: Deps & { jobs: RunningJobs }): Promise<void> {
  await deps.jobs.everyMinute("mail-supervisors", async () => {
    if ((await mailSupervisors(deps)) > 0) deps.jobs.ring("mail");
  });
}
