import { A } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useLanguage } from "#ui/language.tsx";
import { writeNumber } from "#words/words.ts";

/** A count, large, with what it counts: a link to the address that opens its list below, or closes it. */
export function CountTile(props: {
  href: string;
  open: boolean;
  /** The id of what it opens. */
  controls: string;
  count: number;
  label: JSX.Element;
  text: string;
  danger?: boolean;
}) {
  const { language } = useLanguage();
  return (
    <li>
      <A
        href={props.href}
        noScroll
        aria-expanded={props.open}
        aria-controls={props.open ? props.controls : undefined}
        class="flex h-full min-h-18 flex-col gap-1 rounded-lg border px-2.5 py-2 hover:border-line-strong"
        classList={{
          "border-accent bg-accent-soft": props.open,
          "border-danger/50 bg-danger-soft": !props.open && (props.danger ?? false),
          "border-line bg-surface hover:bg-hover": !props.open && !props.danger,
        }}
      >
        <span class="flex min-w-0">{props.label}</span>
        <span class="flex flex-wrap items-baseline gap-x-2">
          <span class="text-2xl leading-7 font-semibold tabular-nums" classList={{ "text-danger": props.danger ?? false }}>
            {writeNumber(props.count, language())}
          </span>
          <span class="text-xs text-muted tabular-nums">{props.text}</span>
        </span>
      </A>
    </li>
  );
}
