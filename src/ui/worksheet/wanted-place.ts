import { useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, type Accessor } from "solid-js";

/**
 * The place that came with the address (`?milieu=`, from supply and demand): the sheet opens the search of places on it as soon as one may
 * write, once. Answers what the search begins with, until it is closed.
 */
export function useWantedPlace(of: { mayEdit(): boolean; open(): void }): { text: Accessor<string>; forget(): void } {
  const [search, setSearch] = useSearchParams<{ milieu?: string }>();
  const [text, setText] = createSignal("");
  createEffect(() => {
    const wanted = search.milieu;
    if (typeof wanted !== "string" || wanted === "" || !of.mayEdit()) return;
    setText(wanted);
    of.open();
    setSearch({ milieu: undefined }, { replace: true, scroll: false });
  });
  return { text, forget: () => setText("") };
}
