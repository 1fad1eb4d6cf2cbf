import type { Point } from "#domain/position.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { World } from "./world.ts";

/** Where the invented sites stand, around an invented bend of the river; one says nothing of it. */
const stands: Record<string, Point> = {
  "Hôpital du Nord": { latitude: 45.6152, longitude: -73.6421 },
  "Hôpital de la Rive": { latitude: 45.5347, longitude: -73.5056 },
  "CHSLD des Érables": { latitude: 45.5661, longitude: -73.5903 },
  "Hôpital Notre-Dame-du-Port": { latitude: 45.4995, longitude: -73.5524 },
  "Centre de réadaptation du Quai": { latitude: 45.4918, longitude: -73.5847 },
};

/** Whose classes said where they live: the first one, and the one that is matched, so that travel counts there. */
const living = new Set(["180-3031", "180-6102"]);

/** Sites say where they stand; about half of two classes said where they live. */
export async function locate(world: World, planned: PlannedCourse[]): Promise<void> {
  const { sites } = await world.as("Roy", "rapides").call.catalogue.all();
  const keepers = { [world.agencies.cisss]: world.as("Turcotte"), [world.agencies.ciusss]: world.as("Blais") };
  for (const { id, name, agencyId } of sites) {
    const point = stands[name];
    const keeper = keepers[agencyId];
    if (point && keeper) await keeper.call.position.setSite({ siteId: id, point });
  }
  for (const { planner, students } of planned.filter(({ course }) => living.has(course.number)))
    for (const [index, studentId] of students.entries()) {
      if (index % 2 === 1) continue;
      const point = { latitude: 45.48 + ((index * 7) % 19) / 100, longitude: -73.68 + ((index * 11) % 23) / 100 };
      await planner.call.position.setHome({ studentId, point });
    }
}
