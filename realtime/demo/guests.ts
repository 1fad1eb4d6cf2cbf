import { addDays, dayIn, weekdayOf } from "#domain/dates.ts";
import { emptyDraft } from "#domain/guest.ts";
import { insertGuestToken } from "#db/guest.ts";
import { hashOfToken } from "#server/link.ts";
import type { World } from "./world.ts";

/** The page of the demo's guest, at an address that can be typed: in the demo nothing is behind it that is not invented. */
const secret = "invitee-centre-de-formation-des-berges-0001";

/**
 * A small school that does not use the system, at the second organisation: one request its coordinator took by telephone, and one handed
 * over that the school is writing (F-202, F-203).
 */
export async function welcomeGuests(world: World): Promise<void> {
  const { call, actor } = world.as("Nguyen");
  const { sites, services, destinations } = await call.catalogue.all();
  const placeAt = (siteName: string, serviceName: string, unit: string) => {
    const site = sites.find(({ agencyId, name }) => agencyId === actor.agencyId && name === siteName);
    const service = services.find(({ siteId, name }) => siteId === site?.id && name === serviceName);
    const destination = destinations.find(({ serviceId, name }) => serviceId === service?.id && name === unit);
    if (!site || !service || !destination) throw new Error(`no ${unit} in ${siteName}`);
    return { siteId: site.id, serviceId: service.id, destinationId: destination.id };
  };
  const quay = "Centre de réadaptation du Quai";
  const today = dayIn(world.deps.now());
  // The first Monday two months on.
  const monday = addDays(today, 56 + ((8 - weekdayOf(addDays(today, 56))) % 7));
  const contact = {
    id: null,
    firstName: "Mireille",
    lastName: "Arcand",
    title: "Enseignante, santé",
    email: "mireille.arcand@formation-des-berges.example",
    phone: "418 555-0142",
  };
  const programme = { programme: "Assistance technique en réadaptation", discipline: "Réadaptation", courseNumber: "" };
  await call.guest.enter({
    school: { id: null, name: "Centre de formation des Berges" },
    contact,
    ...programme,
    course: "Stage d’intégration",
    kind: "group",
    size: 3,
    place: placeAt(quay, "Réadaptation", "Neurologie"),
    comment: "Demande reçue par téléphone. L’enseignante reste sur place le premier jour.",
    schedule: {
      startsOn: monday,
      endsOn: addDays(monday, 25),
      blocks: [],
      weekdays: [1, 2, 3, 4],
      startTime: "08:00",
      endTime: "15:30",
      shiftCode: null,
    },
  });
  const [school] = await call.guest.schools({ search: "Centre de formation des Berges" });
  const known = school && (await call.guest.school({ id: school.id }));
  const handed = await call.guest.handOver({
    school: { id: school?.id ?? null, name: "" },
    contact: { ...contact, id: known?.contacts[0]?.id ?? null },
    place: placeAt(quay, "Gériatrie", "2e étage"),
    draft: { ...programme, kind: "individual" },
    language: "fr",
    message: "Comme convenu au téléphone. Prenez le temps qu’il vous faut d’ici vendredi.",
  });
  await world.deps.sql.begin((tx) =>
    insertGuestToken(tx, { tokenHash: hashOfToken(secret), agencyId: actor.agencyId, linkId: handed.linkId }),
  );
  const guest = { token: secret, entryId: handed.entryId };
  await call.guest.opened({ token: secret });
  await call.guest.save({
    ...guest,
    revision: 0,
    draft: {
      ...emptyDraft,
      step: 2,
      contactName: "Mireille Arcand",
      contactTitle: contact.title,
      contactPhone: contact.phone,
      ...programme,
      course: "Stage en gériatrie",
      startsOn: addDays(monday, 28),
    },
  });
}
