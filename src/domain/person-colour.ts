import type { Id } from "./id.ts";

/** Colours that are told apart beside each other. */
export const personColours = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type PersonColour = (typeof personColours)[number];

/** A person's own colour, the same on every screen from day to day; on a sheet, where a colleague has it already, the next that is free. */
export function colourOf(personId: Id): PersonColour {
  let sum = 0;
  for (const letter of personId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return personColours[sum % personColours.length] ?? 1;
}
