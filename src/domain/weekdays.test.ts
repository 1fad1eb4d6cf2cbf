import { describe, expect, test } from "vitest";
import { parseWeekdays, writeWeekdays } from "./weekdays.ts";

describe("weekdays as typed", () => {
  test.each([
    ["LMM", "fr", [1, 2, 3]],
    ["JV", "fr", [4, 5]],
    ["lmmjv", "fr", [1, 2, 3, 4, 5]],
    ["SD", "fr", [6, 7]],
    ["L, M, V", "fr", [1, 2, 5]],
    ["LuMe", "fr", [1, 3]],
    ["lu me ve", "fr", [1, 3, 5]],
    ["me", "fr", [3]],
    ["lundi, mercredi", "fr", [1, 3]],
    ["mer. ven.", "fr", [3, 5]],
    ["lundi au vendredi", "fr", [1, 2, 3, 4, 5]],
    ["lun-ven", "fr", [1, 2, 3, 4, 5]],
    ["Monday to Wednesday", "en", [1, 2, 3]],
    ["MTW", "en", [1, 2, 3]],
    ["TT", "en", [2, 4]],
    ["MTW", "fr", [1, 2, 3]],
    ["LMM", "en", [1, 2, 3]],
    ["135", "fr", [1, 3, 5]],
    ["5, 1, 1", "fr", [1, 5]],
  ] as const)("%s (%s)", (text, language, days) => expect(parseWeekdays(text, language)).toEqual(days));

  test("various days are known to be various", () => {
    for (const text of ["variés", "Variées", "various", "VAR."]) expect(parseWeekdays(text, "fr")).toBeNull();
  });

  test("what cannot be read is not guessed", () => {
    for (const text of ["", "ML", "lundredi", "8", "vendredi au lundi", "XYZ", "??"]) expect(parseWeekdays(text, "fr")).toBeUndefined();
  });

  test("every set of days reads back as it was written, in both languages", () => {
    for (const language of ["fr", "en"] as const) {
      for (let bits = 1; bits < 128; bits++) {
        const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => bits & (1 << (day - 1)));
        expect(parseWeekdays(writeWeekdays(days, language), language), writeWeekdays(days, language)).toEqual(days);
      }
    }
  });
});
