import { silentAfter } from "#domain/matching-basis.ts";
import { oldestBeat } from "#db/matching.ts";
import { endSilentRuns } from "#server/matching-run.ts";
import { startMoments, type MomentDeps } from "./moments.ts";

/** Says of runs of the matching that they were cut off, when nobody works on them any more: a node that stopped or was killed (R401). */
export const startMatchings = (deps: MomentDeps): Promise<() => void> =>
  startMoments(deps, {
    turns: new Set(["matching.started"]),
    job: "end-matchings",
    next: async (sql) => {
      const beat = await oldestBeat(sql);
      return beat === null ? null : new Date(Date.parse(beat) + silentAfter).toISOString();
    },
    work: () => endSilentRuns(deps),
    said: { done: "matchings were cut off", failed: "matchings that were cut off could not be ended; trying again" },
  });
