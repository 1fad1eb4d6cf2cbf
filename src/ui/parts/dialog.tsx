import { Dialog as Ark } from "@ark-ui/solid/dialog";
import { createSignal, onMount, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import X from "lucide-solid/icons/x";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { standsAtFoot } from "./foot.ts";
import { Slot } from "./slot.tsx";

export interface DialogProps {
  open: boolean;
  onClose(): void;
  title: JSX.Element;
  /** One sentence under the title: what this is for. */
  text?: JSX.Element;
  /** Buttons at the bottom, the one that goes on last. */
  actions?: JSX.Element;
  size?: "sm" | "md" | "lg";
  /** `alertdialog` interrupts: a question that must be answered. It does not close on a click outside. */
  role?: "dialog" | "alertdialog";
  /** What takes focus; else the first control. */
  initialFocus?: () => HTMLElement | null;
  children?: JSX.Element;
}

const widths = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-4xl" };

/** A box over the page; Esc and the cross close it, focus goes back to where it was. On a phone it rises from the bottom. */
export function Dialog(props: DialogProps) {
  const w = useWords(partWords);
  // A box born open never learns that it closed, and its veil stays: it is born closed and opens at once.
  const [born, setBorn] = createSignal(false);
  onMount(() => queueMicrotask(() => setBorn(true)));
  let body: HTMLDivElement | undefined;
  // The content's first control, not the cross: one begins to work at once.
  const firstControl = () => body?.querySelector<HTMLElement>("input:not([type=hidden]),select,textarea,button,a[href]") ?? null;
  return (
    <Ark.Root
      open={born() && props.open}
      onOpenChange={({ open }) => {
        if (!open) props.onClose();
      }}
      role={props.role ?? "dialog"}
      closeOnInteractOutside={props.role !== "alertdialog"}
      initialFocusEl={() => props.initialFocus?.() ?? firstControl()}
      lazyMount
      unmountOnExit
    >
      <Portal>
        <Ark.Backdrop class="fixed inset-0 z-40 animate-appear bg-veil" />
        <Ark.Positioner class="fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6">
          <Ark.Content
            class={`flex max-h-[92dvh] w-full animate-rise flex-col rounded-t-xl border border-line bg-raised shadow-float outline-none sm:max-h-full sm:rounded-xl ${widths[props.size ?? "md"]}`}
          >
            <div class="flex items-start gap-3 px-5 pt-4 pb-1">
              <div class="min-w-0 flex-1">
                <Ark.Title class="text-lg font-semibold">{props.title}</Ark.Title>
                <Slot of={props.text}>{(text) => <Ark.Description class="mt-0.5 text-sm text-muted">{text()}</Ark.Description>}</Slot>
              </div>
              <Ark.CloseTrigger
                class="-mr-2 grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
                aria-label={w().close}
              >
                <X size={17} aria-hidden="true" />
              </Ark.CloseTrigger>
            </div>
            <div ref={body} class="min-h-0 flex-1 overflow-auto px-5 py-3">
              {props.children}
            </div>
            <Slot of={props.actions}>
              {(actions) => (
                <div ref={standsAtFoot} class="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
                  {actions()}
                </div>
              )}
            </Slot>
          </Ark.Content>
        </Ark.Positioner>
      </Portal>
    </Ark.Root>
  );
}
