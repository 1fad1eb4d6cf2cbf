import { createSignal, onCleanup, onMount, type JSX } from "solid-js";
import type { BoardSide } from "#domain/board.ts";
import type { Day } from "#domain/dates.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Freshness } from "./freshness.ts";
import { WallContext } from "./wall-context.ts";
import "./wall.css";
import "./wall-tile.css";

/** The short side of the screen that sizes are drawn for, and its long side. */
const drawn = { short: 1080, long: 1920 } as const;

export interface WallBoxProps {
  language: Language;
  side: BoardSide;
  timeZone: string;
  today: Day;
  just?: (tileId: string, key: string) => boolean;
  freshness?: Freshness;
  /** Sides changed, every other hour. */
  mirrored?: boolean;
  /** Pixels off its place, so that nothing burns in. */
  shift?: { x: number; y: number };
  night?: "dim" | "off" | null;
  /** Nobody moves a pointer: it is hidden. */
  still?: boolean;
  /** How it is named inside a page: a preview. Without it, it is the page. */
  label?: string;
  children: JSX.Element;
}

/** What a wall is drawn in: it measures itself and gives everything on it one unit, so that a preview and a 4K screen show the same. */
export function WallBox(props: WallBoxProps) {
  const [size, setSize] = createSignal<readonly [number, number]>([0, 0]);
  let element: HTMLDivElement | undefined;
  onMount(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([entry.contentRect.width, entry.contentRect.height]);
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  const upright = () => size()[1] > size()[0];
  const unit = () => Math.min(Math.min(...size()) / drawn.short, Math.max(...size()) / drawn.long);
  return (
    <WallContext.Provider
      value={{
        language: () => props.language,
        unit,
        upright,
        side: () => props.side,
        timeZone: () => props.timeZone,
        today: () => props.today,
        just: (tileId, key) => props.just?.(tileId, key) ?? false,
      }}
    >
      <div
        ref={element}
        class="wall"
        classList={{
          "wall-upright": upright(),
          "wall-mirrored": props.mirrored ?? false,
          "wall-silent": props.freshness === "silent",
          "wall-late": props.freshness === "late",
          "wall-lost": props.freshness === "lost",
          "wall-dim": props.night === "dim",
          "wall-off": props.night === "off",
          "wall-still": props.still ?? false,
        }}
        lang={props.language}
        role={props.label === undefined ? undefined : "group"}
        aria-label={props.label}
        style={{ "--u": `${unit()}px`, visibility: unit() > 0 ? "visible" : "hidden" }}
      >
        <div class="wall-moved" style={{ transform: `translate(${props.shift?.x ?? 0}px, ${props.shift?.y ?? 0}px)` }}>
          {props.children}
        </div>
        <div class="wall-edge" aria-hidden="true" />
      </div>
    </WallContext.Provider>
  );
}
