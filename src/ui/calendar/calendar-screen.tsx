import { useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { addDays, type Day } from "#domain/dates.ts";
import { mondayOf } from "#domain/day-plan.ts";
import { restoring } from "#domain/day-change.ts";
import type { Id } from "#domain/id.ts";
import { timesOf } from "#domain/schedule.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { calendarWords, weekdayName, writeBalance, writeMonth, writeRange, writeSummary } from "#words/calendar.ts";
import { writeDays, writeHours } from "#words/request.ts";
import { writeTime } from "#words/words.ts";
import { calendarKey, createCalendar, type CalendarData } from "./calendar-state.ts";
import { CalendarTools, HoursLine, useCalendarActions } from "./calendar-tools.tsx";
import { DayGrid } from "./day-grid.tsx";
import { FileMenu } from "./file-menu.tsx";
import { VariedDialog } from "./varied-dialog.tsx";

const useCalendar = (id: () => Id) =>
  useQuery(() => ({ queryKey: calendarKey(id()), queryFn: () => api.calendar.get.query({ id: id() }), retry: false }));

/** `/sorties/:id/horaire` and `/demandes/:id/horaire`: the detailed schedule of a request, day by day (F-119, F-198, F-199). */
export function CalendarScreen(props: { id: Id; list: "outbox" | "inbox" }) {
  const w = useWords(calendarWords);
  const calendar = useCalendar(() => props.id);
  return (
    <Show
      when={calendar.data}
      fallback={
        <Screen title={w().loading}>
          <Show when={calendar.isError} fallback={<Skeleton rows={8} />}>
            <Mishap error={calendar.error} />
          </Show>
        </Screen>
      }
    >
      {(data) => (
        <Show when={data().request.id} keyed>
          <Calendar data={data()} list={props.list} />
        </Show>
      )}
    </Show>
  );
}

type View = "all" | "month" | "week";

function Calendar(props: { data: CalendarData; list: "outbox" | "inbox" }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const calendar = createCalendar(() => props.data);
  const actions = useCalendarActions(calendar);
  const [view, setView] = createSignal<View>("all");
  const [varying, setVarying] = createSignal(false);
  const request = () => props.data.request;
  const home = () => (props.list === "outbox" ? "/sorties" : "/demandes");
  const place = () =>
    [request().place.destination, request().place.service, request().place.site].filter((part) => part !== null).join(", ");
  const monday = () => mondayOf(calendar.selection.head());
  const month = () => calendar.selection.head().slice(0, 7);
  const weeks = createMemo(() =>
    calendar.weeks().filter((week) => {
      if (view() === "all") return true;
      if (view() === "week") return week.monday === monday();
      return week.days.some(({ day }) => day.slice(0, 7) === month());
    }),
  );
  const step = (by: 1 | -1) => {
    const head = calendar.selection.head();
    if (view() === "week") return calendar.selection.only(addDays(head, by * 7));
    const first = `${head.slice(0, 7)}-01`;
    calendar.selection.only(by < 0 ? `${addDays(first, -1).slice(0, 7)}-01` : `${addDays(first, 32).slice(0, 7)}-01`);
  };
  const various = () => props.data.pattern.weekdays === null || timesOf(props.data.pattern) === null;
  const unknown = () => calendar.summary().hours === null;
  const students = () => (request().kind === "group" ? props.data.students : []);
  const ownDays = (student: Id) => props.data.days.filter((one) => one.studentId === student).length;
  return (
    <Screen
      title={w().title(request().reference)}
      crumbs={[
        { label: props.list === "outbox" ? w().outbox : w().inbox, href: home() },
        { label: `${request().course.number} ${request().course.name}`, href: `${home()}/${request().id}` },
        ...(place() === "" ? [] : [{ label: place() }]),
      ]}
      aside={<StatusChip status={request().status} />}
      actions={
        <>
          <ButtonLink href={`${home()}/${request().id}`}>{w().request}</ButtonLink>
          {request().kind === "group" && request().place.destinationId !== null ? (
            <ButtonLink href={`/calendrier/${request().place.destinationId}?du=${props.data.pattern.startsOn}`}>{w().unit}</ButtonLink>
          ) : undefined}
          <FileMenu id={request().id} studentId={calendar.whose()} />
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <div class="flex flex-wrap items-end gap-x-6 gap-y-2">
          <div class="min-w-0 flex-[1_1_20rem]">
            <HoursLine
              calendar={calendar}
              written={writeSummary(calendar.summary(), language())}
              balance={writeBalance(calendar.balance(), props.data.courseHours, language())}
            />
            <p class="text-sm text-muted">
              <span class="tabular-nums">{`${props.data.pattern.startsOn}\u00A0– ${props.data.pattern.endsOn}`}</span>
              {`, ${writeDays(props.data.pattern, language())}, ${writeHours(props.data.pattern, language())}`}
            </p>
          </div>
          <Show when={students().length > 0}>
            <Field label={w().whose} class="w-60">
              <Select
                value={calendar.whose() ?? "group"}
                onChange={(value) => calendar.setWhose(value === "group" ? null : value)}
                options={[
                  { value: "group", label: w().group },
                  ...students().map((student) => ({
                    value: student.id,
                    label: ownDays(student.id) > 0 ? `${student.name}, ${w().ownDays(ownDays(student.id))}` : student.name,
                  })),
                ]}
              />
            </Field>
          </Show>
          <ViewChoice view={view()} onChange={setView} />
        </div>
        <Notices calendar={calendar} varied={various() && unknown()} onVary={() => setVarying(true)} />
        <Show when={!props.data.may.edit}>
          <p class="text-sm text-muted">{request().side === "placing" ? w().over : w().readOnly}</p>
        </Show>
        <Show when={props.data.may.edit}>
          <CalendarTools calendar={calendar} actions={actions} />
        </Show>
        <Show when={view() !== "all"}>
          <div class="flex items-center gap-2">
            <IconButton label={w().view.previous} icon={<ChevronLeft size={16} />} onClick={() => step(-1)} />
            <span class="min-w-40 text-center font-medium first-letter:uppercase" aria-live="polite">
              {view() === "month" ? writeMonth(calendar.selection.head(), language()) : weekName(calendar.weeks(), monday(), w().week)}
            </span>
            <IconButton label={w().view.next} icon={<ChevronRight size={16} />} onClick={() => step(1)} />
          </div>
        </Show>
        <DayGrid
          calendar={calendar}
          weeks={weeks()}
          onEdit={() => actions.open("day")}
          onRemove={() => actions.remove()}
          onAdd={() => actions.add()}
          onLeave={() => undefined}
        />
        <Show when={props.data.may.edit}>
          <p class="hidden text-xs text-muted md:block">{w().keys}</p>
        </Show>
      </div>
      <Show when={varying()}>
        <VariedDialog calendar={calendar} onClose={() => setVarying(false)} />
      </Show>
    </Screen>
  );
}

const weekName = (weeks: { monday: Day; number: number }[], monday: Day, name: (number: number) => string): string =>
  name(weeks.find((week) => week.monday === monday)?.number ?? 1);

function ViewChoice(props: { view: View; onChange(view: View): void }) {
  const w = useWords(calendarWords);
  return (
    <div role="group" aria-label={w().view.label} class="inline-flex">
      <For each={["all", "month", "week"] as const}>
        {(view, at) => (
          <Button
            class={`${at() > 0 ? "-ml-px rounded-l-none" : ""} ${at() < 2 ? "rounded-r-none" : ""} aria-pressed:bg-accent-soft aria-pressed:text-accent`}
            aria-pressed={props.view === view}
            onClick={() => props.onChange(view)}
          >
            {w().view[view]}
          </Button>
        )}
      </For>
    </div>
  );
}

/** What wants a look: days a colleague changed first, students in two places, « variés », days out of the dates. */
function Notices(props: { calendar: ReturnType<typeof createCalendar>; varied: boolean; onVary(): void }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const calendar = () => props.calendar;
  const moment = (from: string) =>
    `${weekdayName(((new Date(`${from.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1, language())} ${from.slice(0, 10)}, ${writeTime(from.slice(11, 16), language())}`;
  // After hydration only: what the server did not render cannot differ.
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  return (
    <>
      <Show when={calendar().stale()}>
        {(stale) => (
          <Notice
            kind="warn"
            actions={
              <Button size="sm" onClick={() => calendar().insist()}>
                {w().anyway}
              </Button>
            }
          >
            {w().stale(stale().days.length, [...new Set(stale().days.map(({ by }) => by))].filter((by) => by !== "").join(", "))}
          </Notice>
        )}
      </Show>
      <Show when={shown() && calendar().meets().length > 0}>
        <Notice kind="danger" title={w().meetsTitle(calendar().meets().length)} quiet>
          <ul>
            <For each={calendar().meets()}>{(one) => <li>{w().meets(one.student, one.place, moment(one.from))}</li>}</For>
          </ul>
        </Notice>
      </Show>
      <Show when={props.varied}>
        <Notice
          kind="info"
          quiet
          title={w().varied.title}
          actions={
            calendar().mayEdit() ? (
              <Button size="sm" onClick={() => props.onVary()}>
                {w().varied.action}
              </Button>
            ) : undefined
          }
        >
          {calendar().summary().days === 0 ? `${w().emptyText} ` : ""}
          {w().varied.text(writeRange(calendar().summary().range, language()))}
        </Notice>
      </Show>
      <Show when={calendar().stray().length > 0}>
        <Notice
          kind="warn"
          quiet
          actions={
            calendar().mayEdit() ? (
              <Button
                size="sm"
                onClick={() =>
                  calendar().apply(
                    calendar()
                      .stray()
                      .flatMap(({ day, studentId }) => restoring(calendar().schedule(), [day], studentId)),
                  )
                }
              >
                {w().strayRemove}
              </Button>
            ) : undefined
          }
        >
          {w().stray(calendar().stray().length)}
        </Notice>
      </Show>
    </>
  );
}
