import { For, Index, Show } from "solid-js";
import ArrowRight from "lucide-solid/icons/arrow-right";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import Info from "lucide-solid/icons/info";
import X from "lucide-solid/icons/x";
import type { MoveNote } from "#domain/cohort-move.ts";
import { isDay } from "#domain/dates.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Select } from "#ui/parts/select.tsx";
import { cohortCopyWords } from "#words/cohort-copy.ts";
import { writeHoliday } from "#words/holiday.ts";
import { problemSentence } from "#words/problem.ts";
import { termName } from "#words/programme.ts";
import { refusalSentence } from "#words/refusal.ts";
import { localeOf, type Language } from "#words/words.ts";
import { keyOfTerm, type CopyLine as Line, type CopyPlan } from "./copy-plan.ts";
import { writeSchedule } from "./schedule-text.ts";

/** « lun. »: the day of the week is what a move must keep. */
const weekdayName = (day: string, language: Language): string =>
  isDay(day) ? new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", weekday: "short" }).format(new Date(`${day}T00:00:00Z`)) : "";
export const writeDay = (day: string, language: Language): string => `${weekdayName(day, language)}\u00A0${day}`;

/** A note in words, and whether it warns or only tells. */
export function useNoteText() {
  const w = useWords(cohortCopyWords);
  const { language } = useLanguage();
  return (note: MoveNote): { text: string; warns: boolean } => {
    const day = (of: string) => writeDay(of, language());
    const n = w().note;
    switch (note.kind) {
      case "no-term":
      case "retired-course":
        return { text: n[note.kind], warns: true };
      case "new-term":
        return { text: n["new-term"], warns: false };
      case "on-holiday": {
        const holiday = writeHoliday(note.holiday, language());
        const say = note.edge === "startsOn" ? n.onHolidayStart : n.onHolidayEnd;
        return { text: say(day(note.holiday.day), holiday), warns: true };
      }
      case "clipped":
        return { text: (note.edge === "startsOn" ? n.clippedStart : n.clippedEnd)(day(note.from)), warns: true };
      case "block-clipped":
        return { text: n.blockClipped(note.from, note.to), warns: true };
      case "block-lost":
        return { text: n.blockLost(note.from, note.to), warns: true };
      case "holidays-inside":
        return {
          text: n.inside(note.holidays.map((one) => `${day(one.day)} (${writeHoliday(one, language())})`).join(", ")),
          warns: false,
        };
    }
  };
}

