import { z } from "zod";
import { day, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { Problem } from "./refusal.ts";

/** Longest comment and alert, in characters. */
export const longestComment = 2_000;
export const longestAlert = 200;

/** A comment on a request as one reader has it: of another organisation, the organisation is named and not the person. */
export interface RequestComment {
  id: Id;
  by: string;
  mine: boolean;
  /** Written by the reader's own organisation. */
  ours: boolean;
  /** Null once withdrawn: that something was said stays, what was said does not. */
  text: string | null;
  internal: boolean;
  at: string;
}

/** What a reminder is set with: a day to come, and what to think of (F-144). */
export const newReminder = z.object({ dueOn: day, text: z.string().trim().max(500), shared: z.boolean() });
export type NewReminder = z.infer<typeof newReminder>;

/** What is wrong with the day of a reminder: it is to come, and not further away than two years; null when nothing is. */
export function reminderProblem(dueOn: Day, today: Day): Problem | null {
  if (dueOn <= today) return { kind: "not-to-come" };
  return Number(dueOn.slice(0, 4)) - Number(today.slice(0, 4)) > 2 ? { kind: "too-far" } : null;
}

export interface Reminder {
  id: Id;
  request: { id: Id; reference: number };
  by: string;
  mine: boolean;
  dueOn: Day;
  text: string;
  shared: boolean;
}
