import { describe, expect, it } from "vitest";
import {
  daysToLapse,
  disciplineFits,
  nextAfter,
  routeFor,
  standingOf,
  type NamedContact,
  type PassedOver,
  type RoutedPerson,
  type RoutedRole,
  type RoutedUnit,
} from "./routing.ts";
import { addDays } from "./dates.ts";

const today = "2026-11-23";
const unit: RoutedUnit = { id: "u", siteId: "s", serviceId: "v", onPaper: false };
const role = (of: Partial<RoutedRole> = {}): RoutedRole => ({
  kind: "destination-coordinator",
  everything: false,
  sites: [],
  services: [],
  destinations: ["u"],
  since: "2026-01-05T15:00:00Z",
  ...of,
});
const ago = (days: number) => `${addDays(today, -days)}T15:00:00Z`;
const person = (id: string, of: Partial<RoutedPerson> = {}): RoutedPerson => ({
  id,
  name: id.toUpperCase(),
  active: true,
  disabled: false,
  hasAccount: true,
  lastSignInAt: ago(2),
  alerts: true,
  roles: [role()],
  absences: [],
  ...of,
});
/** Named, and holding no role by which she would be found besides. */
const paper = (id: string) => person(id, { hasAccount: false, roles: [], lastSignInAt: null });
const named = (as: NamedContact["as"], personId: string, discipline = ""): NamedContact => ({ as, personId, discipline });
const route = (
  people: RoutedPerson[],
  contacts: NamedContact[],
  more: { discipline?: string; chosenId?: string; unit?: RoutedUnit } = {},
) => routeFor({ unit, discipline: "Soins infirmiers", contacts, today, people: new Map(people.map((one) => [one.id, one])), ...more });
const whys = (of: { passed: { personId: string; standing: { reasons: PassedOver[] } }[] }) =>
  of.passed.map(({ personId, standing }) => [personId, standing.reasons.map(({ why }) => why).join("+")]);

const away = { startsOn: "2026-11-20", endsOn: "2026-12-04", delegateId: null };
/** Every way of not being asked, with what makes it so. */
const ways: [string, Partial<RoutedPerson>][] = [
  ["left", { active: false }],
  ["no-account", { hasAccount: false, roles: [] }],
  ["disabled", { disabled: true }],
  ["not-covering", { roles: [role({ destinations: ["other"] })] }],
  ["not-covering", { roles: [role({ kind: "supervisor" })] }],
  ["not-covering", { roles: [role({ kind: "local-administrator", everything: true })] }],
  ["alerts-refused", { alerts: false }],
  ["lapsed", { lastSignInAt: ago(daysToLapse) }],
  ["lapsed", { lastSignInAt: null, roles: [role({ since: ago(200) })] }],
  ["absent", { absences: [away] }],
];

