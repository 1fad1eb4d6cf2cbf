import { expect, test } from "vitest";
import { can, grants, roleKinds, staffKinds, type Action } from "./access.ts";
import { choiceState, countedAtClosing, demandOf, listRefusal, mayChoose, roundState, submitRefusal, type Chosen } from "./choice.ts";
import { kindsReadBy } from "./history.ts";
import type { Actor } from "./access.ts";

const hours = { opensAt: "2026-12-01T14:00:00.000Z", closesAt: "2026-12-08T21:00:00.000Z" };
const at = (text: string) => new Date(text);
const list = (...ids: string[]): Chosen[] => ids.map((placeId) => ({ placeId, comment: "" }));
const offered = new Map([
  ["a", { path: "A", withheld: false }],
  ["b", { path: "B", withheld: false }],
  ["c", { path: "C", withheld: true }],
]);

test("[R429] a round is open from its first instant on, and no longer at its last", () => {
  expect(roundState(hours, at("2026-12-01T13:59:59.999Z"))).toBe("planned");
  expect(roundState(hours, at(hours.opensAt))).toBe("open");
  expect(roundState(hours, at("2026-12-08T20:59:59.999Z"))).toBe("open");
  expect(roundState(hours, at(hours.closesAt))).toBe("closed");
});

test("[R430] a student writes within the hours alone, unless hers are unlocked for a time", () => {
  const one = { ...hours, closedAt: null, unlockedUntil: null };
  expect(mayChoose(one, at("2026-12-01T13:59:59Z"))).toBe("early");
  expect(mayChoose(one, at("2026-12-03T12:00:00Z"))).toBe("yes");
  expect(mayChoose(one, at(hours.closesAt))).toBe("late");
  // It was said to be closed: what were written now would not be counted.
  expect(mayChoose({ ...one, closedAt: "2026-12-02T00:00:00Z" }, at("2026-12-03T12:00:00Z"))).toBe("late");
  const unlocked = { ...one, closedAt: hours.closesAt, unlockedUntil: "2026-12-10T21:00:00Z" };
  expect(mayChoose(unlocked, at("2026-12-10T20:59:59Z"))).toBe("yes");
  expect(mayChoose(unlocked, at("2026-12-10T21:00:00Z"))).toBe("late");
});

test("[R431] a list has each place once, at most as many as the round takes, all of them offered; a coordinator may take a withheld one", () => {
  const of = { most: 2, offered, mayTakeWithheld: false };
  expect(listRefusal(list("a", "b"), of)).toBeNull();
  expect(listRefusal(list("a", "a"), of)).toEqual({ code: "choice-twice" });
  expect(listRefusal(list("a", "b", "c"), of)).toEqual({ code: "choice-too-many", most: 2 });
  expect(listRefusal(list("a", "z"), of)).toEqual({ code: "choice-not-offered", path: null });
  expect(listRefusal(list("c"), of)).toEqual({ code: "choice-not-offered", path: "C" });
  expect(listRefusal(list("c"), { ...of, mayTakeWithheld: true })).toBeNull();
  expect(listRefusal(list("c", "z"), { ...of, kept: new Set(["c", "z"]) })).toBeNull();
  expect(submitRefusal(list("a"), 2)).toEqual({ code: "choice-too-few", least: 2, chosen: 1 });
  expect(submitRefusal(list("a", "b"), 2)).toBeNull();
});

test("[R432] at closing a saved list counts when enough of it is still offered, and as it stands then", () => {
  const of = { least: 2, most: 3, offered };
  expect(countedAtClosing(list("b", "a"), of)).toEqual(list("b", "a"));
  expect(countedAtClosing(list("b", "c", "a"), of)).toEqual(list("b", "a"));
  expect(countedAtClosing(list("a", "c", "z"), of)).toBeNull();
  expect(countedAtClosing([], of)).toBeNull();
});

test("a list that says something else than what was submitted is being changed", () => {
  expect(choiceState({ draft: [], submitted: null })).toBe("none");
  expect(choiceState({ draft: list("a"), submitted: null })).toBe("begun");
  expect(choiceState({ draft: list("a"), submitted: list("a") })).toBe("submitted");
  expect(choiceState({ draft: list("b", "a"), submitted: list("a", "b") })).toBe("changed");
  expect(choiceState({ draft: [{ placeId: "a", comment: "Près" }], submitted: list("a") })).toBe("changed");
});

test("[R434] demand is first, second and third choices, and all ranks together", () => {
  const demand = demandOf([
    { placeId: "a", rank: 1, students: 3 },
    { placeId: "a", rank: 2, students: 2 },
    { placeId: "a", rank: 7, students: 4 },
    { placeId: "b", rank: 3, students: 1 },
  ]);
  expect(demand.get("a")).toEqual({ placeId: "a", first: 3, second: 2, third: 0, all: 9 });
  expect(demand.get("b")).toEqual({ placeId: "b", first: 0, second: 0, third: 1, all: 1 });
});

test("[R428] a student is granted her own choices and nothing else, reads no history, and is none of the roles a school gives", () => {
  const student: Actor = {
    accountId: "a",
    roleId: "r",
    personId: "s",
    studentId: "s",
    agencyId: "g",
    kind: "student",
    name: "",
    agencyName: "",
    agencyKind: "both",
    everything: false,
    programmes: [],
    places: { sites: [], services: [], destinations: [] },
    withNames: true,
  };
  expect((Object.keys(grants) as Action[]).filter((action) => can(student, action))).toEqual(["choice.own"]);
  expect(kindsReadBy(student)).toEqual([]);
  expect(roleKinds.filter((kind) => can({ ...student, kind }, "choice.own"))).toEqual(["student"]);
  expect(staffKinds).not.toContain("student");
});
