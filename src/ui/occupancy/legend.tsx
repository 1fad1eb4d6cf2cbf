import { For, Show } from "solid-js";
import { layers, type Layer } from "#domain/occupancy.ts";
import { useWords } from "#ui/language.tsx";
import { occupancyWords } from "#words/occupancy.ts";

const steps = [0, 1, 2, 3, 4, 5] as const;
const stripesOf = (colour: string, gap: number): string =>
  `repeating-linear-gradient(135deg, ${colour} 0 1.5px, transparent 1.5px ${gap}px)`;

/** How to read the colours: a scale from nobody to full, and what is not on it. */
export function Legend() {
  const w = useWords(occupancyWords);
  return (
    <dl class="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
      <dt class="sr-only">{w().legend}</dt>
      <dd class="flex items-center gap-1.5">
        {w().legendEmpty}
        <span aria-hidden="true" class="flex overflow-hidden rounded-sm border border-line-strong">
          <For each={steps}>
            {(step) => <span class="h-3.5 w-4" style={{ background: step === 0 ? "var(--surface)" : `var(--heat-${step})` }} />}
          </For>
        </span>
        {w().legendFull}
      </dd>
      <dd class="flex items-center gap-1.5">
        <Swatch background="var(--heat-over)" image={stripesOf("var(--heat-over-stripe)", 5)} />
        {w().legendOver}
      </dd>
      <dd class="flex items-center gap-1.5">
        <Swatch background="var(--surface)" image={stripesOf("var(--line-strong)", 4)} />
        {w().legendClosed}
      </dd>
      <dd class="flex items-center gap-1.5">
        <Swatch background="var(--line)" />
        {w().legendUnknown}
      </dd>
    </dl>
  );
}

function Swatch(props: { background: string; image?: string }) {
  return (
    <span
      aria-hidden="true"
      class="h-3.5 w-4 rounded-sm border border-line-strong"
      style={{ "background-color": props.background, "background-image": props.image ?? "none" }}
    />
  );
}

/** What counts, as chips that are pressed or not; each shows the mark it has in a cell. */
export function LayerChips(props: { value: ReadonlySet<Layer>; without: readonly Layer[]; onChange(value: ReadonlySet<Layer>): void }) {
  const w = useWords(occupancyWords);
  const toggle = (layer: Layer) => {
    const next = new Set(props.value);
    if (next.has(layer)) next.delete(layer);
    else next.add(layer);
    if (next.size > 0) props.onChange(next);
  };
  return (
    <div role="group" aria-label={w().layers} class="flex flex-wrap gap-1.5">
      <For each={layers.filter((layer) => !props.without.includes(layer))}>
        {(layer) => (
          <button
            type="button"
            aria-pressed={props.value.has(layer)}
            title={w().layerHint[layer]}
            onClick={() => toggle(layer)}
            class="inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium"
            classList={{
              "border-accent bg-accent-soft text-accent-strong": props.value.has(layer),
              "border-line-field bg-surface text-muted hover:bg-hover": !props.value.has(layer),
            }}
          >
            <LayerMark layer={layer} />
            {w().layer[layer]}
          </button>
        )}
      </For>
    </div>
  );
}

/** The mark in a cell: at its foot a full bar, half of one, dashes; around it an outline. */
export function LayerMark(props: { layer: Layer }) {
  return (
    <svg width="16" height="8" viewBox="0 0 16 8" aria-hidden="true" class="shrink-0" fill="currentColor">
      <Show when={props.layer === "confirmed"}>
        <rect x="0" y="2" width="16" height="4" />
      </Show>
      <Show when={props.layer === "accepted"}>
        <rect x="0" y="4" width="16" height="2" />
      </Show>
      <Show when={props.layer === "pending"}>
        <For each={[0, 4, 8, 12]}>{(x) => <rect x={x} y="3" width="2.6" height="3" />}</For>
      </Show>
      <Show when={props.layer === "ghost"}>
        <rect x="1" y="0.8" width="14" height="6.4" fill="none" stroke="currentColor" stroke-dasharray="2 1.6" />
      </Show>
    </svg>
  );
}
