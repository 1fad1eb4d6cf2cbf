import type { Walk } from "./walk.ts";

export const quickWalk: Walk = {
  "quick.enter": {
    input: ({ programmeId, courseId, termId, siteId, serviceId, agencyId, studentId }) => ({
      programmeId,
      courseId,
      termId,
      kind: "individual",
      size: 1,
      place: { receivingId: agencyId, siteId, serviceId, destinationId: null },
      schedule: {
        startsOn: "2027-01-11",
        endsOn: "2027-02-11",
        blocks: [],
        weekdays: [1],
        startTime: null,
        endTime: null,
        shiftCode: null,
      },
      comment: "",
      studentIds: [studentId],
      fictitious: false,
    }),
    expect: "not-found",
  },
};
