import { z } from "zod";
import type { Actor } from "./access.ts";
import { consentProblem } from "./consent.ts";
import { day, parseTime, type Day } from "./dates.ts";
import { organisationReader } from "./delivery-reader.ts";
import { id, type Id } from "./id.ts";
import type { Problem } from "./refusal.ts";
import { timesOfShift, type Schedule } from "./schedule.ts";
import { seasonOfDay, stockTerm, type TermDates } from "./term.ts";

const short = z.string().max(200);
const said = z.string().max(2_000);

/** What an organisation may need to open its doors to a student (F-205, K25); asked for only where its setting says so. */
export const access = z.object({
  networkId: short.default(""),
  needsEmail: z.boolean().default(false),
  employee: z.enum(["no", "now", "before"]).default("no"),
  classTraining: z.boolean().default(false),
  roles: short.default(""),
});
export type Access = z.infer<typeof access>;

/** A student as a school without account names her: never without the day she signed (5.2, K24). */
export const guestStudent = z.object({
  firstName: short,
  lastName: short,
  email: short,
  consentSignedOn: z.string().max(10),
  access: access.optional(),
});
export type GuestStudent = z.infer<typeof guestStudent>;

/** A request as a school without account writes it, kept as typed: everything is text until it is read. */
export const guestDraft = z.object({
  step: z.number().int().min(0).max(6).default(0),
  contactName: short.default(""),
  contactTitle: short.default(""),
  contactPhone: short.default(""),
  programme: short.default(""),
  discipline: short.default(""),
  courseNumber: z.string().max(40).default(""),
  course: short.default(""),
  kind: z.enum(["individual", "group"]).default("individual"),
  size: z.string().max(4).default("1"),
  startsOn: z.string().max(20).default(""),
  endsOn: z.string().max(20).default(""),
  varied: z.boolean().default(false),
  weekdays: z.array(z.number().int().min(1).max(7)).max(7).default([]),
  hoursBy: z.enum(["times", "shift", "various"]).default("times"),
  startTime: z.string().max(10).default(""),
  endTime: z.string().max(10).default(""),
  shiftCode: z.string().max(10).default(""),
  flexible: z.boolean().default(false),
  flexibleHow: said.default(""),
  students: z.array(guestStudent).max(60).default([]),
  comment: said.default(""),
});
export type GuestDraft = z.infer<typeof guestDraft>;
export const emptyDraft: GuestDraft = guestDraft.parse({});

/** What is kept of a draft: no trace of a student who has not signed, whatever the page sent (R333). */
export const keptDraft = (draft: GuestDraft): GuestDraft => ({
  ...draft,
  students: draft.students.filter(({ consentSignedOn }) => day.safeParse(consentSignedOn).success),
});

/** The steps of the wizard, in order; each is about some of the draft's fields. */
export const guestSteps = ["who", "what", "when", "students", "more", "review"] as const;
export type GuestStep = (typeof guestSteps)[number];
const stepOfField: Record<string, GuestStep> = {
  contactName: "who",
  contactPhone: "who",
  programme: "what",
  discipline: "what",
  course: "what",
  kind: "what",
  size: "what",
  startsOn: "when",
  endsOn: "when",
  weekdays: "when",
  startTime: "when",
  endTime: "when",
  shiftCode: "when",
  students: "students",
  comment: "more",
};
export const stepOf = (field: string): GuestStep => stepOfField[field] ?? "review";

/** What is asked for, read: by the coordinator's quick entry and by the wizard alike. */
export const schoolRequest = z.object({
  programme: z.string().trim().min(1).max(200),
  discipline: z.string().trim().max(60),
  courseNumber: z.string().trim().max(40),
  course: z.string().trim().min(1).max(200),
  kind: z.enum(["group", "individual"]),
  size: z.number().int().min(1).max(999),
  place: z.object({ siteId: id, serviceId: id, destinationId: id.nullable() }),
  comment: z.string().trim().max(4_000),
});
export type SchoolRequest = z.infer<typeof schoolRequest> & { schedule: Schedule };

