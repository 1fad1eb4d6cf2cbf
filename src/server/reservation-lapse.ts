import type { Id } from "#domain/id.ts";
import { appendEvents } from "#db/event.ts";
import { lockLapsed, saveLapsed } from "#db/reservation.ts";
import { setPatience } from "#db/sql.ts";
import type { ServerDeps } from "./context.ts";
import { reservationEvent, signalOnlookers } from "./reservation.ts";

/** The clock's work: says of every reservation whose time is over that it is, once, whichever node does it. Answers how many. */
export async function lapseDue({ sql, now, committed }: Pick<ServerDeps, "sql" | "now" | "committed">): Promise<number> {
  const lapsed = (await sql.begin(async (tx) => {
    await setPatience(tx, { lock: "5s", statement: "60s" });
    const due = await lockLapsed(tx, now());
    await saveLapsed(
      tx,
      due.map((one) => one.id),
    );
    for (const one of due) await signalOnlookers(tx, one);
    const byHolder = Map.groupBy(due, ({ agencyId }): Id => agencyId);
    for (const [agencyId, theirs] of byHolder) {
      const author = { agencyId, accountId: null, personId: null, name: "Concerto", requestId: "lapse" };
      await appendEvents(
        tx,
        author,
        theirs.map((one) => reservationEvent("reservation.lapsed", one)),
      );
    }
    return due.length;
  })) as number;
  if (lapsed > 0) committed?.();
  return lapsed;
}
