import { DatePicker, parseDate } from "@ark-ui/solid/date-picker";
import { Popover } from "@ark-ui/solid/popover";
import { For, onMount, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { useLanguage, useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { localeOf } from "#words/words.ts";

interface CalendarProps {
  anchor(): HTMLElement | null;
  /** `AAAA-MM-JJ`, or null. */
  value: string | null;
  min?: string | undefined;
  max?: string | undefined;
  onPick(day: string): void;
  onClose(): void;
}

const step = "grid size-8 place-items-center rounded text-muted hover:bg-hover hover:text-ink disabled:opacity-40";

/** A month of days to pick one from; opened by `DateInput`. */
export default function Calendar(props: CalendarProps) {
  const w = useWords(partWords);
  const { language } = useLanguage();
  let box: HTMLDivElement | undefined;
  // It is born open, and Ark focuses only what opens: the day goes first, once the box is in its place.
  onMount(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => box?.querySelector<HTMLElement>('[data-view="day"][tabindex="0"]')?.focus())),
  );
  const long = () => new Intl.DateTimeFormat(localeOf(language()), { dateStyle: "full", timeZone: "UTC" });
  // Ark's own are in English. The heading's name is what it shows.
  const translations = () => ({
    dayCell: ({ value, selected }: { value: { toDate(zone: string): Date }; selected: boolean }) =>
      `${long().format(value.toDate("UTC"))}${selected ? `, ${w().date.chosen}` : ""}`,
    viewTrigger: () => "",
    nextTrigger: () => w().date.next,
    prevTrigger: () => w().date.previous,
    content: w().date.calendar,
  });
  const head = (): JSX.Element => (
    <DatePicker.ViewControl class="mb-1 flex items-center justify-between">
      <DatePicker.PrevTrigger class={step} aria-label={w().date.previous}>
        <ChevronLeft size={16} aria-hidden="true" />
      </DatePicker.PrevTrigger>
      <DatePicker.ViewTrigger class="min-h-8 rounded px-2 text-sm font-semibold hover:bg-hover">
        <DatePicker.RangeText />
      </DatePicker.ViewTrigger>
      <DatePicker.NextTrigger class={step} aria-label={w().date.next}>
        <ChevronRight size={16} aria-hidden="true" />
      </DatePicker.NextTrigger>
    </DatePicker.ViewControl>
  );
  return (
    <Popover.Root
      open
      autoFocus={false}
      onOpenChange={({ open }) => {
        if (!open) props.onClose();
      }}
      positioning={{ getAnchorElement: props.anchor, placement: "bottom-start", gutter: 4 }}
    >
      <Portal>
        <Popover.Positioner class="z-70">
          <Popover.Content ref={box} class="floating max-h-none p-2" aria-label={w().date.calendar}>
            <DatePicker.Root
              inline
              locale={localeOf(language())}
              translations={translations()}
              startOfWeek={1}
              fixedWeeks
              value={props.value === null ? [] : [parseDate(props.value)]}
              min={props.min ? parseDate(props.min) : undefined}
              max={props.max ? parseDate(props.max) : undefined}
              onValueChange={({ valueAsString, value }) => {
                const picked = value[0]?.toString() ?? valueAsString[0];
                if (picked) props.onPick(picked);
              }}
            >
              <DatePicker.Content>
                <DatePicker.View view="day">
                  {head()}
                  <DatePicker.Context>
                    {(api) => (
                      <DatePicker.Table class="border-separate border-spacing-0.5">
                        <DatePicker.TableHead>
                          <DatePicker.TableRow>
                            <For each={api().weekDays}>
                              {(day) => (
                                <DatePicker.TableHeader class="size-8 text-center text-xs font-medium text-muted" aria-label={day.long}>
                                  {day.narrow}
                                </DatePicker.TableHeader>
                              )}
                            </For>
                          </DatePicker.TableRow>
                        </DatePicker.TableHead>
                        <DatePicker.TableBody>
                          <For each={api().weeks}>
                            {(week) => (
                              <DatePicker.TableRow>
                                <For each={week}>
                                  {(day) => (
                                    <DatePicker.TableCell value={day}>
                                      <DatePicker.TableCellTrigger class="grid size-8 place-items-center rounded text-sm hover:bg-hover data-disabled:text-faint data-disabled:pointer-events-none data-outside-range:opacity-60 data-unavailable:line-through data-selected:bg-accent data-selected:font-semibold data-selected:text-on-accent data-today:font-semibold data-today:not-data-selected:text-accent">
                                        {day.day}
                                      </DatePicker.TableCellTrigger>
                                    </DatePicker.TableCell>
                                  )}
                                </For>
                              </DatePicker.TableRow>
                            )}
                          </For>
                        </DatePicker.TableBody>
                      </DatePicker.Table>
                    )}
                  </DatePicker.Context>
                </DatePicker.View>
                <For each={["month", "year"] as const}>
                  {(view) => (
                    <DatePicker.View view={view}>
                      {head()}
                      <DatePicker.Context>
                        {(api) => (
                          <DatePicker.Table>
                            <DatePicker.TableBody>
                              <For
                                each={
                                  view === "month"
                                    ? api().getMonthsGrid({ columns: 4, format: "short" })
                                    : api().getYearsGrid({ columns: 4 })
                                }
                              >
                                {(row) => (
                                  <DatePicker.TableRow>
                                    <For each={row}>
                                      {(cell) => (
                                        <DatePicker.TableCell value={cell.value}>
                                          <DatePicker.TableCellTrigger class="grid h-10 w-16 place-items-center rounded text-sm hover:bg-hover data-selected:bg-accent data-selected:text-on-accent">
                                            {cell.label}
                                          </DatePicker.TableCellTrigger>
                                        </DatePicker.TableCell>
                                      )}
                                    </For>
                                  </DatePicker.TableRow>
                                )}
                              </For>
                            </DatePicker.TableBody>
                          </DatePicker.Table>
                        )}
                      </DatePicker.Context>
                    </DatePicker.View>
                  )}
                </For>
                <Show when={!props.min && !props.max}>
                  <DatePicker.Context>
                    {(api) => (
                      <button
                        type="button"
                        class="mt-1 min-h-8 w-full rounded text-sm font-medium text-accent hover:bg-hover"
                        onClick={() => api().selectToday()}
                      >
                        {w().date.today}
                      </button>
                    )}
                  </DatePicker.Context>
                </Show>
              </DatePicker.Content>
            </DatePicker.Root>
          </Popover.Content>
        </Popover.Positioner>
      </Portal>
    </Popover.Root>
  );
}
