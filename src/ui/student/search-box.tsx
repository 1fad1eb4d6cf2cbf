import { createEffect, createSignal, on, onCleanup } from "solid-js";
import Search from "lucide-solid/icons/search";

/** A search above a list: what is typed reaches the list when the fingers rest. */
export function SearchBox(props: { label: string; value: string; onChange(value: string): void; class?: string }) {
  const [typed, setTyped] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      () => props.value,
      (value) => setTyped((before) => (before.trim() === value ? before : value)),
      { defer: true },
    ),
  );
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer);
    timer = setTimeout(() => props.onChange(value.trim()), 200);
  };
  return (
    <span class={`relative min-w-56 flex-[1_1_16rem] sm:max-w-96 ${props.class ?? ""}`}>
      <Search size={15} class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" aria-hidden="true" />
      <input
        type="search"
        class="field-box pl-8"
        placeholder={props.label}
        aria-label={props.label}
        value={typed()}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </span>
  );
}
