import { z } from "zod";
import { day, parseDay, parseTime } from "#domain/dates.ts";
import { timesOfShift, type Schedule } from "#domain/schedule.ts";
import type { Outputs } from "#ui/client.ts";

export type CohortCourse = Outputs["cohort"]["course"];
export type HoursBy = "times" | "shift" | "various";

/** A cohort-course's form, as typed. */
export type CourseValues = {
  courseId: string;
  termId: string;
  startsOn: string;
  endsOn: string;
  varied: boolean;
  weekdays: number[];
  hoursBy: HoursBy;
  startTime: string;
  endTime: string;
  shiftCode: string;
  blocks: { from: string; to: string }[];
  leaderIds: string[];
  defaultComment: string;
};

export const courseSchema = z
  .object({
    courseId: z.string().min(1),
    termId: z.string().min(1),
    startsOn: day,
    endsOn: day,
    varied: z.boolean(),
    weekdays: z.array(z.number()),
    hoursBy: z.enum(["times", "shift", "various"]),
    startTime: z.string(),
    endTime: z.string(),
    shiftCode: z.string(),
    blocks: z.array(z.object({ from: day, to: day })),
    leaderIds: z.array(z.string()),
    defaultComment: z.string().trim().max(2_000),
  })
  .superRefine((values, found) => {
    const wrong = (path: keyof CourseValues, message: string) => found.addIssue({ code: "custom", path: [path], message });
    if (values.endsOn < values.startsOn) wrong("endsOn", "end-before-start");
    if (!values.varied && values.weekdays.length === 0) wrong("weekdays", "missing");
    if (values.hoursBy === "times")
      for (const field of ["startTime", "endTime"] as const) if (parseTime(values[field]) === null) wrong(field, "time");
    if (values.hoursBy === "shift" && timesOfShift(values.shiftCode) === null)
      wrong("shiftCode", values.shiftCode.trim() === "" ? "missing" : "time");
    if (values.blocks.some(({ from, to }) => to < from)) wrong("blocks", "end-before-start");
  });
export type CourseData = z.infer<typeof courseSchema>;

/** Texts as the schema wants them: days and blocks written any way people write them. */
export const readCourse = (values: CourseValues) => ({
  ...values,
  startsOn: parseDay(values.startsOn) ?? values.startsOn,
  endsOn: parseDay(values.endsOn) ?? values.endsOn,
  // A row of blocks left wholly blank is no block.
  blocks: values.blocks
    .filter(({ from, to }) => from.trim() !== "" || to.trim() !== "")
    .map(({ from, to }) => ({ from: parseDay(from) ?? from, to: parseDay(to === "" ? from : to) ?? to })),
});

export const valuesOf = (course: CohortCourse | null): CourseValues => {
  const schedule = course?.schedule;
  return {
    courseId: course?.courseId ?? "",
    termId: course?.termId ?? "",
    startsOn: schedule?.startsOn ?? "",
    endsOn: schedule?.endsOn ?? "",
    varied: schedule ? schedule.weekdays === null : false,
    weekdays: schedule?.weekdays ?? [],
    hoursBy: schedule?.shiftCode ? "shift" : schedule && schedule.startTime === null ? "various" : "times",
    startTime: schedule?.startTime ?? "",
    endTime: schedule?.endTime ?? "",
    shiftCode: schedule?.shiftCode ?? "",
    blocks: schedule?.blocks ?? [],
    leaderIds: course?.leaders.map(({ id }) => id) ?? [],
    defaultComment: course?.defaultComment ?? "",
  };
};

/** The schedule that the form says. */
export const scheduleOf = (data: CourseData): Schedule => ({
  startsOn: data.startsOn,
  endsOn: data.endsOn,
  blocks: data.blocks,
  weekdays: data.varied ? null : data.weekdays,
  startTime: data.hoursBy === "times" ? parseTime(data.startTime) : null,
  endTime: data.hoursBy === "times" ? parseTime(data.endTime) : null,
  shiftCode: data.hoursBy === "shift" ? data.shiftCode.trim().toUpperCase() : null,
});
