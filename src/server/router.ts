import { accountRouter } from "./account.ts";
import { assignmentRouter } from "./assignment.ts";
import { callRouter } from "./call.ts";
import { catalogueRouter } from "./catalogue.ts";
import { cohortRouter } from "./cohort.ts";
import { commentRouter } from "./comment.ts";
import { enrolmentRouter } from "./enrolment.ts";
import { holdRouter } from "./hold.ts";
import { historyRouter } from "./history.ts";
import { liveRouter } from "./live.ts";
import { programmeRouter } from "./programme.ts";
import { termRouter } from "./term.ts";
import { mailRouter } from "./mail.ts";
import { peopleRouter } from "./people.ts";
import { placeSearchRouter } from "./place-search.ts";
import { reminderRouter } from "./reminder.ts";
import { requestRouter } from "./request.ts";
import { sheetCopyRouter } from "./sheet-copy.ts";
import { sheetHistoryRouter } from "./sheet-history.ts";
import { shelfRouter } from "./shelf.ts";
import { studentImportRouter } from "./student-import.ts";
import { studentRouter } from "./student.ts";
import { createCaller, router } from "./trpc.ts";
import { worksheetRouter } from "./worksheet.ts";

/** Everything that can be asked, by noun. */
export const appRouter = router({
  account: accountRouter,
  assignment: assignmentRouter,
  // « call » alone is a word of the protocol
  callForOffers: callRouter,
  catalogue: catalogueRouter,
  cohort: cohortRouter,
  comment: commentRouter,
  enrolment: enrolmentRouter,
  history: historyRouter,
  hold: holdRouter,
  live: liveRouter,
  programme: programmeRouter,
  term: termRouter,
  mail: mailRouter,
  people: peopleRouter,
  placeSearch: placeSearchRouter,
  reminder: reminderRouter,
  request: requestRouter,
  shelf: shelfRouter,
  sheetCopy: sheetCopyRouter,
  sheetHistory: sheetHistoryRouter,
  student: studentRouter,
  studentImport: studentImportRouter,
  worksheet: worksheetRouter,
});
export type AppRouter = typeof appRouter;

/** The same procedures called in process, for pages rendered on the server. */
export const callerOf = createCaller(appRouter);
