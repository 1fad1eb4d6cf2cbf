import { For } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";

/** Days of the week, 1 Monday to 7 Sunday, always in order. Put it in a `Field` with `group`. */
export function WeekdayPicker(props: { value: readonly number[]; onChange(value: number[]): void; disabled?: boolean }) {
  const w = useWords(partWords);
  const names = () => w().weekdays.names.split("|");
  const initials = () => w().weekdays.initials.split("|");
  const toggle = (day: number) =>
    props.onChange(
      (props.value.includes(day) ? props.value.filter((one) => one !== day) : [...props.value, day]).toSorted((one, other) => one - other),
    );
  return (
    <div class="flex flex-wrap gap-1">
      <For each={[1, 2, 3, 4, 5, 6, 7]}>
        {(day) => (
          <button
            type="button"
            disabled={props.disabled}
            aria-pressed={props.value.includes(day)}
            aria-label={names()[day - 1]}
            title={names()[day - 1]}
            onClick={() => toggle(day)}
            class="size-8.5 rounded border text-sm font-medium transition-colors disabled:opacity-55"
            classList={{
              "border-accent bg-accent text-on-accent hover:bg-accent-strong": props.value.includes(day),
              "border-line-field bg-surface text-ink hover:bg-hover": !props.value.includes(day),
            }}
          >
            {initials()[day - 1]}
          </button>
        )}
      </For>
    </div>
  );
}