/** Numbers a draft's problem by `students`: which of them. */
export interface DraftProblem {
  field: string;
  problem: Problem;
  student?: number;
}

const isEmail = (text: string): boolean => z.email().safeParse(text.trim()).success;

/** What is wrong with a student as she is named; null when nothing is. */
export function studentProblem(of: GuestStudent, today: Day): { field: keyof GuestStudent; problem: Problem } | null {
  if (of.lastName.trim() === "") return { field: "lastName", problem: { kind: "missing" } };
  if (of.firstName.trim() === "") return { field: "firstName", problem: { kind: "missing" } };
  if (of.email.trim() !== "" && !isEmail(of.email)) return { field: "email", problem: { kind: "not-an-email", text: of.email } };
  if (!day.safeParse(of.consentSignedOn).success) return { field: "consentSignedOn", problem: { kind: "missing" } };
  const problem = consentProblem(of.consentSignedOn, today);
  return problem && { field: "consentSignedOn", problem };
}

/** How many come: one when it is a student alone. */
export const sizeOf = (draft: Pick<GuestDraft, "kind" | "size">): number =>
  draft.kind === "individual" ? 1 : /^\d{1,3}$/.test(draft.size.trim()) ? Number(draft.size) : 0;

/** What is missing or wrong before a draft can be sent, in the order of the wizard; empty when it can. */
export function draftProblems(draft: GuestDraft, today: Day): DraftProblem[] {
  const found: DraftProblem[] = [];
  const wrong = (field: string, problem: Problem) => void found.push({ field, problem });
  const needed = (field: "contactName" | "programme" | "course") => {
    if (draft[field].trim() === "") wrong(field, { kind: "missing" });
  };
  needed("contactName");
  needed("programme");
  needed("course");
  if (sizeOf(draft) < 1) wrong("size", draft.size.trim() === "" ? { kind: "missing" } : { kind: "not-a-number", text: draft.size });
  const days = { startsOn: day.safeParse(draft.startsOn).success, endsOn: day.safeParse(draft.endsOn).success };
  for (const field of ["startsOn", "endsOn"] as const)
    if (!days[field]) wrong(field, draft[field] === "" ? { kind: "missing" } : { kind: "not-a-day", text: draft[field] });
  if (days.startsOn && days.endsOn && draft.endsOn < draft.startsOn) wrong("endsOn", { kind: "end-before-start" });
  if (days.endsOn && draft.endsOn < today) wrong("endsOn", { kind: "in-the-past" });
  if (!draft.varied && draft.weekdays.length === 0) wrong("weekdays", { kind: "missing" });
  if (draft.hoursBy === "times")
    for (const field of ["startTime", "endTime"] as const)
      if (parseTime(draft[field]) === null)
        wrong(field, draft[field].trim() === "" ? { kind: "missing" } : { kind: "not-a-time", text: draft[field] });
  if (draft.hoursBy === "shift" && timesOfShift(draft.shiftCode) === null)
    wrong("shiftCode", draft.shiftCode.trim() === "" ? { kind: "missing" } : { kind: "not-a-time", text: draft.shiftCode });
  draft.students.forEach((student, at) => {
    const problem = studentProblem(student, today);
    if (problem) found.push({ field: "students", problem: problem.problem, student: at });
  });
  if (draft.students.length > Math.max(1, sizeOf(draft))) wrong("students", { kind: "too-many", most: sizeOf(draft) });
  return found;
}

/** The schedule a draft says; only of one without problems. */
export const scheduleOfDraft = (draft: GuestDraft): Schedule => ({
  startsOn: draft.startsOn,
  endsOn: draft.endsOn,
  blocks: [],
  weekdays: draft.varied ? null : [...draft.weekdays].toSorted((one, other) => one - other),
  startTime: draft.hoursBy === "times" ? parseTime(draft.startTime) : null,
  endTime: draft.hoursBy === "times" ? parseTime(draft.endTime) : null,
  shiftCode: draft.hoursBy === "shift" ? draft.shiftCode.trim().toUpperCase() : null,
});

