import { createSignal, onCleanup, onMount, type Accessor } from "solid-js";

const [source, setSource] = createSignal<Accessor<number> | null>(null);

/** How many changes of this screen the server has not confirmed; the pill says it while the screen lives. */
export function useUnsaved(count: Accessor<number>): void {
  onMount(() => {
    setSource(() => count);
    onCleanup(() => setSource((now) => (now === count ? null : now)));
  });
}

/** Undefined where nothing saves by itself. */
export const unsaved = (): number | undefined => source()?.();
