import { bandOf } from "#domain/capacity.ts";
import type { SeenStatus } from "#domain/request.ts";
import { timesOf, type Schedule } from "#domain/schedule.ts";
import { anywhere, type Question, type RequestQuestion, type RoomQuestion } from "#domain/watch.ts";

/** The room a search looks for at a course's dates and hours. */
export function roomWatched(of: { schedule: Schedule; discipline: string | null; count: number }): { question: RoomQuestion } {
  const { schedule, discipline, count } = of;
  const times = timesOf(schedule);
  return {
    question: {
      kind: "room",
      count: Math.min(99, count),
      discipline,
      where: anywhere,
      band: times && bandOf(times),
      weekdays: schedule.weekdays !== null && schedule.weekdays.length > 0 ? schedule.weekdays : null,
      from: schedule.startsOn,
      to: schedule.endsOn,
    },
  };
}

interface Narrowed {
  statuses?: SeenStatus[] | undefined;
  due?: string | undefined;
  agencyId?: string | undefined;
  programmeId?: string | undefined;
  courseId?: string | undefined;
  serviceId?: string | undefined;
  destinationId?: string | undefined;
  text?: string | undefined;
}
/** What a list of requests is narrowed to; of one that shows everything, what one waits for from that side. */
export function requestWatched(of: Narrowed, box: "outbox" | "inbox"): Question {
  const late = of.due === "late";
  const usual: SeenStatus[] = late ? [] : box === "outbox" ? ["accepted", "declined"] : ["pending"];
  const question: RequestQuestion = {
    kind: "request",
    statuses:
      of.statuses && of.statuses.length > 0
        ? (of.statuses.filter((one) => one !== "hidden") as RequestQuestion["statuses"])
        : (usual as RequestQuestion["statuses"]),
    late,
    agencyId: of.agencyId ?? null,
    programmeId: of.programmeId ?? null,
    courseId: of.courseId ?? null,
    serviceId: of.serviceId ?? null,
    destinationId: of.destinationId ?? null,
    text: of.text ?? "",
  };
  return question;
}
