import { nextRelease } from "#db/hold.ts";
import { releaseDue } from "#server/hold-release.ts";
import { startMoments, type MomentDeps } from "./moments.ts";

/** Releases held requests at their moment. */
export const startReleases = (deps: MomentDeps): Promise<() => void> =>
  startMoments(deps, {
    turns: new Set(["request.held", "request.hold-changed", "cohort-course.release-set"]),
    job: "release-requests",
    next: nextRelease,
    work: () => releaseDue(deps),
    said: { done: "held requests were released", failed: "held requests could not be released; trying again" },
  });
