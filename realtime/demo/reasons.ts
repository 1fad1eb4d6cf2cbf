import type { World } from "./world.ts";

/** The CISSS says no in its own words: a reason it added, and one that it made plainer (F-186). */
export async function wordReasons(world: World): Promise<void> {
  const { reason } = world.as("Turcotte").call;
  await reason.add({
    list: { move: "decline", side: "receiving" },
    words: { labelFr: "Travaux dans l’unité", labelEn: "Construction on the unit", needsNote: false },
  });
  await reason.reword({
    code: "late",
    version: 1,
    words: { labelFr: "Demande reçue moins de six semaines avant", labelEn: "Received less than six weeks ahead", needsNote: false },
  });
}
