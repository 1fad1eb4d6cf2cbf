import { createSignal, For, Show } from "solid-js";
import { holidaysToTakeOut, takingHolidaysOut } from "#domain/day-change.ts";
import type { Day } from "#domain/dates.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { calendarWords, writeDay } from "#words/calendar.ts";
import { writeHoliday } from "#words/holiday.ts";
import type { CalendarState } from "./calendar-state.ts";

/** The holidays and closed days on which somebody would come: all are ticked, one click takes them out. */
export function HolidayDialog(props: { calendar: CalendarState; onClose(): void }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const found = () => holidaysToTakeOut(props.calendar.schedule(), props.calendar.holidays(), props.calendar.whose());
  const [kept, setKept] = createSignal<ReadonlySet<Day>>(new Set());
  const taken = () => found().filter(({ day }) => !kept().has(day));
  const toggle = (day: Day, out: boolean) => {
    const next = new Set(kept());
    if (out) next.delete(day);
    else next.add(day);
    setKept(next);
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={w().holidayList.title}
      text={found().length > 0 ? w().holidayList.text : w().holidayList.none}
      size="sm"
      actions={
        <>
          <ButtonLink href="/sessions/fermetures" kind="quiet" class="mr-auto">
            {w().holidayList.closed}
          </ButtonLink>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().day.cancel}
          </Button>
          <Show when={taken().length > 0}>
            <Button
              kind="primary"
              onClick={() => {
                props.calendar.apply(takingHolidaysOut(props.calendar.schedule(), taken(), props.calendar.whose()));
                props.onClose();
              }}
            >
              {w().holidayList.apply(taken().length)}
            </Button>
          </Show>
        </>
      }
    >
      <ul class="flex flex-col gap-1">
        <For each={found()}>
          {(holiday) => (
            <li>
              <Checkbox
                checked={!kept().has(holiday.day)}
                onChange={(out) => toggle(holiday.day, out)}
                label={writeDay(holiday.day, language())}
                hint={writeHoliday(holiday, language())}
              />
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
