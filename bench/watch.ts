import type { Actor } from "#domain/access.ts";
import type { EventKind } from "#domain/event.ts";
import type { Question } from "#domain/watch.ts";
import type { StoredEvent } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital } from "#db/testing-world.ts";
import { testDatabase } from "#db/testing.ts";
import { makeBus } from "#realtime/bus.ts";
import { startFeed, type RunningFeed } from "#realtime/feed.ts";
import { startWatches } from "#realtime/watches.ts";
import { createLog } from "#server/log.ts";
import { callAs } from "#server/testing-caller.ts";
import { indexedOf } from "#server/watch-question.ts";
import type { Figure } from "./figure.ts";
import { median, quantile } from "./machine.ts";
import type { Measure } from "./main.ts";

const watches = 10_000;
const units = 80;
const people = 50;

const at = (values: number[], share: number): number =>
  quantile(
    values.toSorted((one, other) => one - other),
    share,
  );

/** Eighty units in eight services of one site, each with room for six. */
const layUnits = (sql: Sql, { agencyId, siteId }: TestHospital) => sql<{ serviceId: string; id: string }[]>`
  with services as (
    insert into service (agency_id, site_id, name) select ${agencyId}, ${siteId}, 'Service ' || n from generate_series(1, 8) n returning id, name
  )
  insert into destination (agency_id, site_id, service_id, name, capacity, disciplines)
  select ${agencyId}, ${siteId}, s.id, 'Unité ' || n, 6, array[(array['Pédiatrie', 'Chirurgie', 'Médecine', 'Soins infirmiers'])[1 + n % 4]]
  from generate_series(1, ${units}::int) n join services s on s.name = 'Service ' || (1 + n % 8) returning service_id, id`;

/** Ten thousand questions of fifty people: most about a unit or a service, some about a whole organisation or everywhere. */
async function layWatches(
  sql: Sql,
  of: { hospital: TestHospital; places: { serviceId: string; id: string }[]; agencyId: string },
): Promise<void> {
  const { hospital, places, agencyId } = of;
  const askers: Actor[] = [];
  for (let index = 0; index < people; index++)
    askers.push(await addActor(sql, { agencyId, kind: "placing-coordinator", name: ["Personne", String(index)] }));
  const whole = { agencyId: null, programmeId: null, courseId: null, serviceId: null, destinationId: null, text: "" };
  const rows = Array.from({ length: watches }, (_, index) => {
    const unit = places[index % places.length];
    const where =
      index % 20 === 0
        ? ({ level: "any", id: null } as const)
        : index % 10 === 1
          ? ({ level: "agency", id: hospital.agencyId } as const)
          : index % 4 === 2
            ? ({ level: "service", id: unit?.serviceId ?? "" } as const)
            : ({ level: "destination", id: unit?.id ?? "" } as const);
    const question: Question =
      index % 5 === 3
        ? { kind: "request", statuses: ["cancelled"], late: false, ...whole, destinationId: unit?.id ?? null }
        : {
            kind: "room",
            // more than any has: each is judged, none is told
            count: 50,
            discipline: ["Pédiatrie", "Chirurgie", "Médecine", "Soins infirmiers"][index % 4] ?? null,
            where,
            band: index % 3 === 0 ? "evening" : "day",
            weekdays: [1, 2],
            from: "2027-01-11",
            to: "2027-05-28",
          };
    const asker = askers[index % askers.length];
    return { ...indexedOf(question, agencyId), kind: question.kind, roleId: asker?.roleId, accountId: asker?.accountId };
  });
  await sql`
    insert into watch (agency_id, role_id, account_id, kind, question, facet, discipline, from_day, to_day, created_at, changed_at, judged_on)
    select ${agencyId}, r."roleId", r."accountId", r.kind, r.question, r.facet, r.discipline, r."fromDay", r."toDay", now(), now(), '2099-01-01'
    from jsonb_to_recordset(${sql.json(rows as never)}) as r ("roleId" uuid, "accountId" uuid, kind text, question jsonb, facet text, discipline text,
      "fromDay" date, "toDay" date)`;
  await sql`analyze watch`;
}

