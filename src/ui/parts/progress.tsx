import { createUniqueId, Show, type JSX } from "solid-js";
import { Slot } from "./slot.tsx";

/** Long work under way. `value` 0 to 1; null when its length is unknown. */
export function Progress(props: { label: JSX.Element; value: number | null; detail?: JSX.Element }) {
  const id = createUniqueId();
  return (
    <div class="flex flex-col gap-1">
      <div class="flex justify-between gap-3 text-sm">
        <span id={id}>{props.label}</span>
        <Slot of={props.detail}>{(detail) => <span class="text-muted">{detail()}</span>}</Slot>
      </div>
      <Show when={props.value !== null} fallback={<progress class="bar" aria-labelledby={id} />}>
        <progress class="bar" aria-labelledby={id} max={1} value={props.value ?? 0} />
      </Show>
    </div>
  );
}
