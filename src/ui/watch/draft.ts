import { z } from "zod";
import { bands, type Band } from "#domain/capacity.ts";
import { addDays, type Day } from "#domain/dates.ts";
import type { SeenStatus } from "#domain/request.ts";
import { conflictWatched, question, type ConflictQuestion, type Question, type WatchKind, type Where } from "#domain/watch.ts";

/** A question as its form holds it: every kind's fields at once, so that changing the kind loses nothing. */
export interface Draft extends Record<string, unknown> {
  kind: WatchKind;
  count: string;
  discipline: string;
  /** `site:<id>`; empty: everywhere. */
  where: string;
  band: Band | "any";
  weekdays: number[];
  from: string;
  to: string;
  statuses: SeenStatus[];
  late: boolean;
  agencyId: string;
  programmeId: string;
  courseId: string;
  serviceId: string;
  destinationId: string;
  text: string;
  which: ConflictQuestion["which"];
  worksheetId: string;
  on: "opens" | "changes";
  endsOn: string;
  mail: boolean;
}

/** What one asks most: two places from today until half a year from now. */
export const emptyDraft = (today: Day, kind: WatchKind): Draft => ({
  kind,
  count: "2",
  discipline: "",
  where: "",
  band: "any",
  weekdays: [],
  from: today,
  to: addDays(today, 182),
  statuses: ["accepted"],
  late: false,
  agencyId: "",
  programmeId: "",
  courseId: "",
  serviceId: "",
  destinationId: "",
  text: "",
  which: "any",
  worksheetId: "",
  on: "opens",
  endsOn: "",
  mail: false,
});

const whereIn = (text: string): Where => {
  const [level, id] = text.split(":");
  return id === undefined ? { level: "any", id: null } : { level: level as Where["level"], id };
};
const whereText = ({ level, id }: Where): string => (id === null ? "" : `${level}:${id}`);
const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** What a form says, as it is asked; still to be judged. */
export function rawOf(of: Draft): Record<string, unknown> {
  const where = whereIn(of.where);
  switch (of.kind) {
    case "room":
      return {
        kind: of.kind,
        count: /^\d+$/.test(of.count.trim()) ? Number(of.count) : of.count,
        discipline: orNull(of.discipline),
        where,
        band: (bands as readonly string[]).includes(of.band) ? of.band : null,
        weekdays: of.weekdays.length === 0 || of.weekdays.length === 7 ? null : of.weekdays,
        from: of.from.trim(),
        to: of.to.trim(),
      };
    case "request":
      return {
        kind: of.kind,
        statuses: of.statuses,
        late: of.late,
        agencyId: orNull(of.agencyId),
        programmeId: orNull(of.programmeId),
        courseId: orNull(of.courseId),
        serviceId: orNull(of.serviceId),
        destinationId: orNull(of.destinationId),
        text: of.text,
      };
    case "conflict":
      return { kind: of.kind, which: of.which, programmeId: orNull(of.programmeId), worksheetId: orNull(of.worksheetId) };
    case "place":
      return { kind: of.kind, on: of.on, discipline: of.on === "opens" ? orNull(of.discipline) : null, where };
  }
}

/** The form's fields, judged by the domain's schema of its kind. */
export const written = z.custom<Draft>().transform((of, ctx) => {
  const read = question.safeParse(rawOf(of));
  if (!read.success) {
    for (const issue of read.error.issues) ctx.issues.push({ ...issue, path: [String(issue.path[0] ?? "kind")], input: of } as never);
    return z.NEVER;
  }
  return { question: read.data, mail: of.mail, endsOn: orNull(of.endsOn) };
});

/** A question in its form. */
export function draftOf(of: Question, more: { today: Day; mail: boolean; endsOn: Day | null }): Draft {
  const draft = { ...emptyDraft(more.today, of.kind), mail: more.mail, endsOn: more.endsOn ?? "" };
  switch (of.kind) {
    case "room":
      return {
        ...draft,
        count: String(of.count),
        discipline: of.discipline ?? "",
        where: whereText(of.where),
        band: of.band ?? "any",
        weekdays: of.weekdays ?? [],
        from: of.from,
        to: of.to,
      };
    case "request":
      return {
        ...draft,
        statuses: of.statuses,
        late: of.late,
        agencyId: of.agencyId ?? "",
        programmeId: of.programmeId ?? "",
        courseId: of.courseId ?? "",
        serviceId: of.serviceId ?? "",
        destinationId: of.destinationId ?? "",
        text: of.text,
      };
    case "conflict":
      return { ...draft, which: of.which, programmeId: of.programmeId ?? "", worksheetId: of.worksheetId ?? "" };
    case "place":
      return { ...draft, on: of.on, discipline: of.discipline ?? "", where: whereText(of.where) };
  }
}

export const whichOptions = conflictWatched;
