import type { Component, JSX } from "solid-js";
import type { Command } from "./commands.ts";

/** Something the palette lists: a command, or a thing found, with what tells it from its likes. */
export interface PaletteItem extends Command {
  detail?: string;
  icon?: Component<{ size?: number; class?: string; "aria-hidden"?: "true" }>;
  /** At its end: a status. */
  aside?: () => JSX.Element;
}

export interface PaletteGroup {
  id: string;
  heading: string;
  items: readonly PaletteItem[];
}

export interface PaletteAnswer {
  groups: readonly PaletteGroup[];
  /** What is marked in them: folded beginnings of words. */
  words: readonly string[];
  /** Said above them. */
  note?: string;
}
