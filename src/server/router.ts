import { accountRouter } from "./account.ts";
import { assignmentRouter } from "./assignment.ts";
import { catalogueRouter } from "./catalogue.ts";
import { liveRouter } from "./live.ts";
import { requestRouter } from "./request.ts";
import { createCaller, router } from "./trpc.ts";
import { worksheetRouter } from "./worksheet.ts";

/** Everything that can be asked, by noun. */
export const appRouter = router({
  account: accountRouter,
  assignment: assignmentRouter,
  catalogue: catalogueRouter,
  live: liveRouter,
  request: requestRouter,
  worksheet: worksheetRouter,
});
export type AppRouter = typeof appRouter;

/** The same procedures called in process, for pages rendered on the server. */
export const callerOf = createCaller(appRouter);
