import { describe, expect, test } from "vitest";
import {
  declineRefusal,
  declinesEarly,
  offerRefusal,
  replies,
  replyByRefusal,
  replyOf,
  templateRefusal,
  type CallTemplate,
  type Offer,
} from "./call.ts";
import { grants, roleKinds } from "./access.ts";
import { isAccepted, statuses } from "./request.ts";
import type { Catalogue } from "./place.ts";
import type { Schedule } from "./schedule.ts";
import { readRow } from "./worksheet.ts";
import { writeRow } from "./written-row.ts";

const course = { startsOn: "2027-01-11", endsOn: "2027-03-26" };
const call: CallTemplate = { ...course, places: 6, hours: 90, comment: "", replyBy: "2026-12-15" };
const today = "2026-11-22";
const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS", shortName: "CISSS", isUser: true }],
  sites: [{ id: "s", agencyId: "a", name: "Hôpital", shortName: "", isUser: true, retiredOn: null }],
  services: [
    { id: "v", agencyId: "a", siteId: "s", name: "Médecine", isUser: true, retiredOn: null },
    { id: "w", agencyId: "a", siteId: "s", name: "Chirurgie", isUser: true, retiredOn: "2026-01-01" },
  ],
  destinations: [
    {
      id: "d",
      agencyId: "a",
      siteId: "s",
      serviceId: "v",
      name: "4e Est",
      shortName: "",
      isUser: true,
      capacity: null,
      largestGroup: null,
      profileAt: "",
      retiredOn: null,
    },
  ] as Catalogue["destinations"],
};
const schedule: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-02-12",
  blocks: [],
  weekdays: [1, 2, 3],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const offer: Offer = { place: { siteId: "s", serviceId: "v", destinationId: "d" }, schedule, places: 2, note: "" };
const judge = (more: Partial<Offer>, of: { closed?: boolean; course?: typeof course } = {}) =>
  offerRefusal(
    { ...offer, ...more },
    { call: { ...call, closed: of.closed ?? false }, course: of.course ?? course, receivingId: "a", catalogue },
  );

