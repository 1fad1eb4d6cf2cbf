import { createMemo, For, Show } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { mostTiles, secondsRange, tilesFor, type BoardSide, type BoardView } from "#domain/board.ts";
import { useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { boardWords } from "#words/board.ts";
import { wallWords } from "#words/wall.ts";
import { changedIn, moved, newTile, placed } from "./drafting.ts";
import { Order, Ordered, type OrderedProps } from "./ordering.tsx";
import { TileLine, type Choices } from "./tile-line.tsx";

const secondSteps = [15, 20, 25, 30, 45, 60].filter((count) => count >= secondsRange.least && count <= secondsRange.most);

/** A view in the editor: its title, how long it stays, its tiles in their order, and the tiles that can be added. */
export function ViewSection(props: {
  view: BoardView;
  side: BoardSide;
  choices: Choices;
  order: Omit<OrderedProps, "name" | "id">;
  alone: boolean;
  current: boolean;
  say(text: string): void;
  onSee(): void;
  onChange(to: Partial<BoardView>): void;
  onRemove(): void;
}) {
  const w = useWords(boardWords);
  const wall = useWords(wallWords);
  const ids = createMemo(() => props.view.tiles.map(({ id }) => id));
  const order = (): OrderedProps => ({ ...props.order, name: props.view.name, id: props.view.id });
  const put = (id: string, to: number) => {
    const tiles = placed(props.view.tiles, id, to);
    const tile = tiles.find((one) => one.id === id);
    if (tile && to >= 0 && to < tiles.length) props.say(w().form.moved(wall().tiles[tile.kind], to + 1, tiles.length));
    props.onChange({ tiles });
  };
  return (
    <Ordered {...order()} class={`flex flex-col gap-2 rounded-lg border p-3 ${props.current ? "border-accent" : "border-line"} bg-raised`}>
      <div class="flex flex-wrap items-end gap-2" onFocusIn={() => props.onSee()}>
        <Order {...order()} />
        <Field label={w().form.viewName} class="min-w-40 flex-1" required>
          <TextInput value={props.view.name} maxlength={40} onChange={(name) => props.onChange({ name })} autocomplete="off" />
        </Field>
        <Field label={w().form.seconds} class="w-24">
          <Select
            value={String(props.view.seconds)}
            onChange={(value) => props.onChange({ seconds: Number(value) })}
            options={[...new Set([...secondSteps, props.view.seconds])]
              .toSorted((one, other) => one - other)
              .map((count) => ({ value: String(count), label: `${count}\u00A0s` }))}
          />
        </Field>
        <IconButton
          label={w().form.removeView(props.view.name)}
          icon={<Trash size={15} aria-hidden="true" />}
          disabled={props.alone}
          onClick={() => props.onRemove()}
        />
      </div>
      <Show when={ids().length > 0} fallback={<p class="text-xs font-medium text-danger">{w().form.noTile}</p>}>
        <ul class="flex flex-col gap-1.5" aria-label={w().form.tiles} onFocusIn={() => props.onSee()}>
          <For each={ids()}>
            {(id, at) => (
              <Show when={props.view.tiles.find((one) => one.id === id)}>
                {(tile) => (
                  <TileLine
                    tile={tile()}
                    side={props.side}
                    choices={props.choices}
                    order={{
                      list: props.view.id,
                      at: at(),
                      count: ids().length,
                      onMove: (by) => {
                        const to = at() + by;
                        if (to < 0 || to >= ids().length) return;
                        props.say(w().form.moved(wall().tiles[tile().kind], to + 1, ids().length));
                        props.onChange({ tiles: moved(props.view.tiles, id, by) });
                      },
                      onDrop: put,
                    }}
                    onChange={(to) => props.onChange({ tiles: changedIn(props.view.tiles, id, to) })}
                    onRemove={() => props.onChange({ tiles: props.view.tiles.filter((one) => one.id !== id) })}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <div class="flex flex-wrap items-center gap-2">
        <Show when={ids().length < mostTiles} fallback={<p class="text-xs text-muted">{w().form.full}</p>}>
          <Menu
            kind="plain"
            size="sm"
            side="bottom-start"
            trigger={
              <>
                <Plus size={14} aria-hidden="true" />
                {w().form.addTile}
              </>
            }
            items={tilesFor(props.side).map((kind) => ({
              id: kind,
              label: wall().tiles[kind],
              hint: w().about[kind],
              run: () => {
                props.onSee();
                props.onChange({ tiles: [...props.view.tiles, newTile(kind)] });
                props.say(w().form.tileAdded(wall().tiles[kind]));
              },
            }))}
          />
        </Show>
        <Show when={ids().length > 4 && ids().length <= mostTiles}>
          <p class="text-xs text-muted">{w().form.crowded}</p>
        </Show>
      </div>
    </Ordered>
  );
}
