import { createEffect, createUniqueId, Show, type JSX } from "solid-js";
import { Slot } from "./slot.tsx";

export interface CheckboxProps {
  checked: boolean;
  onChange(checked: boolean, event: Event & { shiftKey?: boolean }): void;
  /** Some of many: neither ticked nor not. */
  mixed?: boolean;
  /** Visible words; without them give `aria-label`. */
  label?: JSX.Element;
  hint?: JSX.Element;
  disabled?: boolean;
  "aria-label"?: string;
  name?: string;
}

/** A tick box; the words are part of the target. */
export function Checkbox(props: CheckboxProps) {
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  createEffect(() => {
    if (input) input.indeterminate = Boolean(props.mixed);
  });
  const box = () => (
    <input
      ref={input}
      id={id}
      type="checkbox"
      name={props.name}
      checked={props.checked}
      disabled={props.disabled}
      aria-label={props["aria-label"]}
      aria-describedby={"hint" in props ? `${id}-hint` : undefined}
      onChange={(event) => {
        props.onChange(event.currentTarget.checked, event);
        // What is shown is what the owner says, not what the click did.
        event.currentTarget.checked = props.checked;
      }}
      class="tick"
    />
  );
  return (
    <Show when={"label" in props} fallback={<span class="inline-grid size-6 place-items-center">{box()}</span>}>
      <div class="flex items-start gap-2">
        <span class="inline-grid size-6 shrink-0 place-items-center">{box()}</span>
        <span class="min-w-0">
          <label for={id} class="block pt-0.5 text-sm">
            {props.label}
          </label>
          <Slot of={props.hint}>
            {(hint) => (
              <span id={`${id}-hint`} class="block text-xs text-muted">
                {hint()}
              </span>
            )}
          </Slot>
        </span>
      </div>
    </Show>
  );
}
