import { createSignal, type Accessor } from "solid-js";
import { addDays, weekdayOf, type Day } from "#domain/dates.ts";
import { mondayOf } from "#domain/day-plan.ts";

/** Every day of the rectangle between two: the same weekdays, week after week, as one sees it in the grid. */
export function rectangle(one: Day, other: Day): Day[] {
  const [first, last] = mondayOf(one) <= mondayOf(other) ? [mondayOf(one), mondayOf(other)] : [mondayOf(other), mondayOf(one)];
  const [left, right] = [weekdayOf(one), weekdayOf(other)].toSorted((a, b) => a - b);
  const days: Day[] = [];
  for (let monday = first; monday <= last; monday = addDays(monday, 7))
    for (let weekday = left ?? 1; weekday <= (right ?? 7); weekday++) days.push(addDays(monday, weekday - 1));
  return days;
}

/** Where a key leads from a day, before the dates hold it back; null for a key that does not move. */
export function stepFrom(day: Day, key: string, far: boolean): Day | null {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "PageUp":
      return addDays(day, -28);
    case "PageDown":
      return addDays(day, 28);
    case "Home":
      return far ? "0000-01-01" : mondayOf(day);
    case "End":
      return far ? "9999-12-31" : addDays(mondayOf(day), 6);
    default:
      return null;
  }
}

/** The days chosen in a calendar: one that has the focus, and all those an action is about; never outside the dates. */
export function createDaySelection(dates: Accessor<{ startsOn: Day; endsOn: Day }>) {
  const [head, setHead] = createSignal<Day>(dates().startsOn);
  const [anchor, setAnchor] = createSignal<Day>(dates().startsOn);
  const [days, setDays] = createSignal<ReadonlySet<Day>>(new Set([dates().startsOn]));
  const inside = (day: Day): boolean => dates().startsOn <= day && day <= dates().endsOn;
  const held = (day: Day): Day => (day < dates().startsOn ? dates().startsOn : day > dates().endsOn ? dates().endsOn : day);

  const only = (to: Day) => {
    const day = held(to);
    setHead(day);
    setAnchor(day);
    setDays(new Set([day]));
  };
  const extend = (to: Day) => {
    const day = held(to);
    setHead(day);
    setDays(new Set(rectangle(anchor(), day).filter(inside)));
  };
  const toggle = (day: Day) => {
    if (!inside(day)) return;
    const next = new Set(days());
    if (next.has(day) && next.size > 1) next.delete(day);
    else next.add(day);
    setHead(day);
    setAnchor(day);
    setDays(next);
  };
  const all = (which: Day[]) => {
    const kept = which.filter(inside);
    const [first] = kept;
    if (first === undefined) return;
    setHead(first);
    setAnchor(first);
    setDays(new Set(kept));
  };
  // The dates may have changed since the days were chosen.
  const chosen = () => [...days()].filter(inside).toSorted();
  return { head: () => held(head()), chosen, has: (day: Day) => days().has(day) && inside(day), only, extend, toggle, all, inside };
}
