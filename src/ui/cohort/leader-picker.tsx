import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import X from "lucide-solid/icons/x";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { cohortWords } from "#words/cohort.ts";

/** A few people of the school, by name. Put it in a `Field`. */
export function LeaderPicker(props: {
  ids: readonly string[];
  known: readonly { id: string; name: string }[];
  onChange(ids: string[]): void;
}) {
  const w = useWords(cohortWords);
  const people = useQuery(() => ({ queryKey: ["people", "instructors"], queryFn: () => api.cohort.instructors.query() }));
  const [picked, setPicked] = createSignal("");
  const nameOf = (id: string) => people.data?.find((one) => one.id === id)?.name ?? props.known.find((one) => one.id === id)?.name ?? "";
  return (
    <div class="flex flex-col gap-2">
      <Show when={props.ids.length > 0}>
        <ul class="flex flex-wrap gap-1.5">
          <For each={props.ids}>
            {(id) => (
              <li class="inline-flex items-center gap-1 rounded bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
                {nameOf(id)}
                <button
                  type="button"
                  class="grid size-6 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
                  aria-label={w().course.removeLeader(nameOf(id))}
                  onClick={() => props.onChange(props.ids.filter((one) => one !== id))}
                >
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Combobox
        value={picked()}
        placeholder={w().course.addLeader}
        onChange={(value) => {
          if (value === "") return;
          props.onChange([...props.ids, value]);
          setPicked(value);
          queueMicrotask(() => setPicked(""));
        }}
        options={(people.data ?? []).filter(({ id }) => !props.ids.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
