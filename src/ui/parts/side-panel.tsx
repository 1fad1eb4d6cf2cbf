import { createUniqueId, type JSX } from "solid-js";
import X from "lucide-solid/icons/x";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { standsAtFoot } from "./foot.ts";
import { IconButton } from "./icon-button.tsx";
import { usePanelFocus } from "./panel-focus.ts";
import { Slot } from "./slot.tsx";

/**
 * A record over its list, at an address of its own: a route inside the list's route renders it, `onClose` goes back to
 * the list's address. The list stays usable beside it (it is not modal); on a phone it covers the page. Focus comes in
 * when it opens and returns to the row when it closes.
 */
export function SidePanel(props: {
  title: JSX.Element;
  /** Above the title: where the record belongs. */
  crumb?: JSX.Element;
  /** Beside the title: a status. */
  aside?: JSX.Element;
  onClose(): void;
  /** Buttons at the bottom. */
  actions?: JSX.Element;
  size?: "md" | "lg";
  children: JSX.Element;
}) {
  const w = useWords(partWords);
  const id = createUniqueId();
  let panel: HTMLDivElement | undefined;
  const escape = usePanelFocus(
    () => panel,
    () => props.onClose(),
  );
  return (
    <div
      ref={panel}
      role="dialog"
      aria-labelledby={id}
      tabindex={-1}
      onKeyDown={escape}
      class={`fixed inset-y-0 right-0 z-30 flex w-full animate-slide-in flex-col border-l border-line bg-raised shadow-float outline-none ${props.size === "lg" ? "md:w-[min(48rem,92vw)]" : "md:w-[min(34rem,92vw)]"}`}
    >
      <header class="flex items-start gap-3 border-b border-line px-5 py-3">
        <div class="min-w-0 flex-1">
          <Slot of={props.crumb}>{(crumb) => <p class="text-xs text-muted">{crumb()}</p>}</Slot>
          <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 id={id} class="text-lg font-semibold">
              {props.title}
            </h2>
            {props.aside}
          </div>
        </div>
        <IconButton
          class="-mr-2"
          label={w().close}
          keys="Esc"
          side="left"
          icon={<X size={17} aria-hidden="true" />}
          onClick={() => props.onClose()}
        />
      </header>
      <div class="min-h-0 flex-1 overflow-auto overscroll-contain px-5 py-4">{props.children}</div>
      <Slot of={props.actions}>
        {(actions) => (
          <footer ref={standsAtFoot} class="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 not-has-[button,a]:hidden">
            {actions()}
          </footer>
        )}
      </Slot>
    </div>
  );
}
