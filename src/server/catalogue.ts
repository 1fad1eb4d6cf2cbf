import { listCatalogue } from "#db/catalogue.ts";
import { allowed, router } from "./trpc.ts";

export const catalogueRouter = router({
  /** Every receiving organisation's places, flat, open or retired (Catalogue of domain/place.ts): what schools plan over. */
  all: allowed("catalogue.see").query(({ ctx }) => listCatalogue(ctx.sql, ctx.actor)),
});
