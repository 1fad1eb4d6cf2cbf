import { z } from "zod";
import { day, time } from "./dates.ts";
import { id } from "./id.ts";
import { dayKinds, removalReasons, timesOfShift } from "./schedule.ts";

const shiftCode = z
  .string()
  .trim()
  .max(10)
  .transform((code) => code.toUpperCase())
  .refine((code) => timesOfShift(code) !== null, "shift");

/** One day as a page asks for it: what it saw of it (0: as the pattern says) and what it is to be (null: as the pattern says). */
export const dayWish = z.object({
  day,
  studentId: id.nullable(),
  saw: z.number().int().nonnegative(),
  to: z
    .object({
      state: z.enum(["removed", "added"]),
      times: z.object({ startTime: time, endTime: time }).nullable(),
      shiftCode: shiftCode.nullable(),
      kind: z.enum(dayKinds),
      reason: z.enum(removalReasons).nullable(),
    })
    .refine((to) => to.state === "added" || (to.times === null && to.shiftCode === null && to.kind === "shift"), "removed")
    .refine((to) => to.state === "removed" || to.reason === null, "added")
    .refine((to) => to.times === null || to.shiftCode === null, "hours")
    .nullable(),
});

const range = (least: number, most: number, step: number) =>
  z
    .tuple([z.number().min(least).max(most).multipleOf(step), z.number().min(least).max(most).multipleOf(step)])
    .refine(([from, to]) => from <= to, "order");

/** What a school knows of « variés »: days a week, hours a day to the quarter. */
export const variedWish = z.object({
  daysPerWeek: range(0, 7, 1)
    .refine(([, to]) => to > 0, "days")
    .nullable(),
  hoursPerDay: range(0.25, 24, 0.25).nullable(),
});
