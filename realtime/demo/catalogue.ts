import { demoAgencies } from "./people.ts";
import { demoSites } from "./places.ts";
import { nameOf } from "./names.ts";
import type { World } from "./world.ts";

const header = "Organisme;Site;Service;Destination;Utilisateur (O/N);Contact;Courriel;Téléphone;Places max;Taille max du groupe";

/** Each organisation's catalogue, imported from a file by its own administrator; a school's coordinator brings those that do not use the system. */
export async function bringCatalogue(world: World): Promise<void> {
  const keepers = {
    [demoAgencies.cisss.name]: world.as("Turcotte"),
    [demoAgencies.ciusss.name]: world.as("Blais"),
    [demoAgencies.clinic.name]: world.as("Roy", "rapides"),
  };
  let contact = 500;
  for (const [organisation, { call }] of Object.entries(keepers)) {
    const lines = demoSites
      .filter((one) => one.organisation === organisation)
      .flatMap(({ site, isUser, services }) =>
        Object.entries(services).flatMap(([service, destinations]) =>
          destinations.map((written) => {
            const [, name = written, capacity = "", largest = ""] = /^(.*) (\d+)\/(\d+)$/.exec(written) ?? [];
            const { firstName, lastName } = nameOf(contact++);
            return [
              organisation,
              site,
              service,
              name,
              isUser ? "O" : "N",
              `${firstName} ${lastName}`,
              `unite${contact}@milieux.example`,
              `450 555-${String(contact).padStart(4, "0")}`,
              capacity,
              largest,
            ].join(";");
          }),
        ),
      );
    const form = new FormData();
    form.set("file", new File([`${header}\r\n${lines.join("\r\n")}\r\n`], "milieux.csv"));
    const checked = await call.catalogue.checkImport(form);
    if (checked.counts.refused > 0)
      throw new Error(`the demo's catalogue is refused: ${JSON.stringify(checked.lines.find(({ outcome }) => outcome === "refused"))}`);
    await call.catalogue.commitImport({
      fileName: checked.fileName,
      digest: checked.digest,
      lines: checked.lines.map(({ number, texts }) => ({ number, texts: Object.values(texts) })),
    });
  }
}
