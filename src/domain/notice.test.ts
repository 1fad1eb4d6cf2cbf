import { describe, expect, test } from "vitest";
import {
  afterQuiet,
  againAt,
  defaultNotices,
  dueAt,
  mailWhen,
  nextAt,
  stillStands,
  toldBy,
  waitsFor,
  type NoticeKind,
  type NoticeSetting,
} from "./notice.ts";

const zone = "America/Toronto";
const morning = { minute: 450, timeZone: zone, weekdaysOnly: true };
const at = (instant: string) => new Date(instant);
const iso = (date: Date) => date.toISOString();

describe("when a mail is due", () => {
  test("[R340] a digest leaves at its hour of the territory's clock, whatever the season, and waits for Monday", () => {
    // Friday evening before the clocks go forward on Sunday 14 March 2027, and the same in the autumn.
    expect(iso(nextAt(at("2027-03-11T23:00:00Z"), morning))).toBe("2027-03-12T12:30:00.000Z");
    expect(iso(nextAt(at("2027-03-12T23:00:00Z"), morning))).toBe("2027-03-15T11:30:00.000Z");
    expect(iso(nextAt(at("2027-11-05T22:00:00Z"), { ...morning, weekdaysOnly: false }))).toBe("2027-11-06T11:30:00.000Z");
    expect(iso(nextAt(at("2027-11-05T22:00:00Z"), morning))).toBe("2027-11-08T12:30:00.000Z");
    // At the minute itself it is due; in another territory at the same hour of another clock.
    expect(iso(nextAt(at("2027-03-15T11:30:00Z"), morning))).toBe("2027-03-15T11:30:00.000Z");
    expect(iso(nextAt(at("2027-03-15T11:30:00.001Z"), morning))).toBe("2027-03-16T11:30:00.000Z");
    expect(iso(nextAt(at("2027-01-12T00:00:00Z"), { ...morning, timeZone: "America/Winnipeg" }))).toBe("2027-01-12T13:30:00.000Z");
  });

  test("[R340] at once waits a minute for what comes with it; cancellations wait for the evening; away counts three days", () => {
    const happened = { at: at("2027-01-12T16:00:00Z"), timeZone: zone, lastSeen: at("2027-01-12T13:00:00Z") };
    const due = (kind: NoticeKind, of: Partial<NoticeSetting>) => {
      const setting = { ...defaultNotices, ...of };
      const when = mailWhen(kind, setting);
      return when === "none" ? null : iso(dueAt(when, setting, happened));
    };
    expect(due("comment", { mode: "at-once" })).toBe("2027-01-12T16:01:00.000Z");
    expect(due("comment", {})).toBe("2027-01-13T12:30:00.000Z");
    expect(due("comment", { digestMinute: 15 * 60 })).toBe("2027-01-12T20:00:00.000Z");
    expect(due("cancellation", { mode: "at-once" })).toBe("2027-01-13T01:00:00.000Z");
    expect(due("cancellation", { cancellations: "at-once" })).toBe("2027-01-12T16:01:00.000Z");
    // Three days from Tuesday are Friday; whoever was never here waits for the next morning.
    expect(due("comment", { mode: "absence" })).toBe("2027-01-18T12:30:00.000Z");
    expect(due("comment", { mode: "absence", weekdaysOnly: false })).toBe("2027-01-16T12:30:00.000Z");
    expect(iso(dueAt("absence", defaultNotices, { ...happened, lastSeen: null }))).toBe("2027-01-13T12:30:00.000Z");
    // Kind by kind, over the one choice for all of them.
    expect(due("comment", { own: { comment: "at-once" } })).toBe("2027-01-12T16:01:00.000Z");
    expect(due("change", { own: { comment: "at-once" } })).toBe("2027-01-13T12:30:00.000Z");
    expect(due("comment", { own: { comment: "at-once" }, muted: ["comment"] })).toBeNull();
    expect(due("bounce", { mode: "at-once" })).toBeNull();
    expect(iso(againAt(at("2027-01-18T12:30:10Z"), defaultNotices, zone))).toBe("2027-01-26T12:30:00.000Z");
  });
});

