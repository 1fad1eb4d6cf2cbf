import { createToaster, Toast, Toaster as ArkToaster } from "@ark-ui/solid/toast";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import X from "lucide-solid/icons/x";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { showToastsWith, type ToastInput } from "./toast.tsx";

const toaster = createToaster<string>({ placement: "bottom-end", gap: 8, max: 4, overlap: false, pauseOnPageIdle: true });
const looks = {
  done: { icon: CircleCheck, ink: "text-done" },
  info: { icon: Info, ink: "text-info" },
  danger: { icon: OctagonAlert, ink: "text-danger" },
} as const;

/** The last one of each subject, by its id. */
const latest = new Map<string, string>();

function show({ kind = "done", text, action, about }: ToastInput): void {
  const overtaken = about === undefined ? undefined : latest.get(about);
  if (overtaken !== undefined) toaster.dismiss(overtaken);
  const id = toaster.create({
    title: text,
    type: kind === "danger" ? "error" : kind === "done" ? "success" : "info",
    duration: kind === "danger" ? Number.POSITIVE_INFINITY : action ? 10_000 : 5_000,
    meta: { kind },
    ...(action ? { action: { label: action.label, onClick: () => action.run() } } : {}),
  });
  if (about !== undefined && id !== undefined) latest.set(about, id);
}

/** Where toasts appear; mounted once, by the frame. Made in the browser alone: Ark renders it on the server as something hydration does not find. */
export function Toaster() {
  const [here, setHere] = createSignal(false);
  onMount(() => {
    setHere(true);
    showToastsWith(show);
    onCleanup(() => showToastsWith(null));
  });
  return (
    <Show when={here()}>
      <Toasts />
    </Show>
  );
}

function Toasts() {
  const w = useWords(partWords);
  return (
    <ArkToaster toaster={toaster} aria-label={w().toast.region}>
      {(one) => {
        const look = () => looks[(one().meta?.["kind"] as ToastInput["kind"]) ?? "info"];
        return (
          <Toast.Root class="toast flex w-[min(26rem,calc(100vw-2rem))] items-center gap-2.5 rounded-lg border border-line bg-raised py-2 pr-2 pl-3.5 text-sm shadow-float">
            <Dynamic component={look().icon} size={17} class={`shrink-0 ${look().ink}`} aria-hidden="true" />
            <Toast.Title class="min-w-0 flex-1">{one().title}</Toast.Title>
            <Show when={one().action}>
              {(action) => (
                <Toast.ActionTrigger class="min-h-7 shrink-0 rounded px-2 font-semibold text-accent hover:bg-accent-soft">
                  {action().label}
                </Toast.ActionTrigger>
              )}
            </Show>
            <Toast.CloseTrigger
              class="grid size-7 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
              aria-label={w().toast.dismiss}
            >
              <X size={15} aria-hidden="true" />
            </Toast.CloseTrigger>
          </Toast.Root>
        );
      }}
    </ArkToaster>
  );
}
