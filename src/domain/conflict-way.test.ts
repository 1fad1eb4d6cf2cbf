import { describe, expect, test } from "vitest";
import { companion, days, evenings, found, place, seat } from "./conflict-sample.ts";

const early = (studentId: string) => seat("full", studentId, { at: "2026-01-01T00:00:00.000Z" });
const brief = (ways: readonly { kind: string }[] | undefined) => ways?.map((way) => ("toRequestId" in way ? way.toRequestId : way.kind));

describe("ways out of a group that is too full", () => {
  const places = [
    place("full"),
    place("far", { receivingId: "port", siteId: "dame", serviceId: "medecine" }),
    place("same-site", { serviceId: "medecine" }),
    place("evening", { schedule: evenings }),
    place("asked", { status: "pending" }),
    place("same-unit"),
    place("taken", { size: 1 }),
  ];
  const mine = seat("full", "roy", { mine: true });
  const seats = [early("gagnon"), early("cote"), mine, seat("taken", "simard")];

  test("my own last seat back, the nearest free seats first, a larger group only when the unit takes it, or the fewest moves", () => {
    expect(brief(found("over-allocated", { places, seats })[0]?.waysOut)).toEqual([
      "take-back",
      "same-unit",
      "evening",
      "same-site",
      "enlarge",
      "repair",
    ]);
    const tight = found("over-allocated", { places: [place("full", { largestGroup: 2 })], seats });
    expect(brief(tight[0]?.waysOut)).toEqual(["take-back", "repair"]);
  });

  test("she is not sent where she would be in two places", () => {
    const elsewhere = [
      { studentId: "roy", requestId: "x", path: "", course: "", schedule: evenings, by: "", at: "2026-01-01T00:00:00.000Z" },
    ];
    expect(brief(found("over-allocated", { places, seats, elsewhere })[0]?.waysOut)).not.toContain("evening");
  });

  test("a confirmed student is not offered to be moved: her name is out", () => {
    const confirmed = [early("gagnon"), early("cote"), seat("full", "roy", { state: "confirmed", mine: true })];
    expect(found("over-allocated", { places: [place("full", { largestGroup: 2 }), place("free")], seats: confirmed })[0]?.waysOut).toEqual(
      [],
    );
  });
});

describe("ways out of being in two places", () => {
  const seats = [seat("a", "gagnon"), seat("b", "gagnon", { mine: true })];

  test("taken back, moved to hours she is free at, or changed with somebody who is free as well", () => {
    const places = [
      place("a"),
      place("b", { size: 1 }),
      place("free", { schedule: evenings }),
      place("full", { schedule: evenings, size: 1 }),
    ];
    const [conflict] = found("student-twice", { places, seats: [...seats, seat("full", "roy")] });
    expect(brief(conflict?.waysOut)).toEqual(["take-back", "free", "swap"]);
    expect(conflict?.waysOut.at(-1)).toMatchObject({
      one: { studentId: "gagnon", requestId: "b" },
      other: { studentId: "roy", requestId: "full" },
    });
  });

  test("nobody changes into hours she has already", () => {
    const places = [place("a"), place("b", { size: 1 }), place("full", { schedule: evenings, size: 1 }), place("day")];
    const twice = [...seats, seat("full", "roy"), seat("day", "roy")];
    const [conflict] = found("student-twice", { places, seats: twice });
    expect(brief(conflict?.waysOut)).toEqual(["take-back"]);
  });
});

test("another instructor is one who is free at those hours, or whom one chooses", () => {
  const led = { companions: [companion("lavoie", "instructor")] };
  const places = [place("a", led), place("b", led), place("c", { companions: [companion("busy", "instructor")] })];
  const instructors = ["lavoie", "busy", "free", "late"].map((personId) => ({ personId, name: personId }));
  const posts = [
    {
      personId: "late",
      part: "instructor" as const,
      destinationId: null,
      shifts: [{ from: "2027-01-18T14:00", to: "2027-01-18T22:00" }],
      own: null,
    },
  ];
  expect(found("instructor-twice", { places, instructors, posts })[0]?.waysOut).toEqual([
    { kind: "instructor", requestId: "b", personId: "free" },
    { kind: "instructor", requestId: "b", personId: null },
  ]);
});

test("seats that nobody takes are given back to a unit that is too full", () => {
  const units = [{ destinationId: "4e", capacity: 4, largestGroup: null, lines: [], others: [] }];
  const places = [
    place("a", { destinationId: "4e", size: 6, schedule: days }),
    place("b", { destinationId: "4e", kind: "individual", size: 1 }),
  ];
  expect(found("unit-full", { places, units, seats: [seat("a", "roy"), seat("a", "cote")] })[0]?.waysOut).toEqual([
    { kind: "shrink", requestId: "a", size: 2 },
    { kind: "open", what: "dates", requestId: "a" },
  ]);
});
