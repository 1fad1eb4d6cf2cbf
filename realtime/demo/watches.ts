import { addDays, dayIn } from "#domain/dates.ts";
import type { World } from "./world.ts";

/**
 * What people of the demo wait for: Marc Roy for room in paediatrics in the evening and for what blocks on his sheets, Sophie Gagné for
 * answers, Carole Morin for requests that are late.
 */
export async function waitForThings(world: World): Promise<void> {
  const today = dayIn(world.deps.now());
  const [marc, sophie, carole] = [world.as("Roy"), world.as("Gagné"), world.as("Morin")];
  const { sites, services } = await marc.call.catalogue.all();
  const paediatrics = services.find(({ name, siteId }) => name === "Pédiatrie" && sites.some((one) => one.id === siteId));
  if (!paediatrics) throw new Error("no paediatrics in the demo");
  const kept = { mail: false, endsOn: null };
  await marc.call.watch.add({
    ...kept,
    mail: true,
    question: {
      kind: "room",
      count: 2,
      discipline: "Soins infirmiers",
      where: { level: "service", id: paediatrics.id },
      band: "evening",
      weekdays: [1, 2],
      from: addDays(today, 30),
      to: addDays(today, 120),
    },
  });
  await marc.call.watch.add({ ...kept, question: { kind: "conflict", which: "blocks", programmeId: null, worksheetId: null } });
  const anything = { agencyId: null, programmeId: null, courseId: null, serviceId: null, destinationId: null, text: "" };
  await sophie.call.watch.add({ ...kept, question: { kind: "request", statuses: ["accepted", "declined"], late: false, ...anything } });
  await carole.call.watch.add({ ...kept, question: { kind: "request", statuses: [], late: true, ...anything } });
}
