import { expect, test } from "vitest";
import { approximate, distanceKm, readPosition, writePosition, type Point } from "./position.ts";

const quebec: Point = { latitude: 46.8139, longitude: -71.208 };
const montreal: Point = { latitude: 45.5019, longitude: -73.5674 };

test("[R426] a position is read as people have it, and what is the wrong way round is said, not guessed", () => {
  for (const typed of [
    "46.8139, -71.2080",
    "46.8139,-71.208",
    "46,8139 ; -71,2080",
    "46,8139, -71,2080",
    "46.8139 -71.208",
    "46.8139° N, 71.2080° O",
    "46.8139 N 71.2080 W",
    "https://www.google.com/maps/place/x/@46.8139,-71.2080,15z",
  ])
    expect(readPosition(typed), typed).toEqual({ point: quebec });
  expect(readPosition(writePosition(quebec))).toEqual({ point: quebec });
  expect(readPosition("-71.2080, 46.8139")).toEqual({ problem: "swapped" });
  expect(readPosition("71.2080 O, 46.8139 N")).toEqual({ problem: "swapped" });
  expect(readPosition("46.8139, 71.2080")).toEqual({ problem: "east" });
  expect(readPosition("91, -190")).toEqual({ problem: "beyond" });
  for (const typed of ["", "46.8", "rue Principale", "46.8, -71, 3"]) expect(readPosition(typed), typed).toEqual({ problem: "unreadable" });
  // Elsewhere on Earth with its letters is believed.
  expect(readPosition("14.6937 N, 17.4441 W")).toEqual({ point: { latitude: 14.6937, longitude: -17.4441 } });
});

test("[R426] distances are those of the sphere, the same both ways, and nothing from a place to itself", () => {
  expect(distanceKm(quebec, montreal)).toBeGreaterThan(230);
  expect(distanceKm(quebec, montreal)).toBeLessThan(236);
  expect(distanceKm(montreal, quebec)).toBeCloseTo(distanceKm(quebec, montreal), 9);
  expect(distanceKm(quebec, quebec)).toBe(0);
  expect(distanceKm({ latitude: 0, longitude: 179 }, { latitude: 0, longitude: -179 })).toBeCloseTo(222.4, 0);
});

test("[R427] a home is kept to about a kilometre", () => {
  expect(approximate({ latitude: 46.81394, longitude: -71.20805 })).toEqual({ latitude: 46.81, longitude: -71.21 });
});
