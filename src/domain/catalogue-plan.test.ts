import { describe, expect, test } from "vitest";
import { linesOf, mapHeader, type ImportWorld } from "./catalogue-import.ts";
import { planImport } from "./catalogue-plan.ts";

const header = [
  "Organisme",
  "Site",
  "Service",
  "Destination",
  "Utilisateur (O/N)",
  "Contact",
  "Courriel",
  "Téléphone",
  "Places max",
  "Taille max du groupe",
];
const read = (...rows: string[]) =>
  linesOf(
    rows.map((row, index) => ({ number: index + 2, cells: row.split(";") })),
    mapHeader(header).columns,
  );

let next = 0;
const empty = (): ImportWorld => ({
  agencies: [],
  sites: [],
  services: [],
  destinations: [],
  people: [],
  keeps: () => false,
  mayAddAgency: true,
  newId: () => `id-${(next += 1)}`,
});
/** The world after a plan was carried out. */
function after(world: ImportWorld, plan: ReturnType<typeof planImport>): ImportWorld {
  const { writes } = plan;
  const fresh = { shortName: "", retiredOn: null };
  const destinations = world.destinations.map((one) => ({ ...one, ...writes.changedDestinations.find(({ id }) => id === one.id) }));
  const people = world.people.map((one) => ({ ...one, ...writes.changedPeople.find(({ id }) => id === one.id) }));
  const flagged = <T extends { id: string; isUser: boolean }>(list: T[]) =>
    list.map((one) => ({ ...one, isUser: writes.flags.find(({ id }) => id === one.id)?.isUser ?? one.isUser }));
  return {
    ...world,
    agencies: [...world.agencies, ...writes.agencies.map((one) => ({ ...one, receives: true }))],
    sites: flagged([...world.sites, ...writes.sites.map((one) => ({ ...one, ...fresh }))]),
    services: flagged([...world.services, ...writes.services.map((one) => ({ ...one, ...fresh }))]),
    destinations: [...destinations, ...writes.destinations.map((one) => ({ ...one, ...fresh }))],
    people: [...people, ...writes.people.map((one) => ({ ...one, hasAccount: false }))],
  };
}
const list = [
  "CISSS;Nord;Médecine;3e Est;O;Unité 1;u1@x.example;450 555-0100;10;7",
  "CISSS;Nord;Médecine;4e Est;O;Unité 2;u2@x.example;450 555-0100;5;7",
  "CISSS;Quai;Gériatrie;3e Nord;N;Unité 3;u3@x.example;;9;8",
];

describe("the header", () => {
  test("finds columns whatever their case, accents and order, in either language", () => {
    expect(mapHeader(["SITE", "organisme", "Telephone"]).columns).toEqual({ agency: 1, site: 0, phone: 2 });
    expect(mapHeader(["Agency", "Site", "Unit"]).missing).toEqual([]);
    expect(mapHeader(["Nom", "Ville"]).missing).toEqual(["agency", "site"]);
  });
});

