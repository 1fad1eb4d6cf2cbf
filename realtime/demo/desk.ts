import { addDays, dayIn } from "#domain/dates.ts";
import type { Live } from "./lives.ts";
import type { World } from "./world.ts";

/** Days, from the sending on, that schools ask to be answered within; a week passes before anybody comes in: late, today, tomorrow. */
const asked = [4, 7, 8];

/** Some of what will still wait is asked for sooner than two weeks: the desk has something late, and something due today. */
export async function askSooner(world: World, lives: Live[]): Promise<void> {
  const waiting = lives.filter(({ row }) => row.fate === "sent" && !/Notre-Dame|Quai/.test(row.at));
  const today = dayIn(world.deps.now());
  for (const [index, days] of asked.entries()) {
    const live = waiting[index * 2];
    if (!live) continue;
    const { call } = live.planned.planner;
    const { version } = await call.request.get({ id: live.requestId });
    await call.print.setTerms({ requests: [{ id: live.requestId, version }], dueOn: addDays(today, days) });
  }
}