/** When the next event of a kind is heard on the feed. */
const heard = (feed: RunningFeed, kind: EventKind): Promise<StoredEvent> =>
  new Promise((resolve) => {
    const leave = feed.subscribe((events) => {
      const event = events.find((one) => one.kind === kind);
      if (!event) return;
      leave();
      resolve(event);
    });
  });

/** What ten thousand watches cost a commit, and how long after one somebody is told. */
export async function measureWatch({ quick, note }: Measure): Promise<Figure[]> {
  await using database = await testDatabase();
  const { sql, url } = database;
  const school = await addSchool(sql);
  const hospital = await addHospital(sql);
  const places = await layUnits(sql, hospital);
  const rounds = quick ? 40 : 150;
  const sent: { id: string }[] = [];
  note("requests are laid down");
  for (let index = 0; index < rounds * 2; index++) {
    const { id: destinationId = null, serviceId = hospital.serviceId } = places[index % places.length] ?? {};
    sent.push(await addRequest(sql, { school, hospital: { ...hospital, serviceId }, status: "sent", size: 2, destinationId }));
  }
  const log = createLog("silent");
  const bus = makeBus({ busUrl: undefined, url, sql, log });
  const feed = await startFeed({ sql, bus, log });
  const jobs = {
    handle: async () => {},
    nightly: async () => {},
    everyMinute: async () => {},
    ring: () => {},
    state: async () => "running" as const,
    stop: async () => {},
  };
  const stop = await startWatches({ sql, now: () => new Date("2026-11-22T15:00:00Z"), committed: bus.ring, feed, log, jobs });
  try {
    const claire = callAs(sql, hospital.claire);
    // a no gives room back: every question about that unit, its service, organisation or everywhere is judged
    const decline = async (id: string): Promise<number> => {
      const { version } = await claire.request.get({ id });
      const begun = performance.now();
      await claire.request.decline({ requests: [{ id, version }], reason: { code: "staffing", note: "" } });
      return performance.now() - begun;
    };
    note("answers without a watch");
    const without: number[] = [];
    for (const { id } of sent.slice(0, rounds)) without.push(await decline(id));
    note(`${watches} watches are written`);
    await layWatches(sql, { hospital, places, agencyId: school.agencyId });
    const beside: number[] = [];
    for (const { id } of sent.slice(rounds)) beside.push(await decline(id));
    note("one of them becomes true, again and again");
    const unit = places[7]?.id ?? "";
    const anna = callAs(sql, school.anna);
    await anna.watch.add({
      question: {
        kind: "room",
        count: 8,
        discipline: null,
        where: { level: "destination", id: unit },
        band: "evening",
        weekdays: null,
        from: "2027-01-11",
        to: "2027-05-28",
      },
      mail: false,
      endsOn: null,
    });
    const line = {
      discipline: null,
      band: null,
      shiftCode: null,
      startTime: null,
      endTime: null,
      weekdays: null,
      from: null,
      to: null,
      largestGroup: null,
      note: "",
    };
    const told: number[] = [];
    for (let round = 0; round < rounds; round++) {
      if (round % 10 === 0 && round > 0) note(`told ${round} times, half within ${median(told).toFixed(0)} ms`);
      const moved = heard(feed, "notice-page.changed");
      const { added } = await claire.capacity.write({ destinationId: unit, lines: [{ ...line, students: 9 }], ends: [] });
      const committed = performance.now();
      await moved;
      told.push(performance.now() - committed);
      const ended = heard(feed, "watch.judged");
      await claire.capacity.write({ destinationId: unit, lines: [], ends: added });
      await ended;
    }
    const peer = "without-watches";
    return [
      {
        name: "watch-commit-p50",
        value: median(beside),
        unit: "ms",
        peer,
        peerValue: median(without),
        reach: [{ of: { ratioTo: peer }, most: 1.25 }],
      },
      { name: "watch-commit-p99", value: at(beside, 0.99), unit: "ms", peer, peerValue: at(without, 0.99) },
      { name: "watch-told-p50", value: median(told), unit: "ms" },
      { name: "watch-told-p99", value: at(told, 0.99), unit: "ms", reach: [{ of: "value", most: 2_000 }] },
    ];
  } finally {
    await stop();
    await feed.stop();
  }
}
