import { describe, expect, test } from "vitest";
import { judgeChange } from "./request-change.ts";
import { place, record } from "./request-sample.ts";
import type { RequestRecord } from "./request-seen.ts";
import { isOpen, placeFreedom, statuses } from "./request.ts";

describe("changing without moving", () => {
  const catalogue = {
    agencies: [
      { id: "agency", name: "CISSS", shortName: "CI", isUser: true },
      { id: "other", name: "Autre", shortName: "A", isUser: true },
    ],
    sites: [{ id: "site", agencyId: "agency", name: "Hôpital", shortName: "", isUser: true, retiredOn: null }],
    services: [{ id: "service", agencyId: "agency", siteId: "site", name: "Médecine", isUser: true, retiredOn: null }],
    destinations: ["d1", "d2"].map((id) => ({
      id,
      agencyId: "agency",
      siteId: "site",
      serviceId: "service",
      name: id,
      shortName: "",
      isUser: true,
      capacity: null,
      largestGroup: 8,
      profileAt: "",
      retiredOn: id === "d2" ? "2026-01-01" : null,
    })),
  };
  const facts = { catalogue, instructors: [{ id: "i1", name: "Julie Gagnon" }], confirmed: 2 };

  test("[R8] the place is free in the outbox, the unit alone on paper, nothing once sent to who uses the system", () => {
    // what nobody else has seen, and a part that is announced and not sent
    const inOutbox = (of: (typeof statuses)[number]) => of === "new" || of === "new-part" || of === "sent-held";
    expect(statuses.map((of) => placeFreedom(of, true))).toEqual(statuses.map((of) => (inOutbox(of) ? "all" : "none")));
    expect(statuses.map((of) => placeFreedom(of, false))).toEqual(
      statuses.map((of) => (inOutbox(of) ? "all" : isOpen(of) ? "destination" : "none")),
    );
    // a held request leaves by the clock, so that its place stays complete
    expect(judgeChange(record("sent-held"), { place: { ...place, serviceId: null } }, facts)).toEqual({
      ok: false,
      refusal: { code: "place-incomplete", missing: ["service"] },
    });
    const toUnit = { place: { ...place, destinationId: "d1" } };
    expect(
      judgeChange(record("new"), { place: { receivingId: "other", siteId: null, serviceId: null, destinationId: null } }, facts),
    ).toMatchObject({ ok: true });
    expect(judgeChange(record("sent"), toUnit, facts)).toEqual({
      ok: false,
      refusal: { code: "move-not-possible", move: "change-place", status: "sent" },
    });
    expect(judgeChange(record("sent-paper", { targetIsUser: false }), toUnit, facts)).toMatchObject({
      ok: true,
      patch: { destinationId: "d1" },
    });
    expect(
      judgeChange(
        record("sent-paper", { targetIsUser: false }),
        { place: { receivingId: "other", siteId: null, serviceId: null, destinationId: null } },
        facts,
      ).ok,
    ).toBe(false);
  });

  test("a place that does not hold together, or a retired unit, is refused", () => {
    for (const wrong of [
      { ...place, siteId: "elsewhere" },
      { ...place, destinationId: "d2" },
      { ...place, siteId: null },
    ]) {
      expect(judgeChange(record("new"), { place: wrong }, facts)).toMatchObject({
        ok: false,
        refusal: { code: "invalid", field: "place" },
      });
    }
  });

  test("[R33] a group is as large as its unit takes, and holds who is confirmed in it; an individual place holds one", () => {
    const at = (change: Parameters<typeof judgeChange>[1], more: Partial<RequestRecord> = {}) =>
      judgeChange(record("accepted", { destinationId: "d1", ...more }), change, facts);
    expect(at({ size: 8 })).toMatchObject({ ok: true, patch: { size: 8 }, changes: { size: { before: 6, after: 8 } } });
    expect(at({ size: 9 })).toMatchObject({ ok: false, refusal: { code: "invalid", problem: { kind: "group-too-large", most: 8 } } });
    expect(at({ size: 1 })).toEqual({ ok: false, refusal: { code: "size-below-confirmed", confirmed: 2 } });
    expect(at({ size: 0 })).toMatchObject({ ok: false, refusal: { problem: { kind: "not-positive" } } });
    expect(at({ size: 2 }, { kind: "individual", size: 1 })).toMatchObject({ ok: false, refusal: { problem: { kind: "size-one-only" } } });
  });

  test("what is over is not changed, and what is the same is no change", () => {
    expect(judgeChange(record("cancelled"), { comment: "x" }, facts)).toMatchObject({ ok: false, refusal: { code: "move-not-possible" } });
    expect(judgeChange(record("sent"), { comment: "", size: 6, instructorId: null }, facts)).toEqual({ ok: true, patch: {}, changes: {} });
    expect(judgeChange(record("sent"), { instructorId: "i1", comment: "Uniforme bleu" }, facts)).toMatchObject({
      changes: { instructor: { before: "", after: "Julie Gagnon" }, comment: { after: "Uniforme bleu" } },
    });
    expect(judgeChange(record("sent"), { instructorId: "stranger" }, facts)).toEqual({ ok: false, refusal: { code: "not-found" } });
  });
});
