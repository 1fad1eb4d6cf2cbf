import { createContext, createSignal, onCleanup, onMount, useContext, type Accessor } from "solid-js";
import type { BoardSide } from "#domain/board.ts";
import type { Day } from "#domain/dates.ts";
import type { Language } from "#domain/weekdays.ts";
import { wallWords } from "#words/wall.ts";
import { inWords } from "#words/words.ts";

/** What a tile knows of the wall it stands on. */
export interface Wall {
  language: Accessor<Language>;
  /** Pixels in a unit: a 1,080th of the screen's short side. */
  unit: Accessor<number>;
  upright: Accessor<boolean>;
  side: Accessor<BoardSide>;
  timeZone: Accessor<string>;
  today: Accessor<Day>;
  /** Whether this part of a tile changed within the last two seconds. */
  just(tileId: string, key: string): boolean;
}

export const WallContext = createContext<Wall>();

export function useWall(): Wall {
  const wall = useContext(WallContext);
  if (!wall) throw new Error("a tile stands on a wall");
  return wall;
}

/** The wall's words, in the language of the view that is shown. */
export function useWallWords() {
  const wall = useWall();
  return () => inWords(wallWords, wall.language());
}

/** Width and height of an element, in units; [0, 0] until it is drawn. */
export function useUnits(): [ref: (element: Element) => void, size: Accessor<readonly [number, number]>] {
  const wall = useWall();
  const [pixels, setPixels] = createSignal<readonly [number, number]>([0, 0]);
  let watched: Element | undefined;
  onMount(() => {
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setPixels([entry.contentRect.width, entry.contentRect.height]);
    });
    observer.observe(watched);
    onCleanup(() => observer.disconnect());
  });
  return [
    (element) => (watched = element),
    () => {
      const unit = wall.unit();
      return unit > 0 ? [pixels()[0] / unit, pixels()[1] / unit] : [0, 0];
    },
  ];
}
