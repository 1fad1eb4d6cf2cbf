import { expect, test } from "vitest";
import { addStudentActor } from "#db/testing-student.ts";
import { addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { testDatabase } from "#db/testing.ts";
import { followRound, type RoundNews } from "#server/choice-live.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import type { StoredEvent } from "#db/event.ts";
import { startChoices } from "./choices.ts";

/** A feed that a test rings itself. */
function ringing() {
  const listeners = new Set<(events: StoredEvent[]) => void>();
  return {
    feed: {
      subscribe(listener: (events: StoredEvent[]) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ring: (kind: StoredEvent["kind"], about: string) => {
      for (const listener of listeners) listener([{ kind, about, within: [] } as unknown as StoredEvent]);
    },
    listeners,
  };
}

test("[R429] the clock opens a round at its instant, without anybody asking", async () => {
  await using database = await testDatabase();
  const { sql } = database;
  const school = await addSchool(sql, { students: 1 });
  const { feed } = ringing();
  const told = Promise.withResolvers<void>();
  const deps = { ...depsOver(sql), feed, committed: () => told.resolve() };
  const { cohortCourseId } = school;
  const setting = {
    opensAt: new Date(Date.now() + 300).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
    least: 1,
    most: 3,
    fromSheets: true,
    showsDemand: false,
    showsClassmates: false,
    note: "",
  };
  await callerAs(depsOver(sql), school.anna).choice.set({ cohortCourseId, saw: 0, setting });
  const jobs = { ...deps.jobs, handle: async () => {}, nightly: async () => {}, everyMinute: async () => {}, stop: async () => {} };
  const stop = await startChoices({ ...deps, jobs });
  try {
    await told.promise;
    const events = await sql<{ kind: string }[]>`select kind from event where about = ${cohortCourseId} and kind = 'choice.opened'`;
    expect(events).toHaveLength(1);
  } finally {
    stop();
  }
});

test("[R434] who follows a round is told at once and when it changes, many at one look, and nobody is looked for once they left", async () => {
  await using database = await testDatabase();
  const { sql } = database;
  const school = await addSchool(sql, { students: 3 });
  const hospital = await addHospital(sql);
  await addRequest(sql, { school, hospital, status: "accepted", destinationId: hospital.eastId });
  const { feed, ring, listeners } = ringing();
  const deps = { ...depsOver(sql), feed };
  const { cohortCourseId, agencyId } = school;
  const setting = {
    opensAt: new Date(Date.now() - 60_000).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
    least: 1,
    most: 3,
    fromSheets: true,
    showsDemand: true,
    showsClassmates: true,
    note: "",
  };
  await callerAs(deps, school.anna).choice.set({ cohortCourseId, saw: 0, setting });
  const students = await Promise.all(school.students.map((studentId) => addStudentActor(sql, { agencyId, studentId })));
  const { round } = await callerAs(deps, school.anna).choice.round({ cohortCourseId });
  const roundId = round?.id ?? "";
  const leaving = new AbortController();
  const followers = students.slice(1).map((actor) => followRound({ ...deps, actor }, { roundId, signal: leaving.signal }));
  /** What each is told once it is so, or undefined when she is told no more: looks that were under way may come before. */
  const told = (isSo: (news: RoundNews) => boolean) =>
    Promise.all(
      followers.map(async (one) => {
        for await (const news of { [Symbol.asyncIterator]: () => ({ next: () => one.next() }) }) if (isSo(news)) return news;
        return undefined;
      }),
    );
  expect((await told(() => true)).map((news) => news?.classmates?.submitted)).toEqual([0, 0]);
  const [zoe] = students;
  if (!zoe) throw new Error("no student");
  await callerAs(deps, zoe).choiceOwn.submit({ roundId, saw: 0, choices: [{ placeId: hospital.eastId, comment: "" }] });
  ring("choice.submitted", cohortCourseId);
  const submitted = await told(({ classmates }) => classmates?.submitted === 1);
  expect(submitted.map((news) => [news?.demand?.[0]?.first, news?.classmates?.students])).toEqual([
    [1, 3],
    [1, 3],
  ]);
  // Who asked first leaves the class: she is told no more, and the others still are.
  await sql`update enrolment set state = 'withdrawn' where agency_id = ${agencyId} and student_id = ${students[1]?.studentId ?? ""}`;
  ring("enrolment.changed", cohortCourseId);
  const after = await told(({ classmates }) => classmates?.students === 2);
  expect(after.map((news) => news?.classmates ?? null)).toEqual([null, { students: 2, submitted: 1 }]);
  leaving.abort();
  await Promise.all(followers.map((one) => one.return()));
  expect(listeners.size).toBe(0);
});
