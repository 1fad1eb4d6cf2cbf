import type { Live } from "./lives.ts";
import type { World } from "./world.ts";

/** What the CISSS asks for with a yes, and what one of its units asks for that nobody has passed on yet (F-187). */
export async function putConditions(world: World, lives: Live[]): Promise<void> {
  const at = (path: string, fate: Live["row"]["fate"]) => lives.find(({ row }) => row.at === path && row.fate === fate)?.requestId;
  const accepted = at("Hôpital du Nord / Soins intensifs / 1er Ouest", "accepted");
  if (accepted)
    await world.as("Morin").call.condition.put({
      requestId: accepted,
      code: "prerequisite-proof",
      text: "Attestation RCR à jour, à remettre au premier jour.",
    });
  const units = at("Hôpital du Nord / Chirurgie / 4e Nord", "accepted-by-unit");
  if (units)
    await world
      .as("Lapointe")
      .call.condition.put({ requestId: units, code: "staffing", text: "Si le poste de soir est comblé en janvier." });
}
