import type { PlannedCourse } from "./cohorts.ts";

/** The course whose students are placed one by one, and say where they would like to go. */
const wishingCourse = "180-6101";

/** What the last students of its list wish, in order; one place is not in the catalogue, and one is only a hospital. */
const wishes: { path: string; comment?: string }[][] = [
  [{ path: "Hôpital du Nord / Chirurgie / 4e Nord", comment: "Habite à côté" }, { path: "Hôpital de la Rive / Chirurgie" }],
  [{ path: "Hôpital Sainte-Claire / Urgence" }, { path: "Hôpital Notre-Dame-du-Port / Urgence / Urgence" }],
  [{ path: "Hôpital de la Rive / Obstétrique / 2e Nord" }],
  [{ path: "CHSLD des Érables / Gériatrie / Aile A" }, { path: "Hôpital du Nord / Médecine / 4e Est" }, { path: "Hôpital de la Rive" }],
  [{ path: "Hôpital Sainte-Claire / Pédiatrie", comment: "Stage promis par l’ancien horaire" }],
];

/** Ranked preferences, ready to be made into requests (F-074, F-075). */
export async function wishForPlaces(planned: PlannedCourse[]): Promise<void> {
  const wishing = planned.find(({ school, course }) => school === "rapides" && course.number === wishingCourse);
  if (!wishing) return;
  const { planner, cohortCourseId } = wishing;
  const { rows } = await planner.call.enrolment.list({ cohortCourseId });
  const free = rows.filter(({ assigned }) => !assigned).slice(-wishes.length);
  await planner.call.preference.save({
    cohortCourseId,
    changes: free.map(({ studentId, preferencesVersion: saw }, index) => ({ studentId, saw, preferences: wishes[index] ?? [] })),
  });
  await planner.call.preference.use({ cohortCourseId, use: "generative" });
}
