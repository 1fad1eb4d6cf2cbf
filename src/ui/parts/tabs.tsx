import { Tabs as Ark } from "@ark-ui/solid/tabs";
import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";

const look =
  "relative -mb-px inline-flex min-h-9 items-center gap-2 border-b-2 border-transparent px-1 text-sm font-medium text-muted whitespace-nowrap hover:text-ink data-selected:border-accent data-selected:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink [&.active]:border-accent [&.active]:text-ink";

const badge = "rounded-full bg-sunken px-1.5 text-2xs font-semibold text-ink";

export interface Tab {
  value: string;
  label: string;
  count?: number;
  content: JSX.Element;
}

/** Panels of which one is shown; arrows move between tabs. For tabs with addresses, `TabLinks`. */
export function Tabs(props: { label: string; value: string; onChange(value: string): void; tabs: readonly Tab[] }) {
  return (
    <Ark.Root value={props.value} onValueChange={({ value }) => props.onChange(value)} lazyMount unmountOnExit>
      <Ark.List class="more-beside flex gap-5 overflow-x-auto border-b border-line" aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Ark.Trigger value={tab.value} class={look}>
              {tab.label}
              <Show when={tab.count !== undefined}>
                <span class={badge}>{tab.count}</span>
              </Show>
            </Ark.Trigger>
          )}
        </For>
      </Ark.List>
      <For each={props.tabs}>
        {(tab) => (
          <Ark.Content value={tab.value} class="pt-4">
            {tab.content}
          </Ark.Content>
        )}
      </For>
    </Ark.Root>
  );
}

/** Tabs that are pages of their own: links, the current one said so. */
export function TabLinks(props: { label: string; links: readonly { href: string; label: string; count?: number; end?: boolean }[] }) {
  return (
    <nav aria-label={props.label} class="more-beside flex gap-5 overflow-x-auto border-b border-line">
      <For each={props.links}>
        {(link) => (
          <A href={link.href} end={link.end ?? true} class={look}>
            {link.label}
            <Show when={link.count !== undefined}>
              <span class={badge}>{link.count}</span>
            </Show>
          </A>
        )}
      </For>
    </nav>
  );
}
