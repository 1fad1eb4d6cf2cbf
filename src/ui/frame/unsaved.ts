import { createSignal, onCleanup, onMount, type Accessor } from "solid-js";
import type { ConnectionTruth } from "#ui/parts/connection-pill.tsx";

const [source, setSource] = createSignal<Accessor<ConnectionTruth | null> | null>(null);

/** What this screen knows of its own connection and of what it has not saved; the page's one pill says it while the screen lives. */
export function useConnectionTruth(truth: Accessor<ConnectionTruth | null>): void {
  onMount(() => {
    setSource(() => truth);
    onCleanup(() => setSource((now) => (now === truth ? null : now)));
  });
}

/** Null where nothing saves by itself. */
export const screenTruth = (): ConnectionTruth | null => source()?.() ?? null;

/**
 * One truth of two lines: the page's live events and the screen's own. What the screen says of itself counts first, since unsaved work is
 * its; where it is live and the events are not, the page is not whole either.
 */
export function wholeTruth(
  { state: events, poll }: { state: ConnectionTruth["state"]; poll: boolean },
  own: ConnectionTruth | null,
): ConnectionTruth {
  if (!own) return { state: events, poll };
  const screen = { ...own, poll: own.poll === true || poll };
  return screen.state === "live" && events !== "live" ? { ...screen, state: "connecting" } : screen;
}
