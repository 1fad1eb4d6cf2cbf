import { For, Show, splitProps, type JSX } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { useField } from "./field-context.ts";

export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
  group?: string;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> extends Omit<
  JSX.SelectHTMLAttributes<HTMLSelectElement>,
  "value" | "onChange" | "onInput" | "class"
> {
  /** "" when nothing is chosen yet: `placeholder` is then shown. */
  value: Value | "";
  onChange(value: Value): void;
  options: readonly SelectOption<Value>[];
  placeholder?: string;
  /** `quiet` has no box until hovered: filters above a list. */
  look?: "box" | "quiet";
  class?: string;
}

/** A choice in a short list, the browser's own: it works on every phone and reader. For long lists, `Combobox`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const field = useField();
  const [own, rest] = splitProps(props, ["value", "onChange", "options", "placeholder", "look", "class", "id"]);
  const groups = () => [...new Set(own.options.map((option) => option.group ?? ""))];
  const option = (of: SelectOption<Value>) => (
    <option value={of.value} disabled={of.disabled} selected={of.value === own.value}>
      {of.label}
    </option>
  );
  return (
    <span class={`relative inline-flex min-w-0 ${own.look === "quiet" ? "" : "w-full"} ${own.class ?? ""}`}>
      <select
        {...rest}
        id={own.id ?? field?.id}
        onInput={(event) => own.onChange(event.currentTarget.value as Value)}
        class={`w-full appearance-none pr-7.5 ${own.look === "quiet" ? "min-h-8.5 rounded border truncate border-transparent bg-transparent py-1 pl-2.5 text-sm font-medium hover:bg-hover" : "field-box"}`}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        aria-required={field?.required || undefined}
      >
        <Show when={own.placeholder !== undefined || own.value === ""}>
          <option value="" disabled hidden selected={own.value === ""}>
            {own.placeholder ?? ""}
          </option>
        </Show>
        <For each={groups()}>
          {(group) => {
            const of = () => own.options.filter((one) => (one.group ?? "") === group);
            return (
              <Show when={group !== ""} fallback={<For each={of()}>{option}</For>}>
                <optgroup label={group}>
                  <For each={of()}>{option}</For>
                </optgroup>
              </Show>
            );
          }}
        </For>
      </select>
      <ChevronDown size={15} class="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted" aria-hidden="true" />
    </span>
  );
}
