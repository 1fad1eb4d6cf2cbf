import { For, Show } from "solid-js";
import type { WallFrame, WallTile } from "#domain/wall.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { boardWords } from "#words/board.ts";
import { wallWords } from "#words/wall.ts";
import { figuresOf } from "./figures.ts";

/** Every tile of every view as a table: the wall for who does not see it, and for who wants to read a figure off. */
export function FiguresView(props: { frame: WallFrame }) {
  const w = useWords(boardWords);
  return (
    <div class="flex flex-col gap-6">
      <p class="text-sm text-muted">{w().figuresHint}</p>
      <For each={props.frame.views}>
        {(view) => (
          <section class="flex flex-col gap-4">
            <h2 class="text-base font-semibold">{view.name}</h2>
            <For each={view.tiles}>{(tile) => <FigureTable tile={tile} frame={props.frame} />}</For>
          </section>
        )}
      </For>
    </div>
  );
}

function FigureTable(props: { tile: WallTile; frame: WallFrame }) {
  const w = useWords(boardWords);
  const wall = useWords(wallWords);
  const { language } = useLanguage();
  const figures = () => figuresOf(props.tile, { frame: props.frame, language: language(), now: new Date(props.frame.at) });
  const title = () => [wall().tiles[props.tile.kind], props.tile.about].filter((text) => text !== null).join(", ");
  return (
    <div class="overflow-x-auto rounded-lg border border-line bg-surface" tabindex={0} role="region" aria-label={title()}>
      <table class="w-full border-separate border-spacing-0 text-sm">
        <caption class="px-3 py-2 text-left text-xs font-semibold text-muted">{title()}</caption>
        <thead>
          <tr>
            <For each={figures().head}>
              {(head) => (
                <th
                  scope="col"
                  class="border-y border-line-strong bg-sunken px-3 py-1.5 text-left text-xs font-semibold whitespace-nowrap text-muted"
                >
                  {head}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={figures().rows}>
            {(row) => (
              <tr>
                <For each={row.cells}>
                  {(cell, at) => (
                    <Show
                      when={at() === 0}
                      fallback={<td class="border-b border-line px-3 py-1.5 whitespace-nowrap tabular-nums">{cell}</td>}
                    >
                      <th scope="row" class="border-b border-line px-3 py-1.5 text-left font-medium whitespace-nowrap">
                        {cell}
                      </th>
                    </Show>
                  )}
                </For>
              </tr>
            )}
          </For>
          <Show when={figures().rows.length === 0}>
            <tr>
              <td class="px-3 py-3 text-muted" colspan={figures().head.length}>
                {w().noFigures}
              </td>
            </tr>
          </Show>
        </tbody>
      </table>
      <Show when={figures().more > 0}>
        <p class="px-3 py-2 text-xs text-muted">{w().tables.more(figures().more)}</p>
      </Show>
    </div>
  );
}
