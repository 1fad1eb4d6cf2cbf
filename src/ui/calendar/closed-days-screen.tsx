import { useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import CalendarOff from "lucide-solid/icons/calendar-off";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { addDays, dayIn, daysBetween } from "#domain/dates.ts";
import { holidaysBetween } from "#domain/holiday.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { writeDay } from "#words/calendar.ts";
import { closedDayWords } from "#words/closed-day.ts";
import { writeHoliday } from "#words/holiday.ts";
import { ClosedDayDialog } from "./closed-day-dialog.tsx";

export type ClosedDayRow = Outputs["closedDay"]["list"]["days"][number];

/** `/sessions/fermetures`: days the school is closed by its own calendar, and the holidays that are known already. */
export function ClosedDaysScreen() {
  const w = useWords(closedDayWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [past, setPast] = createSignal(false);
  const [editing, setEditing] = createSignal<ClosedDayRow | "new" | null>(null);
  const list = useQuery(() => {
    const asked = past() ? { from: "2000-01-01" } : {};
    return { queryKey: ["closed-day", "list", past()], queryFn: () => api.closedDay.list.query(asked) };
  });
  const may = () => Boolean(list.data?.may.manage);
  // The year to come depends on the day: after hydration, so that server and browser draw the same.
  const [today, setToday] = createSignal("");
  onMount(() => setToday(dayIn(new Date())));
  const statutory = createMemo(() => (today() === "" ? [] : holidaysBetween(today(), addDays(today(), 365), [])));
  useCommands(() => [{ id: "closed-day-add", words: w().add, keys: "n", disabled: !may(), run: () => setEditing("new"), group: "here" }]);
  const remove = async (row: ClosedDayRow) => {
    try {
      const { name, startsOn, endsOn } = await api.closedDay.remove.mutate({ id: row.id });
      toast({
        text: w().done.removed(name),
        action: { label: w().undo, run: () => void api.closedDay.add.mutate({ name, startsOn, endsOn }).catch(failure.tell) },
      });
    } catch (error) {
      failure.tell(error);
    }
  };
  const add = () =>
    may() ? (
      <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => setEditing("new")}>
        {w().add}
      </Button>
    ) : undefined;
  return (
    <Screen title={w().title} crumbs={[{ label: w().terms, href: "/sessions" }]} actions={add()} width="narrow">
      <p class="mb-3 text-sm text-muted">{w().intro}</p>
      <Show when={!list.isError} fallback={<Mishap error={list.error} />}>
        <Show when={list.data} fallback={<Skeleton rows={5} />}>
          {(data) => (
            <>
              <Show
                when={data().days.length > 0}
                fallback={<EmptyState icon={<CalendarOff size={24} />} title={w().empty} text={w().emptyText} action={add()} />}
              >
                <ul aria-label={w().list} class="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface">
                  <For each={data().days}>
                    {(row) => (
                      <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm">
                        <span class="min-w-40 flex-1 font-medium">{row.name}</span>
                        <span class="tabular-nums">{row.startsOn === row.endsOn ? row.startsOn : `${row.startsOn} – ${row.endsOn}`}</span>
                        <span class="w-16 text-muted">{w().days(daysBetween(row.startsOn, row.endsOn) + 1)}</span>
                        <Show when={may()}>
                          <span class="flex gap-1">
                            <IconButton label={w().edit(row.name)} icon={<Pencil size={15} />} onClick={() => setEditing(row)} />
                            <IconButton label={`${w().remove} ${row.name}`} icon={<Trash size={15} />} onClick={() => void remove(row)} />
                          </span>
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <div class="mt-3">
                <Checkbox checked={past()} onChange={setPast} label={w().past} />
              </div>
            </>
          )}
        </Show>
      </Show>
      <Show when={statutory().length > 0}>
        <section class="mt-6">
          <h2 class="mb-2 text-base font-semibold">{w().statutory}</h2>
          <ul class="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
            <For each={statutory()}>
              {(holiday) => (
                <li>
                  <span class="font-medium">{writeHoliday(holiday, language())}</span>
                  <span class="block text-muted">{writeDay(holiday.day, language())}</span>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <Show when={editing()} keyed>
        {(row) => <ClosedDayDialog row={row === "new" ? null : row} onClose={() => setEditing(null)} />}
      </Show>
    </Screen>
  );
}
