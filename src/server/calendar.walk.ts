import type { Walk } from "./walk.ts";

export const calendarWalk: Walk = {
  "calendar.get": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "calendar.set": {
    input: ({ requestId }) => ({
      id: requestId,
      changes: [
        {
          day: "2027-01-18",
          studentId: null,
          saw: 0,
          to: { state: "removed", times: null, shiftCode: null, kind: "shift", reason: "other" },
        },
      ],
    }),
    expect: "not-found",
  },
  "calendar.vary": {
    input: ({ requestId }) => ({ id: requestId, varied: { daysPerWeek: [1, 2], hoursPerDay: null } }),
    expect: "not-found",
  },
  "calendar.file": { input: ({ requestId }) => ({ id: requestId, language: "fr" }), expect: "not-found" },
  "calendar.takeHolidaysOut": { input: ({ requestId }) => ({ ids: [requestId] }), expect: "not-found" },
  // the unit is in the catalogue, which is everyone's; who is there is not (calendar.pg.test.ts)
  "calendar.unit": { input: ({ requestId }) => ({ destinationId: requestId, from: "2027-01-01", to: "2027-03-01" }), expect: "not-found" },
  "calendar.units": { input: () => undefined, expect: "empty" },
};
