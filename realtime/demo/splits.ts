import { addDays } from "#domain/dates.ts";
import type { Live } from "./lives.ts";

const at = (lives: Live[], path: string, fate: Live["row"]["fate"]) => lives.find(({ row }) => row.at === path && row.fate === fate);
const asked = async ({ planned, requestId }: Live) => {
  const { version, schedule, size, place } = await planned.planner.call.request.get({ id: requestId });
  return { call: planned.planner.call, one: { id: requestId, version }, schedule, size, place };
};

/**
 * What becomes of placements after a yes: one that stops for a week, one that ends two weeks early (F-169), and at the other
 * school a group that gets a second unit and two groups that share their teacher (F-120, F-122). Statuses stay as they are.
 */
export async function changeDates(lives: Live[]): Promise<void> {
  const stopped = at(lives, "Hôpital du Nord / Médecine / 3e Est", "confirmed");
  if (stopped) {
    const { call, one, schedule } = await asked(stopped);
    const from = addDays(schedule.startsOn, 7 * 7);
    const reason = { code: "suspend-hazard", note: "Éclosion sur l’étage." };
    await call.requestTag.suspend({ requests: [one], from, to: addDays(from, 6), reason });
  }
  const ended = at(lives, "Hôpital de la Rive / Médecine / 2e Est", "confirmed");
  if (ended) {
    const { call, one, schedule } = await asked(ended);
    const reason = { code: "shorten-objectives", note: "" };
    await call.requestTag.shorten({ requests: [one], endsOn: addDays(schedule.endsOn, -14), reason });
  }
  const grown = at(lives, "Hôpital Notre-Dame-du-Port / Médecine / 7e Nord", "accepted");
  if (grown) {
    const { call, one, schedule, size, place } = await asked(grown);
    const { destinations } = await call.catalogue.all();
    const unit = destinations.find((each) => each.serviceId === place.serviceId && each.name === "5e Nord");
    const dates = { startsOn: schedule.startsOn, endsOn: schedule.endsOn };
    if (unit)
      await call.requestSplit.split({
        ...one,
        here: { ...dates, size: size - 2 },
        parts: [
          {
            place: { receivingId: place.receivingId, siteId: place.siteId, serviceId: place.serviceId, destinationId: unit.id },
            ...dates,
            size: 2,
          },
        ],
        reason: "Deux étudiants de plus que prévu\u00A0: le 5e Nord s’est offert.",
      });
  }
  const pair = [
    at(lives, "Hôpital Notre-Dame-du-Port / Pédiatrie / 3e Est", "accepted"),
    at(lives, "Hôpital Notre-Dame-du-Port / Pédiatrie / 3e Ouest", "sent"),
  ].filter((live) => live !== undefined);
  const [first] = pair;
  if (first && pair.length === 2) {
    const requests = await Promise.all(pair.map(async (live) => (await asked(live)).one));
    await first.planned.planner.call.requestLink.link({ requests });
  }
}
