import { TZDate } from "@date-fns/tz";
import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from "ical-generator";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { patternHas, presencesOf, shiftOn, timesOf, type Presence, type Schedule } from "#domain/schedule.ts";
import type { Language } from "#domain/weekdays.ts";
import { calendarFileWords } from "#words/calendar-file.ts";
import { inWords } from "#words/words.ts";

const zone = "America/Toronto";

/** The zone as RFC 5545 writes it: the rule in force since 2007, which covers every placement there is. */
const vtimezone = [
  "BEGIN:VTIMEZONE",
  `TZID:${zone}`,
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:-0500",
  "TZOFFSETTO:-0400",
  "TZNAME:EDT",
  "DTSTART:20070311T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:-0400",
  "TZOFFSETTO:-0500",
  "TZNAME:EST",
  "DTSTART:20071104T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");

/** `2027-01-18T23:00`, the time on a wall in Québec, as a moment. */
function local(at: string): TZDate {
  const [year, month, date, hour, minute] = (/^(\d+)-(\d+)-(\d+)T(\d+):(\d+)$/.exec(at) ?? []).slice(1).map(Number);
  return new TZDate(year ?? 0, (month ?? 1) - 1, date ?? 1, hour ?? 0, minute ?? 0, zone);
}

export interface CalendarFileFacts {
  request: SeenRequest;
  schedule: Schedule;
  /** Whose own calendar it is; null for the group's. Nobody is named in it. */
  studentId: Id | null;
  /** Rises with every change of the request or its calendar. */
  sequence: number;
  changedAt: string;
  language: Language;
  now: Date;
}

/**
 * The detailed schedule of a request as an .ics text (RFC 5545): one event a day with a UID that stays the day's whatever becomes of it, so
 * that a file opened again corrects what the first one wrote; days taken out of the pattern are there as cancelled. Days whose hours are
 * various are whole days. No student is named.
 */
export function calendarFile(of: CalendarFileFacts): { name: string; text: string } {
  const { request, schedule, language } = of;
  const w = inWords(calendarFileWords, language);
  const { place } = request;
  const where = [place.destination, place.service, place.site, place.receiving].filter((part) => part !== null).join(", ");
  const course = `${request.course.number} ${request.course.name}`;
  const calendar = ical({
    name: w.name(request.reference, course),
    prodId: { company: "Concerto", product: "Concerto", language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
    x: { "X-WR-TIMEZONE": zone },
  });
  const description = [
    w.reference(request.reference),
    `${request.school.name}, ${request.programme}`,
    `${course}, ${request.cohort}, ${request.term}`,
    ...(request.kind === "group" ? [w.group(request.size)] : []),
    ...(request.instructor ? [w.instructor(request.instructor.name)] : []),
  ].join("\n");
  const changed = new Date(of.changedAt);
  const add = (day: Day, presence: Presence | null, times: Presence["times"]) => {
    const shift = times ? shiftOn(day, times) : null;
    const cancelled = presence === null || request.status === "cancelled" || request.status === "declined";
    const kind = presence && presence.kind !== "shift" ? `${w.kind[presence.kind]}, ` : "";
    calendar.createEvent({
      id: `${request.id}-${day}${of.studentId === null ? "" : `-${of.studentId.slice(-12)}`}@concerto`,
      sequence: of.sequence,
      stamp: of.now,
      lastModified: changed,
      summary: `${kind}${course}${presence?.shiftCode ? ` (${presence.shiftCode})` : ""}`,
      location: where || w.toChoose,
      description,
      ...(shift
        ? { start: local(shift.from), end: local(shift.to), timezone: zone }
        : { start: local(`${day}T00:00`), allDay: true, timezone: zone }),
      status: cancelled
        ? ICalEventStatus.CANCELLED
        : request.status === "accepted" || request.status === "confirmed"
          ? ICalEventStatus.CONFIRMED
          : ICalEventStatus.TENTATIVE,
      busystatus: cancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    });
  };
  const presences = presencesOf(schedule);
  for (const presence of presences) add(presence.day, presence, presence.times);
  for (const { day, state, studentId } of schedule.days ?? [])
    if (state === "removed" && studentId === null && patternHas(schedule, day)) add(day, null, timesOf(schedule));
  // Given a zone of its own, the library would write its stamps in it, where RFC 5545 wants universal time: the zone is put in here.
  const text = calendar.toString().replace("BEGIN:VEVENT", `${vtimezone}\r\nBEGIN:VEVENT`);
  return { name: `${w.file}-${request.reference}.ics`, text };
}
