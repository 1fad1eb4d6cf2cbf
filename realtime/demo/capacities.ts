import type { LineShape } from "#domain/capacity.ts";
import type { World } from "./world.ts";

const line = (of: Partial<LineShape> & { students: number }): LineShape => ({
  discipline: null,
  band: null,
  shiftCode: null,
  startTime: null,
  endTime: null,
  weekdays: null,
  from: null,
  to: null,
  largestGroup: null,
  note: "",
  ...of,
});

/** What some units of the Hôpital du Nord take: fewer at night, fewer on weekends, a unit that took more before (a line was ended). */
export async function noteCapacities(world: World): Promise<void> {
  const { call } = world.as("Morin", "cisss");
  const { sites, destinations } = await call.catalogue.all();
  const nord = sites.find(({ name }) => name === "Hôpital du Nord")?.id;
  const unit = (name: string) => destinations.find((one) => one.siteId === nord && one.name === name)?.id ?? "";
  const east = unit("3e Est");
  await call.capacity.write({
    destinationId: east,
    lines: [
      line({ students: 10, largestGroup: 7 }),
      line({ students: 4, largestGroup: 4, band: "night", note: "Une seule infirmière préceptrice la nuit" }),
      line({ students: 4, largestGroup: 4, weekdays: [6, 7] }),
    ],
    ends: [],
  });
  const south = unit("3e Sud");
  const before = await call.capacity.write({ destinationId: south, lines: [line({ students: 8, largestGroup: 8 })], ends: [] });
  await call.capacity.write({
    destinationId: south,
    lines: [line({ students: 6, largestGroup: 8, note: "Deux lits fermés" })],
    ends: before.added,
  });
  const { call: unitHead } = world.as("Lapointe");
  await unitHead.capacity.write({
    destinationId: unit("5e Sud"),
    lines: [
      line({ students: 9, largestGroup: 8 }),
      line({ students: 2, band: "evening" }),
      line({ students: 6, discipline: "Soins infirmiers" }),
    ],
    ends: [],
  });
}
