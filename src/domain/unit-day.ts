import { addDays, weekdayOf, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { presencesOf, shiftOn, type Presence, type Schedule } from "./schedule.ts";

/** A group at a unit on one day, and the others who are there at the same hours. */
export interface GroupOnDay<Group> {
  group: Group;
  presence: Presence;
  /** Groups whose hours meet these; unknown hours meet nobody. */
  meets: number;
  /** Students at the most of these hours, this group's included. */
  students: number;
}

export interface UnitDay<Group> {
  day: Day;
  groups: GroupOnDay<Group>[];
}

/** The weeks of a unit, Monday to Sunday, with the groups of each day in the order of their hours (F-198). Pure; no name of a student is in it. */
export function unitWeeks<Group extends { id: Id; size: number; schedule: Schedule }>(
  groups: readonly Group[],
  from: Day,
  to: Day,
): UnitDay<Group>[][] {
  const found = new Map<Day, { group: Group; presence: Presence }[]>();
  for (const group of groups) {
    for (const presence of presencesOf(group.schedule)) {
      if (presence.day < from || presence.day > to) continue;
      const there = found.get(presence.day);
      if (there) there.push({ group, presence });
      else found.set(presence.day, [{ group, presence }]);
    }
  }
  const hoursOf = ({ day, times }: Presence) => (times ? shiftOn(day, times) : null);
  const weeks: UnitDay<Group>[][] = [];
  for (let monday = addDays(from, 1 - weekdayOf(from)); monday <= to; monday = addDays(monday, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_day, index): UnitDay<Group> => {
        const day = addDays(monday, index);
        const there = found.get(day) ?? [];
        // A night of the day before is there in the morning.
        const near = [...(found.get(addDays(day, -1)) ?? []), ...there, ...(found.get(addDays(day, 1)) ?? [])];
        return {
          day,
          groups: there
            .map(({ group, presence }): GroupOnDay<Group> => {
              const mine = hoursOf(presence);
              const others = mine
                ? near.filter((one) => {
                    const theirs = one.group === group ? null : hoursOf(one.presence);
                    return theirs !== null && theirs.from < mine.to && mine.from < theirs.to;
                  })
                : [];
              return { group, presence, meets: others.length, students: group.size + others.reduce((sum, one) => sum + one.group.size, 0) };
            })
            .toSorted((one, other) => (one.presence.times?.startTime ?? "99").localeCompare(other.presence.times?.startTime ?? "99")),
        };
      }),
    );
  }
  return weeks;
}
