import { demoPeople } from "./people.ts";
import type { World } from "./world.ts";

/** Everybody was last on the home page while the hospitals were answering: what came after is new to them. */
export async function lastVisits(world: World): Promise<void> {
  for (const { lastName, roles } of demoPeople) for (const { agency } of roles) await world.as(lastName, agency).call.welcome.visit();
}

/** Isabelle Nguyen opened a unit that the schools are told of. */
export async function openUnit(world: World): Promise<void> {
  const { call, actor } = world.as("Nguyen");
  const { services } = await call.catalogue.all();
  const service = services.find(({ agencyId }) => agencyId === actor.agencyId);
  if (!service) return;
  await call.catalogue.add({
    level: "destination",
    serviceId: service.id,
    name: "6e Est",
    shortName: "",
    isUser: true,
    capacity: 6,
    largestGroup: 6,
    contact: null,
  });
}
