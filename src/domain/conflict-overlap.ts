import type { ConflictUnit } from "./conflict-facts.ts";
import { finding } from "./conflict-finding.ts";
import { othersAt, type Here } from "./conflict-unit-here.ts";
import type { World } from "./conflict-world.ts";
import type { Finding } from "./conflict.ts";
import { factOf, inOrder, isOverlapping, mostTold, type Intent } from "./overlap.ts";

/** A group of the sheet as its zone knows it. */
const intentOf = ({ place, size }: Here): Intent => ({
  key: place.requestId,
  destinationId: place.destinationId ?? "",
  kind: place.kind,
  stage: "asked",
  size,
  schedule: place.schedule,
  own: true,
  school: "",
  family: place.requestId,
  row: null,
});

/** Two groups at the unit at the same hours (R366): of two of the sheet the later one says it. */
export function groupOverlap(world: World, unit: ConflictUnit, here: Here[]): Finding[] {
  const groups = here.filter(({ place }) => place.kind === "group").map((one) => ({ ...one, intent: intentOf(one) }));
  const others = othersAt(unit)
    .filter(({ kind, school }) => kind === "group" && school !== null)
    .toSorted(inOrder)
    .map((intent) => ({ intent, track: world.times.of(intent.schedule) }));
  return groups.flatMap(({ place, track, intent }, index) => {
    const { requestId, schedule } = place;
    const own = groups.slice(0, index).filter((one) => world.times.first(track, one.track));
    const met = [...own, ...others.filter((one) => isOverlapping(intent, one.intent) && world.times.first(track, one.track))];
    if (met.length === 0) return [];
    const facts = met.slice(0, mostTold).flatMap((one) => {
      const common = world.times.common(track, one.track);
      return common ? [factOf({ with: one.intent, common })] : [];
    });
    return [
      finding(
        { kind: "group-overlap", destinationId: unit.destinationId, requestId, with: facts, more: met.length - facts.length },
        {
          severity: "warns",
          ids: [requestId],
          about: [
            schedule.startsOn,
            schedule.endsOn,
            ...met.map((one) => one.intent.key),
            ...facts.map(({ from, to, size }) => `${from} ${to} ${size}`),
          ],
          requestIds: [requestId, ...own.map((one) => one.place.requestId)],
          edits: place.edits.filter(({ what }) => what === "dates"),
        },
      ),
    ];
  });
}
