import { addDays, dayIn } from "#domain/dates.ts";
import { takeTellings } from "#db/supervision-mail.ts";
import type { Live } from "./lives.ts";
import type { World } from "./world.ts";

/**
 * Who goes with the students of the CISSS: Ahmed Diallo, who looks at his own two placements, a colleague without account, a student
 * shared by two with hours missing, and a group led by an employee of the place. Most accepted places have nobody yet.
 */
export async function nameSupervisors(world: World, lives: Live[]): Promise<void> {
  const { actor, call } = world.as("Morin");
  const ahmed = { id: world.as("Diallo").actor.personId };
  const marie = {
    firstName: "Marie",
    lastName: "Tremblay",
    title: "Infirmière préceptrice",
    email: "marie.tremblay@cisss-rapides.example",
  };
  const yes = lives.filter(({ row }) => (row.fate === "confirmed" || row.fate === "accepted") && !/Notre-Dame|Quai/.test(row.at));
  const reached: { id: string; kind: string; startsOn: string; endsOn: string; instructor: boolean }[] = [];
  for (const { requestId } of yes) {
    const seen = await call.request.get({ id: requestId }).catch(() => null);
    if (seen && seen.place.receivingId === actor.agencyId && (seen.status === "confirmed" || seen.status === "accepted"))
      reached.push({ id: seen.id, kind: seen.kind, ...seen.schedule, instructor: seen.instructor !== null });
  }
  const alone = reached.filter(({ kind }) => kind === "individual");
  const groups = reached.filter(({ kind }) => kind === "group");
  const underWay = groups.toSorted((one, other) => one.startsOn.localeCompare(other.startsOn))[0];
  const [own, shared] = alone;
  for (const one of [underWay, own]) if (one) await call.supervision.name({ requests: [one.id], whom: ahmed });
  if (shared) {
    const { required } = await call.supervision.list({ requestId: shared.id });
    const half = Math.round((required ?? 40) / 2);
    const middle = addDays(shared.startsOn, 21);
    await call.supervision.name({ requests: [shared.id], whom: marie, span: { startsOn: null, endsOn: middle, hours: half } });
    const other = { firstName: "Luc", lastName: "Bélanger", title: "Infirmier", email: "luc.belanger@cisss-rapides.example" };
    await call.supervision.name({
      requests: [shared.id],
      whom: other,
      span: { startsOn: addDays(middle, 1), endsOn: null, hours: Math.max(1, half - 12) },
    });
  }
  const led = groups.find(({ instructor }) => !instructor);
  if (led)
    await call.supervision.name({
      requests: [led.id],
      whom: { firstName: "Geneviève", lastName: "Ruel", title: "Monitrice clinique", email: "genevieve.ruel@cisss-rapides.example" },
      part: "site-instructor",
    });
  // They were told days ago: no mail of the past arrives while somebody reads what she has just sent.
  const now = world.deps.now();
  await world.deps.sql.begin((tx) => takeTellings(tx, { now, today: dayIn(now), quiet: 0, most: 100 }));
}
