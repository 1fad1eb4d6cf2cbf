import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { removing, setting, takingHolidaysOut, withChanges } from "#domain/day-change.ts";
import { holidaysBetween } from "#domain/holiday.ts";
import { actor, record } from "#domain/request-sample.ts";
import { seenAs } from "#domain/request-seen.ts";
import { shiftsOf, type Schedule } from "#domain/schedule.ts";
import { calendarFile, type CalendarFileFacts } from "./calendar-file.ts";

const winter: Schedule = {
  startsOn: "2027-03-08",
  endsOn: "2027-04-04",
  blocks: [],
  weekdays: [6, 7],
  startTime: null,
  endTime: null,
  shiftCode: "N8",
};
const seen = seenAs(record("accepted", { schedule: winter }), actor("placing-coordinator", "school", "placing"), "placing");
if (!seen) throw new Error("the sample is hidden");

const file = (schedule: Schedule, more: Partial<CalendarFileFacts> = {}) =>
  calendarFile({
    request: seen,
    schedule,
    studentId: null,
    sequence: 4,
    changedAt: "2026-11-20T15:00:00.000Z",
    language: "fr",
    now: new Date("2026-11-22T15:00:00.000Z"),
    ...more,
  });

/** What another program reads in the text: each event with its moments in universal time, by the zone the text itself carries. */
function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zone = calendar.getFirstSubcomponent("vtimezone");
  if (zone) ICAL.TimezoneService.register(new ICAL.Timezone(zone), "America/Toronto");
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      location: event.location,
      allDay: event.startDate.isDate,
      wall: event.startDate.toString(),
      wallEnd: event.endDate.toString(),
      hours: event.duration.toSeconds() / 3600,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      zone: event.startDate.zone?.tzid,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      changed: String(component.getFirstPropertyValue("last-modified")),
    };
  });
}

describe("a calendar file, as another program reads it", () => {
  test("[R208] one event a presence, at the hours of Québec's walls, nights over midnight", () => {
    const events = readBack(file(winter).text);
    expect(events.map(({ wall, wallEnd }) => [wall.slice(0, 16), wallEnd.slice(0, 16)])).toEqual(
      shiftsOf(winter).map(({ from, to }) => [from, to]),
    );
    expect(events[0]).toMatchObject({
      wall: "2027-03-13T23:00:00",
      summary: "180 Médecine 1 (N8)",
      location: "Médecine, Hôpital, CISSS",
      zone: "America/Toronto",
      sequence: 4,
      status: "CONFIRMED",
      changed: "2026-11-20T15:00:00Z",
    });
  });

  test("[R208] the night the clocks go forward and the one they go back are at the right moments", () => {
    // 14 March 2027: 23 h is still -05:00, 7 h the next morning -04:00
    const [first, second] = readBack(file(winter).text);
    expect([first?.start, first?.end]).toEqual(["2027-03-14T04:00:00.000Z", "2027-03-14T11:00:00.000Z"]);
    expect([second?.start, second?.end]).toEqual(["2027-03-15T03:00:00.000Z", "2027-03-15T11:00:00.000Z"]);
    const autumn = { ...winter, startsOn: "2027-11-06", endsOn: "2027-11-07" };
    const [saturday, sunday] = readBack(file(autumn).text);
    expect([saturday?.start, saturday?.end]).toEqual(["2027-11-07T03:00:00.000Z", "2027-11-07T12:00:00.000Z"]);
    expect(sunday?.start).toBe("2027-11-08T04:00:00.000Z");
  });

  test("[R208] a day keeps its UID whatever becomes of it; taken out, it is cancelled; the number rises", () => {
    const before = readBack(file(winter).text);
    const changed = withChanges(winter, [
      ...setting(winter, ["2027-03-13"], {
        hours: { times: { startTime: "08:00", endTime: "12:30" }, shiftCode: null },
        kind: "observation",
      }),
      ...takingHolidaysOut(
        winter,
        holidaysBetween(winter.startsOn, winter.endsOn, [{ from: "2027-03-20", to: "2027-03-21", name: "Relâche" }]),
      ),
    ]);
    const after = readBack(file(changed, { sequence: 5 }).text);
    const uids = (events: typeof before) => events.map(({ uid }) => uid).toSorted();
    expect(uids(after)).toEqual(uids(before));
    expect(new Set(uids(before)).size).toBe(before.length);
    const saturday = after.find(({ uid }) => uid.includes("2027-03-13"));
    expect(saturday).toMatchObject({
      wall: "2027-03-13T08:00:00",
      hours: 4.5,
      sequence: 5,
      summary: "Observation seulement, 180 Médecine 1",
    });
    expect(after.filter(({ status }) => status === "CANCELLED").map(({ wall }) => wall.slice(0, 10))).toEqual(["2027-03-20", "2027-03-21"]);
  });

  test("[R208] days whose hours are various are whole days", () => {
    const [event] = readBack(file({ ...winter, shiftCode: null }).text);
    expect(event).toMatchObject({ allDay: true, wall: "2027-03-13" });
  });

  test("[R208] English when asked, tentative until accepted, all cancelled when the request is", () => {
    expect(file(winter, { language: "en" }).name).toBe("schedule-100001.ics");
    const orientation = withChanges(winter, setting(winter, ["2027-03-13"], { kind: "orientation" }));
    expect(readBack(file(orientation, { language: "en" }).text)[0]?.summary).toBe("Orientation, 180 Médecine 1 (N8)");
    expect(readBack(file(winter, { request: { ...seen, status: "sent" } }).text)[0]?.status).toBe("TENTATIVE");
    expect(readBack(file(winter, { request: { ...seen, status: "cancelled" } }).text).every(({ status }) => status === "CANCELLED")).toBe(
      true,
    );
  });

  test("[R208] the text is RFC 5545: CRLF, lines of 75 octets at most, its zone, how often to ask again", () => {
    const long = {
      ...seen,
      course: { number: "180-K3A-RA", name: "Soins infirmiers en médecine et chirurgie, première partie; à l’hôpital" },
    };
    const { text } = file(withChanges(winter, removing(winter, ["2027-03-13"], { reason: "other" })), { request: long });
    const lines = text.split("\r\n");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    for (const line of [
      "BEGIN:VTIMEZONE",
      "TZID:America/Toronto",
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
      "X-PUBLISHED-TTL:PT1H",
      "METHOD:PUBLISH",
      "DTSTAMP:20261122T150000Z",
      "LAST-MODIFIED:20261120T150000Z",
    ])
      expect(lines).toContain(line);
    expect(readBack(text)[0]?.summary).toBe("180-K3A-RA Soins infirmiers en médecine et chirurgie, première partie; à l’hôpital (N8)");
  });
});
