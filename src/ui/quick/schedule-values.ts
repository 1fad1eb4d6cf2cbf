import { z } from "zod";
import { day, parseDay, parseTime } from "#domain/dates.ts";
import { timesOfShift, type Schedule } from "#domain/schedule.ts";

/** A schedule's part of a form, as typed. */
export type ScheduleValues = {
  startsOn: string;
  endsOn: string;
  varied: boolean;
  weekdays: number[];
  hoursBy: "times" | "shift" | "various";
  startTime: string;
  endTime: string;
  shiftCode: string;
};

export const scheduleShape = {
  startsOn: day,
  endsOn: day,
  varied: z.boolean(),
  weekdays: z.array(z.number()),
  hoursBy: z.enum(["times", "shift", "various"]),
  startTime: z.string(),
  endTime: z.string(),
  shiftCode: z.string(),
};

type Found = { addIssue(issue: { code: "custom"; path: string[]; message: string }): void };

/** What a schema of `scheduleShape` must refine with: the order of days, and what the chosen way of writing hours needs. */
export function checkSchedule(values: ScheduleValues, found: Found): void {
  const wrong = (path: keyof ScheduleValues, message: string) => found.addIssue({ code: "custom", path: [path], message });
  if (values.endsOn < values.startsOn) wrong("endsOn", "end-before-start");
  if (!values.varied && values.weekdays.length === 0) wrong("weekdays", "missing");
  if (values.hoursBy === "times")
    for (const field of ["startTime", "endTime"] as const) if (parseTime(values[field]) === null) wrong(field, "time");
  if (values.hoursBy === "shift" && timesOfShift(values.shiftCode) === null)
    wrong("shiftCode", values.shiftCode.trim() === "" ? "missing" : "time");
}

/** Days written any way people write them. */
export const readDays = <Values extends { startsOn: string; endsOn: string }>(values: Values): Values => ({
  ...values,
  startsOn: parseDay(values.startsOn) ?? values.startsOn,
  endsOn: parseDay(values.endsOn) ?? values.endsOn,
});

/** A form's beginning; of nothing when there is no schedule yet. */
export const scheduleValues = (of: Schedule | null, days: { startsOn: string; endsOn: string }): ScheduleValues => ({
  startsOn: of?.startsOn ?? days.startsOn,
  endsOn: of?.endsOn ?? days.endsOn,
  varied: of ? of.weekdays === null : false,
  weekdays: of?.weekdays ?? [],
  hoursBy: of?.shiftCode ? "shift" : of && of.startTime === null ? "various" : "times",
  startTime: of?.startTime ?? "",
  endTime: of?.endTime ?? "",
  shiftCode: of?.shiftCode ?? "",
});

/** The schedule that the form says; blocks it had are kept. */
export const scheduleOf = (values: ScheduleValues, blocks: Schedule["blocks"] = []): Schedule => ({
  startsOn: values.startsOn,
  endsOn: values.endsOn,
  blocks,
  weekdays: values.varied ? null : values.weekdays,
  startTime: values.hoursBy === "times" ? parseTime(values.startTime) : null,
  endTime: values.hoursBy === "times" ? parseTime(values.endTime) : null,
  shiftCode: values.hoursBy === "shift" ? values.shiftCode.trim().toUpperCase() : null,
});
