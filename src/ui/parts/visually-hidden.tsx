import type { JSX } from "solid-js";

/** Heard, not seen. */
export function VisuallyHidden(props: { children: JSX.Element }) {
  return <span class="sr-only">{props.children}</span>;
}
