import { mostPrintTries } from "#domain/delivery.ts";
import { organisationReader } from "#domain/delivery-reader.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { appendEvents } from "#db/event.ts";
import { claimPrintout, readPrintoutContent, saveMade, saveNotMade, type PrintoutToMake } from "#db/printout-make.ts";
import { readPlaceName } from "#db/printout.ts";
import { listRequests } from "#db/request.ts";
import type { Sql, Tx } from "#db/sql.ts";
import type { Feed } from "#server/context.ts";
import type { Log } from "#server/log.ts";
import type { RunningJobs } from "./jobs.ts";
import { drawPrintout } from "./print-thread.ts";

type Deps = { sql: Sql; log: Log; committed?: (() => void) | undefined };

const machine = { agencyId: null, accountId: null, personId: null, name: "Concerto", requestId: "print" };

async function render(tx: Tx, printout: PrintoutToMake) {
  const content = await readPrintoutContent(tx, printout);
  // The queue is a school's, or that of an organisation whose unit has no account: each reads what its side is shown.
  const side = content.own ? "placing" : "receiving";
  const viewer = organisationReader({ agencyId: printout.agencyId, side });
  const requests = await listRequests(tx, { viewer, side, today: dayIn(new Date()) }, content.requestIds);
  if (requests.length === 0) throw new Error("a printout of no request");
  const place = await readPlaceName(tx, printout);
  return { ...(await drawPrintout(printout, { content, requests })), requestIds: content.requestIds, place };
}

/** Makes one PDF: the file, its mark and what is told of it are one transaction; a kill in the middle leaves it to be made. */
async function makeOne({ sql, log }: Deps, after: string | null): Promise<{ id: string; told: boolean } | null> {
  return sql.begin(async (tx) => {
    const printout = await claimPrintout(tx, after);
    if (!printout) return null;
    const { agencyId, id } = printout;
    const say = (event: Pick<NewEvent, "kind" | "facts">, within: string[]) =>
      appendEvents(tx, machine, [{ ...event, agencyIds: [agencyId], about: id, within } as NewEvent]);
    try {
      const { requestIds, place } = await tx.savepoint(async (inner) => {
        const made = await render(inner as Tx, printout);
        await saveMade(inner as Tx, { agencyId, id, content: made.content, pages: made.pages });
        return made;
      });
      await say({ kind: "printout.made", facts: { place } }, requestIds);
      return { id, told: true };
    } catch (err) {
      log.error({ err, printout: id }, "a PDF was not made");
      const tries = await saveNotMade(tx, { agencyId, id, error: err instanceof Error ? err.message : "?" });
      if (tries < mostPrintTries) return { id, told: false };
      await say({ kind: "printout.failed", facts: { place: await readPlaceName(tx, printout) } }, []);
      return { id, told: true };
    }
  }) as Promise<{ id: string; told: boolean } | null>;
}

/** Makes what is to be made, one after the other. True when something is left to be tried again. */
export async function makePrintouts(deps: Deps): Promise<boolean> {
  let after: string | null = null;
  let left = false;
  for (;;) {
    const made: { id: string; told: boolean } | null = await makeOne(deps, after);
    if (!made) return left;
    if (made.told) deps.committed?.();
    else left = true;
    after = made.id;
  }
}

/**
 * The job that makes PDFs: rung by what is queued, and at a start for what a stop or a kill left; run by one node at a time, and two at once
 * never make the same. A mail that waits for its file is rung after.
 */
export async function startPrinter(deps: Deps & { feed: Feed; jobs: RunningJobs }): Promise<() => void> {
  const { feed, jobs } = deps;
  await jobs.handle("print", async () => {
    const left = await makePrintouts(deps);
    jobs.ring("mail");
    if (left) throw new Error("some PDFs are left to be made");
  });
  const stop = feed.subscribe((events) => {
    if (events.some(({ kind }) => kind === "printout.queued")) jobs.ring("print");
  });
  jobs.ring("print");
  return stop;
}
