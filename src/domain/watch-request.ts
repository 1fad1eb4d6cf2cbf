import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold } from "./place.ts";
import { isWaiting, statusSeenBy, type Side, type Status } from "./request.ts";
import type { RequestQuestion } from "./watch.ts";

/** A request as questions about requests read it; never a student. */
export interface WatchedRequest {
  id: Id;
  agencyId: Id;
  receivingId: Id | null;
  reference: number;
  status: Status;
  programmeId: Id;
  courseId: Id;
  serviceId: Id | null;
  destinationId: Id | null;
  answerBy: Day;
  sent: boolean;
  /** « 180-11A », and the place as it is called. */
  course: string;
  path: string;
  school: string;
  /** All that its row shows, to find a word in. */
  text: string;
}

/** The facets under which a question about a request may stand, for the organisation that asks. */
export const facetsOfRequest = (of: WatchedRequest): string[] => [
  `own:${of.agencyId}`,
  ...(of.receivingId === null ? [] : [`own:${of.receivingId}`]),
  `programme:${of.programmeId}`,
  `course:${of.courseId}`,
  ...(of.serviceId === null ? [] : [`service:${of.serviceId}`]),
  ...(of.destinationId === null ? [] : [`destination:${of.destinationId}`]),
];

/** Nobody has answered for the organisation by the day an answer was expected. */
export const isLate = (of: Pick<WatchedRequest, "status" | "sent" | "answerBy">, today: Day): boolean =>
  isWaiting(of.status) && of.sent && of.answerBy < today;

/** Whether a question is true of a request, as a side is shown it; whether its reader reaches it is asked elsewhere. */
export function answersTo(of: RequestQuestion, request: WatchedRequest, by: { side: Side; today: Day }): boolean {
  const seen = statusSeenBy(request.status, by.side);
  if (seen === "hidden") return false;
  if (!of.statuses.includes(seen) && !(of.late && isLate(request, by.today))) return false;
  if (of.agencyId !== null && of.agencyId !== (by.side === "placing" ? request.receivingId : request.agencyId)) return false;
  if (of.programmeId !== null && of.programmeId !== request.programmeId) return false;
  if (of.courseId !== null && of.courseId !== request.courseId) return false;
  if (of.serviceId !== null && of.serviceId !== request.serviceId) return false;
  if (of.destinationId !== null && of.destinationId !== request.destinationId) return false;
  const text = fold(request.text);
  return fold(of.text)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
