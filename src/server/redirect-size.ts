import type { Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { sizeAt } from "#domain/request-split.ts";
import type { Unit } from "#db/routing.ts";

/** A unit is not given a group larger than it takes (R33). */
export const tooLarge = (record: RequestRecord, unit: Pick<Unit, "largestGroup">): Refusal | null =>
  unit.largestGroup !== null && sizeAt(record) > unit.largestGroup
    ? {
        code: "invalid",
        field: "size",
        problem: { kind: "group-too-large", most: unit.largestGroup, text: String(sizeAt(record)) },
      }
    : null;
