import { catalogueRouter } from "./catalogue.ts";
import { liveRouter } from "./live.ts";
import { createCaller, router } from "./trpc.ts";
import { worksheetRouter } from "./worksheet.ts";

/** Everything that can be asked, by noun. */
export const appRouter = router({
  catalogue: catalogueRouter,
  live: liveRouter,
  worksheet: worksheetRouter,
});
export type AppRouter = typeof appRouter;

/** The same procedures called in process, for pages rendered on the server. */
export const callerOf = createCaller(appRouter);
