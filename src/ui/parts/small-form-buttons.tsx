import { onCleanup, onMount } from "solid-js";
import { isServer } from "solid-js/web";
import type { Form } from "./form.ts";
import { Button } from "./button.tsx";

/** The button that was pressed last, and when: the one that opens a small form gives its place to it, and would take the focus along. */
let pressed: { button: Element; at: number } | null = null;
if (!isServer) {
  const press = (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    pressed = button ? { button, at: Date.now() } : null;
  };
  document.addEventListener("click", press, true);
}
const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** The end of a small form inside a panel: given up, with its draft, or sent. Focus goes into the form as it opens, and out to its place. */
export function SmallFormButtons(props: { form: Form & { pending(): boolean }; cancel: string; submit: string; onCancel(): void }) {
  let here: HTMLDivElement | undefined;
  onMount(() => {
    const form = here?.closest("form");
    const around = form?.parentElement;
    const panel = form?.closest<HTMLElement>('[role="dialog"]');
    requestAnimationFrame(() => {
      const opened = pressed !== null && !pressed.button.isConnected && Date.now() - pressed.at < 2_000;
      if (opened && isLost()) form?.querySelector<HTMLElement>("input,select,textarea")?.focus();
    });
    onCleanup(() =>
      requestAnimationFrame(() => {
        if (!isLost()) return;
        const back = around?.isConnected ? [...around.querySelectorAll<HTMLElement>("button")].at(-1) : null;
        (back ?? panel)?.focus({ preventScroll: true });
      }),
    );
  });
  return (
    <div ref={here} class="flex justify-end gap-2">
      <Button
        size="sm"
        kind="quiet"
        onClick={() => {
          props.form.reset();
          props.onCancel();
        }}
      >
        {props.cancel}
      </Button>
      <Button size="sm" kind="primary" type="submit" pending={props.form.pending()}>
        {props.submit}
      </Button>
    </div>
  );
}
