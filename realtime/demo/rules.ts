import { addDays, dayIn } from "#domain/dates.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { World } from "./world.ts";

/**
 * What rows are checked against: the zone both schools are in, their agreements (one of the Collège du Vieux-Port has lapsed), and a unit
 * that closes for a while in the term to come.
 */
export async function noteRules(world: World, planned: PlannedCourse[]): Promise<void> {
  for (const name of ["Desjardins", "Couture"]) await world.as(name).call.zone.save({ zone: "14" });

  const { cisss, ciusss, clinic } = world.agencies;
  const marc = world.as("Roy", "rapides").call;
  const karim = world.as("Haddad", "port").call;
  const year = Number(dayIn(world.deps.now()).slice(0, 4));
  const agreement = (title: string, withId: string, ends: number | null) => ({
    withId,
    title,
    status: "released" as const,
    everything: true,
    disciplines: [] as string[],
    programmes: [] as string[],
    startsOn: `${year - 3}-07-01`,
    endsOn: ends === null ? null : `${year + ends}-06-30`,
  });
  await marc.agreement.add(agreement("Entente d’affiliation CDR–CISSS", cisss, 2));
  await marc.agreement.add({
    ...agreement("Entente soins infirmiers CDR–CIUSSS", ciusss, null),
    everything: false,
    disciplines: ["Soins infirmiers", "Réadaptation"],
  });
  await marc.agreement.add(agreement("Entente CDR–Clinique Santé Plus", clinic, 2));
  await karim.agreement.add(agreement("Entente d’affiliation CVP–CIUSSS", ciusss, 3));
  await karim.agreement.add({ ...agreement("Entente d’affiliation CVP–CISSS", cisss, 2), status: "under-review" });
  await karim.agreement.add(agreement("Entente CVP–Clinique Santé Plus", clinic, -1));

  const geriatrics = planned.find(({ course }) => course.number === "180-6102");
  if (!geriatrics) return;
  const carole = world.as("Morin", "cisss").call;
  const { sites, services, destinations } = await carole.catalogue.all();
  const site = sites.find(({ name }) => name === "CHSLD des Érables")?.id;
  const service = services.find(({ siteId, name }) => siteId === site && name === "Gériatrie")?.id;
  const wing = destinations.find(({ serviceId, name }) => serviceId === service && name === "Aile C")?.id;
  if (!wing) return;
  const { startsOn } = (await geriatrics.planner.call.worksheet.get({ id: geriatrics.worksheetId })).schedule;
  await carole.closure.add({
    placeId: wing,
    startsOn: addDays(startsOn, 14),
    endsOn: addDays(startsOn, 25),
    reason: "Rénovation de l’aile",
  });
}
