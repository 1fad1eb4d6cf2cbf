/** The product's mark: three voices, one higher. Decoration: its name stands beside it. */
export function Mark(props: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={props.size ?? 24} height={props.size ?? 24} class="shrink-0" aria-hidden="true">
      <rect width="32" height="32" rx="8" class="fill-accent" />
      <g stroke-width="3.4" stroke-linecap="round" class="stroke-on-accent">
        <path d="M9 13v6M23 13v6" opacity="0.6" />
        <path d="M16 8v16" />
      </g>
    </svg>
  );
}