describe("a list of places", () => {
  test("names what each line is the first to bring", () => {
    const plan = planImport(read(...list), empty());
    expect(plan.counts).toEqual({ new: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(plan.lines.map(({ creates }) => creates)).toEqual([
      ["agency", "site", "service", "destination"],
      ["destination"],
      ["site", "service", "destination"],
    ]);
    expect(plan.writes.agencies).toMatchObject([{ name: "CISSS", isUser: true }]);
    expect(plan.writes.sites.map(({ name, isUser }) => [name, isUser])).toEqual([
      ["Nord", true],
      ["Quai", false],
    ]);
    expect(plan.writes.people).toHaveLength(3);
  });

  test("[R63] brought again changes nothing, whoever brings it", () => {
    const once = after(empty(), planImport(read(...list), empty()));
    const again = planImport(read(...list), { ...once, keeps: () => false, mayAddAgency: false });
    expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 3, refused: 0 });
    expect(Object.values(again.writes).flat()).toEqual([]);
  });

  test("shows each change with what was there, and an empty cell changes nothing", () => {
    const once = after(empty(), planImport(read(...list), empty()));
    const world = { ...once, keeps: () => true };
    const plan = planImport(
      read("cisss;NORD;medecine;3e est;;;;;12;", "CISSS;Nord;Médecine;4e Est;O;Unité 2;u2@x.example;450 555-0199;;"),
      world,
    );
    expect(plan.lines.map(({ outcome, changes }) => ({ outcome, changes }))).toEqual([
      { outcome: "changed", changes: [{ field: "capacity", before: "10", after: "12" }] },
      { outcome: "changed", changes: [{ field: "phone", before: "450 555-0100", after: "450 555-0199" }] },
    ]);
    expect(planImport(read("CISSS;Nord;Médecine;3e Est;;;;;12;"), { ...after(world, plan), keeps: () => true }).counts.unchanged).toBe(1);
  });

  test("refuses a line of an organisation that is another's to keep, and keeps the others", () => {
    const once = after(empty(), planImport(read(...list), empty()));
    const plan = planImport(read("CISSS;Nord;Médecine;9e;O;;;;;", "Clinique;Clinique;Réadaptation;1er;N;;;;;"), {
      ...once,
      keeps: () => false,
    });
    expect(plan.lines.map(({ outcome, notYours }) => [outcome, notYours])).toEqual([
      ["refused", true],
      ["new", false],
    ]);
    expect(plan.writes.destinations.map(({ name }) => name)).toEqual(["1er"]);
  });

  test("[R63] refuses by name what cannot be read, what comes twice, and what is retired", () => {
    const once = after(empty(), planImport(read(...list), empty()));
    const retired = {
      ...once,
      keeps: () => true,
      destinations: once.destinations.map((one) => (one.name === "4e Est" ? { ...one, retiredOn: "2026-06-30" } : one)),
    };
    const plan = planImport(
      read(
        "CISSS;;Médecine;3e Est;;;;;;",
        "CISSS;Nord;;3e Est;;;;;;",
        "CISSS;Nord;Médecine;3e Est;peut-être;;u1;;dix;0",
        "CISSS;Nord;Médecine;3e Est;;;;;;",
        "CISSS;Nord;Médecine;3E EST;;;;;;",
        "CISSS;Nord;Médecine;4e Est;;;;;;",
      ),
      retired,
    );
    expect(plan.lines.map(({ problems }) => problems)).toEqual([
      { site: { kind: "missing" } },
      { service: { kind: "missing" } },
      {
        isUser: { kind: "not-yes-no", text: "peut-être" },
        email: { kind: "not-an-email", text: "u1" },
        capacity: { kind: "not-a-number", text: "dix" },
        largestGroup: { kind: "not-positive" },
      },
      { destination: { kind: "row-twice", number: 4 } },
      { destination: { kind: "row-twice", number: 4 } },
      { destination: { kind: "retired-place", text: "4e Est", on: "2026-06-30" } },
    ]);
    expect(Object.values(plan.writes).flat()).toEqual([]);
  });

  test("a contact who signs in keeps her own record; one contact told in two ways is refused", () => {
    const once = after(empty(), planImport(read(...list), empty()));
    const world = { ...once, keeps: () => true, people: once.people.map((one) => ({ ...one, hasAccount: one.lastName === "Unité 1" })) };
    const plan = planImport(
      read(
        "CISSS;Nord;Médecine;3e Est;;Unité 1;u1@x.example;999;;",
        "CISSS;Nord;Médecine;4e Est;;Unité 2;u2@x.example;1;;",
        "CISSS;Quai;Gériatrie;3e Nord;;Unité 2;u2@x.example;2;;",
      ),
      world,
    );
    expect(plan.lines.map(({ outcome }) => outcome)).toEqual(["unchanged", "changed", "refused"]);
    expect(plan.lines[2]?.problems.phone).toEqual({ kind: "contact-differs", name: "Unité 2", number: 3 });
  });

  test("a site takes part as long as one of its units does", () => {
    const once = { ...after(empty(), planImport(read(...list), empty())), keeps: () => true };
    const one = planImport(read("CISSS;Nord;Médecine;3e Est;N;;;;;"), once);
    expect(one.writes.flags).toEqual([]);
    const both = planImport(read("CISSS;Nord;Médecine;3e Est;N;;;;;", "CISSS;Nord;Médecine;4e Est;N;;;;;"), once);
    expect(both.writes.flags.map(({ level, isUser }) => [level, isUser])).toEqual([
      ["site", false],
      ["service", false],
    ]);
    expect(both.counts).toEqual({ new: 0, changed: 2, unchanged: 0, refused: 0 });
  });
});

test("5,000 lines are compared twice", () => {
  const many = Array.from(
    { length: 5_000 },
    (_none, index) =>
      `Org ${index % 5};Site ${index % 50};Service ${index % 500};Unité ${index};O;Contact ${index};c${index}@x.example;1;5;5`,
  );
  const plan = planImport(read(...many), empty());
  expect(plan.counts.new).toBe(5_000);
  const again = planImport(read(...many), { ...after(empty(), plan), keeps: () => true });
  expect(again.counts.unchanged).toBe(5_000);
});
