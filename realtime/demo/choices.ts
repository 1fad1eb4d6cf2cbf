import type { Actor } from "#domain/access.ts";
import { addDays, dayIn } from "#domain/dates.ts";
import { instantIn } from "#domain/hold.ts";
import type { Id } from "#domain/id.ts";
import { insertDemoAccount } from "#db/demo.ts";
import { insertStudentRole } from "#db/student-account.ts";
import type { PlannedCourse } from "./cohorts.ts";
import { callAs, type World } from "./world.ts";

/** The course whose students choose: placed one by one, most of its places still to be found. */
const choosingCourse = "180-6A1";
const hour = 3_600_000;

/** What is offered besides what was accepted, with how many it would take. */
const more: { path: string; seats: number }[] = [
  { path: "Hôpital Notre-Dame-du-Port / Médecine / 7e Nord", seats: 6 },
  { path: "Hôpital Notre-Dame-du-Port / Chirurgie / 6e Nord", seats: 6 },
  { path: "Hôpital Notre-Dame-du-Port / Pédiatrie / 3e Est", seats: 4 },
  { path: "Hôpital de la Rive / Pédiatrie / 4e Est", seats: 6 },
  { path: "Hôpital de la Rive / Obstétrique / 2e Nord", seats: 4 },
  { path: "Hôpital du Nord / Soins intensifs / 1er Ouest", seats: 8 },
  { path: "Hôpital du Nord / Santé mentale / 3e Sud", seats: 8 },
  { path: "Centre de réadaptation du Quai / Gériatrie / 2e étage", seats: 8 },
];
const withheld = "Hôpital Notre-Dame-du-Port / Chirurgie / 6e Nord";

/** Where a student's liking begins and how it goes on: some places are everybody's wish, some nobody's. */
const liking = [6, 1, 5, 6, 1, 3, 6, 2, 4, 6, 1, 7, 5, 6, 3];
const comments = ["J’habite à côté", "", "", "Stage promis par ma préceptrice", "", ""];

/** A round that is open: most of the class has chosen, some have begun, somebody was too early, and a coordinator chose for one who is ill. */
export async function letChoose(world: World, planned: PlannedCourse[]): Promise<void> {
  const choosing = planned.find(({ school, course }) => school === "port" && course.number === choosingCourse);
  if (!choosing) return;
  const { cohortCourseId, planner } = choosing;
  const { call } = planner;
  const now = world.deps.now();
  const zone = "America/Toronto";
  const closing = instantIn(addDays(dayIn(now, zone), 6), "16:00", zone);
  const setting = {
    opensAt: new Date(now.getTime() + hour).toISOString(),
    closesAt: closing,
    least: 2,
    most: 4,
    fromSheets: true,
    showsDemand: true,
    showsClassmates: true,
    note: "Classez au moins deux milieux. Dites en commentaire ce qui compte pour votre trajet.",
  };
  await call.choice.set({ cohortCourseId, saw: 0, setting });
  const { sites, services, destinations } = await call.catalogue.all();
  const placeOf = (path: string): Id => {
    const [site, service, unit] = path.split(" / ");
    const siteId = sites.find(({ name }) => name === site)?.id;
    const serviceId = services.find((one) => one.siteId === siteId && one.name === service)?.id;
    return destinations.find((one) => one.serviceId === serviceId && one.name === unit)?.id ?? "";
  };
  for (const { path, seats } of more) await call.choice.addPlace({ cohortCourseId, placeId: placeOf(path), seats });
  await call.choice.withhold({ cohortCourseId, placeIds: [placeOf(withheld)], withheld: true });
  const { rows } = await call.choice.students({ cohortCourseId });
  const students = await world.deps.sql.begin(async (tx) => {
    const made: Actor[] = [];
    for (const { studentId, email } of rows.slice(0, -10)) {
      const accountId = await insertDemoAccount(tx, email ?? `${studentId}@etu.example`);
      const roleId = await insertStudentRole(tx, { agencyId: planner.actor.agencyId, accountId, studentId });
      const { agencyId, agencyName, agencyKind } = planner.actor;
      made.push({
        accountId,
        roleId,
        personId: studentId,
        studentId,
        agencyId,
        agencyName,
        agencyKind,
        kind: "student",
        name: "",
        everything: false,
        programmes: [],
        places: { sites: [], services: [], destinations: [] },
        withNames: false,
      });
    }
    return made;
  });
  const { round } = await call.choice.round({ cohortCourseId });
  const roundId = round?.id ?? "";
  const offered = (round?.places ?? []).filter((place) => !place.withheld).map(({ placeId }) => placeId);
  const listOf = (index: number, many: number) =>
    Array.from({ length: many }, (_none, rank) => ({
      placeId: offered[((liking[(index + rank * 4) % liking.length] ?? 0) + rank * (1 + (index % 3))) % offered.length] ?? "",
      comment: rank === 0 ? (comments[index % comments.length] ?? "") : "",
    })).filter(({ placeId }, at, all) => all.findIndex((one) => one.placeId === placeId) === at);
  // Before the hour: refused, and kept.
  const [eager] = students;
  if (eager)
    await callAs(world.deps, eager)
      .choiceOwn.save({ roundId, saw: 0, choices: listOf(0, 2) })
      .catch(() => {});
  await call.choice.openNow({ cohortCourseId });
  for (const [index, student] of students.entries()) {
    const her = callAs(world.deps, student);
    const choices = listOf(index, 2 + (index % 3));
    if (index % 9 === 8 || choices.length < setting.least) await her.choiceOwn.save({ roundId, saw: 0, choices: choices.slice(0, 1) });
    else await her.choiceOwn.submit({ roundId, saw: 0, choices });
  }
  const ill = rows.at(-1);
  if (ill)
    await call.choice.behalf({
      cohortCourseId,
      studentId: ill.studentId,
      saw: 0,
      choices: listOf(3, 3),
      reason: "En congé de maladie, entendu au téléphone",
    });
}
