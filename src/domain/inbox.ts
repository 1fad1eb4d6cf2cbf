import { addDays, daysBetween, type Day } from "./dates.ts";
import type { Side, Status } from "./request.ts";

/** Statuses in which a side has something to answer, first on its list: a unit's yes or no still wants the organisation's. */
export const toAnswer: Record<Side, readonly Status[]> = {
  placing: ["sent-paper"],
  receiving: ["sent", "reactivated", "redirected-paper", "accepted-by-unit", "declined-by-unit"],
  unit: ["redirected", "redirected-auto"],
};

/** Where a request stands on a side's list: 0 it waits for this side, 1 it is still open, 2 it was agreed on, 3 it is over. */
export function stepOf(status: Status, side: Side): 0 | 1 | 2 | 3 {
  if (toAnswer[side].includes(status)) return 0;
  if (status === "accepted" || status === "confirmed") return 2;
  return status === "declined" || status === "cancelled" ? 3 : 1;
}

/** How far the day an answer is expected by lies from today. */
export type Due = { kind: "late"; days: number } | { kind: "today" } | { kind: "ahead"; days: number };

export function dueOf(answerBy: Day, today: Day): Due {
  const days = daysBetween(today, answerBy);
  return days === 0 ? { kind: "today" } : days < 0 ? { kind: "late", days: -days } : { kind: "ahead", days };
}

/** What a queue is narrowed to by when it is due. */
export const dueFilters = ["late", "week"] as const;
export type DueFilter = (typeof dueFilters)[number];
/** The last day of « d’ici sept jours ». */
export const endOfWeek = (today: Day): Day => addDays(today, 7);
