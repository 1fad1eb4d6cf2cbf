import { Combobox as Ark, createListCollection } from "@ark-ui/solid/combobox";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, untrack } from "solid-js";
import { Portal } from "solid-js/web";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import X from "lucide-solid/icons/x";
import { fold } from "#domain/place.ts";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { useField } from "./field-context.ts";

export interface ComboboxOption {
  value: string;
  label: string;
  /** A second line: what tells two of the same name apart. */
  hint?: string;
  group?: string;
  disabled?: boolean;
}

export interface ComboboxProps {
  /** The chosen option's value; with `free`, what was typed when it is none of them; "" for nothing. */
  value: string;
  onChange(value: string, option: ComboboxOption | null): void;
  /** All the choices, filtered here as one types… */
  options?: readonly ComboboxOption[];
  /** …or the choices for a text, asked of the server (calls are spaced, late answers dropped). */
  search?: (text: string) => Promise<readonly ComboboxOption[]>;
  /** What the value reads as before any choice is loaded (with `search`). */
  text?: string;
  /** What is typed and matches nothing is kept as it is (« Autre »). */
  free?: boolean;
  placeholder?: string;
  disabled?: boolean;
  "aria-label"?: string;
  class?: string;
}

/** Accents, case and order of words do not matter: « nord hop » finds « Hôpital du Nord ». */
function matches(option: ComboboxOption, text: string): boolean {
  const whole = fold(`${option.label} ${option.hint ?? ""} ${option.group ?? ""}`);
  return fold(text)
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

/** A choice searched by typing: one list, groups, free text where allowed. */
export function Combobox(props: ComboboxProps) {
  const w = useWords(partWords);
  const field = useField();
  const [typed, setTyped] = createSignal("");
  const [filter, setFilter] = createSignal("");
  const [found, setFound] = createSignal<readonly ComboboxOption[]>([]);
  const [state, setState] = createSignal<"still" | "searching" | "failed">("still");
  // What stands outside a modal box is hidden from readers: there the list opens inside it.
  let control: HTMLDivElement | undefined;
  const [host, setHost] = createSignal<HTMLElement>();
  onMount(() => setHost(control?.closest<HTMLElement>('[aria-modal="true"]') ?? document.body));
  let known: ComboboxOption | null = null;

  const pool = () => props.options ?? found();
  const labelOf = (value: string): string => {
    if (value === "") return "";
    const option = pool().find((one) => one.value === value) ?? (known?.value === value ? known : null);
    return option?.label ?? props.text ?? (props.free ? value : "");
  };
  // What stands in the box follows the value, whoever changed it.
  createEffect(
    on([() => props.value, () => props.text, () => (props.value === "" ? "" : labelOf(props.value))], () => {
      setTyped(labelOf(props.value));
      setFilter("");
    }),
  );

  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (text: string) => {
    const search = props.search;
    if (!search) return;
    clearTimeout(timer);
    const mine = ++asked;
    setState("searching");
    timer = setTimeout(
      () => {
        search(text).then(
          (options) => {
            if (mine !== asked) return;
            setFound(options);
            setState("still");
          },
          () => {
            if (mine === asked) setState("failed");
          },
        );
      },
      text === "" ? 0 : 160,
    );
  };
  onCleanup(() => clearTimeout(timer));

  const shown = createMemo(() => {
    const text = filter().trim();
    const options = props.search || text === "" ? [...pool()] : pool().filter((option) => matches(option, text));
    const exact = options.some((option) => fold(option.label) === fold(text));
    const listed: ComboboxOption[] = options.slice(0, 200);
    if (props.free && text !== "" && !exact) listed.push({ value: `free:${text}`, label: w().combobox.free(text) });
    return listed;
  });
  const collection = createMemo(() =>
    createListCollection({
      items: shown(),
      itemToValue: (item) => item.value,
      itemToString: (item) => (item.value.startsWith("free:") ? item.value.slice(5) : item.label),
      isItemDisabled: (item) => Boolean(item.disabled),
    }),
  );
  // The first that fits is what Enter takes, also where what is typed leaves the list as it was.
  const [lit, setLit] = createSignal<string | null>(null);
  createEffect(
    on([filter, shown], ([text, options], before) => {
      const first = options.find((option) => !option.disabled);
      if (text.trim() === "" || !first) return;
      if (text !== before?.[0] || !options.some(({ value }) => value === untrack(lit))) setLit(first.value);
    }),
  );
  const groups = createMemo(() => [...new Set(shown().map((option) => option.group ?? ""))]);

  const choose = (value: string | undefined) => {
    if (value === undefined || value === "") return props.onChange("", null);
    if (value.startsWith("free:")) return props.onChange(value.slice(5), null);
    known = shown().find((option) => option.value === value) ?? null;
    setTyped(known?.label ?? "");
    setFilter("");
    props.onChange(value, known);
  };
  /** Leaving with something typed: the one it names, or the text itself where free, else back to what was chosen. */
  const settle = () => {
    const text = typed().trim();
    if (text === labelOf(props.value)) return;
    const same = pool().find((option) => fold(option.label) === fold(text));
    if (text === "") choose("");
    else if (same) choose(same.value);
    else if (props.free) props.onChange(text, null);
    else setTyped(labelOf(props.value));
    setFilter("");
  };

  return (
    <Ark.Root
      {...(field ? { ids: { input: field.id } } : {})}
      collection={collection()}
      value={props.value === "" || (props.free && !pool().some((one) => one.value === props.value)) ? [] : [props.value]}
      inputValue={typed()}
      onInputValueChange={({ inputValue, reason }) => {
        if (reason === "input-change") {
          setTyped(inputValue);
          setFilter(inputValue);
          ask(inputValue);
        } else if (reason === "clear-trigger") choose("");
      }}
      onValueChange={({ value }) => choose(value[0])}
      onOpenChange={({ open }) => {
        if (open && untrack(filter) === "") ask("");
      }}
      allowCustomValue
      inputBehavior="autohighlight"
      highlightedValue={lit()}
      onHighlightChange={({ highlightedValue }) => setLit(highlightedValue)}
      selectionBehavior="replace"
      openOnClick
      disabled={props.disabled ?? false}
      invalid={field?.invalid ?? false}
      positioning={{ sameWidth: true, placement: "bottom-start", gutter: 4 }}
      lazyMount
      unmountOnExit
      class={`w-full min-w-0 ${props.class ?? ""}`}
    >
      <Ark.Control ref={control} class="relative">
        <Ark.Input
          class="field-box pr-16"
          placeholder={props.placeholder ?? ""}
          aria-label={props["aria-label"]}
          aria-describedby={field?.describedBy}
          aria-invalid={field?.invalid || undefined}
          aria-required={field?.required || undefined}
          onBlur={settle}
          onFocus={(event) => event.currentTarget.select()}
        />
        <span class="absolute inset-y-0 right-1 flex items-center">
          <Show when={props.value !== "" && !props.disabled}>
            <button
              type="button"
              tabindex={-1}
              class="grid size-7 place-items-center rounded-sm text-muted hover:text-ink"
              aria-label={w().combobox.clear}
              onClick={() => choose("")}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </Show>
          <Ark.Trigger class="grid size-7 place-items-center rounded-sm text-muted hover:text-ink" aria-label={w().combobox.open}>
            <ChevronsUpDown size={14} aria-hidden="true" />
          </Ark.Trigger>
        </span>
      </Ark.Control>
      <Show when={host()}>
        {(mount) => (
          <Portal mount={mount()}>
            <Ark.Positioner class="z-60">
              <Ark.Content class="floating p-1">
                <Show
                  when={shown().length > 0}
                  fallback={<Nothing state={state()} typed={filter() !== ""} search={Boolean(props.search)} />}
                >
                  <For each={groups()}>
                    {(group) => (
                      <Ark.ItemGroup>
                        <Show when={group !== ""}>
                          <Ark.ItemGroupLabel class="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{group}</Ark.ItemGroupLabel>
                        </Show>
                        <For each={shown().filter((option) => (option.group ?? "") === group)}>
                          {(option) => (
                            <Ark.Item item={option} class="option data-[state=checked]:font-semibold">
                              <span class="min-w-0 flex-1">
                                <Ark.ItemText class="block">{option.label}</Ark.ItemText>
                                <Show when={option.hint}>
                                  <span class="block text-xs font-normal text-muted">{option.hint}</span>
                                </Show>
                              </span>
                            </Ark.Item>
                          )}
                        </For>
                      </Ark.ItemGroup>
                    )}
                  </For>
                </Show>
              </Ark.Content>
            </Ark.Positioner>
          </Portal>
        )}
      </Show>
    </Ark.Root>
  );
}

function Nothing(props: { state: "still" | "searching" | "failed"; typed: boolean; search: boolean }) {
  const w = useWords(partWords);
  const words = () => {
    if (props.state === "searching") return w().combobox.searching;
    if (props.state === "failed") return w().combobox.failed;
    return props.search && !props.typed ? w().combobox.typeMore : w().combobox.none;
  };
  return (
    <p role="status" class="px-2.5 py-2 text-sm text-muted">
      {words()}
    </p>
  );
}
