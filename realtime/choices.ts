import { nextTurn } from "#db/choice.ts";
import { turnChoices } from "#server/choice-turn.ts";
import { startMoments, type MomentDeps } from "./moments.ts";

/** Opens and closes students' choice rounds at their instants, by the server's clock (R429). */
export const startChoices = (deps: MomentDeps): Promise<() => void> =>
  startMoments(deps, {
    turns: new Set(["choice.set", "choice.opened", "choice.extended", "choice.unlocked", "choice.removed"]),
    job: "turn-choices",
    next: nextTurn,
    work: () => turnChoices(deps),
    said: { done: "choice rounds turned", failed: "choice rounds could not be turned; trying again" },
  });
