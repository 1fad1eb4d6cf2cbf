import type { Id } from "#domain/id.ts";
import { connect } from "#db/sql.ts";
import { addStudentActor } from "#db/testing-student.ts";
import { addHospital, addSchool } from "#db/testing-world.ts";
import { beginSession } from "#server/session.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { median, quantile } from "./machine.ts";
import { startProduct, type Product } from "./server.ts";

const students = 500;
const places = 40;
const ranks = 10;
const turns = 5;

/** A class with accounts, an open round over some places, and everybody's cookie. */
async function makeClass({ databaseUrl, url }: Product) {
  const sql = connect(databaseUrl, { max: 10 });
  try {
    const school = await addSchool(sql, { students });
    const hospital = await addHospital(sql);
    const units = await sql<{ id: Id }[]>`
      insert into destination (agency_id, site_id, service_id, name)
      select ${hospital.agencyId}, ${hospital.siteId}, ${hospital.serviceId}, 'Unité ' || n from generate_series(1, ${places}) n returning id`;
    const deps = depsOver(sql);
    const { cohortCourseId, agencyId } = school;
    const coordinator = callerAs(deps, school.anna);
    const now = Date.now();
    const setting = {
      opensAt: new Date(now - 3_600_000).toISOString(),
      closesAt: new Date(now + 86_400_000).toISOString(),
      least: 1,
      most: ranks,
      fromSheets: true,
      showsDemand: true,
      showsClassmates: true,
      note: "",
    };
    await coordinator.choice.set({ cohortCourseId, saw: 0, setting });
    for (const { id: placeId } of units) await coordinator.choice.addPlace({ cohortCourseId, placeId, seats: 12 });
    const cookies: string[] = [];
    for (const studentId of school.students) {
      const { accountId } = await addStudentActor(sql, { agencyId, studentId });
      const facts = {
        headers: new Headers({ host: "localhost", origin: url }),
        ip: "198.51.100.7",
        requestId: "bench",
        setCookie: (value: string) => void cookies.push(value.split(";", 1)[0] ?? ""),
      };
      await beginSession(deps, facts, { sql, accountId });
    }
    const { round } = await coordinator.choice.round({ cohortCourseId });
    return { roundId: round?.id ?? "", cookies, units: units.map(({ id }) => id), cohortCourseId, anna: school.anna };
  } finally {
    await sql.end();
  }
}

/** Five hundred students of a class who submit ten ranked places at the same moment: how long until the last knows, beside as many bare questions. */
export async function measureChoice({ quick, note }: Measure): Promise<Figure[]> {
  await using product = await startProduct();
  note("choice: a class of 500 comes in");
  const { roundId, cookies, units, cohortCourseId, anna } = await makeClass(product);
  const input = encodeURIComponent(JSON.stringify({ roundId }));
  const ask = async (path: string, cookie: string) => {
    const answer = await fetch(`${product.url}/trpc/${path}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(await answer.text());
    return ((await answer.json()) as { result: { data: unknown } }).result.data;
  };
  const submit = async (index: number, saw: number) => {
    const choices = Array.from({ length: ranks }, (_none, rank) => ({ placeId: units[(index * 7 + rank * 3) % places], comment: "" }));
    const answer = await fetch(`${product.url}/trpc/choiceOwn.submit`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: product.url, cookie: cookies[index] ?? "" },
      body: JSON.stringify({ roundId, saw, choices }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return ((await answer.json()) as { result: { data: { version: number } } }).result.data.version;
  };
  const everybody = async (work: (index: number) => Promise<unknown>): Promise<number[]> => {
    const begun = performance.now();
    const took = await Promise.all(cookies.map((_cookie, index) => work(index).then(() => performance.now() - begun)));
    return took.toSorted((one, other) => one - other);
  };
  const versions = cookies.map(() => 0);
  const times: Record<"bare" | "open" | "submit", number[][]> = { bare: [], open: [], submit: [] };
  for (let turn = 0; turn < (quick ? 1 : turns); turn += 1) {
    note(`choice, round ${turn + 1}`);
    times.bare.push(await everybody((index) => ask("account.me", cookies[index] ?? "")));
    times.open.push(await everybody((index) => ask(`choiceOwn.round?input=${input}`, cookies[index] ?? "")));
    times.submit.push(await everybody(async (index) => (versions[index] = await submit(index, versions[index] ?? 0))));
  }
  // Each is counted, once.
  const sql = connect(product.databaseUrl, { max: 2 });
  const { round } = await callerAs(depsOver(sql), anna).choice.round({ cohortCourseId });
  await sql.end();
  const counted = round?.places.reduce((sum, { demand }) => sum + demand.all, 0);
  if (round?.counts.submitted !== students || counted !== students * ranks)
    throw new Error(`${round?.counts.submitted} submitted, ${counted} choices counted`);
  const figure = (name: string, of: "open" | "submit", share: number): Figure => {
    const each = times[of].map((turn) => quantile(turn, share));
    return {
      name,
      value: median(each),
      unit: "ms",
      peer: "as-many-bare-questions",
      peerValue: median(times.bare.map((turn) => quantile(turn, share))),
      spread: [Math.min(...each), Math.max(...each)],
    };
  };
  return [
    { ...figure("choice-500-submit-last", "submit", 1), reach: [{ of: { ratioTo: "as-many-bare-questions" }, most: 5 }] },
    figure("choice-500-submit-p50", "submit", 0.5),
    figure("choice-500-open-last", "open", 1),
  ];
}
