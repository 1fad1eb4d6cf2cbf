import { markDemo } from "#db/account.ts";
import { beginDemo, letTimePass } from "#db/demo.ts";
import { saveRights } from "#db/role.ts";
import type { ServerDeps } from "#server/context.ts";
import { bringCatalogue } from "./catalogue.ts";
import { nameContacts } from "./contacts.ts";
import { detailSchedules } from "./calendars.ts";
import { noteCapacities } from "./capacities.ts";
import { callForPlaces } from "./calls.ts";
import { letChoose } from "./choices.ts";
import { planCohorts } from "./cohorts.ts";
import { putConditions } from "./conditions.ts";
import { askSooner } from "./desk.ts";
import { matchStudents } from "./matchings.ts";
import { prepareNextYear } from "./next-year.ts";
import { answer, assign, sendRows, type Live } from "./lives.ts";
import { draftedCourse, draftRows, writeAtOnce } from "./drafts.ts";
import { welcomeGuests } from "./guests.ts";
import { locate } from "./positions.ts";
import { describePlaces } from "./profiles.ts";
import { wordReasons } from "./reasons.ts";
import { noteRules } from "./rules.ts";
import { tryOut } from "./scenarios.ts";
import { changeDates } from "./splits.ts";
import { typeRows } from "./sheets.ts";
import { nameSupervisors } from "./supervisors.ts";
import { newsBegins } from "./notices.ts";
import { lastVisits, openUnit } from "./welcome.ts";
import { hangWalls } from "./walls.ts";
import { wishForPlaces } from "./wishes.ts";
import { waitForThings } from "./watches.ts";
import { peopleTheWorld, type World } from "./world.ts";

/** Josée Lapointe answers for the surgery of the Hôpital du Nord and for a unit of mental health. */
async function giveUnits(world: World): Promise<void> {
  const { actor, call } = world.as("Lapointe");
  const { services, sites, destinations } = await call.catalogue.all();
  const nord = sites.find(({ name }) => name === "Hôpital du Nord")?.id;
  const surgery = services.filter(({ siteId, name }) => siteId === nord && name === "Chirurgie").map(({ id }) => id);
  const unit = destinations.filter(({ siteId, name }) => siteId === nord && name === "3e Sud").map(({ id }) => id);
  await world.deps.sql.begin((tx) =>
    saveRights(
      tx,
      { agencyId: actor.agencyId, roleId: actor.roleId },
      { everything: false, programmes: [], sites: [], services: surgery, destinations: unit },
    ),
  );
}

/**
 * The demo world of a first start: two schools, two health organisations and a clinic that does not use the system,
 * some 300 students, some 40 places, requests in every status. Everything that lives is made by calling the product's own
 * procedures as the people concerned, so the demo cannot hold what the product would refuse. Does nothing in a database somebody can sign in to.
 */
export async function loadDemo(deps: ServerDeps): Promise<boolean> {
  if (!(await beginDemo(deps.sql))) return false;
  const world = await peopleTheWorld(deps);
  await bringCatalogue(world);
  await giveUnits(world);
  await letTimePass(deps.sql, 24 * 30);
  const planned = await planCohorts(world);
  await locate(world, planned);
  await letTimePass(deps.sql, 24 * 9);
  const lives: Live[] = [];
  const drafted = planned.find(({ course }) => course.number === draftedCourse);
  const draft = drafted && (await draftRows(world, drafted));
  for (const course of planned)
    lives.push(...(await sendRows(course, (course.rowIds = course === drafted && draft ? draft.ids : await typeRows(world, course)))));
  await askSooner(world, lives);
  await letTimePass(deps.sql, 24 * 6);
  for (const [at, live] of lives.entries()) {
    if (at === Math.floor(lives.length * 0.5)) await lastVisits(world);
    if (at === lives.length - 12) await newsBegins(world);
    await answer(world, live);
  }
  await letTimePass(deps.sql, 26);
  await assign(lives);
  await wishForPlaces(planned);
  await detailSchedules(lives);
  await changeDates(lives);
  await nameSupervisors(world, lives);
  await callForPlaces(world, planned);
  await letChoose(world, planned);
  await letTimePass(deps.sql, 1.5);
  const open = drafted?.course.rows.findIndex(({ fate }) => fate === "typed") ?? -1;
  const rowId = draft?.ids[open];
  if (drafted && draft && rowId) await writeAtOnce(world, drafted, { sheet: draft.sheet, rowId });
  await letTimePass(deps.sql, 1.5);
  await prepareNextYear(world, planned);
  await noteRules(world, planned);
  await welcomeGuests(world);
  await noteCapacities(world);
  await describePlaces(world);
  await putConditions(world, lives);
  await tryOut(lives);
  await matchStudents(lives);
  await wordReasons(world);
  await nameContacts(world);
  await hangWalls(world);
  await openUnit(world);
  await waitForThings(world);
  // Last, so that a first start that was cut short is not taken for a finished one.
  await markDemo(deps.sql);
  return true;
}
