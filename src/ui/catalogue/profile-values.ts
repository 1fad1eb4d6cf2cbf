import { z } from "zod";
import { longestProfileText, prerequisiteFields, type PrerequisiteFields, type ProfileFields, type ShiftOffered } from "#domain/profile.ts";

/** A profile's form, as typed. */
export type ProfileValues = {
  description: string;
  directions: string;
  arrival: string;
  dress: string;
  parking: string;
  languages: string;
  shifts: ShiftOffered[];
  gender: "none" | "female" | "male";
  genderReason: string;
};

export const profileValuesOf = ({ gender, ...fields }: ProfileFields): ProfileValues => ({
  ...fields,
  shifts: [...fields.shifts],
  gender: gender ?? "none",
});

export const profileOf = ({ gender, ...values }: ProfileValues): ProfileFields => ({
  ...values,
  shifts: [...values.shifts],
  gender: gender === "none" ? null : gender,
  genderReason: gender === "none" ? "" : values.genderReason,
});

const text = z.string().trim().max(longestProfileText);
/** What the form must hold: a gender is justified. */
export const profileSchema = z
  .object({
    description: text,
    directions: text,
    arrival: text,
    dress: text,
    parking: text,
    languages: z.string().trim().max(200),
    shifts: z.array(z.enum(["day", "evening", "night", "weekend"])),
    gender: z.enum(["none", "female", "male"]),
    genderReason: z.string().trim().max(1_000),
  })
  .superRefine((values, found) => {
    if (values.gender !== "none" && values.genderReason === "")
      found.addIssue({ code: "custom", path: ["genderReason"], message: "missing" });
  });

/** A prerequisite's form, as typed. */
export type PrerequisiteValues = Omit<PrerequisiteFields, "daysBefore"> & { daysBefore: string };
export const blankPrerequisite: PrerequisiteValues = {
  name: "",
  note: "",
  students: true,
  instructors: false,
  mandatory: true,
  daysBefore: "",
};
export const prerequisiteValuesOf = (of: PrerequisiteFields): PrerequisiteValues => ({
  name: of.name,
  note: of.note,
  students: of.students,
  instructors: of.instructors,
  mandatory: of.mandatory,
  daysBefore: of.daysBefore === null ? "" : String(of.daysBefore),
});
/** Numbers of texts; a number that is none stays as typed, to be judged. */
export const readPrerequisite = (values: PrerequisiteValues) => {
  const typed = values.daysBefore.trim();
  return { ...values, daysBefore: typed === "" ? null : /^\d+$/.test(typed) ? Number(typed) : typed };
};
export const prerequisiteSchema = prerequisiteFields.superRefine((values, found) => {
  if (!values.students && !values.instructors) found.addIssue({ code: "custom", path: ["students"], message: "missing" });
});
