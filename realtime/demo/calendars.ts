import { setting, takingHolidaysOut, type DayChange } from "#domain/day-change.ts";
import { addDays, weekdayOf } from "#domain/dates.ts";
import { holidaysBetween } from "#domain/holiday.ts";
import { daysOf, type Schedule } from "#domain/schedule.ts";
import type { Live } from "./lives.ts";

/** A school's reading break, and one group whose schedule is detailed: holidays out, an orientation first, a Saturday made up for (F-119). */
export async function detailSchedules(lives: Live[]): Promise<void> {
  const live = lives.find(({ planned, row }) => planned.course.kind === "group" && row.fate === "accepted");
  if (!live) return;
  const { call } = live.planned.planner;
  const { pattern } = await call.calendar.get({ id: live.requestId });
  const first = daysOf(pattern)[2];
  const monday = first === undefined ? pattern.startsOn : addDays(first, 1 - weekdayOf(first) + 7 * 5);
  const days = { startsOn: monday, endsOn: addDays(monday, 4) };
  await call.closedDay.add({ name: "Semaine de relâche", ...days });
  const { closed } = await call.calendar.get({ id: live.requestId });
  const schedule: Schedule = { ...pattern, days: [] };
  const opening = daysOf(schedule)[0];
  const changes: DayChange[] = [
    ...takingHolidaysOut(schedule, holidaysBetween(pattern.startsOn, pattern.endsOn, closed)),
    ...(opening === undefined ? [] : setting(schedule, [opening], { kind: "orientation" })),
    ...setting(schedule, [addDays(monday, 12)], {}),
  ];
  if (changes.length === 0) return;
  await call.calendar.set({ id: live.requestId, changes: changes.map((change) => ({ ...change, saw: 0 })) });
}
