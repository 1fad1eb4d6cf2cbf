import type { Intent } from "#domain/overlap.ts";
import type { Catalogue } from "#domain/place.ts";
import { createSheetCheck, type CheckFacts, type SheetCheck } from "#domain/row-check.ts";
import { readRow, type Cells, type SheetFacts } from "#domain/worksheet.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { dice } from "./season.ts";

const rowCount = 1_000;
const course = {
  startsOn: "2027-01-11",
  endsOn: "2027-04-16",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

/** A sheet of a thousand groups at `units` units, each with five groups of other schools, an agreement and a closure. */
function makeSheet(units: number) {
  const catalogue: Catalogue = {
    agencies: [{ id: "a", name: "CISSS", shortName: "", isUser: true }],
    sites: [{ id: "s", agencyId: "a", name: "Nord", shortName: "", isUser: true, retiredOn: null }],
    services: [{ id: "v", agencyId: "a", siteId: "s", name: "Médecine", isUser: true, retiredOn: null }],
    destinations: Array.from({ length: units }, (_unit, index) => ({
      id: `u${index}`,
      agencyId: "a",
      siteId: "s",
      serviceId: "v",
      name: `Unité ${index}`,
      shortName: "",
      isUser: true,
      capacity: 12,
      largestGroup: 10,
      profileAt: "",
      retiredOn: null,
    })),
  };
  const facts: SheetFacts = { kind: "group", catalogue, instructors: [], course: { ...course, defaultComment: "" }, language: "fr" };
  const against: CheckFacts = {
    kind: "group",
    catalogue,
    programme: { id: "p", name: "Soins infirmiers", discipline: "" },
    hours: 224,
    closures: [
      { id: "c", siteId: "s", serviceId: null, destinationId: null, startsOn: "2027-03-01", endsOn: "2027-03-05", reason: "Relâche" },
    ],
    agreements: [
      {
        id: "e",
        receivingId: "a",
        title: "Entente",
        status: "released",
        everything: true,
        disciplines: [],
        programmes: [],
        startsOn: "2025-01-01",
        endsOn: "2027-03-31",
      },
    ],
  };
  const roll = dice(5);
  const schedule = (): Cells => ({
    weekdays: `${1 + roll(3)}${4 + roll(2)}`,
    hours: ["07:00-15:00", "15:00-23:00", "N8", "07:30-15:30"][roll(4)] ?? "",
  });
  const cells = (): Cells => ({
    agency: "CISSS",
    site: "Nord",
    service: "Médecine",
    destination: `Unité ${roll(units)}`,
    size: String(4 + roll(5)),
    ...schedule(),
  });
  const taken = new Map<string, Intent[]>();
  for (let unit = 0; unit < units; unit++) {
    taken.set(
      `u${unit}`,
      Array.from({ length: 5 }, (_one, index) => ({
        key: `t${unit}-${index}`,
        destinationId: `u${unit}`,
        kind: "group",
        stage: "asked",
        size: 6,
        own: false,
        school: "Érable",
        family: null,
        row: null,
        schedule: readRow({ ...cells(), destination: "" }, facts).schedule,
      })),
    );
  }
  const rows = Array.from({ length: rowCount }, cells);
  const begin = (): SheetCheck => {
    const check = createSheetCheck({ worksheetId: "f", kind: "group" });
    check.setFacts(against);
    for (const [unit, intents] of taken) check.setTaken(unit, intents);
    for (const [index, row] of rows.entries()) check.setRow(`r${index}`, readRow(row, facts));
    for (const id of check.changed()) check.findings(id);
    return check;
  };
  return { facts, rows, roll, cells, begin };
}

/** One edit after the other, as somebody types: the row read again, and everything it concerns judged again. Milliseconds of each. */
function editAll({ facts, rows, roll, cells, begin }: ReturnType<typeof makeSheet>, edits: number): number[] {
  const check = begin();
  return Array.from({ length: edits }, () => {
    const index = roll(rowCount);
    const next = { ...rows[index], ...(roll(3) === 0 ? cells() : { weekdays: `${1 + roll(2)}${3 + roll(3)}` }) };
    rows[index] = next;
    const begun = performance.now();
    check.setRow(`r${index}`, readRow(next, facts));
    for (const id of check.changed()) check.findings(id);
    return performance.now() - begun;
  });
}

/** The check of a sheet of 1,000 rows, by edit: beside judging the whole sheet again, and with all its rows at one unit. */
export async function measureCheck({ quick }: Measure): Promise<Figure[]> {
  const sheet = makeSheet(60);
  const edits = quick ? 300 : 3_000;
  const typed = editAll(sheet, edits);
  const whole = Array.from({ length: quick ? 5 : 20 }, () => {
    const begun = performance.now();
    sheet.begin();
    return performance.now() - begun;
  });
  const crowded = editAll(makeSheet(1), quick ? 60 : 300);
  return [
    {
      name: "check-edit-p99",
      value: quantile(typed, 0.99),
      unit: "ms",
      peer: "whole sheet again",
      peerValue: quantile(whole, 0.5),
      reach: [
        { of: "value", most: 150 },
        { of: { ratioTo: "whole sheet again" }, most: 0.25 },
      ],
    },
    { name: "check-edit-one-unit-p99", value: quantile(crowded, 0.99), unit: "ms", reach: [{ of: "value", most: 150 }] },
  ];
}
