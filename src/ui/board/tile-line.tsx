import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import X from "lucide-solid/icons/x";
import { weeksRange, type BoardSide, type Tile } from "#domain/board.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Select } from "#ui/parts/select.tsx";
import { tileSigns } from "#ui/wall/tile.tsx";
import { boardWords } from "#words/board.ts";
import { wallWords } from "#words/wall.ts";
import { Order, Ordered, type OrderedProps } from "./ordering.tsx";

export interface Choices {
  programmes: readonly { id: string; name: string }[];
  sites: readonly { id: string; name: string }[];
}

const weekSteps = [4, 6, 8, 12, 16, 20, 26].filter((count) => count >= weeksRange.least && count <= weeksRange.most);

/** A tile in the editor: its place in the view, how wide it is and what it counts. */
export function TileLine(props: {
  tile: Tile;
  side: BoardSide;
  choices: Choices;
  order: Omit<OrderedProps, "name" | "id">;
  onChange(to: Partial<Tile>): void;
  onRemove(): void;
}) {
  const w = useWords(boardWords);
  const wall = useWords(wallWords);
  const name = () => wall().tiles[props.tile.kind];
  const narrowing = () => (props.side === "placing" ? props.choices.programmes : props.choices.sites);
  const order = (): OrderedProps => ({ ...props.order, name: name(), id: props.tile.id });
  return (
    <Ordered {...order()} class="flex flex-wrap items-center gap-x-2 gap-y-1 rounded border border-line bg-surface py-1 pr-1 pl-0.5">
      <Order {...order()} />
      <Dynamic component={tileSigns[props.tile.kind]} size={16} class="shrink-0 text-muted" aria-hidden="true" />
      <span class="min-w-28 flex-1 truncate text-sm font-medium">{name()}</span>
      <span class="flex flex-wrap items-center gap-1">
        <Show when={props.tile.kind === "occupancy"}>
          <Select
            look="quiet"
            aria-label={w().form.weeks}
            value={String(props.tile.weeks)}
            onChange={(value) => props.onChange({ weeks: Number(value) })}
            options={[...new Set([...weekSteps, props.tile.weeks])]
              .toSorted((one, other) => one - other)
              .map((count) => ({ value: String(count), label: w().form.weeksOf(count) }))}
          />
        </Show>
        <Show when={narrowing().length > 1}>
          <Select
            look="quiet"
            class="max-w-44"
            aria-label={w().form.narrow(name())}
            value={(props.side === "placing" ? props.tile.programmeId : props.tile.siteId) ?? "all"}
            onChange={(value) => {
              const of = value === "all" ? null : value;
              props.onChange(props.side === "placing" ? { programmeId: of } : { siteId: of });
            }}
            options={[{ value: "all", label: w().form.everything }, ...narrowing().map((one) => ({ value: one.id, label: one.name }))]}
          />
        </Show>
        <Checkbox label={w().form.wide} checked={props.tile.wide} onChange={(wide) => props.onChange({ wide })} />
        <IconButton
          size="sm"
          label={w().form.removeTile(name())}
          icon={<X size={15} aria-hidden="true" />}
          onClick={() => props.onRemove()}
        />
      </span>
    </Ordered>
  );
}