/** A course under review: its term and every date before and after, each to be changed, with what to look at. */
export function CopyLine(props: { line: Line; plan: CopyPlan }) {
  const w = useWords(cohortCopyWords);
  const { language } = useLanguage();
  const noteText = useNoteText();
  const course = () => `${props.line.source.number} ${props.line.source.name}`;
  const id = () => props.line.source.id;
  const problem = () => {
    const found = props.plan.problemOf(props.line);
    if (found === null || found === "no-term") return null;
    if (found === "no-day") return problemSentence({ kind: "missing" }, language());
    return refusalSentence(found, language());
  };
  const was = () => props.line.source.schedule;
  // A note about where a date would have fallen speaks of the move, until somebody writes another date.
  const current = (note: MoveNote) =>
    !((note.kind === "on-holiday" || note.kind === "clipped") && props.line[note.edge] !== props.line.schedule?.[note.edge]);
  const bounds = () => (props.line.to ? { min: props.line.to.startsOn, max: props.line.to.endsOn } : {});
  return (
    <section
      class="rounded-lg border bg-surface"
      classList={{
        "border-danger/60": problem() !== null || (props.line.included && props.line.to === null),
        "border-line": problem() === null,
      }}
      aria-label={course()}
    >
      <header class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-3 py-2">
        <Checkbox
          aria-label={w().include(course())}
          checked={props.line.included}
          disabled={props.line.source.retired}
          onChange={(included) => props.plan.edit(id(), (line) => void (line.included = included))}
        />
        <h3 class="min-w-0 flex-1 text-sm font-semibold" classList={{ "text-muted line-through": !props.line.included }}>
          <span class="tabular-nums">{props.line.source.number}</span> {props.line.source.name}
        </h3>
        <span class="text-xs text-muted">{writeSchedule(was(), language())}</span>
      </header>
      <Show
        when={props.line.included}
        fallback={<p class="px-3 py-2 text-sm text-muted">{props.line.source.retired ? w().note["retired-course"] : w().left}</p>}
      >
        <div class="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 px-3 py-3 text-sm md:grid-cols-[8rem_11rem_1rem_minmax(0,1fr)]">
          <span class="text-xs font-semibold text-muted max-md:hidden" />
          <span class="text-xs font-semibold text-muted max-md:hidden">{w().before}</span>
          <span class="max-md:hidden" />
          <span class="text-xs font-semibold text-muted max-md:hidden">{w().after}</span>

          <span class="text-muted">{w().term}</span>
          <span>{termName(props.line.from, language())}</span>
          <Arrow />
          <span class="max-md:col-span-2">
            <Select
              class="max-w-72"
              aria-label={w().of(w().term, course())}
              value={props.line.to ? keyOfTerm(props.line.to) : ""}
              placeholder={w().chooseTerm}
              onChange={(key) => props.plan.chooseTerm(id(), key)}
              options={props.plan.choices().map((one) => ({
                value: keyOfTerm(one),
                label: one.id === null ? w().toAdd(termName(one, language())) : `${termName(one, language())} (${one.shortName})`,
              }))}
            />
          </span>

          <DateRow
            label={w().startsOn}
            course={course()}
            before={was().startsOn}
            value={props.line.startsOn}
            plan={props.plan}
            {...bounds()}
            onChange={(day) => props.plan.edit(id(), (line) => void (line.startsOn = day))}
          />
          <DateRow
            label={w().endsOn}
            course={course()}
            before={was().endsOn}
            value={props.line.endsOn}
            plan={props.plan}
            {...bounds()}
            onChange={(day) => props.plan.edit(id(), (line) => void (line.endsOn = day))}
          />
          <Index each={props.line.blocks}>
            {(block, at) => (
              <>
                <DateRow
                  label={w().blockFrom(at + 1)}
                  course={course()}
                  before={was().blocks[at]?.from ?? ""}
                  value={block().from}
                  plan={props.plan}
                  min={props.line.startsOn}
                  max={props.line.endsOn}
                  onChange={(day) =>
                    props.plan.edit(id(), (line) => {
                      const one = line.blocks[at];
                      if (one) one.from = day;
                    })
                  }
                />
                <DateRow
                  label={w().blockTo(at + 1)}
                  course={course()}
                  before={was().blocks[at]?.to ?? ""}
                  value={block().to}
                  plan={props.plan}
                  min={block().from}
                  max={props.line.endsOn}
                  onChange={(day) =>
                    props.plan.edit(id(), (line) => {
                      const one = line.blocks[at];
                      if (one) one.to = day;
                    })
                  }
                  onRemove={() => props.plan.edit(id(), (line) => void line.blocks.splice(at, 1))}
                  removeLabel={w().removeBlock(at + 1)}
                />
              </>
            )}
          </Index>
        </div>
      </Show>
      <Show when={props.line.included && (props.line.notes.some(current) || problem())}>
        <ul class="flex flex-col gap-1 border-t border-line px-3 py-2 text-xs">
          <Show when={problem()}>
            {(text) => (
              <li class="flex gap-1.5 font-medium text-danger" role="alert">
                <TriangleAlert size={14} class="mt-px shrink-0" aria-hidden="true" />
                {text()}
              </li>
            )}
          </Show>
          <For each={props.line.notes.filter(current)}>
            {(note) => {
              const { text, warns } = noteText(note);
              return (
                <li class="flex gap-1.5" classList={{ "text-warn": warns, "text-muted": !warns }}>
                  {warns ? (
                    <TriangleAlert size={14} class="mt-px shrink-0" aria-hidden="true" />
                  ) : (
                    <Info size={14} class="mt-px shrink-0" aria-hidden="true" />
                  )}
                  {text}
                </li>
              );
            }}
          </For>
        </ul>
      </Show>
    </section>
  );
}

const Arrow = () => <ArrowRight size={14} class="text-faint max-md:hidden" aria-hidden="true" />;

/** One date: as it was, and the box of what it becomes, with the day of the week of both and the holiday it falls on. */
function DateRow(props: {
  label: string;
  course: string;
  before: string;
  value: string;
  plan: CopyPlan;
  min?: string;
  max?: string;
  onChange(day: string): void;
  onRemove?(): void;
  removeLabel?: string;
}) {
  const w = useWords(cohortCopyWords);
  const { language } = useLanguage();
  const holiday = () => props.plan.holidayAt(props.value);
  const moved = () =>
    isDay(props.value) && isDay(props.before) && weekdayName(props.value, language()) !== weekdayName(props.before, language());
  return (
    <>
      <span class="text-muted">{props.label}</span>
      <span class="tabular-nums">{props.before === "" ? "–" : writeDay(props.before, language())}</span>
      <Arrow />
      <span class="flex flex-wrap items-center gap-2 max-md:col-span-2">
        <span class="w-9 shrink-0 text-right" classList={{ "font-medium text-warn": moved(), "text-muted": !moved() }}>
          {weekdayName(props.value, language())}
        </span>
        <DateInput
          value={props.value}
          aria-label={w().of(props.label, props.course)}
          {...(props.min && isDay(props.min) ? { min: props.min } : {})}
          {...(props.max && isDay(props.max) ? { max: props.max } : {})}
          onChange={(day) => props.onChange(day)}
        />
        <Show when={props.onRemove}>
          {(remove) => <IconButton label={props.removeLabel ?? ""} icon={<X size={15} aria-hidden="true" />} onClick={() => remove()()} />}
        </Show>
        <Show when={holiday()}>{(of) => <span class="text-xs font-medium text-warn">{writeHoliday(of(), language())}</span>}</Show>
      </span>
    </>
  );
}
