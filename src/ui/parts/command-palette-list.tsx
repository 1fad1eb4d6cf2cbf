import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import ArrowRight from "lucide-solid/icons/arrow-right";
import Zap from "lucide-solid/icons/zap";
import { keysShown } from "./commands.ts";
import { Kbd } from "./kbd.tsx";
import { MarkedText } from "./marked-text.tsx";
import type { PaletteGroup, PaletteItem } from "./palette-item.ts";

/** The groups of the palette, one option after another through all of them: `at` counts across groups. */
export function PaletteList(props: {
  id: string;
  groups: readonly PaletteGroup[];
  words: readonly string[];
  at: number;
  onPoint(at: number): void;
  onChoose(at: number): void;
}) {
  const before = (index: number) => props.groups.slice(0, index).reduce((sum, group) => sum + group.items.length, 0);
  return (
    <For each={props.groups}>
      {(group, place) => (
        <div role="group" aria-labelledby={group.heading === "" ? undefined : `${props.id}-${group.id}`}>
          <Show when={group.heading !== ""} fallback={<div class="mx-2.5 my-1 border-t border-line" role="presentation" />}>
            <div id={`${props.id}-${group.id}`} role="presentation" class="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
              {group.heading}
            </div>
          </Show>
          <For each={group.items}>
            {(item, index) => {
              const at = () => before(place()) + index();
              return (
                <Option
                  id={`${props.id}-${at()}`}
                  item={item}
                  here={group.id.startsWith("here")}
                  words={item.detail === undefined ? [] : props.words}
                  at={at()}
                  active={props.at === at()}
                  onPoint={() => props.onPoint(at())}
                  onChoose={() => props.onChoose(at())}
                />
              );
            }}
          </For>
        </div>
      )}
    </For>
  );
}

function Option(props: {
  id: string;
  item: PaletteItem;
  here: boolean;
  words: readonly string[];
  at: number;
  active: boolean;
  onPoint(): void;
  onChoose(): void;
}) {
  return (
    <div
      id={props.id}
      role="option"
      data-at={props.at}
      aria-selected={props.active}
      data-active={props.active ? "" : undefined}
      class="option min-h-9 text-sm"
      onPointerMove={() => props.onPoint()}
      onClick={() => props.onChoose()}
    >
      <Show
        when={props.item.icon}
        fallback={
          <Show when={props.here} fallback={<ArrowRight size={15} class="shrink-0 text-muted" aria-hidden="true" />}>
            <Zap size={15} class="shrink-0 text-accent" aria-hidden="true" />
          </Show>
        }
      >
        {(icon) => <Dynamic component={icon()} size={16} class="shrink-0 text-muted" aria-hidden="true" />}
      </Show>
      <span class="min-w-0 flex-1">
        <span class="block truncate">
          <MarkedText text={props.item.words} words={props.words} />
        </span>
        <Show when={props.item.detail}>
          {(detail) => (
            <span class="block truncate text-xs text-muted">
              <MarkedText text={detail()} words={props.words} />
            </span>
          )}
        </Show>
      </span>
      <Show when={props.item.aside}>{(aside) => <span class="shrink-0">{aside()()}</span>}</Show>
      <Show when={props.item.keys}>{(keys) => <Kbd keys={keysShown(keys())} />}</Show>
    </div>
  );
}
