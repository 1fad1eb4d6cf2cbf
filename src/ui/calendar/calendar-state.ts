import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { meeting } from "#domain/conflict-time.ts";
import { undoing, withChanges, type DayChange } from "#domain/day-change.ts";
import { balanceOf, strayDays, summaryOf, weeksOf } from "#domain/day-plan.ts";
import type { Day } from "#domain/dates.ts";
import { holidaysBetween } from "#domain/holiday.ts";
import type { Id } from "#domain/id.ts";
import { forStudent, type Schedule } from "#domain/schedule.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { calendarWords } from "#words/calendar.ts";
import { createDaySelection } from "./day-selection.ts";

export type CalendarData = Outputs["calendar"]["get"];
type Stale = Outputs["calendar"]["set"]["stale"];

export const calendarKey = (id: Id) => ["request", "calendar", id];
const keyOf = ({ day, studentId }: { day: Day; studentId: Id | null }): string => `${day} ${studentId ?? ""}`;

/** An action of one's own that can be taken back: what would put its days back. */
interface Undoable {
  back: DayChange[];
}

/** How long a colleague's change is marked, in milliseconds. */
const marked = 30_000;

/**
 * The calendar of a request on a page: what the server said, what one has just done over it, who changed what, and one's own last
 * actions. A day is sent with the number it was seen with, so that a colleague's change is never written over (R204).
 */