test("[R451] nothing arrives in quiet hours: it waits for their end on the territory's clock, and for Monday where the weekend is quiet", () => {
  const quiet = (of: Partial<NonNullable<NoticeSetting["quiet"]>> = {}) => ({
    quiet: { from: 21 * 60, until: 7 * 60, weekend: false, ...of },
    timeZone: zone,
  });
  const late = (instant: string, of = quiet()) => iso(afterQuiet(at(instant), of));
  // Tuesday: 15:59, 21:00, then Wednesday 06:59 and 07:00.
  expect(late("2027-01-12T20:59:00Z")).toBe("2027-01-12T20:59:00.000Z");
  expect(late("2027-01-13T02:00:00Z")).toBe("2027-01-13T12:00:00.000Z");
  expect(late("2027-01-13T11:59:00Z")).toBe("2027-01-13T12:00:00.000Z");
  expect(late("2027-01-13T12:00:00Z")).toBe("2027-01-13T12:00:00.000Z");
  // Friday night and Saturday noon wait for Monday, through the night the clocks go forward in.
  expect(late("2027-03-13T03:00:00Z", quiet({ weekend: true }))).toBe("2027-03-15T11:00:00.000Z");
  expect(late("2027-03-13T17:00:00Z", quiet({ weekend: true }))).toBe("2027-03-15T11:00:00.000Z");
  expect(late("2027-03-13T17:00:00Z")).toBe("2027-03-13T17:00:00.000Z");
  expect(late("2027-01-12T17:30:00Z", quiet({ from: 720, until: 780 }))).toBe("2027-01-12T18:00:00.000Z");
  // Mail at once and the evening's cancellations keep to them too.
  const setting = { ...defaultNotices, quiet: quiet().quiet };
  const happened = { at: at("2027-01-13T03:30:00Z"), timeZone: zone, lastSeen: null };
  expect(iso(dueAt("at-once", setting, happened))).toBe("2027-01-13T12:00:00.000Z");
  expect(iso(dueAt("evening", { ...setting, quiet: quiet({ from: 19 * 60 }).quiet }, happened))).toBe("2027-01-14T12:00:00.000Z");
});

describe("what is told", () => {
  test("[R341] each event has its kind and its sides; what one's own organisation says inside is not mailed", () => {
    expect(toldBy({ kind: "request.sent", facts: {} })).toEqual([{ kind: "to-answer", to: ["receiving"] }]);
    expect(toldBy({ kind: "request.redirected", facts: {} })).toEqual([{ kind: "to-answer", to: ["unit"] }]);
    expect(toldBy({ kind: "comment.added", facts: { internal: true } })).toEqual([]);
    expect(toldBy({ kind: "comment.added", facts: { internal: false } })[0]?.kind).toBe("comment");
    expect(toldBy({ kind: "request.postponed", facts: { resubmitted: true } })).toEqual([{ kind: "to-answer", to: ["receiving"] }]);
    expect(toldBy({ kind: "worksheet.changed", facts: {} })).toEqual([]);
    // Asked for again: who receives has it to answer, the school learns that a no is taken back.
    expect(toldBy({ kind: "request.reactivated", facts: {} }).map(({ kind }) => kind)).toEqual(["to-answer", "answer"]);
    // A unit's answer is for its organisation; the school is told of none.
    for (const kind of ["request.unit-accepted", "request.unit-declined", "request.redirected"])
      expect(toldBy({ kind, facts: {} }).flatMap(({ to }) => to)).not.toContain("placing");
  });

  test("[R343] what was answered, taken back or settled is not mentioned any more", () => {
    const now = { side: "receiving" as const, status: "pending" as const, condition: null, openProposal: 2, commentGone: false };
    const of = (kind: Parameters<typeof stillStands>[0]["kind"], eventKind: string, facts = {}) => ({ kind, eventKind, facts });
    expect(stillStands(of("to-answer", "request.sent"), now)).toBe(true);
    expect(stillStands(of("to-answer", "request.sent"), { ...now, status: "accepted" })).toBe(false);
    expect(stillStands(of("answer", "request.accepted"), { ...now, side: "placing", status: "accepted" })).toBe(true);
    expect(stillStands(of("answer", "request.accepted"), { ...now, side: "placing", status: "sent" })).toBe(false);
    expect(stillStands(of("answer", "request.answer-taken-back"), { ...now, side: "placing", status: "sent" })).toBe(true);
    expect(stillStands(of("proposal", "proposal.made", { number: 2 }), now)).toBe(true);
    expect(stillStands(of("proposal", "proposal.made", { number: 1 }), now)).toBe(false);
    expect(stillStands(of("condition", "condition.put"), { ...now, condition: "open" })).toBe(true);
    expect(stillStands(of("condition", "condition.put"), { ...now, condition: "withdrawn" })).toBe(false);
    expect(stillStands(of("condition", "condition.put"), { ...now, condition: "open", status: "declined" })).toBe(false);
    expect(stillStands(of("comment", "comment.added"), { ...now, commentGone: true })).toBe(false);
    expect(stillStands(of("cancellation", "request.cancelled"), { ...now, status: "reactivated" })).toBe(false);
    expect(waitsFor("unit", "pending")).toBe(true);
    expect(waitsFor("unit", "accepted-by-unit")).toBe(false);
  });
});
