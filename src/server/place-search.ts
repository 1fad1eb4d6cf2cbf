import { z } from "zod";
import { id } from "#domain/id.ts";
import { takenThrough } from "#domain/capacity.ts";
import { roomLeft, type FoundPlace } from "#domain/place-search.ts";
import { refuse } from "#domain/refusal.ts";
import { daysOf, type Schedule } from "#domain/schedule.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { findPlaces, listDisciplines } from "#db/place-search.ts";
import { findWorksheet } from "#db/worksheet.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const placesAtOnce = 40;

/** Places with what their lines say they take at the dates that are looked at, where they have any (R321). */
async function withLines(
  ctx: Pick<ActorContext, "sql" | "actor">,
  places: FoundPlace[],
  of: { schedule: Schedule; discipline: string | null },
): Promise<FoundPlace[]> {
  const units = places.flatMap(({ destinationId }) => destinationId ?? []);
  const lines = Map.groupBy(await listLinesOfUnits(ctx.sql, ctx.actor, units), ({ destinationId }) => destinationId);
  if (lines.size === 0) return places;
  const { schedule } = of;
  const all = { ...schedule, blocks: [], weekdays: schedule.weekdays ?? [1, 2, 3, 4, 5, 6, 7] };
  const when = { days: daysOf(all), discipline: of.discipline };
  return places.map((place) => {
    const own = lines.get(place.destinationId ?? "");
    return own ? { ...place, ...takenThrough(place, own, when) } : place;
  });
}

/** Searching the catalogue while a sheet is planned (F-103, F-114). */
export const placeSearchRouter = router({
  /**
   * Open places that bear every word of the text, with how many they take and what is asked there at the course's dates, counts alone.
   * `room` keeps those where that many students more find room.
   */
  find: allowed("worksheet.edit")
    .input(
      z.object({
        worksheetId: id,
        text: z.string().trim().max(200).default(""),
        discipline: z.string().max(120).nullable().default(null),
        room: z.number().int().min(1).max(999).nullable().default(null),
        cursor: z.object({ foundBy: z.string().max(2_000), id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const sheet = (await findWorksheet(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      const { text, discipline, room } = input;
      const found = await findPlaces(ctx.sql, ctx.actor, {
        text,
        discipline,
        room,
        schedule: sheet.schedule,
        after: input.cursor ?? null,
        most: placesAtOnce + 1,
      });
      const at = placesAtOnce - 1;
      const [foundBy, key] = [found.foundBy[at], found.keys[at]];
      const places = await withLines(ctx, found.places.slice(0, placesAtOnce), { schedule: sheet.schedule, discipline });
      return {
        places: places.filter((place) => room === null || (roomLeft(place) ?? room) >= room),
        next: found.places.length > placesAtOnce && foundBy !== undefined && key !== undefined ? { foundBy, id: key } : null,
      };
    }),

  /** The disciplines that units say they receive: what one may filter by. */
  disciplines: allowed("worksheet.edit").query(({ ctx }) => listDisciplines(ctx.sql, ctx.actor)),
});
