import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { bands } from "#domain/capacity.ts";
import { spans, type Grain, type Span } from "#domain/occupancy-period.ts";
import type { View } from "#domain/occupancy-picture.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Select } from "#ui/parts/select.tsx";
import { occupancyWords } from "#words/occupancy.ts";

/** A choice of a few, side by side: what is chosen is pressed. */
export function Choice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  hint?: string;
  onChange(value: Value): void;
}) {
  return (
    <div role="group" aria-label={props.label} title={props.hint} class="inline-flex rounded border border-line-field bg-surface p-0.5">
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={props.value === option.value}
            onClick={() => props.onChange(option.value)}
            class="min-h-7 rounded-sm px-2 text-xs font-medium"
            classList={{
              "bg-accent text-on-accent": props.value === option.value,
              "text-muted hover:bg-hover hover:text-ink": props.value !== option.value,
            }}
          >
            {option.label}
          </button>
        )}
      </For>
    </div>
  );
}

export function PeriodControls(props: {
  span: Span;
  grain: Grain;
  title: string;
  onSpan(span: Span): void;
  onGrain(grain: Grain): void;
  onStep(by: 1 | -1): void;
  onToday(): void;
}) {
  const w = useWords(occupancyWords);
  return (
    <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div class="flex items-center gap-1">
        <IconButton label={w().previous} icon={<ChevronLeft size={16} aria-hidden="true" />} onClick={() => props.onStep(-1)} />
        <Button size="sm" onClick={() => props.onToday()}>
          {w().today}
        </Button>
        <IconButton label={w().next} icon={<ChevronRight size={16} aria-hidden="true" />} onClick={() => props.onStep(1)} />
      </div>
      <span class="text-sm font-semibold tabular-nums first-letter:uppercase" aria-live="polite">
        {props.title}
      </span>
      <Choice
        label={w().span}
        value={props.span}
        options={spans.map((value) => ({ value, label: w().spans[value] }))}
        onChange={(span) => props.onSpan(span)}
      />
      <Show when={props.span === "year"}>
        <Choice
          label={w().columns}
          value={props.grain}
          options={[
            { value: "week", label: w().byWeek },
            { value: "day", label: w().byDay },
          ]}
          onChange={(grain) => props.onGrain(grain)}
        />
      </Show>
    </div>
  );
}

export function ShiftChoice(props: { value: View["shift"]; onChange(value: View["shift"]): void }) {
  const w = useWords(occupancyWords);
  return (
    <Choice
      label={w().shift}
      hint={w().shiftsHint}
      value={props.value}
      options={(["all", ...bands] as const).map((value) => ({ value, label: w().shifts[value] }))}
      onChange={(value) => props.onChange(value)}
    />
  );
}

/** Everything one covers, a site, or a service of it; nothing to choose where there is one. */
export function PlaceChoice(props: { value: string; onChange(siteId: string | null, serviceId: string | null): void }) {
  const w = useWords(occupancyWords);
  const places = useQuery(() => ({ queryKey: ["occupancy", "places"], queryFn: () => api.occupancy.places.query(), staleTime: 60_000 }));
  const options = () => {
    const services = answerOf(places) ?? [];
    return [...Map.groupBy(services, ({ siteId }) => siteId)].flatMap(([siteId, ofSite]) => [
      { value: siteId, label: ofSite[0]?.site ?? "" },
      ...ofSite.map(({ serviceId, service }) => ({ value: serviceId, label: `\u2003${service}` })),
    ]);
  };
  const choose = (value: string) => {
    const service = answerOf(places)?.find(({ serviceId }) => serviceId === value);
    props.onChange(service ? service.siteId : value === "all" ? null : value, service ? service.serviceId : null);
  };
  return (
    <Show when={options().length > 2}>
      <Select
        look="quiet"
        class="max-w-64"
        aria-label={w().place}
        value={props.value}
        options={[{ value: "all", label: w().wholePlace }, ...options()]}
        onChange={choose}
      />
    </Show>
  );
}
