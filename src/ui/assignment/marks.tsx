import type { JSX } from "solid-js";

/**
 * Icons of lists that draw hundreds of rows: one piece of template each, which a row copies at once, where an icon of the library is made
 * stroke by stroke. The strokes are lucide's.
 */
function Mark(props: { class: string; children: JSX.Element }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      class={props.class}
      aria-hidden="true"
    >
      {props.children}
    </svg>
  );
}

/** lucide `grip-vertical`. */
export const GripMark = (props: { class: string }) => (
  <Mark class={props.class}>
    <path d="M9 12h.01M9 5h.01M9 19h.01M15 12h.01M15 5h.01M15 19h.01" stroke-width="3" />
  </Mark>
);

/** lucide `user-round`. */
export const PersonMark = (props: { class: string }) => (
  <Mark class={props.class}>
    <path d="M17 8A5 5 0 1 1 7 8a5 5 0 0 1 10 0M20 21a8 8 0 0 0-16 0" />
  </Mark>
);

/** lucide `x`. */
export const CrossMark = (props: { class: string }) => (
  <Mark class={props.class}>
    <path d="M18 6 6 18M6 6l12 12" />
  </Mark>
);
