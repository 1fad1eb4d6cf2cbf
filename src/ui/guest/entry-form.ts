import { z } from "zod";
import { parseDay } from "#domain/dates.ts";
import { checkSchedule, readDays, scheduleShape, scheduleValues, type ScheduleValues } from "#ui/quick/schedule-values.ts";

/** A request for a school without account, as a coordinator types it; either she enters all of it, or hands it over. */
export type EntryValues = ScheduleValues & {
  how: "enter" | "hand";
  /** A known school's id, or the name of a new one. */
  school: string;
  /** How a known one is called, and whether it sends its own: a draft that is taken up again knows. */
  schoolName: string;
  schoolIsUser: boolean;
  contactId: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  email: string;
  phone: string;
  programme: string;
  discipline: string;
  courseNumber: string;
  course: string;
  kind: "group" | "individual";
  size: string;
  place: string;
  comment: string;
  language: "fr" | "en";
  message: string;
  /** Named by refusals of the server alone. */
  hours: string;
  blocks: string;
};

export const entryValues: EntryValues = {
  ...scheduleValues(null, { startsOn: "", endsOn: "" }),
  how: "enter",
  school: "",
  schoolName: "",
  schoolIsUser: false,
  contactId: "",
  firstName: "",
  lastName: "",
  jobTitle: "",
  email: "",
  phone: "",
  programme: "",
  discipline: "",
  courseNumber: "",
  course: "",
  kind: "individual",
  size: "1",
  place: "",
  comment: "",
  language: "fr",
  message: "",
  hours: "",
  blocks: "",
};

const optional = z.string().trim().max(200);
const whole = z.object({
  ...scheduleShape,
  how: z.enum(["enter", "hand"]),
  school: z.string().trim().min(1).max(200),
  schoolName: z.string(),
  schoolIsUser: z.boolean(),
  contactId: z.string(),
  firstName: optional,
  lastName: optional.min(1),
  jobTitle: optional,
  email: z.union([z.literal(""), z.email().max(320)]),
  phone: z.string().trim().max(40),
  programme: optional,
  discipline: z.string().trim().max(60),
  courseNumber: z.string().trim().max(40),
  course: optional,
  kind: z.enum(["group", "individual"]),
  size: z.union([z.number().int().min(1).max(999), z.string()]),
  place: z.string().min(1),
  comment: z.string().trim().max(4_000),
  language: z.enum(["fr", "en"]),
  message: z.string().trim().max(2_000),
  startsOn: z.string(),
  endsOn: z.string(),
});
export type EntryData = z.infer<typeof whole>;

/** Handed over, only school, contact and place are hers to say; entered, all of it. */
export const entrySchema = whole.superRefine((values, found) => {
  const wrong = (path: keyof EntryValues, message = "missing") => found.addIssue({ code: "custom", path: [path], message });
  if (values.how === "hand") {
    if (values.email === "") wrong("email");
    return;
  }
  for (const field of ["programme", "course"] as const) if (values[field] === "") wrong(field);
  if (typeof values.size === "string") wrong("size");
  let dated = true;
  for (const field of ["startsOn", "endsOn"] as const)
    if (parseDay(values[field]) === null) {
      wrong(field, "day");
      dated = false;
    }
  if (dated) checkSchedule({ ...values, startsOn: values.startsOn, endsOn: values.endsOn }, found as never);
});

export const readEntry = (values: EntryValues) => ({
  ...readDays(values),
  size: values.kind === "individual" ? 1 : /^\d{1,3}$/.test(values.size.trim()) ? Number(values.size) : values.size,
});
