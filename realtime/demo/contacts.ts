import type { Id } from "#domain/id.ts";
import { insertDemoSignIn } from "#db/demo.ts";
import type { World } from "./world.ts";

/**
 * Who is asked at a few units of the CISSS: a contact who came in last so long ago that her backup has taken over, one of whom the same will
 * soon be true, and a service that hands on by itself what it is sent (F-035, F-181, 7.3). Nothing that is asked for changes.
 */
export async function nameContacts(world: World): Promise<void> {
  const { call } = world.as("Turcotte");
  const patrick = world.as("Ouellet").actor;
  const { sites, services, destinations } = await call.catalogue.all();
  const unitAt = (siteName: string, serviceName: string, name: string): { unitId: Id; serviceId: Id } => {
    const site = sites.find((one) => one.name === siteName);
    const service = services.find((one) => one.siteId === site?.id && one.name === serviceName);
    const unit = destinations.find((one) => one.serviceId === service?.id && one.name === name);
    if (!unit) throw new Error(`no unit ${name} in the demo`);
    return { unitId: unit.id, serviceId: unit.serviceId };
  };
  /** Somebody new, named for a unit, with an account she last used so many days ago. */
  const contact = async (unitId: Id, of: { firstName: string; lastName: string; title: string; days: number }) => {
    const email = `${of.firstName}.${of.lastName}@cisss-rapides.example`.toLowerCase();
    const { firstName, lastName, title } = of;
    const { now } = await call.contact.set({ placeId: unitId, main: { firstName, lastName, title, email, phone: "450 555-0177" } });
    await call.contact.giveAccess({ placeId: unitId, personId: now.main ?? "", email, language: "fr" });
    await insertDemoSignIn(world.deps.sql, email, of.days);
  };
  const clinic = unitAt("Hôpital de la Rive", "Pédiatrie", "Clinique externe");
  await contact(clinic.unitId, { firstName: "Ginette", lastName: "Proulx", title: "Cheffe de la clinique externe", days: 196 });
  await call.contact.set({ placeId: clinic.unitId, backups: [{ id: patrick.personId }] });
  const births = unitAt("Hôpital de la Rive", "Obstétrique", "2e Nord");
  await contact(births.unitId, { firstName: "Rachel", lastName: "Dubois", title: "Cheffe d’unité, obstétrique", days: 172 });
  await call.routing.setService({ serviceId: clinic.serviceId, redirects: "unit", unitId: clinic.unitId });
}
