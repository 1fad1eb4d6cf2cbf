import type { Id } from "./id.ts";
import type { Utilisation } from "./occupancy-picture.ts";
import { isDraft, isOpen, type Status } from "./request.ts";

/** What a summary of requests is counted by (F-197): nobody answered, a unit was asked, and the four ends. */
export const categories = ["waiting", "at-unit", "accepted", "confirmed", "declined", "cancelled"] as const;
export type Category = (typeof categories)[number];

/** Null for what never left its school. */
export function categoryOf(status: Status): Category | null {
  if (isDraft(status) || status === "sent-held") return null;
  if (status === "accepted" || status === "confirmed" || status === "declined" || status === "cancelled") return status;
  return status.startsWith("redirected") || status.endsWith("-by-unit") ? "at-unit" : "waiting";
}

export interface Count {
  requests: number;
  students: number;
}
export type Counts = Record<Category, Count>;
export const noCounts = (): Counts => ({
  waiting: { requests: 0, students: 0 },
  "at-unit": { requests: 0, students: 0 },
  accepted: { requests: 0, students: 0 },
  confirmed: { requests: 0, students: 0 },
  declined: { requests: 0, students: 0 },
  cancelled: { requests: 0, students: 0 },
});

/** A unit's line, or what a service has not given a unit yet (`destinationId` null). */
export interface SummaryUnit extends Utilisation {
  siteId: Id;
  site: string;
  serviceId: Id;
  service: string;
  destinationId: Id | null;
  name: string;
  counts: Counts;
}

/** A line of the table: a site, a service of it, a unit of that; each the sum of what is under it. */
export interface SummaryLine extends Utilisation {
  level: "site" | "service" | "destination";
  key: string;
  site: string;
  service: string;
  name: string;
  unplaced: boolean;
  counts: Counts;
  /** Requests and students that are still wanted or agreed on: neither declined nor called off (rule 13). */
  requests: number;
  students: number;
}

const open = (counts: Counts, of: keyof Count): number =>
  categories.reduce((sum, one) => (isOpen(one as Status) ? sum + counts[one][of] : sum), 0);

function sum(
  units: readonly SummaryUnit[],
  head: Pick<SummaryLine, "level" | "key" | "site" | "service" | "name" | "unplaced">,
): SummaryLine {
  const counts = noCounts();
  const line = { ...head, counts, requests: 0, students: 0, studentDays: 0, capacityDays: 0, overDays: 0 };
  for (const unit of units) {
    for (const category of categories) {
      counts[category].requests += unit.counts[category].requests;
      counts[category].students += unit.counts[category].students;
    }
    line.studentDays += unit.studentDays;
    line.capacityDays += unit.capacityDays;
    line.overDays += unit.overDays;
  }
  return { ...line, requests: open(counts, "requests"), students: open(counts, "students") };
}

/** Units, in order, as lines under their services and sites. */
export function summaryLines(units: readonly SummaryUnit[]): SummaryLine[] {
  return [...Map.groupBy(units, ({ siteId }) => siteId)].flatMap(([siteId, inSite]) => {
    const site = inSite[0]?.site ?? "";
    return [
      sum(inSite, { level: "site", key: siteId, site, service: "", name: site, unplaced: false }),
      ...[...Map.groupBy(inSite, ({ serviceId }) => serviceId)].flatMap(([serviceId, inService]) => {
        const service = inService[0]?.service ?? "";
        const units = inService.map((unit) =>
          sum([unit], {
            level: "destination",
            key: unit.destinationId ?? `service ${serviceId}`,
            site,
            service,
            name: unit.name,
            unplaced: unit.destinationId === null,
          }),
        );
        return [sum(inService, { level: "service", key: serviceId, site, service, name: service, unplaced: false }), ...units];
      }),
    ];
  });
}

/** Per cent of what there was room for; null where nobody has said how much that is. */
export const percentOf = ({ studentDays, capacityDays }: Utilisation): number | null =>
  capacityDays === 0 ? null : Math.round((studentDays / capacityDays) * 100);
