import { z } from "zod";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlaces, listDisciplines } from "#db/place-search.ts";
import { findWorksheet } from "#db/worksheet.ts";
import { hasRoom, withRoom } from "./place-room.ts";
import { allowed, router } from "./trpc.ts";

const placesAtOnce = 40;

/** Searching the catalogue while a sheet is planned (F-103, F-114). */
export const placeSearchRouter = router({
  /**
   * Open places that bear every word of the text, with how many they take and what is asked there at the course's dates, counts alone.
   * `room` keeps those where that many students more find room and that are not closed on all their days.
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
      const places = await withRoom(ctx, found.places.slice(0, placesAtOnce), { schedule: sheet.schedule, discipline });
      return {
        places: places.filter((place) => room === null || hasRoom(place, room)),
        next: found.places.length > placesAtOnce && foundBy !== undefined && key !== undefined ? { foundBy, id: key } : null,
      };
    }),

  /** The disciplines that units say they receive: what one may filter by. */
  disciplines: allowed("worksheet.edit").query(({ ctx }) => listDisciplines(ctx.sql, ctx.actor)),
});
