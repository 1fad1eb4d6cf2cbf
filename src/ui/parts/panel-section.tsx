import { Show, type JSX } from "solid-js";

/** A part of a side panel under its title, with what one may do about it beside the title. */
export function PanelSection(props: { title: string; aside?: JSX.Element; children: JSX.Element }) {
  const title = () => <h3 class="text-xs font-semibold text-muted">{props.title}</h3>;
  return (
    <section class="border-t border-line py-3 first:border-t-0 first:pt-0">
      <Show when={props.aside} fallback={<div class="mb-1.5">{title()}</div>}>
        {(aside) => (
          <div class="mb-1.5 flex flex-wrap items-center justify-between gap-2">
            {title()}
            {aside()}
          </div>
        )}
      </Show>
      {props.children}
    </section>
  );
}
