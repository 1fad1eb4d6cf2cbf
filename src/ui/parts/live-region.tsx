import { createSignal, onCleanup, onMount } from "solid-js";
import { announcing } from "./preference.ts";

/** At most one announcement in this time, or a reader hears nothing else while colleagues work. */
const pause = 5_000;
const [said, setSaid] = createSignal("");
const waiting: string[] = [];
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function speak(): void {
  timer = undefined;
  last = Date.now();
  // The newest three: older ones are on the page by now.
  const text = waiting.splice(0).slice(-3).join(". ");
  setSaid(text);
}

/** Says to a screen reader what changed without anyone touching the page; grouped, at most one every 5 s. `now` jumps the queue: the session ends. */
export function announce(text: string, now = false): void {
  if (!now && !announcing()) return;
  if (waiting.at(-1) !== text) waiting.push(text);
  if (now) {
    clearTimeout(timer);
    speak();
  } else timer ??= setTimeout(speak, Math.max(150, last + pause - Date.now()));
}

/** Where announcements are heard; mounted once, by the frame. */
export function LiveRegion() {
  onMount(() => onCleanup(() => clearTimeout(timer)));
  return (
    <div aria-live="polite" aria-atomic="true" class="sr-only">
      {said()}
    </div>
  );
}
