import { setTimeout as wait } from "node:timers/promises";
import { usualWeights } from "#domain/matching.ts";
import type { Live } from "./lives.ts";

/** The course that is matched in the demo: two units that said yes, one that has not answered, and a class that waits. */
const matchedCourse = "180-6102";

/** What the first of its list wish, in turn: no two units can have everyone. */
const wishes = [
  ["CHSLD des Érables / Gériatrie / Aile A", "CHSLD des Érables / Gériatrie / Aile B"],
  [
    "CHSLD des Érables / Gériatrie / Aile A",
    "Centre de réadaptation du Quai / Gériatrie / 2e étage",
    "CHSLD des Érables / Gériatrie / Aile B",
  ],
  ["CHSLD des Érables / Gériatrie / Aile B", "CHSLD des Érables / Gériatrie / Aile A"],
];
/** Half the class answered. */
const wishing = 24;

/**
 * A matching that was run and waits to be looked at: wishes of half the class, an exception with its reason, a lock, and four solutions side
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
    ways: ["weighed", "most-first", "worst-off", "random"],
    statuses: ["accepted", "confirmed", "waiting"],
    keeps: "locks",
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
