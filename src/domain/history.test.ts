import { expect, test } from "vitest";
import { roleKinds, type Actor, type RoleKind } from "./access.ts";
import { eventKinds, kindsOfSubject, kindsReadBy, signals, subjects, type Subject } from "./history.ts";

const actor = (kind: RoleKind): Actor => ({
  accountId: "a",
  roleId: "r",
  personId: "p",
  agencyId: "g",
  kind,
  name: "",
  agencyName: "",
  agencyKind: "both",
  everything: true,
  programmes: [],
  places: { sites: [], services: [], destinations: [] },
  withNames: true,
});

test("[R58] sign-ins and roles are in the history of administrators alone", () => {
  for (const kind of roleKinds) {
    const read = kindsReadBy(actor(kind));
    const isAdministrator = kind === "local-administrator";
    expect(read.includes("account.signed-in"), kind).toBe(isAdministrator);
    expect(read.includes("role.given"), kind).toBe(isAdministrator);
  }
});

test("[R58] who places no student reads no assignment, who keeps no programme no programme", () => {
  const read = kindsReadBy(actor("receiving-coordinator"));
  expect(read.some((kind) => /^(assignment|student|enrolment|worksheet|cohort|programme)/.test(kind))).toBe(false);
  expect(read).toContain("request.accepted");
});

test("every kind of event is read by somebody and belongs to one subject", () => {
  expect(signals.filter((kind) => roleKinds.some((role) => kindsReadBy(actor(role)).includes(kind)))).toEqual([]);
  for (const kind of eventKinds.filter((one) => !signals.includes(one))) {
    expect(
      roleKinds.some((role) => kindsReadBy(actor(role)).includes(kind)),
      kind,
    ).toBe(true);
    expect(
      Object.keys(subjects).filter((subject) => kindsOfSubject(subject as Subject).includes(kind)),
      kind,
    ).toHaveLength(1);
  }
});
