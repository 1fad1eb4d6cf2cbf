import { addDays, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold } from "./place.ts";

/** Where an affiliation agreement stands (2.29): drafted, waiting for approval, in force, in force and under review. */
export const agreementStatuses = ["draft", "pending", "released", "under-review"] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** What an agreement between a school and an organisation covers, and when. */
export interface Agreement {
  id: Id;
  receivingId: Id;
  title: string;
  status: AgreementStatus;
  /** Every programme; else those of these disciplines, and these programmes. */
  everything: boolean;
  disciplines: string[];
  programmes: Id[];
  startsOn: Day;
  /** Null: until further notice. */
  endsOn: Day | null;
}

const inForce = ({ status }: Agreement): boolean => status === "released" || status === "under-review";

const covers = (agreement: Agreement, programme: { id: Id; discipline: string }): boolean =>
  agreement.everything ||
  agreement.programmes.includes(programme.id) ||
  (programme.discipline !== "" && agreement.disciplines.some((one) => fold(one) === fold(programme.discipline)));

/** Whether a placement is covered: wholly, until a day before its end, no more since a day, only from a day on, or not at all. */
export type Cover =
  | { state: "covered" }
  | { state: "lapses"; title: string; on: Day }
  | { state: "lapsed"; title: string; on: Day }
  | { state: "not-yet"; title: string; on: Day }
  | { state: "missing" };

/** Is a programme's placement at an organisation covered from its first to its last day? The best that the agreements say. */
export function coverOf(
  agreements: readonly Agreement[],
  of: { receivingId: Id; programme: { id: Id; discipline: string }; startsOn: Day; endsOn: Day },
): Cover {
  const all = agreements.filter((one) => one.receivingId === of.receivingId && inForce(one) && covers(one, of.programme));
  // one that follows on another counts with it
  let until = "";
  let title = "";
  for (const one of all.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))) {
    const begins = until === "" ? of.startsOn : addDays(until, 1);
    if (one.startsOn > begins) continue;
    const end = one.endsOn ?? "9998-12-31";
    if (end >= of.startsOn && end > until) [until, title] = [end, one.title];
  }
  if (until >= of.endsOn) return { state: "covered" };
  if (until !== "") return { state: "lapses", title, on: until };
  const later = all.filter((one) => one.startsOn > of.startsOn).toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))[0];
  if (later) return { state: "not-yet", title: later.title, on: later.startsOn };
  const last = all
    .flatMap((one) => (one.endsOn === null ? [] : [{ title: one.title, on: one.endsOn }]))
    .toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];
  return last ? { state: "lapsed", ...last } : { state: "missing" };
}
