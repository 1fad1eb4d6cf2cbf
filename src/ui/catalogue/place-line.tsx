import type { JSX } from "solid-js";

/** A list of what is known of a place: a name on the left, what it is on the right. */
export function PlaceLines(props: { children: JSX.Element }) {
  return <dl class="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-2.5 text-sm">{props.children}</dl>;
}

export function PlaceLine(props: { label: string; children: JSX.Element }) {
  return (
    <>
      <dt class="text-muted">{props.label}</dt>
      <dd class="min-w-0">{props.children}</dd>
    </>
  );
}
