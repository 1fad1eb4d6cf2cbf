import { z } from "zod";
import type { Id } from "./id.ts";
import type { Refusal } from "./refusal.ts";

/** What a coded reason is given for, and whose list it is (reference 3.6, F-186). */
export const reasonMoves = ["decline", "cancel", "postpone", "shorten", "suspend"] as const;
export type ReasonMove = (typeof reasonMoves)[number];
export type ReasonSide = "placing" | "receiving";

/** The lists each side keeps: who receives says no and calls off, who places calls off and changes dates. */
export const listsOf = {
  receiving: ["decline", "cancel"],
  placing: ["cancel", "postpone", "shorten", "suspend"],
} as const satisfies Record<ReasonSide, readonly ReasonMove[]>;
export const keepsList = (side: ReasonSide, move: ReasonMove): boolean => (listsOf[side] as readonly ReasonMove[]).includes(move);

/** The sides of an organisation. */
export const sidesOfAgency = (kind: "placing" | "receiving" | "both"): readonly ReasonSide[] =>
  kind === "both" ? ["receiving", "placing"] : [kind];

export const longestReason = 120;
export const mostReasons = 60;
const label = z.string().trim().min(1).max(longestReason);
/** What a reason says, in both languages. */
export const reasonWords = z.object({ labelFr: label, labelEn: label, needsNote: z.boolean() });
export type ReasonWords = z.infer<typeof reasonWords>;

/** A coded reason as it is given with a move: its code, the words it has at that moment, and the note. */
export interface CodedReason {
  code: string;
  note: string;
  needsNote: boolean;
  /** What it says at that moment; kept with what it was given for. */
  said?: { wordingId: Id | null; fr: string; en: string };
}

const folded = (text: string): string => text.trim().toLocaleLowerCase("fr-CA");

interface Kept {
  code: string;
  labelFr: string;
  labelEn: string;
  hidden: boolean;
}

/** Another reason that is offered in the list says the same: `name-taken`. Null when none does. `code` is the reason itself. */
export function wordsRefusal(of: ReasonWords, list: readonly Kept[], code: string | null): Refusal | null {
  const others = list.filter((one) => one.code !== code && !one.hidden);
  const french = others.find((one) => folded(one.labelFr) === folded(of.labelFr));
  if (french) return { code: "name-taken", name: french.labelFr };
  const english = others.find((one) => folded(one.labelEn) === folded(of.labelEn));
  return english ? { code: "name-taken", name: english.labelEn } : null;
}

/** A list without a reason would keep everybody from saying no: its last one stays. */
export const isLast = (list: readonly Kept[], code: string): boolean => list.every((one) => one.hidden || one.code === code);

/** The order asked for is one of exactly these reasons. */
export const isOrderOf = (codes: readonly string[], list: readonly Kept[]): boolean =>
  codes.length === list.length && new Set(codes).size === codes.length && list.every(({ code }) => codes.includes(code));
