import { Show } from "solid-js";
import CloudOff from "lucide-solid/icons/cloud-off";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";

/**
 * The truth about the connection and what is not saved yet. `unsaved` is the number of changes of this page that the
 * server has not confirmed; undefined when the page has nothing that saves by itself.
 */
export function ConnectionPill(props: { state: "live" | "connecting" | "offline"; unsaved?: number }) {
  const w = useWords(partWords);
  const waiting = () => (props.unsaved ? w().connection.waiting(props.unsaved) : "");
  const words = () => {
    const c = w().connection;
    const state = { live: c.live, connecting: c.connecting, offline: c.offline }[props.state];
    const saved = props.state === "live" && props.unsaved === 0 ? c.saved : "";
    return [state, waiting() || saved].filter((part) => part !== "").join(", ");
  };
  const hint = () =>
    ({ live: w().connection.liveHint, connecting: w().connection.connectingHint, offline: w().connection.offlineHint })[props.state];
  return (
    <span
      role="status"
      title={hint()}
      class="inline-flex h-7 items-center gap-2 rounded-full border px-2.5 text-xs whitespace-nowrap"
      classList={{
        "border-line text-muted bg-surface": props.state === "live",
        "border-warn/40 bg-warn-soft text-warn font-medium": props.state === "connecting",
        "border-danger/40 bg-danger-soft text-danger font-medium": props.state === "offline",
      }}
    >
      <Show when={props.state !== "offline"} fallback={<CloudOff size={14} aria-hidden="true" />}>
        <span
          class="size-2 rounded-full"
          classList={{ "bg-done": props.state === "live", "bg-warn animate-breathe": props.state === "connecting" }}
          aria-hidden="true"
        />
      </Show>
      <span class="max-md:sr-only">{words()}</span>
    </span>
  );
}
