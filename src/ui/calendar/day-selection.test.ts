import { createRoot } from "solid-js";
import { describe, expect, test } from "vitest";
import { createDaySelection, rectangle, stepFrom } from "./day-selection.ts";

const dates = { startsOn: "2027-01-13", endsOn: "2027-02-09" };
const inRoot = <T>(work: (selection: ReturnType<typeof createDaySelection>) => T): T =>
  createRoot((dispose) => {
    const value = work(createDaySelection(() => dates));
    dispose();
    return value;
  });

describe("choosing days", () => {
  test("a rectangle is the same weekdays, week after week, whichever corner comes first", () => {
    const mondayTuesday = ["2027-01-18", "2027-01-19", "2027-01-25", "2027-01-26"];
    expect(rectangle("2027-01-18", "2027-01-26")).toEqual(mondayTuesday);
    expect(rectangle("2027-01-25", "2027-01-19")).toEqual(mondayTuesday);
  });

  test("keys move by days and weeks, and over the turn of a month", () => {
    expect(stepFrom("2027-01-31", "ArrowRight", false)).toBe("2027-02-01");
    expect(stepFrom("2027-01-31", "ArrowUp", false)).toBe("2027-01-24");
    expect(stepFrom("2027-01-20", "Home", false)).toBe("2027-01-18");
    expect(stepFrom("2027-01-20", "End", false)).toBe("2027-01-24");
    expect(stepFrom("2027-01-20", "Enter", false)).toBeNull();
  });

  test("nothing is chosen outside of the dates, wherever one goes", () =>
    inRoot((selection) => {
      expect(selection.chosen()).toEqual(["2027-01-13"]);
      selection.only(stepFrom("2027-01-13", "Home", true) ?? "");
      expect(selection.head()).toBe("2027-01-13");
      selection.only(stepFrom("2027-01-13", "End", true) ?? "");
      expect(selection.head()).toBe("2027-02-09");
      selection.all(rectangle("2027-01-11", "2027-01-17"));
      expect(selection.chosen()).toEqual(["2027-01-13", "2027-01-14", "2027-01-15", "2027-01-16", "2027-01-17"]);
    }));

  test("shift extends from where one began, Ctrl adds and takes one away, and never the last", () =>
    inRoot((selection) => {
      selection.only("2027-01-18");
      selection.extend("2027-01-26");
      expect(selection.chosen()).toHaveLength(4);
      selection.toggle("2027-01-26");
      expect(selection.chosen()).toEqual(["2027-01-18", "2027-01-19", "2027-01-25"]);
      selection.only("2027-01-20");
      selection.toggle("2027-01-20");
      expect(selection.chosen()).toEqual(["2027-01-20"]);
    }));
});
