import { createVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import Bed from "lucide-solid/icons/bed";
import Building from "lucide-solid/icons/building";
import ChevronRight from "lucide-solid/icons/chevron-right";
import MapPin from "lucide-solid/icons/map-pin";
import Stethoscope from "lucide-solid/icons/stethoscope";
import { useWords } from "#ui/language.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { profileWords } from "#words/profile.ts";
import { ProfileMark } from "./profile-mark.tsx";
import type { TreeRow } from "./tree.ts";

const icons = { agency: Building, site: MapPin, service: Stethoscope, destination: Bed } as const;
const indents = ["pl-2", "pl-2", "pl-7", "pl-12", "pl-17"];
const virtualFrom = 200;
const rowHeight = 40;

/** Places as a tree: arrows move, right opens, left closes, Enter shows the record; only what is seen is drawn when it is long. */
export function PlaceTree(props: {
  rows: TreeRow[];
  current: string | null;
  onToggle(id: string, open: boolean): void;
  onOpen(id: string): void;
}) {
  const w = useWords(catalogueWords);
  const p = useWords(profileWords);
  let scroller: HTMLDivElement | undefined;
  let body: HTMLDivElement | undefined;
  const [active, setActive] = createSignal<string | null>(null);
  const keys = createMemo(() => props.rows.map(({ node }) => node.id));
  const byKey = createMemo(() => new Map(props.rows.map((row) => [row.node.id, row])));
  const isVirtual = () => keys().length > virtualFrom;
  const virtual = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return keys().length;
    },
    get enabled() {
      return isVirtual();
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => rowHeight,
    overscan: 16,
    initialRect: { width: 1200, height: 900 },
    getItemKey: (at) => keys()[at] ?? at,
  });
  const drawn = createMemo(() =>
    (isVirtual() ? virtual.getVirtualItems().map(({ index }) => keys()[index] ?? "") : keys()).filter((key) => byKey().has(key)),
  );
  const before = () => (isVirtual() ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0);
  const after = () => (isVirtual() ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0);
  const tabbable = () => {
    const wanted = active() ?? props.current;
    return wanted !== null && byKey().has(wanted) ? wanted : keys()[0];
  };

  const elementOf = (key: string) => body?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  const focusRow = (at: number) => {
    const to = Math.max(0, Math.min(keys().length - 1, at));
    const key = keys()[to];
    if (key === undefined) return;
    setActive(key);
    if (isVirtual()) virtual.scrollToIndex(to);
    const there = elementOf(key);
    if (there) there.focus();
    else requestAnimationFrame(() => requestAnimationFrame(() => elementOf(key)?.focus()));
  };
  // A place opened by its address or by a search elsewhere is brought into view.
  createEffect(
    on(
      () => props.current,
      (current) => {
        if (current === null) return;
        const at = keys().indexOf(current);
        if (at < 0) return;
        if (isVirtual()) virtual.scrollToIndex(at, { align: "center" });
        else elementOf(current)?.scrollIntoView({ block: "nearest" });
      },
    ),
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
    const row = key === undefined ? undefined : byKey().get(key);
    if (!row || key === undefined) return;
    const at = keys().indexOf(key);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: keys().length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    };
    const to = steps[event.key];
    if (to !== undefined) focusRow(to);
    else if (event.key === "ArrowRight") {
      if (row.open) focusRow(at + 1);
      else if (row.node.children.length > 0) props.onToggle(key, true);
    } else if (event.key === "ArrowLeft") {
      if (row.open) props.onToggle(key, false);
      else focusRow(keys().indexOf(row.node.parentId ?? ""));
    } else if (event.key === "Enter" || event.key === " ") props.onOpen(key);
    else return;
    event.preventDefault();
  };
  const spacer = (height: () => number) => {
    const set = (element: HTMLDivElement) => createEffect(() => element.style.setProperty("height", `${height()}px`));
    return (
      <Show when={height() > 0}>
        <div ref={set} role="none" />
      </Show>
    );
  };

  return (
    <div
      ref={scroller}
      class="min-h-0 flex-1 overflow-auto rounded-lg border border-line bg-surface"
      classList={{ "max-h-[75dvh] md:max-h-none": isVirtual() }}
    >
      <div ref={body} role="tree" aria-label={w().tree} onKeyDown={onKeyDown} class="py-1">
        {spacer(before)}
        <For each={drawn()}>
          {(key) => {
            let kept = byKey().get(key) as TreeRow;
            const row = () => (kept = byKey().get(key) ?? kept);
            const node = () => row().node;
            return (
              <div
                data-key={key}
                role="treeitem"
                aria-level={row().depth}
                aria-posinset={row().position}
                aria-setsize={row().size}
                aria-expanded={node().children.length > 0 ? row().open : undefined}
                aria-selected={props.current === key}
                tabindex={tabbable() === key ? 0 : -1}
                onFocus={() => setActive(key)}
                onClick={() => {
                  setActive(key);
                  props.onOpen(key);
                }}
                class={`flex h-row-list cursor-pointer items-center gap-2 pr-3 text-sm outline-offset-[-2px] ${indents[row().depth] ?? "pl-17"}`}
                classList={{
                  "bg-accent-soft": props.current === key,
                  "hover:bg-hover": props.current !== key,
                  "text-faint": node().retiredOn !== null,
                }}
              >
                <span
                  class="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-line"
                  classList={{ invisible: node().children.length === 0 }}
                  aria-hidden="true"
                  title={row().open ? w().collapse(node().name) : w().expand(node().name)}
                  onClick={(event) => {
                    event.stopPropagation();
                    props.onToggle(key, !row().open);
                  }}
                >
                  <ChevronRight size={15} class={`transition-transform ${row().open ? "rotate-90" : ""}`} />
                </span>
                <Dynamic component={icons[node().level]} size={15} class="shrink-0 text-muted" aria-hidden="true" />
                <span
                  class="min-w-0 truncate"
                  classList={{
                    "font-semibold": row().depth === 1,
                    "font-medium": row().depth === 2,
                    "line-through": node().retiredOn !== null,
                  }}
                >
                  {node().name}
                </span>
                <span class="sr-only">{w().level[node().level]}</span>
                <Show when={node().level === "destination" || node().hasProfile}>
                  <ProfileMark filled={node().hasProfile} />
                </Show>
                <Show when={node().formerly.length > 0}>
                  <span class="min-w-0 shrink truncate text-xs text-muted max-sm:hidden">{p().formerly(node().formerly.join(", "))}</span>
                </Show>
                <Show when={node().umbrella}>
                  <span class="shrink-0 rounded-sm bg-info-soft px-1.5 text-xs font-medium text-info max-sm:hidden">{w().umbrella}</span>
                </Show>
                <Show when={node().retiresOn}>
                  {(on) => (
                    <span class="shrink-0 rounded-sm bg-warn-soft px-1.5 text-xs font-medium text-warn max-sm:hidden">
                      {w().retiresOn(on())}
                    </span>
                  )}
                </Show>
                <Show when={!node().isUser}>
                  <span class="shrink-0 rounded-sm bg-st-paper-soft px-1.5 text-xs font-medium text-st-paper max-sm:hidden">
                    {w().nonUser}
                  </span>
                </Show>
                <Show when={node().retiredOn !== null}>
                  <span class="shrink-0 rounded-sm bg-st-new-soft px-1.5 text-xs font-medium text-st-new">{w().retiredShort}</span>
                </Show>
                <span class="ml-auto shrink-0 pl-2 text-xs text-muted tabular-nums">
                  <Show when={node().level === "destination"} fallback={node().units > 0 ? w().countOf.destination(node().units) : ""}>
                    <Show when={node().capacity !== null}>{w().places(node().capacity ?? 0)}</Show>
                    <Show when={node().largestGroup !== null}>
                      <span class="max-sm:hidden">
                        <Show when={node().capacity !== null}> · </Show>
                        {w().groupOf(node().largestGroup ?? 0)}
                      </span>
                    </Show>
                  </Show>
                </span>
              </div>
            );
          }}
        </For>
        {spacer(after)}
      </div>
    </div>
  );
}
