import { createEffect, createSignal, onCleanup, onMount } from "solid-js";
import type { Cell } from "#domain/occupancy-picture.ts";
import { paintRow, type Palette, type RowLook } from "./paint.ts";

/** Rows that are near the window are painted; one watcher for all of them. */
let watcher: IntersectionObserver | null = null;
const told = new WeakMap<Element, (near: boolean) => void>();
function watch(element: Element, tell: (near: boolean) => void): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
    },
    { rootMargin: "300px" },
  );
  told.set(element, tell);
  watcher.observe(element);
  return () => watcher?.unobserve(element);
}

/** One row of cells. What it shows is said by its row's cells in words; the drawing itself is for the eye. */
export function CanvasRow(props: { cells: readonly Cell[]; look: RowLook; palette: Palette; overBelow: ReadonlySet<number> }) {
  let canvas: HTMLCanvasElement | undefined;
  const [near, setNear] = createSignal(false);
  onMount(() => {
    if (canvas) onCleanup(watch(canvas, setNear));
  });
  createEffect(() => {
    const { cells, look, palette, overBelow } = props;
    if (canvas && near()) paintRow(canvas, cells, { look, palette, overBelow });
  });
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      class="pointer-events-none block"
      style={{ width: `${props.look.width}px`, height: `${props.look.height}px` }}
    />
  );
}
