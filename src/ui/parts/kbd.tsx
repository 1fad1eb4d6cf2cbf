import { For } from "solid-js";

/** Keys drawn as keys: `<Kbd keys="Ctrl Enter" />`. `on="colour"` when it lies on a filled button. */
export function Kbd(props: { keys: string; on?: "surface" | "colour" }) {
  return (
    <span class="ml-0.5 inline-flex gap-0.5" aria-hidden="true">
      <For each={props.keys.split(" ")}>
        {(key) => (
          <kbd
            class="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-2xs leading-none font-medium"
            classList={{ "border-line-strong text-muted": props.on !== "colour", "border-current/40": props.on === "colour" }}
          >
            {key}
          </kbd>
        )}
      </For>
    </span>
  );
}