/** A draft for a place, as what is asked for. What is flexible is said in the comment: whoever answers reads it there. */
export const requestOfDraft = (
  draft: GuestDraft,
  of: { place: SchoolRequest["place"]; flexible: (how: string) => string },
): SchoolRequest => ({
  programme: draft.programme.trim(),
  discipline: draft.discipline.trim().slice(0, 60),
  courseNumber: draft.courseNumber.trim(),
  course: draft.course.trim(),
  kind: draft.kind,
  size: sizeOf(draft),
  place: of.place,
  schedule: scheduleOfDraft(draft),
  comment: [draft.comment.trim(), draft.flexible ? of.flexible(draft.flexibleHow.trim()) : ""].filter(Boolean).join("\n"),
});

/**
 * Who acts for a school that does not use the system: its contact, without account or role. What she asks for is the school's own, and
 * whoever receives never acts as its tenant elsewhere.
 */
export const guestActor = (of: { schoolId: Id; personId: Id; name: string; school: string }): Actor => ({
  ...organisationReader({ agencyId: of.schoolId, side: "placing" }),
  personId: of.personId,
  name: of.name,
  agencyName: of.school,
});

/** The term that brackets a schedule: one the school has, else the one of its season, else whole years. */
export function termFor<Known extends TermDates>(
  known: readonly Known[],
  { startsOn, endsOn }: Pick<Schedule, "startsOn" | "endsOn">,
): { has: Known } | { make: TermDates[] } {
  const holds = (term: TermDates) => term.startsOn <= startsOn && endsOn <= term.endsOn;
  const length = (term: TermDates) => Date.parse(term.endsOn) - Date.parse(term.startsOn);
  const [has] = known.filter(holds).toSorted((one, other) => length(one) - length(other));
  if (has) return { has };
  const [from, to] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
  const name = from === to ? String(from) : `${from}-${to}`;
  const season = stockTerm(seasonOfDay(startsOn), from);
  const whole: TermDates = { name, shortName: name, startsOn: `${from}-01-01`, endsOn: `${to}-12-31` };
  return { make: [...(holds(season) ? [season] : []), whole] };
}

/** Where a request stands, in the order it goes through: the steps of a guest's page. */
export const guestStages = ["received", "looked-at", "answered", "named", "confirmed"] as const;
export type GuestStage = (typeof guestStages)[number];
export type StageState = "done" | "now" | "next" | "no";
export interface Stage {
  stage: GuestStage;
  state: StageState;
  at: string | null;
}

/** The stages of a request as its school may know them: what a unit answers is one with being looked at (R3). */
export function stagesOf(of: {
  status: string;
  sentAt: string | null;
  answeredAt: string | null;
  named: number;
  size: number;
  cancelledAt: string | null;
}): Stage[] {
  const { status } = of;
  const over = status === "declined" || status === "cancelled";
  const yes = status === "accepted" || status === "confirmed";
  const answered = yes || status === "declined";
  const stages: Stage[] = [
    { stage: "received", state: "done", at: of.sentAt },
    { stage: "looked-at", state: answered ? "done" : over ? "no" : "now", at: null },
    {
      stage: "answered",
      state: yes ? "done" : over ? "no" : "next",
      at: status === "cancelled" ? of.cancelledAt : of.answeredAt,
    },
  ];
  if (over) return stages;
  const allNamed = of.named >= of.size;
  stages.push({ stage: "named", state: status === "confirmed" || allNamed ? "done" : yes ? "now" : "next", at: null });
  stages.push({ stage: "confirmed", state: status === "confirmed" ? "done" : yes && allNamed ? "now" : "next", at: null });
  return stages;
}
