import type { EventKind } from "#domain/event.ts";
import { quoted, type Phrases } from "./event-phrase.ts";

export type WallTopic = "board" | "display";
type Kinds = Extract<EventKind, `${WallTopic}.${string}`>;

export const wallsFr: Phrases<Kinds> = {
  "board.added": ({ name }) => `a créé le tableau ${quoted(name, "fr")}`,
  "board.changed": ({ name, before }) =>
    name === before
      ? `a modifié le tableau ${quoted(name, "fr")}`
      : `a renommé le tableau ${quoted(before, "fr")} en ${quoted(name, "fr")}`,
  "board.removed": ({ name }) => `a retiré le tableau ${quoted(name, "fr")}`,
  "board.restored": ({ name }) => `a rétabli le tableau ${quoted(name, "fr")}`,
  "display.paired": ({ name, board }) => `a relié l’écran ${quoted(name, "fr")} au tableau ${quoted(board, "fr")}`,
  "display.renamed": ({ name, before }) => `a renommé l’écran ${quoted(before, "fr")} en ${quoted(name, "fr")}`,
  "display.assigned": ({ name, board, before }) =>
    before === ""
      ? `a donné à l’écran ${quoted(name, "fr")} le tableau ${quoted(board, "fr")}`
      : `a donné à l’écran ${quoted(name, "fr")} le tableau ${quoted(board, "fr")} au lieu de ${quoted(before, "fr")}`,
  "display.revoked": ({ name }) => `a délié l’écran ${quoted(name, "fr")}`,
  "display.identified": () => "a fait afficher son nom à un écran",
  "display.seen": () => "a vu un écran revenir ou s’en aller",
};

export const wallsEn: Phrases<Kinds> = {
  "board.added": ({ name }) => `created the board ${quoted(name, "en")}`,
  "board.changed": ({ name, before }) =>
    name === before ? `changed the board ${quoted(name, "en")}` : `renamed the board ${quoted(before, "en")} to ${quoted(name, "en")}`,
  "board.removed": ({ name }) => `removed the board ${quoted(name, "en")}`,
  "board.restored": ({ name }) => `restored the board ${quoted(name, "en")}`,
  "display.paired": ({ name, board }) => `paired the display ${quoted(name, "en")} with the board ${quoted(board, "en")}`,
  "display.renamed": ({ name, before }) => `renamed the display ${quoted(before, "en")} to ${quoted(name, "en")}`,
  "display.assigned": ({ name, board, before }) =>
    before === ""
      ? `gave the display ${quoted(name, "en")} the board ${quoted(board, "en")}`
      : `gave the display ${quoted(name, "en")} the board ${quoted(board, "en")} instead of ${quoted(before, "en")}`,
  "display.revoked": ({ name }) => `unpaired the display ${quoted(name, "en")}`,
  "display.identified": () => "had a display show its name",
  "display.seen": () => "saw a display come back or go",
};
