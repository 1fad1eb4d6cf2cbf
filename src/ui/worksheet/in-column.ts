import { createRenderEffect } from "solid-js";
import type { GridColumn } from "./column.ts";
import type { Layout } from "./layout.ts";

/** Puts an element in its column; apart from what it says, because a column moves when its owner wishes and a text at each scroll. */
export const inColumn =
  (layout: Layout, column: () => GridColumn) =>
  (element: HTMLElement): void => {
    createRenderEffect(() => {
      const { at, side, offset } = layout.placeOf(column());
      element.style.gridColumn = String(at);
      element.style.left = side === "left" ? `${offset}px` : "";
      element.style.right = side === "right" ? `${offset}px` : "";
    });
  };
