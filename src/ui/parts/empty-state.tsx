import { Show, type JSX } from "solid-js";

/** What a page is for, and the one next step: shown instead of an empty list. */
export function EmptyState(props: { icon?: JSX.Element; title: JSX.Element; text?: JSX.Element; action?: JSX.Element; class?: string }) {
  return (
    <div class={`mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center ${props.class ?? ""}`}>
      <Show when={props.icon}>
        <span class="mb-1 grid size-12 place-items-center rounded-xl bg-accent-soft text-accent" aria-hidden="true">
          {props.icon}
        </span>
      </Show>
      <h2 class="text-lg font-semibold text-balance">{props.title}</h2>
      <Show when={props.text}>
        <p class="text-sm text-pretty text-muted">{props.text}</p>
      </Show>
      <Show when={props.action}>
        <div class="mt-3 flex flex-wrap justify-center gap-2">{props.action}</div>
      </Show>
    </div>
  );
}
