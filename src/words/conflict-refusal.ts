import type { Refusal } from "#domain/refusal.ts";
import { kindsTold } from "./conflict.ts";
import { plural, writeNumber } from "./words.ts";

type Code = "conflict-blocks" | "conflict-undecided" | "conflict-changed";
type Sentences = { [Of in Code]: (facts: Extract<Refusal, { code: Of }>) => string };

export const conflictRefusalFr: Sentences = {
  "conflict-blocks": ({ conflicts }) => `À régler d’abord\u00A0: ${kindsTold(conflicts, "fr")}.`,
  "conflict-undecided": ({ conflicts }) =>
    `${writeNumber(conflicts.length, "fr")}\u00A0${plural("fr", conflicts.length, "avertissement attend", "avertissements attendent")} une décision\u00A0: ${kindsTold(conflicts, "fr")}. Réglez ce qui peut l’être, ou confirmez malgré cela.`,
  "conflict-changed": () => "Ce conflit n’est plus ce qu’il était. Relisez ce qui est affiché, puis décidez.",
};

export const conflictRefusalEn: Sentences = {
  "conflict-blocks": ({ conflicts }) => `To be settled first: ${kindsTold(conflicts, "en")}.`,
  "conflict-undecided": ({ conflicts }) =>
    `${writeNumber(conflicts.length, "en")}\u00A0${plural("en", conflicts.length, "warning waits", "warnings wait")} for a decision: ${kindsTold(conflicts, "en")}. Settle what can be, or confirm in spite of it.`,
  "conflict-changed": () => "This conflict is not what it was any more. Read what is shown, then decide.",
};
