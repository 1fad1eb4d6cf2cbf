import type { Command } from "#ui/parts/commands.ts";
import type { ActorInUse } from "./me.ts";

/** What the palette finds by name on the server, as places to go; each list answers by itself, one that fails is left out. */
export async function findByName(_text: string, _with: { actor: ActorInUse | null; navigate(to: string): void }): Promise<Command[]> {
  return [];
}
