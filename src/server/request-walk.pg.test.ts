import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { moveNames, moves, statusSeenBy, type Move, type Status } from "#domain/request.ts";
import { refusalSentence } from "#words/refusal.ts";
import { addHospital, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

/** By hand: `WALK_SEEDS=500 WALK_FROM=1 npx vitest run --config app.config.ts src/server/request-walk.pg.test.ts`. */
const seeds = Number(process.env.WALK_SEEDS ?? 8);
const first = Number(process.env.WALK_FROM ?? 1);
const steps = 14;

let database: TestDatabase;
let schools: TestSchool[];
let hospital: TestHospital;
let clinic: TestHospital;
/** Its service hands what it is sent to a unit by itself. */
let handing: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  schools = [await addSchool(database.sql, { kind: "individual" }), await addSchool(database.sql, { kind: "group" })];
  [hospital, clinic] = [await addHospital(database.sql), await addHospital(database.sql, { isUser: false })];
  handing = await addHospital(database.sql);
  await database.sql`update service set redirects = 'unit', redirect_unit_id = ${handing.eastId} where id = ${handing.serviceId}`;
});
afterAll(() => database[Symbol.asyncDispose]());

type Roll = (below: number) => number;
/** A number below `below`, from a seed, the same on every machine (mulberry32). */
function dice(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const now = new Date("2026-11-22T15:00:00Z");
const as = (actor: Actor) => callerAs(depsOver(database.sql), actor, now);
const secret = "mot secret de l’unité";

interface Life {
  school: TestSchool;
  at: TestHospital;
  id: Id;
}
/** What somebody does; an outcome that refused some says why, a whole refusal is thrown. */
type Act = (life: Life, roll: Roll) => Promise<unknown>;
const seen = async (actor: Actor, id: Id, stale = false) => {
  const { version } = await as(actor).request.get({ id });
  return [{ id, version: stale ? Math.max(0, version - 1) : version }];
};
const no = (code: string, note = "") => ({ code, note });

const acts: Record<string, Act> = {
  send: async ({ school, id }) => as(school.anna).request.send({ requests: await seen(school.anna, id) }),
  stale: async ({ school, id }) =>
    as(school.bruno).request.cancel({ requests: await seen(school.bruno, id, true), reason: no("attrition") }),
  cancel: async ({ school, id }) => as(school.anna).request.cancel({ requests: await seen(school.anna, id), reason: no("attrition") }),
  cancelThere: async ({ at, id }) => as(at.claire).request.cancel({ requests: await seen(at.claire, id), reason: no("closure") }),
  noReason: async ({ at, id }) => as(at.claire).request.decline({ requests: await seen(at.claire, id), reason: no("attrition") }),
  accept: async ({ at, id }) => as(at.claire).request.accept({ requests: await seen(at.claire, id) }),
  decline: async ({ at, id }) => as(at.claire).request.decline({ requests: await seen(at.claire, id), reason: no("staffing") }),
  onBehalf: async ({ school, id }) => as(school.anna).request.acceptOnBehalf({ requests: await seen(school.anna, id) }),
  noOnBehalf: async ({ school, id }) =>
    as(school.anna).request.declineOnBehalf({ requests: await seen(school.anna, id), reason: no("staffing") }),
  redirect: async ({ at, id }, roll) =>
    as(at.claire).request.redirect({ requests: await seen(at.claire, id), destinationId: roll(2) === 0 ? at.eastId : at.westId }),
  yesOfUnit: async ({ at, id }, roll) => {
    const actor = roll(2) === 0 ? at.eve : at.claire;
    return as(actor).request.acceptForUnit({ requests: await seen(actor, id) });
  },
  noOfUnit: async ({ at, id }, roll) => {
    const actor = roll(2) === 0 ? at.eve : at.claire;
    return as(actor).request.declineForUnit({ requests: await seen(actor, id), reason: no("staffing", secret) });
  },
  hold: async ({ school, id }, roll) =>
    as(school.anna).assignment.hold({ requestId: id, studentId: school.students[roll(school.students.length)] ?? "", saw: null }),
  confirm: async ({ school, id }) => as(school.anna).assignment.confirm({ requestIds: [id] }),
  unconfirm: async ({ school, id }) => as(school.anna).assignment.unconfirm({ requestId: id }),
  postpone: async ({ school, id }, roll) =>
    as(school.anna).requestTag.postpone({
      requests: await seen(school.anna, id),
      to: { startsOn: `2027-01-${18 + roll(10)}`, endsOn: "2027-03-26" },
      resubmit: roll(2) === 0,
      reason: no("postpone-site"),
    }),
  shorten: async ({ school, id }) =>
    as(school.anna).requestTag.shorten({ requests: await seen(school.anna, id), endsOn: "2027-03-12", reason: no("shorten-withdrew") }),
  again: async ({ school, id }) => as(school.anna).requestAgain.reactivate({ requests: await seen(school.anna, id) }),
  againThere: async ({ at, id }) => as(at.claire).requestAgain.reactivate({ requests: await seen(at.claire, id) }),
  clone: async ({ at, id }, roll) => {
    const [request] = await seen(at.claire, id);
    return as(at.claire).requestClone.make({
      request: request ?? { id, version: 0 },
      destinationId: roll(2) === 0 ? at.eastId : at.westId,
      message: "Ailleurs",
    });
  },
  takeBack: async ({ at, id }) => as(at.claire).request.takeBack({ requests: await seen(at.claire, id) }),
  comment: async ({ school, id }) => {
    const [request] = await seen(school.anna, id);
    return as(school.anna).request.change({ ...(request ?? { id, version: 0 }), comment: "Merci" });
  },
  discard: async ({ school, id }) => as(school.anna).request.discard({ requests: await seen(school.anna, id) }),
};
const names = Object.keys(acts);
const answers = ["accept", "decline", "redirect", "clone"];
const unitAnswers = ["yesOfUnit", "noOfUnit", "noOfUnit", ...answers];
/** What leads on from a status; the rest is tried now and then, and is refused. */
const likely: Record<Status, string[]> = {
  new: ["send"],
  "new-part": ["send"],
  "sent-held": ["cancel"],
  sent: [...answers, "redirect", "cancel"],
  "sent-paper": ["onBehalf", "noOnBehalf", "cancel"],
  reactivated: answers,
  redirected: unitAnswers,
  "redirected-paper": unitAnswers,
  "redirected-auto": unitAnswers,
  "accepted-by-unit": [...answers, "takeBack"],
  "declined-by-unit": [...answers, "takeBack"],
  accepted: ["hold", "confirm", "confirm", "postpone", "cancelThere"],
  declined: ["againThere", "again", "clone"],
  confirmed: ["shorten", "unconfirm", "postpone", "cancel", "cancelThere"],
  cancelled: ["again", "againThere"],
};
const ofUnit = new Set(["yesOfUnit", "noOfUnit"]);

interface Kept {
  status: Status;
  version: number;
  seq: number;
}
async function kept(id: Id): Promise<Kept | null> {
  const [row] = await database.sql<Kept[]>`
    select status, version, coalesce((select max(seq) from event where about = ${id} and kind like 'request.%'), 0)::int8 as seq from request where id = ${id}`;
  return row ?? null;
}
/** Everything the school is answered of it, but when it was asked. */
const shownTo = async (actor: Actor, id: Id) =>
  JSON.stringify([
    await as(actor).request.get({ id }),
    (await as(actor).request.counts({})).counts,
    (await as(actor).history.of({ about: id })).entries,
  ]);

/** Ways from a status that the table has, those that lead back along it (an answer taken back), and what follows in the same breath (T12). */
const leads = (from: Status, to: Status): boolean =>
  from === to ||
  (to === "redirected-auto" && from !== "sent" && from !== "reactivated" && (leads(from, "sent") || leads(from, "reactivated"))) ||
  moveNames.some((name) => {
    const out = (moves[from] as Partial<Record<string, Move>>)[name];
    const back = (moves[to] as Partial<Record<string, Move>>)[name];
    return out?.to.includes(to) || back?.to.includes(from);
  });

const tally = { moved: 0, refused: 0, statuses: new Set<string>() };

async function live(seed: number): Promise<void> {
  const roll = dice(seed);
  const school = schools[roll(2)] ?? schools[0];
  if (!school) throw new Error("no school");
  const at = [clinic, handing, hospital, hospital][roll(4)] ?? hospital;
  const rowId = await addRow(database.sql, school, cellsAt(at, { size: school.kind === "group" ? "6" : "1" }));
  const { done } = await as(school.anna).worksheet.copyToOutbox({ worksheetId: school.worksheetId, rowIds: [rowId] });
  const life: Life = { school, at, id: done[0]?.requestId ?? "" };
  let before = await kept(life.id);
  for (let step = 0; step < steps && before; step++) {
    const all = roll(4) === 0 ? names : likely[before.status];
    const name = all[roll(all.length)] ?? "send";
    const what = `seed ${seed}, step ${step}: ${name} at ${before.status}`;
    const shown = ofUnit.has(name) ? await shownTo(school.anna, life.id) : null;
    try {
      const outcome = (await acts[name]?.(life, roll)) as { refused?: { refusal: { code: string } }[] } | undefined;
      for (const { refusal } of outcome?.refused ?? []) {
        tally.refused += 1;
        expect(refusalSentence(refusal as never, "fr"), what).toMatch(/\w/);
      }
    } catch (error) {
      const refusal = (error as { cause?: { refusal?: { code: string } } }).cause?.refusal;
      if (!refusal) throw new Error(what, { cause: error });
      tally.refused += 1;
      expect(refusalSentence(refusal as never, "en"), what).toMatch(/\w/);
    }
    const after = await kept(life.id);
    if (!after) {
      expect(["new", "new-part", "sent-held", "sent"], what).toContain(before.status);
      break;
    }
    tally.statuses.add(after.status);
    expect(leads(before.status, after.status), `${what} to ${after.status}`).toBe(true);
    const moved = after.status !== before.status || after.version !== before.version;
    if (moved) {
      tally.moved += 1;
      expect(after.version, what).toBeGreaterThan(before.version);
      expect(after.seq, what).toBeGreaterThan(before.seq);
    }
    const theirs = await as(school.anna).request.get({ id: life.id });
    expect(JSON.stringify(theirs), what).not.toMatch(/by-unit|mot secret/);
    expect(theirs.status, what).toBe(statusSeenBy(after.status, "placing"));
    if (shown !== null) expect(await shownTo(school.anna, life.id), what).toBe(shown);
    before = after;
  }
}

test(`[R279] ${seeds} random lives through the procedures, from seed ${first}: nothing the table, the views or the database forbid`, async () => {
  for (let seed = first; seed < first + seeds; seed++) await live(seed);
  // a constraint nobody asked about says the same of all of them
  const odd = await database.sql`
    select r.id from request r where (r.status in ('declined', 'declined-by-unit', 'cancelled')) <> (r.reason_code is not null)
      or (r.status not in ('accepted', 'confirmed') and exists (select from assignment a where a.request_id = r.id and a.state = 'confirmed'))
      or (r.status in ('declined', 'cancelled') and exists (select from assignment a where a.request_id = r.id))`;
  expect(odd).toEqual([]);
  expect(tally.moved).toBeGreaterThan(seeds * 2);
  expect(tally.refused).toBeGreaterThan(seeds);
  expect(tally.statuses.size).toBeGreaterThan(6);
}, 60_000);
