import { accountRouter } from "./account.ts";
import { agreementRouter } from "./agreement.ts";
import { assignmentRouter } from "./assignment.ts";
import { boardRouter } from "./board.ts";
import { callRouter } from "./call.ts";
import { capacityRouter } from "./capacity.ts";
import { choiceOwnRouter } from "./choice-own.ts";
import { choiceRouter } from "./choice.ts";
import { calendarRouter } from "./calendar.ts";
import { catalogueRouter } from "./catalogue.ts";
import { closedDayRouter } from "./closed-day.ts";
import { checkRouter } from "./check.ts";
import { closureRouter } from "./closure.ts";
import { conflictRouter } from "./conflict.ts";
import { cohortRouter } from "./cohort.ts";
import { commentRouter } from "./comment.ts";
import { conditionRouter } from "./condition.ts";
import { contactRouter } from "./contact.ts";
import { consentRouter } from "./consent.ts";
import { enrolmentRouter } from "./enrolment.ts";
import { holdRouter } from "./hold.ts";
import { guestRouter } from "./guest.ts";
import { historyRouter } from "./history.ts";
import { liveRouter } from "./live.ts";
import { programmeRouter } from "./programme.ts";
import { termRouter } from "./term.ts";
import { displayRouter } from "./display.ts";
import { deadlineRouter } from "./deadline.ts";
import { progressRouter } from "./progress.ts";
import { documentRouter } from "./document.ts";
import { letterRouter } from "./letter.ts";
import { lookRouter } from "./look.ts";
import { mailRouter } from "./mail.ts";
import { matchReasonRouter } from "./match-reason.ts";
import { matchingRouter } from "./matching.ts";
import { bounceRouter } from "./mail-bounce.ts";
import { noticeDeviceRouter } from "./notice-device.ts";
import { noticePageRouter } from "./notice-page.ts";
import { noticeRouter } from "./notice.ts";
import { peopleRouter } from "./people.ts";
import { placeDocumentRouter } from "./place-document.ts";
import { placeSearchRouter } from "./place-search.ts";
import { occupancyRouter } from "./occupancy.ts";
import { positionRouter } from "./position.ts";
import { preferenceRouter } from "./preference.ts";
import { profileRouter } from "./profile.ts";
import { proposalRouter } from "./proposal.ts";
import { reminderRouter } from "./reminder.ts";
import { printRouter } from "./print.ts";
import { reasonRouter } from "./reason.ts";
import { replyRouter } from "./reply.ts";
import { requestAgainRouter } from "./request-again.ts";
import { requestCloneRouter } from "./request-clone.ts";
import { requestLinkRouter } from "./request-link.ts";
import { requestSplitRouter } from "./request-split.ts";
import { requestTagRouter } from "./request-tag.ts";
import { quickRouter } from "./quick.ts";
import { requestDocumentRouter } from "./request-document.ts";
import { requestRouter } from "./request.ts";
import { sheetCopyRouter } from "./sheet-copy.ts";
import { sheetHistoryRouter } from "./sheet-history.ts";
import { relocationRouter } from "./relocation.ts";
import { reservationRouter } from "./reservation.ts";
import { routingRouter } from "./routing.ts";
import { scenarioRouter } from "./scenario.ts";
import { searchRouter } from "./search.ts";
import { shelfRouter } from "./shelf.ts";
import { studentImportRouter } from "./student-import.ts";
import { studentReportRouter } from "./student-report.ts";
import { studentRouter } from "./student.ts";
import { surveyRouter } from "./survey.ts";
import { swapRouter } from "./swap.ts";
import { createCaller, router } from "./trpc.ts";
import { supplyRouter } from "./supply.ts";
import { sharingRouter } from "./supply-share.ts";
import { supervisionRouter } from "./supervision.ts";
import { viewerRouter } from "./viewer.ts";
import { welcomeRouter } from "./welcome.ts";
import { wallRouter } from "./wall.ts";
import { watchRouter } from "./watch.ts";
import { worksheetRouter } from "./worksheet.ts";
import { zoneRouter } from "./zone.ts";

/** Everything that can be asked, by noun. */
export const appRouter = router({
  account: accountRouter,
  agreement: agreementRouter,
  assignment: assignmentRouter,
  board: boardRouter,
  display: displayRouter,
  conflict: conflictRouter,
  // « call » alone is a word of the protocol
  callForOffers: callRouter,
  calendar: calendarRouter,
  capacity: capacityRouter,
  catalogue: catalogueRouter,
  check: checkRouter,
  choice: choiceRouter,
  choiceOwn: choiceOwnRouter,
  closedDay: closedDayRouter,
  closure: closureRouter,
  cohort: cohortRouter,
  comment: commentRouter,
  condition: conditionRouter,
  contact: contactRouter,
  consent: consentRouter,
  enrolment: enrolmentRouter,
  guest: guestRouter,
  history: historyRouter,
  hold: holdRouter,
  live: liveRouter,
  look: lookRouter,
  programme: programmeRouter,
  progress: progressRouter,
  term: termRouter,
  mail: mailRouter,
  matching: matchingRouter,
  matchReason: matchReasonRouter,
  notice: noticeRouter,
  noticePage: noticePageRouter,
  noticeDevice: noticeDeviceRouter,
  bounce: bounceRouter,
  occupancy: occupancyRouter,
  supply: supplyRouter,
  sharing: sharingRouter,
  people: peopleRouter,
  placeDocument: placeDocumentRouter,
  placeSearch: placeSearchRouter,
  position: positionRouter,
  preference: preferenceRouter,
  profile: profileRouter,
  proposal: proposalRouter,
  reminder: reminderRouter,
  deadline: deadlineRouter,
  document: documentRouter,
  letter: letterRouter,
  print: printRouter,
  reason: reasonRouter,
  reply: replyRouter,
  quick: quickRouter,
  request: requestRouter,
  requestAgain: requestAgainRouter,
  requestClone: requestCloneRouter,
  requestDocument: requestDocumentRouter,
  requestLink: requestLinkRouter,
  requestSplit: requestSplitRouter,
  requestTag: requestTagRouter,
  relocation: relocationRouter,
  reservation: reservationRouter,
  routing: routingRouter,
  scenario: scenarioRouter,
  search: searchRouter,
  shelf: shelfRouter,
  sheetCopy: sheetCopyRouter,
  sheetHistory: sheetHistoryRouter,
  student: studentRouter,
  studentReport: studentReportRouter,
  studentImport: studentImportRouter,
  survey: surveyRouter,
  supervision: supervisionRouter,
  swap: swapRouter,
  viewer: viewerRouter,
  welcome: welcomeRouter,
  wall: wallRouter,
  watch: watchRouter,
  worksheet: worksheetRouter,
  zone: zoneRouter,
});
export type AppRouter = typeof appRouter;

/** The same procedures called in process, for pages rendered on the server. */
export const callerOf = createCaller(appRouter);
