import { createUniqueId, type JSX } from "solid-js";
import { Slot } from "./slot.tsx";

/** On or off, at once (a tick box waits for its form to be sent). */
export function Switch(props: {
  checked: boolean;
  onChange(checked: boolean): void;
  label: JSX.Element;
  hint?: JSX.Element;
  disabled?: boolean;
}) {
  const id = createUniqueId();
  return (
    <div class="flex items-start justify-between gap-4">
      <span class="min-w-0">
        <label for={id} class="block text-sm">
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
      <input
        id={id}
        type="checkbox"
        role="switch"
        class="switch"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={"hint" in props ? `${id}-hint` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