export function createCalendar(data: Accessor<CalendarData>) {
  const w = useWords(calendarWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const id = data().request.id;
  const key = calendarKey(id);
  const [whose, setWhose] = createSignal<Id | null>(null);
  const [pending, setPending] = createSignal<ReadonlyMap<string, DayChange>>(new Map());
  const [undoable, setUndoable] = createSignal<readonly Undoable[]>([]);
  const [stale, setStale] = createSignal<{ days: Stale; changes: DayChange[] } | null>(null);
  const [fresh, setFresh] = createSignal<ReadonlyMap<Day, string>>(new Map());
  /** The number each day had when this page last wrote it; 0: put back to the pattern. */
  const own = new Map<string, number>();

  const said = createMemo((): Schedule => ({ ...data().pattern, days: data().days }));
  const schedule = createMemo((): Schedule => withChanges(said(), [...pending().values()]));
  const lived = createMemo((): Schedule => {
    const student = whose();
    return student === null ? schedule() : forStudent(schedule(), student);
  });
  const holidays = createMemo(() => holidaysBetween(data().pattern.startsOn, data().pattern.endsOn, data().closed));
  const weeks = createMemo(() => weeksOf(schedule(), holidays(), whose()));
  const days = createMemo(() => new Map(weeks().flatMap((week) => week.days.map((day) => [day.day, day]))));
  const selection = createDaySelection(() => data().pattern);
  const mayEdit = () => data().may.edit;

  const seen = (change: { day: Day; studentId: Id | null }): number =>
    queries.getQueryData<CalendarData>(key)?.days.find((one) => keyOf(one) === keyOf(change))?.version ?? 0;

  /** What the server has done, put in place without asking for it again. */
  const settle = (changes: DayChange[], done: Outputs["calendar"]["set"]["done"]) => {
    const version = new Map(done.map((one) => [keyOf(one), one.version]));
    for (const [of, number] of version) own.set(of, number);
    queries.setQueryData<CalendarData>(key, (before) => {
      if (!before) return before;
      const touched = new Set(changes.filter((one) => version.has(keyOf(one))).map(keyOf));
      const at = new Date().toISOString();
      const made = changes.flatMap((change) => {
        const number = version.get(keyOf(change));
        if (number === undefined || change.to === null) return [];
        return [{ day: change.day, studentId: change.studentId, ...change.to, version: number, by: "", mine: true, at }];
      });
      const kept = before.days.filter((one) => !touched.has(keyOf(one)));
      return { ...before, days: [...kept, ...made].toSorted((one, other) => keyOf(one).localeCompare(keyOf(other))) };
    });
  };

  // One command after the other: the numbers of the second are those the first gave.
  let line: Promise<unknown> = Promise.resolve();
  const send = async (changes: DayChange[], how: { saw?: (change: DayChange) => number; before: Schedule; undoing: boolean }) => {
    try {
      const result = await api.calendar.set.mutate({
        id,
        changes: changes.map((change) => ({ ...change, saw: (how.saw ?? seen)(change) })),
      });
      settle(changes, result.done);
      const done = new Set(result.done.map(keyOf));
      const mine = changes.filter((change) => done.has(keyOf(change)));
      if (result.stale.length > 0) {
        const missed = new Set(result.stale.map(keyOf));
        setStale({ days: result.stale, changes: changes.filter((change) => missed.has(keyOf(change))) });
        void queries.invalidateQueries({ queryKey: key });
      } else setStale(null);
      if (mine.length === 0) return;
      if (how.undoing) toast({ text: w().done.undone(mine.length) });
      else {
        const done: Undoable = { back: undoing(how.before, mine) };
        setUndoable((before) => [...before.slice(-49), done]);
        toast({ text: w().done.changed(mine.length), action: { label: w().undo, run: () => undo(done) } });
      }
    } catch (error) {
      failure.tell(error);
      void queries.invalidateQueries({ queryKey: key });
    } finally {
      setPending((before) => {
        const after = new Map(before);
        for (const change of changes) if (after.get(keyOf(change)) === change) after.delete(keyOf(change));
        return after;
      });
    }
  };
  const put = (changes: DayChange[], how: { saw?: (change: DayChange) => number; undoing: boolean }) => {
    const before = schedule();
    setPending((now) => new Map([...now, ...changes.map((change) => [keyOf(change), change] as const)]));
    line = line.then(() => send(changes, { ...how, before }));
  };

  /** Does it: seen at once here, sent, and taken back with « Annuler ». */
  function apply(changes: DayChange[]): void {
    if (changes.length === 0) toast({ kind: "info", text: w().done.nothing });
    else put(changes, { undoing: false });
  }

  /** Takes one's own last action back, day by day; what a colleague changed since stays as it is. */
  function undo(which?: Undoable): void {
    line = line.then(() => {
      const last = which ?? undoable().at(-1);
      // Taken back already, by its keys or its own button.
      if (!last || !undoable().includes(last)) return;
      setUndoable((before) => before.filter((one) => one !== last));
      put(last.back, { undoing: true, saw: (change) => own.get(keyOf(change)) ?? 0 });
    });
  }

  /** Writes one's own over what a colleague did, knowingly. */
  function insist(): void {
    const missed = stale();
    setStale(null);
    if (missed) put(missed.changes, { undoing: false });
  }

  // A colleague's change is marked, and heard.
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      () => data().days,
      (now, before) => {
        if (!before) return;
        const was = new Map(before.map((one) => [keyOf(one), one.version]));
        const theirs = now.filter((one) => !one.mine && was.get(keyOf(one)) !== one.version);
        if (theirs.length === 0) return;
        setFresh((known) => new Map([...known, ...theirs.map(({ day, by }) => [day, by] as const)]));
        clearTimeout(timer);
        timer = setTimeout(() => setFresh(new Map()), marked);
        for (const by of new Set(theirs.map((one) => one.by))) announce(w().colleague(by, theirs.filter((one) => one.by === by).length));
      },
    ),
  );

  /** Students who would be in two places at once, with where and from when. */
  const meets = createMemo(() =>
    data().students.flatMap((student) => {
      const here = schedule();
      const other = data()
        .elsewhere.filter(({ studentId }) => studentId === student.id)
        .map((seat) => ({ seat, overlap: meeting({ schedule: here }, seat, student.id) }))
        .find(({ overlap }) => overlap !== null);
      return other?.overlap ? [{ student: student.name, place: other.seat.path, from: other.overlap.from }] : [];
    }),
  );

  return {
    data,
    id,
    whose,
    setWhose,
    schedule,
    lived,
    holidays,
    weeks,
    day: (of: Day) => days().get(of),
    selection,
    mayEdit,
    apply,
    undo,
    mayUndo: () => undoable().length > 0,
    stale,
    insist,
    fresh,
    meets,
    summary: createMemo(() => summaryOf(lived())),
    balance: createMemo(() => balanceOf(lived(), data().courseHours)),
    stray: createMemo(() => strayDays(schedule())),
  };
}
export type CalendarState = ReturnType<typeof createCalendar>;
