import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import CloudOff from "lucide-solid/icons/cloud-off";
import CloudUpload from "lucide-solid/icons/cloud-upload";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import { useWords } from "#ui/language.tsx";
import { connectionWords } from "#words/connection.ts";
import { Tooltip } from "./tooltip.tsx";

/** What a page knows of its connection and of what is not saved yet. */
export interface ConnectionTruth {
  state: "live" | "connecting" | "offline" | "refused";
  /** Changes of this page that the server has not confirmed; absent where nothing saves by itself. */
  unsaved?: number;
  readOnly?: boolean;
  /** Through the long poll, where sockets are blocked. */
  poll?: boolean;
  /** False where unsent changes would not survive the page. */
  kept?: boolean;
  /** Why it was refused, in the protocol's words. */
  why?: string | null;
}

/** « Enregistrement… » stays as long as this, or it would flicker with each cell; the other way it comes at once. */
const savingShown = 600;
/** What lasts less is not read aloud. */
const saidAfter = 1_500;

/** The truth about the connection and what is not saved yet, in few words; more of them on hover, focus or a touch. */
export function ConnectionPill(props: ConnectionTruth) {
  const w = useWords(connectionWords);
  const [lingering, setLingering] = createSignal(false);
  const saving = () => props.state === "live" && ((props.unsaved ?? 0) > 0 || lingering());
  let linger: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => props.unsaved ?? 0,
      (now, before) => {
        if (now > 0 || !before) return;
        setLingering(true);
        clearTimeout(linger);
        linger = setTimeout(() => setLingering(false), savingShown);
      },
    ),
  );
  const refused = () => {
    const say = w().refused;
    return props.why != null && props.why in say ? say[props.why as keyof typeof say] : say.other;
  };
  const words = createMemo(() => {
    const waiting = props.unsaved ? w().waiting(props.unsaved) : "";
    if (props.state === "refused") return [refused(), waiting];
    if (props.state !== "live") return [w()[props.state], waiting];
    const way = props.poll ? w().poll : w().live;
    if (saving()) return [props.poll ? `${way}, ${w().saving.toLocaleLowerCase()}` : w().saving];
    return [way, props.readOnly ? w().readOnly : props.unsaved === 0 ? w().saved : ""];
  });
  const text = () =>
    words()
      .filter((part) => part !== "")
      .join(", ");
  const hints = createMemo(() => {
    const h = w().hint;
    const found: string[] = [];
    if (props.state === "refused") {
      const say = w().remedy;
      found.push(props.why != null && props.why in say ? String(say[props.why as "other"]) : say.other);
    } else if (props.state === "live") found.push(saving() ? h.saving : props.poll ? h.poll : props.readOnly ? h.readOnly : h.live);
    else found.push(h[props.state]);
    if (props.kept === false && !props.readOnly) found.push(h.notKept);
    else if (props.unsaved && props.state !== "live") found.push(h.kept);
    return found.join(" ");
  });

  const [said, setSaid] = createSignal("");
  let saying: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(text, (now) => {
      clearTimeout(saying);
      saying = setTimeout(() => setSaid(props.kept === false && props.unsaved ? `${now}. ${w().hint.notKept}` : now), saidAfter);
    }),
  );
  onCleanup(() => {
    clearTimeout(linger);
    clearTimeout(saying);
  });

  const quiet = () => props.state === "live";
  return (
    <>
      <Tooltip
        text={`${text()}. ${hints()}`}
        trigger={(given) => (
          <button
            {...given()}
            type="button"
            data-connection={saving() ? "saving" : props.state}
            class="inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-2 rounded-full border px-2 text-xs whitespace-nowrap md:min-w-30 md:justify-start md:px-2.5"
            classList={{
              // as wide as « En direct, tout est enregistré »: what stands beside it does not move with each cell
              "lg:min-w-52": props.unsaved !== undefined,
              "border-line text-muted bg-surface": quiet() && !props.poll,
              "border-info/40 bg-info-soft text-info font-medium": quiet() && props.poll === true,
              "border-warn/40 bg-warn-soft text-warn font-medium": props.state === "connecting",
              "border-danger/40 bg-danger-soft text-danger font-medium": props.state === "offline" || props.state === "refused",
            }}
          >
            <Show
              when={props.state === "live" || props.state === "connecting"}
              fallback={
                props.state === "offline" ? <CloudOff size={14} aria-hidden="true" /> : <OctagonAlert size={14} aria-hidden="true" />
              }
            >
              <Show when={!saving()} fallback={<CloudUpload size={14} class="shrink-0" aria-hidden="true" />}>
                <span
                  class="size-2 shrink-0 rounded-full"
                  classList={{
                    "bg-done": quiet() && !props.poll,
                    "bg-info": quiet() && props.poll === true,
                    "bg-warn animate-breathe": !quiet(),
                  }}
                  aria-hidden="true"
                />
              </Show>
            </Show>
            <span class="max-md:sr-only">{text()}</span>
            <Show when={!quiet() && props.unsaved}>
              <span class="md:hidden" aria-hidden="true">
                {props.unsaved}
              </span>
            </Show>
          </button>
        )}
      />
      <span role="status" class="sr-only">
        {said()}
      </span>
    </>
  );
}
