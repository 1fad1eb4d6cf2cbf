import type { Id } from "#domain/id.ts";
import { daysAsked, disciplineKey, facetOf, type Question } from "#domain/watch.ts";
import type { Indexed } from "#db/watch.ts";

/** The ids a question's sentence names. */
export function idsNamedIn(of: Question): Id[] {
  switch (of.kind) {
    case "room":
    case "place":
      return of.where.id === null ? [] : [of.where.id];
    case "request":
      return [of.agencyId, of.programmeId, of.courseId, of.serviceId, of.destinationId].filter((one) => one !== null);
    case "conflict":
      return [of.programmeId, of.worksheetId].filter((one) => one !== null);
  }
}

/** A question with how events find it. */
export const indexedOf = (question: Question, agencyId: Id): Indexed => {
  const { from, to } = daysAsked(question);
  return { question, facet: facetOf(question, agencyId), discipline: disciplineKey(question), fromDay: from, toDay: to };
};
