import type { RequestRecord } from "#domain/request-seen.ts";
import { sizeAt } from "#domain/request-split.ts";
import { isWaiting } from "#domain/request.ts";
import { hoursKept } from "#domain/request-tag.ts";
import { hoursBetween, hoursOf, presencesOf } from "#domain/schedule.ts";
import type { PrintoutContent, PrintoutToMake } from "#db/printout-make.ts";
import { printoutWords, writeLongDays } from "#words/printout.ts";
import { writeHours } from "#words/request.ts";
import { inWords, localeOf, writeNumber, writeTime, type Language } from "#words/words.ts";
import { makePdf, type Page } from "./pdf.ts";

type Words = ReturnType<typeof wordsIn>;
const wordsIn = (language: Language) => inWords(printoutWords, language);

const written = (day: string, language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", ...options }).format(new Date(`${day}T12:00:00Z`));
const longDay = (day: string, language: Language) => written(day, language, { day: "numeric", month: "long", year: "numeric" });

/** What a printout says: its heads, and its requests as they are read now. */
export interface PrintFacts {
  content: PrintoutContent;
  requests: RequestRecord[];
}

interface Told {
  page: Page;
  w: Words;
  language: Language;
  content: PrintoutContent;
}

function calendar({ page, w, language }: Told, request: RequestRecord): void {
  page.heading(3, w.calendar);
  const days = presencesOf(request.schedule);
  if (days.length === 0) return page.paragraph(w.calendarUnknown);
  const special = days.some(({ kind }) => kind !== "shift");
  page.table({
    caption: w.calendarOf(request.reference),
    heads: [w.columns.date, w.columns.day, w.columns.from, w.columns.to, w.columns.hours, ...(special ? [w.columns.kind] : [])],
    parts: [3, 3, 2, 2, 2, ...(special ? [3] : [])],
    rows: days.map(({ day, times, shiftCode, kind }) => [
      day,
      written(day, language, { weekday: "long" }),
      times ? writeTime(times.startTime, language) : (shiftCode ?? w.unknown),
      times ? writeTime(times.endTime, language) : w.unknown,
      times ? writeNumber(hoursBetween(times), language) : "",
      ...(special ? [w.kinds[kind]] : []),
    ]),
  });
  const total = hoursOf(request.schedule);
  if (total !== null)
    page.paragraph(
      `${w.total}\u00A0: ${w.hoursCount(writeNumber(total, language))}`.replace("\u00A0:", language === "fr" ? "\u00A0:" : ":"),
    );
}

function requestPages(told: Told, request: RequestRecord, withCalendar: boolean): void {
  const { page, w, language, content } = told;
  const { names, schedule } = request;
  const total = hoursKept(request);
  const leaders = content.leaders.filter(({ requestId }) => requestId === request.id);
  page.heading(2, w.request(request.reference));
  // Stands out in the lists of both sides (F-118): a place that reads paper is told as well, before all else.
  if (request.alert.trim() !== "") page.paragraph(w.alert(request.alert.trim()));
  const status = w.statuses[request.status];
  page.facts(w.table(request.reference), [
    status ? [w.status, status] : null,
    [w.place, [names.site, names.service, names.destination ?? w.anyUnit].filter(Boolean).join(", ")],
    [w.programme, names.programme],
    [w.course, `${names.courseNumber} ${names.course}`],
    [w.cohort, `${names.cohort}, ${names.term}`],
    [w.size, request.kind === "group" ? w.group(sizeAt(request)) : w.individual],
    [w.dates, w.period(longDay(schedule.startsOn, language), longDay(schedule.endsOn, language))],
    schedule.blocks.length === 0
      ? null
      : [w.blocks, schedule.blocks.map(({ from, to }) => w.period(longDay(from, language), longDay(to, language))).join(",\n")],
    [w.days, writeLongDays(schedule, language)],
    [w.hours, writeHours(schedule, language)],
    total === null ? null : [w.total, w.hoursCount(writeNumber(total, language))],
    names.instructor ? [w.instructor, names.instructor] : null,
    leaders.length === 0 ? null : [w.leader, leaders.map(({ name, email }) => (email ? `${name}, ${email}` : name)).join(",\n")],
  ]);
  if (request.comment.trim() !== "") {
    page.heading(3, w.comment);
    page.paragraph(request.comment.trim());
  }
  const students = content.students.filter(({ requestId }) => requestId === request.id);
  if (students.length > 0) {
    page.heading(3, w.names);
    page.list(students.map(({ name }) => name));
  }
  if (withCalendar) calendar(told, request);
}

/** The day a place is asked to answer by: the first of those that wait; what is answered asks for nothing more. */
const firstDue = (requests: RequestRecord[]): string | null =>
  requests.flatMap(({ status, dueOn }) => (isWaiting(status) ? (dueOn ?? []) : [])).toSorted()[0] ?? null;

/** The PDF of a printout: who asks whom for what, by when, and of whom to ask; one request after the other. */
export function makePrintout(printout: PrintoutToMake, { content, requests }: PrintFacts): Promise<{ content: Uint8Array; pages: number }> {
  const { language } = printout;
  const w = wordsIn(language);
  const school = requests[0]?.names.school ?? content.agency;
  const title = w.title(requests.length);
  const facts = {
    title: `${title}, ${content.site}`,
    subject: w.subject,
    author: content.agency,
    language,
    createdAt: new Date(printout.createdAt),
    footer: (at: number, of: number) => `${content.agency} · ${w.page(at, of)}`,
  };
  return makePdf(facts, (page) => {
    const { sender } = content;
    const due = firstDue(requests);
    const place = [content.destination, content.service, content.site].filter(Boolean).join(", ");
    page.heading(1, title);
    page.paragraph(w.lead(school, requests.length));
    page.facts(w.about, [
      [w.to, [place, content.receiving === content.site ? "" : content.receiving, content.address].filter(Boolean).join(",\n")],
      [w.from, content.agency],
      due ? [w.dueOn, `${written(due, language, { weekday: "long" })} ${longDay(due, language)}`] : null,
      sender
        ? [
            w.answerTo,
            [sender.title ? `${sender.name}, ${sender.title}` : sender.name, sender.email, sender.phone].filter(Boolean).join(",\n"),
          ]
        : null,
      [w.preparedOn, longDay(printout.createdAt.slice(0, 10), language)],
    ]);
    for (const request of requests) requestPages({ page, w, language, content }, request, printout.calendar);
  });
}
