import { expect, test } from "vitest";
import { isCurrent, missingTerms, seasonOf, stockTerms, twoYearsAfter } from "./term.ts";

test("[R64] three stock terms a year, one after the other, with no day between them", () => {
  expect(stockTerms({ from: 2026, to: 2027 }).map(({ shortName, startsOn, endsOn }) => [shortName, startsOn, endsOn])).toEqual([
    ["H26", "2026-01-01", "2026-04-30"],
    ["É26", "2026-05-01", "2026-08-31"],
    ["A26", "2026-09-01", "2026-12-31"],
    ["H27", "2027-01-01", "2027-04-30"],
    ["É27", "2027-05-01", "2027-08-31"],
    ["A27", "2027-09-01", "2027-12-31"],
  ]);
  expect(stockTerms({ from: 2109, to: 2109 })[0]?.shortName).toBe("H09");
});

test("[R64] only the terms a school lacks are generated, even when the dates of those it has were changed", () => {
  expect(missingTerms([{ shortName: "a26" }, { shortName: "H26" }], { from: 2026, to: 2026 }).map(({ shortName }) => shortName)).toEqual([
    "É26",
  ]);
});

test("a stock term is read in either language, a custom one keeps its name", () => {
  expect(seasonOf({ name: "Automne 2026", shortName: "A26" })).toEqual({ season: "fall", year: 2026 });
  expect(seasonOf({ name: "Été 2027", shortName: "É27" })).toEqual({ season: "summer", year: 2027 });
  expect(seasonOf({ name: "Automne intensif 2026", shortName: "A26" })).toBeNull();
  expect(seasonOf({ name: "Stage d’été", shortName: "SE" })).toBeNull();
});

test("[R65] « Aujourd’hui » is what is under way, and the next two years", () => {
  const current = (startsOn: string, endsOn: string) => isCurrent({ startsOn, endsOn }, "2026-11-22");
  expect(current("2026-09-01", "2026-12-31")).toBe(true);
  expect(current("2026-05-01", "2026-08-31")).toBe(false);
  expect(current("2026-05-01", "2026-11-22")).toBe(true);
  expect(current("2028-11-22", "2028-12-31")).toBe(true);
  expect(current("2028-11-23", "2028-12-31")).toBe(false);
  expect(twoYearsAfter("2028-02-29")).toBe("2030-02-28");
});
