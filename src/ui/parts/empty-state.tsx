import { type JSX } from "solid-js";
import { Slot } from "./slot.tsx";

/** What a page is for, and the one next step: shown instead of an empty list. */
export function EmptyState(props: { icon?: JSX.Element; title: JSX.Element; text?: JSX.Element; action?: JSX.Element; class?: string }) {
  return (
    <div class={`mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center ${props.class ?? ""}`}>
      <Slot of={props.icon}>
        {(icon) => (
          <span class="mb-1 grid size-12 place-items-center rounded-xl bg-accent-soft text-accent" aria-hidden="true">
            {icon()}
          </span>
        )}
      </Slot>
      <h2 class="text-lg font-semibold text-balance">{props.title}</h2>
      <Slot of={props.text}>{(text) => <p class="text-sm text-pretty text-muted">{text()}</p>}</Slot>
      <Slot of={props.action}>{(action) => <div class="mt-3 flex flex-wrap justify-center gap-2">{action()}</div>}</Slot>
    </div>
  );
}
