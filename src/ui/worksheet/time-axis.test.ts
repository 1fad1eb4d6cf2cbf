import { describe, expect, it } from "vitest";
import { axisOf } from "./time-axis.ts";

const bucket = (day: number, hour: number, of: { from: number; upto: number; edits?: number }) => ({
  day: `2026-11-${day}`,
  began: `2026-11-${day}T${hour}:00:00.000Z`,
  ended: `2026-11-${day}T${hour}:50:00.000Z`,
  edits: of.edits ?? 10,
  ...of,
});
const axis = axisOf([
  bucket(18, 14, { from: 1, upto: 20, edits: 400 }),
  bucket(18, 15, { from: 21, upto: 30 }),
  bucket(20, 14, { from: 31, upto: 90 }),
]);

describe("the slider's axis", () => {
  it("gives stretches of work the same room, and time without any none", () => {
    expect(axis.bars.map(({ width }) => width)).toEqual([axis.bars[0]?.width, axis.bars[0]?.width, axis.bars[0]?.width]);
    expect(axis.days.map(({ day }) => day)).toEqual(["2026-11-18", "2026-11-20"]);
    expect(axis.bars[0]?.height).toBe(1);
  });

  it("has the present at its end, and every moment at the place that leads to it", () => {
    expect(axis.placeOf(null)).toBe(1);
    expect(axis.targetAt(1)).toBeNull();
    const moment = { id: 25, at: "2026-11-18T15:25:00.000Z" };
    expect(axis.targetAt(axis.placeOf(moment))).toEqual({ afterInstant: moment.at });
    expect(axis.placeOf({ id: 90, at: "2026-11-20T14:50:00.000Z" })).toBeLessThan(1);
    expect(axis.placeOf({ id: 0, at: "2026-11-01T00:00:00.000Z" })).toBe(0);
  });

  it("leads nowhere but to the present where nothing was done", () => {
    expect(axisOf([]).targetAt(0.5)).toBeNull();
  });
});
