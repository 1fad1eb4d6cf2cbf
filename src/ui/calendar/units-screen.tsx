import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import CalendarDays from "lucide-solid/icons/calendar-days";
import { api } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { unitCalendarWords } from "#words/unit-calendar.ts";

const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .toLowerCase();

/** `/calendrier`: the units that have groups to come, the fullest first. */
export function UnitsScreen() {
  const w = useWords(unitCalendarWords);
  const me = useMe();
  const units = useQuery(() => ({ queryKey: ["request", "units"], queryFn: () => api.calendar.units.query() }));
  const [text, setText] = createSignal("");
  const shown = () => {
    const words = folded(text()).split(/\s+/);
    return (units.data ?? []).filter(({ path }) => words.every((word) => folded(path).includes(word)));
  };
  return (
    <Screen title={w().title}>
      <p class="mb-3 max-w-3xl text-sm text-muted">{me.data?.actor?.agencyKind === "receiving" ? w().introReceiving : w().intro}</p>
      <Show when={!units.isError} fallback={<Mishap error={units.error} />}>
        <Show when={units.data} fallback={<Skeleton rows={8} />}>
          {(known) => (
            <Show
              when={known().length > 0}
              fallback={<EmptyState icon={<CalendarDays size={24} />} title={w().none} text={w().noneText} />}
            >
              <Show when={known().length > 8}>
                <Field label={w().search} hiddenLabel class="mb-3 max-w-md">
                  <TextInput type="search" value={text()} onChange={setText} placeholder={w().search} />
                </Field>
              </Show>
              <ul class="grid gap-2 md:grid-cols-2 xl:grid-cols-3">
                <For each={shown()}>
                  {(unit) => (
                    <li>
                      <A
                        href={`/calendrier/${unit.id}?du=${unit.startsOn}`}
                        class="flex h-full items-start gap-3 rounded-lg border border-line bg-surface px-3 py-2.5 hover:bg-hover"
                      >
                        <CalendarDays size={16} class="mt-0.5 shrink-0 text-muted" aria-hidden="true" />
                        <span class="min-w-0 flex-1 text-sm">
                          <span class="block font-medium break-words">{unit.path}</span>
                          <span class="text-muted">{`${w().groups(unit.groups)}, ${w().from(unit.startsOn)}`}</span>
                        </span>
                      </A>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </Show>
    </Screen>
  );
}