describe("a call for offers", () => {
  test("[R230] is none of what is accepted or assigned: its answers have no such word, and no role but the school's sends one", () => {
    const answers: readonly string[] = replies;
    expect(statuses.filter((status) => isAccepted(status) && answers.includes(status))).toEqual([]);
    expect(roleKinds.filter((kind) => (grants["call.send"] as readonly string[]).includes(kind))).toEqual(["placing-coordinator"]);
  });

  test("[R231] its period lies inside its course, it leaves a day to answer, and somebody is enrolled", () => {
    const facts = { course, today, enrolled: 1 };
    expect(templateRefusal(call, facts)).toBeNull();
    expect(templateRefusal({ ...call, endsOn: "2027-03-27" }, facts)).toMatchObject({
      field: "endsOn",
      problem: { kind: "outside-course" },
    });
    expect(templateRefusal({ ...call, startsOn: "2027-01-10" }, facts)).toMatchObject({ field: "startsOn" });
    expect(templateRefusal({ ...call, endsOn: "2027-01-01" }, facts)).toMatchObject({
      field: "endsOn",
      problem: { kind: "end-before-start" },
    });
    expect(templateRefusal({ ...call, places: 0 }, facts)).toMatchObject({ field: "places" });
    expect(templateRefusal({ ...call, hours: 0 }, facts)).toMatchObject({ field: "hours" });
    expect(templateRefusal({ ...call, replyBy: today }, facts)).toMatchObject({
      field: "replyBy",
      problem: { kind: "too-early", earliest: "2026-11-23" },
    });
    expect(templateRefusal(call, { ...facts, enrolled: 0 })).toEqual({ code: "no-student-enrolled" });
    expect(replyByRefusal(today, today)).toBeNull();
    expect(replyByRefusal("2026-11-21", today)).toMatchObject({ field: "replyBy" });
  });

  test("[R232] an offer lies inside the call and the course, at an open place of who was called, for one place to fifty", () => {
    expect(judge({})).toBeNull();
    expect(judge({}, { closed: true })).toEqual({ code: "call-closed" });
    expect(judge({ schedule: { ...schedule, startsOn: "2027-01-04" } })).toMatchObject({
      field: "startsOn",
      problem: { kind: "outside-call" },
    });
    expect(judge({}, { course: { startsOn: "2027-01-25", endsOn: "2027-03-26" } })).toMatchObject({
      field: "startsOn",
      problem: { kind: "outside-course" },
    });
    expect(judge({ schedule: { ...schedule, endsOn: "2027-01-11" } })).toMatchObject({ field: "endsOn" });
    expect(judge({ schedule: { ...schedule, endTime: null } })).toMatchObject({ field: "startTime" });
    expect(judge({ place: { siteId: "s", serviceId: "w", destinationId: null } })).toMatchObject({
      field: "place",
      problem: { kind: "unknown-place" },
    });
    expect(judge({ place: { siteId: "s", serviceId: "w", destinationId: "d" } })).toMatchObject({ field: "place" });
    expect(judge({ places: 0 })).toMatchObject({ field: "places", problem: { kind: "not-positive" } });
    expect(judge({ places: 51 })).toMatchObject({ field: "places", problem: { kind: "too-many", most: 50 } });
    expect(judge({ note: "x".repeat(2_001) })).toMatchObject({ field: "note" });
  });

  test("[R232] the row that is laid reads back as what is offered", () => {
    const facts = {
      kind: "individual" as const,
      catalogue,
      instructors: [],
      course: { ...schedule, ...course, defaultComment: "" },
      language: "fr" as const,
    };
    const place = { agencyId: "a", siteId: "s", serviceId: "v", destinationId: "d" };
    for (const one of [
      schedule,
      { ...schedule, weekdays: null },
      { ...schedule, weekdays: [1, 3] },
      { ...schedule, startTime: null, endTime: null },
      { ...schedule, startTime: null, endTime: null, shiftCode: "N8" },
      {
        ...schedule,
        blocks: [
          { from: "2027-01-18", to: "2027-01-22" },
          { from: "2027-02-01", to: "2027-02-01" },
        ],
      },
    ]) {
      for (const language of ["fr", "en"] as const) {
        const cells = writeRow(catalogue, { place, schedule: one, size: null, comment: "Bienvenue" }, language);
        expect(readRow(cells, { ...facts, language })).toEqual({
          place,
          size: 1,
          instructorId: null,
          schedule: one,
          comment: "Bienvenue",
          problems: {},
        });
      }
    }
  });

  test("[R234] a no waits for nobody, is warned about before the date, and not said beside one's own offers", () => {
    expect(declinesEarly({ replyBy: "2026-12-15", today })).toBe(true);
    expect(declinesEarly({ replyBy: today, today })).toBe(false);
    const open = { closed: false, declined: false, places: 0 };
    expect(declineRefusal(open)).toBeNull();
    expect(declineRefusal({ ...open, places: 3 })).toEqual({ code: "call-has-offers", places: 3 });
    expect(declineRefusal({ ...open, declined: true })).toEqual({ code: "call-answered" });
    expect(declineRefusal({ ...open, closed: true })).toEqual({ code: "call-closed" });
  });

  test("[R236] who has not answered is late from the date itself until the call is closed; an offer is louder than an earlier no", () => {
    const of = { declined: false, places: 0, replyBy: "2026-12-15", closed: false };
    expect(replyOf({ ...of, today: "2026-12-14" })).toBe("sent");
    expect(replyOf({ ...of, today: "2026-12-15" })).toBe("overdue");
    expect(replyOf({ ...of, today: "2026-12-20", closed: true })).toBe("sent");
    expect(replyOf({ ...of, today: "2026-12-20", declined: true })).toBe("declined");
    expect(replyOf({ ...of, today: "2026-12-20", declined: true, places: 1 })).toBe("offered");
  });
});