describe("whether somebody is asked in the system", () => {
  it.each(ways)("[R291] not when %s", (why, of) => {
    const standing = standingOf(person("a", of), unit, { today });
    expect(standing.answers).toBe(false);
    expect(standing.reasons.map((one) => one.why)).toEqual([why]);
  });

  it.each([
    ["by unit", role()],
    ["by service", role({ destinations: [], services: ["v"] })],
    ["by site", role({ destinations: [], sites: ["s"] })],
    ["by everything", role({ destinations: [], everything: true })],
    ["as receiving coordinator", role({ kind: "receiving-coordinator", everything: true })],
  ])("[R291] yes with a role that covers the unit %s", (_how, held) => {
    expect(standingOf(person("a", { roles: [held] }), unit, { today }).answers).toBe(true);
  });

  it("[R291] counts 180 days from the last time she came in, or from when she was given access", () => {
    const at = (days: number) => standingOf(person("a", { lastSignInAt: ago(days) }), unit, { today });
    expect([at(179).answers, at(180).answers]).toEqual([true, false]);
    expect(at(172)).toMatchObject({ answers: true, days: 172, lapsesIn: 8, lapsesOn: addDays(today, 8) });
    expect([at(165).lapsesIn, at(166).lapsesIn, at(180).lapsesIn]).toEqual([null, 14, null]);
    const invited = standingOf(person("a", { lastSignInAt: null, roles: [role({ since: ago(1) })] }), unit, { today });
    expect(invited).toMatchObject({ answers: true, lastIn: null, days: 1 });
  });

  it("[R291] says all reasons at once, in the order one would mend them", () => {
    const all = person("a", { disabled: true, roles: [], alerts: false, lastSignInAt: ago(400), absences: [away] });
    expect(standingOf(all, unit, { today }).reasons.map(({ why }) => why)).toEqual([
      "disabled",
      "not-covering",
      "alerts-refused",
      "lapsed",
      "absent",
    ]);
  });

  it("[R297] is away from the first to the last day of an absence, or until further notice", () => {
    const on = (startsOn: string, endsOn: string | null) =>
      standingOf(person("a", { absences: [{ startsOn, endsOn, delegateId: null }] }), unit, { today }).answers;
    expect([on(today, today), on("2026-11-24", null), on("2026-11-01", "2026-11-22"), on("2026-11-01", null)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("who receives a redirected request", () => {
  it("[R290] the discipline's contact, then the main one, then the backups in order, then who covers the unit", () => {
    const people = ["d", "m", "b1", "b2"].map((id) => person(id));
    const contacts = [named("backup", "b1"), named("contact", "m"), named("backup", "b2"), named("discipline", "d", "Soins infirmiers")];
    const order: [string, string][] = [];
    let left = people;
    while (left.length > 0) {
      const { to, as, how } = route(left, contacts);
      expect(how).toBe("account");
      order.push([to?.personId ?? "", as ?? ""]);
      left = left.filter(({ id }) => id !== to?.personId);
    }
    expect(order).toEqual([
      ["d", "discipline"],
      ["m", "contact"],
      ["b1", "backup"],
      ["b2", "backup"],
    ]);
    expect(route([person("c")], [])).toMatchObject({ how: "account", as: "coordinator", to: { personId: "c" }, passed: [] });
  });

  it.each(ways.filter(([why]) => why !== "absent"))(
    "[R19] a contact who is passed over (%s) gives way to the backup, and is named",
    (why, of) => {
      const found = route([person("m", of), person("b")], [named("contact", "m"), named("backup", "b")]);
      expect(found).toMatchObject({ how: "account", as: "backup", to: { personId: "b" }, unexpected: false });
      expect(whys(found)).toEqual([["m", why]]);
    },
  );

  it.each(ways.filter(([why]) => why !== "absent"))("[R19] alone, who is %s routes to paper, to her, with the reason", (why, of) => {
    const found = route([person("m", of)], [named("contact", "m")]);
    expect(found).toMatchObject({ how: "paper", as: "contact", to: { personId: "m" }, couldAnswer: [] });
    expect(whys(found)).toEqual([["m", why]]);
    // Somebody without account was never expected to answer in the system.
    expect(found.unexpected).toBe(why !== "no-account" && why !== "left");
  });

  it("[R290] a receiving coordinator answers where she is named, and is not asked elsewhere merely because she covers everything", () => {
    const carole = person("c", { roles: [role({ kind: "receiving-coordinator", everything: true })] });
    expect(route([carole], [])).toMatchObject({ how: "paper", to: null, passed: [] });
    expect(route([carole], [named("contact", "c")])).toMatchObject({ how: "account", as: "contact" });
  });

  it("[R294] of two discipline contacts the nearer name is asked; another discipline's never", () => {
    const people = [person("a"), person("b"), person("p"), person("m")];
    const contacts = [
      named("discipline", "a", "Soins infirmiers"),
      named("discipline", "b", "Soins infirmiers : pédiatrie"),
      named("discipline", "p", "Physiothérapie"),
      named("contact", "m"),
    ];
    const to = (discipline: string) => route(people, contacts, { discipline }).to?.personId;
    expect([to("Soins infirmiers"), to("soins infirmiers : Pédiatrie"), to("Physiothérapie"), to("Ergothérapie"), to("")]).toEqual([
      "a",
      "b",
      "p",
      "m",
      "m",
    ]);
    expect([disciplineFits("Soins", "Soins infirmiers"), disciplineFits("Soins infirmiers", "SOINS INFIRMIERS")]).toEqual([false, true]);
  });

  it("[R297] for who is away her delegate answers, when he does; else the next; else she is waited for", () => {
    const gone = { absences: [{ ...away, delegateId: "d" }] };
    const contacts = [named("contact", "m"), named("backup", "b")];
    expect(route([person("m", gone), person("d"), person("b")], contacts)).toMatchObject({
      to: { personId: "d" },
      as: "contact",
      insteadOf: "M",
    });
    expect(route([person("m", gone), person("d", { disabled: true }), person("b")], contacts)).toMatchObject({
      to: { personId: "b" },
      as: "backup",
    });
    const alone = route([person("m", { absences: [away] }), paper("b")], contacts);
    expect(alone).toMatchObject({ how: "account", to: { personId: "m" } });
    expect(whys(alone)).toEqual([
      ["m", "absent"],
      ["b", "no-account"],
    ]);
    // Away and lapsed is not only away.
    expect(route([person("m", { absences: [away], alerts: false })], [named("contact", "m")]).how).toBe("paper");
  });

  it("[R293] whoever is chosen receives it, in the system if she answers there and on paper if she does not", () => {
    const people = [person("m"), paper("b")];
    const contacts = [named("contact", "m"), named("backup", "b")];
    expect(route(people, contacts, { chosenId: "b" })).toMatchObject({
      how: "paper",
      as: "chosen",
      to: { personId: "b" },
      unexpected: true,
    });
    expect(route(people, contacts, { chosenId: "b" }).couldAnswer).toEqual([{ personId: "m", name: "M", as: "contact" }]);
    expect(route(people, contacts, { chosenId: "m" })).toMatchObject({ how: "account", as: "chosen" });
  });

  it("[R295] a unit that somebody set to paper is asked on paper, which says so, unless one of it is chosen", () => {
    const set = { ...unit, onPaper: true };
    const found = route([person("m")], [named("contact", "m")], { unit: set });
    expect(found).toMatchObject({ how: "paper", unitOnPaper: true, unexpected: true, couldAnswer: [{ personId: "m" }] });
    expect(route([person("m")], [named("contact", "m")], { unit: set, chosenId: "m" })).toMatchObject({ how: "account" });
  });

  it("[R291] before she lapses it is known who takes over, or that it would be paper", () => {
    const people = new Map([person("m", { lastSignInAt: ago(172) }), person("b")].map((one) => [one.id, one]));
    const of = { unit, discipline: "", contacts: [named("contact", "m"), named("backup", "b")], people, today };
    expect(nextAfter(of, "m", addDays(today, 8))).toMatchObject({ name: "B" });
    people.delete("b");
    expect(nextAfter(of, "m", addDays(today, 8))).toBeNull();
  });
});
