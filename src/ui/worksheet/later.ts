import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

/** A text as it was when its writer last paused: what a search asks for. */
export function later(text: Accessor<string>, milliseconds = 180): Accessor<string> {
  const [settled, setSettled] = createSignal(text().trim());
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      text,
      (now) => {
        clearTimeout(timer);
        timer = setTimeout(() => setSettled(now.trim()), milliseconds);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return settled;
}
