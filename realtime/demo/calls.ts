import { addDays, dayIn } from "#domain/dates.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { World } from "./world.ts";

/** The course that places are still sought for, of the second school. */
const soughtCourse = "180-6A1";

/** A call for offers, open: one organisation offers two places, two have not answered yet (F-172, F-173). */
export async function callForPlaces(world: World, planned: PlannedCourse[]): Promise<void> {
  const sought = planned.find(({ course }) => course.number === soughtCourse);
  if (!sought) return;
  const { call, actor } = sought.planner;
  const { startsOn, endsOn } = (await call.cohort.course({ id: sought.cohortCourseId })).schedule;
  const { id } = await call.callForOffers.send({
    cohortCourseId: sought.cohortCourseId,
    startsOn,
    endsOn,
    places: 6,
    hours: sought.course.hours,
    comment: "Soins intensifs ou urgence de préférence, de jour.",
    replyBy: addDays(dayIn(world.deps.now()), 18),
    receivingIds: [world.agencies.cisss, world.agencies.ciusss, world.agencies.clinic],
  });
  const host = world.as("Nguyen");
  const { sites, services, destinations } = await host.call.catalogue.all();
  const site = sites.find(({ agencyId, retiredOn }) => agencyId === world.agencies.ciusss && retiredOn === null);
  const service =
    services.find(({ siteId, name }) => siteId === site?.id && name === "Urgence") ?? services.find(({ siteId }) => siteId === site?.id);
  if (!site || !service) throw new Error(`nothing to offer ${actor.agencyName}`);
  await host.call.callForOffers.offer({
    id,
    offer: {
      place: {
        siteId: site.id,
        serviceId: service.id,
        destinationId: destinations.find(({ serviceId }) => serviceId === service.id)?.id ?? null,
      },
      schedule: { startsOn, endsOn, blocks: [], weekdays: [1, 2, 3], startTime: "07:30", endTime: "15:30", shiftCode: null },
      places: 2,
      note: "Une infirmière clinicienne accompagne les deux personnes.",
    },
  });
}
