import { setTimeout as wait } from "node:timers/promises";
import { usualWeights } from "#domain/matching.ts";
import type { Live } from "./lives.ts";

/** The course that is matched in the demo: two units that said yes, one that has not answered, and a class that waits. */
const matchedCourse = "180-6102";

const [aisleA, aisleB, quay] = [
  "CHSLD des Érables / Gériatrie / Aile A",
  "CHSLD des Érables / Gériatrie / Aile B",
  "Centre de réadaptation du Quai / Gériatrie / 2e étage",
];
/** What they wish, in turn: no unit can have everyone. */
const wishes = [[aisleA, aisleB], [aisleA, quay, aisleB], [aisleB, aisleA], [aisleA, aisleB, quay], [quay]];

/** Most of the class answered. */
const wishing = 36;

/**
 * A matching that was run and waits to be looked at: wishes of most of the class, an exception with its reason, a lock, and three solutions side
 * by side. Nothing of it is applied.
 */
export async function matchStudents(lives: Live[]): Promise<void> {
  const live = lives.find(({ planned: { course } }) => course.number === matchedCourse);
  if (!live) return;
  const { worksheetId, cohortCourseId, planner } = live.planned;
  const { call } = planner;
  const { rows } = await call.enrolment.list({ cohortCourseId });
  await call.preference.save({
    cohortCourseId,
    changes: rows.slice(0, wishing).map(({ studentId, preferencesVersion: saw }, index) => ({
      studentId,
      saw,
      preferences: (wishes[index % wishes.length] ?? []).map((path) => ({ path })),
    })),
  });
  const desk = await call.matching.desk({ worksheetId });
  const away = desk.students.findLast(({ seat }) => seat === null);
  const settled = desk.students.find(({ seat }) => seat?.state === "held");
  await call.matching.keep({
    worksheetId,
    exceptions: [
      ...(away ? [{ kind: "student" as const, studentId: away.id, note: "En échange à Lyon cet hiver" }] : []),
      ...(settled?.seat ? [{ kind: "lock" as const, studentId: settled.id, requestId: settled.seat.requestId, note: "" }] : []),
    ],
  });
  await call.matching.start({
    worksheetId,
    weights: usualWeights,
    ways: ["weighed", "most-first", "random"],
    statuses: ["accepted", "confirmed", "waiting"],
    keeps: "seats",
    along: [],
    seed: "Gériatrie-2027",
  });
  // It is worked out beside; the demo is whole when it is there.
  for (let tries = 0; tries < 400; tries += 1) {
    const [run] = await call.matching.runs({ worksheetId });
    if (run?.state !== "running") return;
    await wait(50);
  }
}
