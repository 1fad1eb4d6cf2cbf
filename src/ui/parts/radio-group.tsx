import { createUniqueId, For, Show } from "solid-js";
import { useField } from "./field-context.ts";

export interface RadioOption<Value extends string = string> {
  value: Value;
  label: string;
  hint?: string;
  disabled?: boolean;
}

/** One of a few, all seen. Put it in a `Field` with `group`. */
export function RadioGroup<Value extends string>(props: {
  value: Value | "";
  onChange(value: Value): void;
  options: readonly RadioOption<Value>[];
  inline?: boolean;
}) {
  const name = createUniqueId();
  const field = useField();
  return (
    <div class={props.inline ? "flex flex-wrap gap-x-5 gap-y-1" : "flex flex-col gap-1"}>
      <For each={props.options}>
        {(option, at) => (
          <div class="flex items-start gap-2">
            <span class="inline-grid size-6 shrink-0 place-items-center">
              <input
                id={`${name}-${at()}`}
                type="radio"
                name={name}
                class="tick rounded-full"
                value={option.value}
                checked={props.value === option.value}
                disabled={option.disabled}
                aria-describedby={[option.hint ? `${name}-${at()}-hint` : "", field?.describedBy ?? ""].join(" ").trim() || undefined}
                onChange={() => props.onChange(option.value)}
              />
            </span>
            <span>
              <label for={`${name}-${at()}`} class="block pt-0.5 text-sm">
                {option.label}
              </label>
              <Show when={option.hint}>
                <span id={`${name}-${at()}-hint`} class="block text-xs text-muted">
                  {option.hint}
                </span>
              </Show>
            </span>
          </div>
        )}
      </For>
    </div>
  );
}
