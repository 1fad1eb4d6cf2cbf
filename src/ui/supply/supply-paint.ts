import { freeOf, takenOf, wouldBeOver, type Counted, type SupplyCell } from "#domain/supply.ts";
import { inkOn, splitBar, stripes, type Palette, type RowLook } from "#ui/occupancy/paint.ts";
import { stepOfCell } from "./supply-cell.ts";

export type SupplyLook = Omit<RowLook, "weekends"> & { counted: Counted; side: "placing" | "receiving" | "unit" };

type Box = { x: number; y: number; width: number; height: number };

function begin(canvas: HTMLCanvasElement, look: SupplyLook, palette: Palette): CanvasRenderingContext2D | null {
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(look.width * ratio), Math.round(look.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, look.width, look.height);
  context.textAlign = "center";
  context.textBaseline = "middle";
  return context;
}

function end(context: CanvasRenderingContext2D, look: SupplyLook, palette: Palette): void {
  context.fillStyle = palette.strong;
  for (const index of look.breaks) if (index > 0) context.fillRect(Math.round(index * look.column) - 1, 0, 1, look.height);
  if (look.today !== null) {
    context.fillStyle = palette.accent;
    context.fillRect(Math.round(look.today * look.column) - 1, 0, 2, look.height);
  }
  context.fillStyle = palette.line;
  context.fillRect(0, look.height - 1, look.width, 1);
}

const boxOf = (index: number, look: SupplyLook): Box => {
  const x = Math.round(index * look.column);
  const gap = look.column >= 7 ? 1 : 0;
  return { x, y: 1, width: Math.max(1, Math.round((index + 1) * look.column) - x - gap), height: look.height - 2 };
};

function corner(context: CanvasRenderingContext2D, at: Box, of: { colour: string; foot: boolean }): void {
  const size = Math.min(8, at.width);
  const y = of.foot ? at.y + at.height : at.y;
  context.fillStyle = of.colour;
  context.beginPath();
  context.moveTo(at.x + at.width, y);
  context.lineTo(at.x + at.width, of.foot ? y - size : y + size);
  context.lineTo(at.x + at.width - size, y);
  context.fill();
}

/** What is being prepared is an outline: nobody has asked for it yet; where it would not fit, a thick one in the colour of too much. */
function ghost(context: CanvasRenderingContext2D, at: Box, of: { colour: string; over: string | null }): void {
  context.save();
  context.strokeStyle = of.over ?? of.colour;
  context.lineWidth = of.over === null ? 1 : 2;
  context.setLineDash([3, 2]);
  context.strokeRect(at.x + 1.5, at.y + 1.5, at.width - 3, at.height - 3);
  context.restore();
}

/** One row of the picture: each week by its load; numbers are what is free for a school, what is taken for who receives. */
export function paintSupply(
  canvas: HTMLCanvasElement,
  cells: readonly SupplyCell[],
  of: { look: SupplyLook; palette: Palette; overBelow: ReadonlySet<number>; isGroup: boolean },
): void {
  const { look, palette } = of;
  const context = begin(canvas, look, palette);
  if (!context) return;
  for (const [index, cell] of cells.entries()) {
    const at = boxOf(index, look);
    const step = stepOfCell(cell, look.counted);
    context.fillStyle = step === "over" ? palette.over : step === "unknown" ? palette.line : palette.heat[step];
    context.fillRect(at.x, at.y, at.width, at.height);
    if (step === "over") stripes(context, at, { colour: palette.stripe, gap: 6, thick: 1.6 });
    if (cell.closed) stripes(context, at, { colour: step === 0 ? palette.strong : palette.surface, gap: 5, thick: 1 });
    const ink = inkOn(step, palette);
    const wide = look.column >= 12;
    const tooMuch = wouldBeOver(cell, look.counted);
    if (look.counted.has("ghost") && cell.ghost > 0 && (!of.isGroup || tooMuch)) {
      if (look.column >= 6) ghost(context, at, { colour: step === 0 ? palette.faint : ink, over: tooMuch ? palette.over : null });
      else {
        context.fillStyle = tooMuch ? palette.over : palette.faint;
        context.fillRect(at.x, at.y + at.height - 3, at.width, 2);
      }
      if (tooMuch && wide) corner(context, at, { colour: palette.over, foot: true });
    }
    if (step !== "over" && of.overBelow.has(index)) corner(context, at, { colour: palette.over, foot: false });
    if (cell.own > 0 && look.column >= 9) {
      context.fillStyle = step === 4 || step === 5 || step === "over" ? ink : palette.accent;
      context.beginPath();
      context.arc(at.x + 4.5, at.y + 4.5, 2, 0, 2 * Math.PI);
      context.fill();
    }
    const taken = takenOf(cell, look.counted);
    context.fillStyle = ink;
    if (taken > 0 && wide) {
      const split = { confirmed: 0, accepted: 0, pending: 0, ghost: 0 };
      for (const layer of ["confirmed", "accepted", "pending"] as const) if (look.counted.has(layer)) split[layer] = cell[layer];
      splitBar(context, { x: at.x + 2, y: at.y + at.height - 6, width: at.width - 4 }, { split });
    }
    const over = step === "over" && cell.room !== null ? taken - cell.room : 0;
    // a school reads what is left, which may be less than nothing
    const number = look.side !== "placing" ? (taken > 0 ? taken : null) : over > 0 ? -over : freeOf(cell, look.counted);
    if (
      look.side !== "placing" &&
      look.numbers &&
      number === null &&
      !of.isGroup &&
      look.counted.has("ghost") &&
      cell.ghost > 0 &&
      look.column >= 20
    ) {
      context.fillStyle = palette.faint;
      context.font = `500 10px ${palette.font}`;
      context.fillText(`+${cell.ghost}`, at.x + at.width / 2, at.y + at.height / 2 + 0.5);
      context.fillStyle = ink;
    }
    const told = look.numbers || step === "over";
    if (look.column >= 16 && told && number !== null && !(cell.closed && taken === 0)) {
      const text = number < 0 ? `\u2212${-number}` : String(number);
      context.font = `${step === "over" ? 700 : 500} ${look.column < 26 && text.length > 2 ? 8.5 : 11}px ${palette.font}`;
      if (step === "over") {
        const width = context.measureText(text).width + 4;
        context.fillStyle = palette.over;
        context.fillRect(at.x + (at.width - width) / 2, at.y + 3, width, at.height - 11);
      }
      context.fillStyle = ink;
      context.fillText(text, at.x + at.width / 2, at.y + (at.height - (taken > 0 && wide ? 6 : 0)) / 2 + 0.5);
    }
  }
  end(context, look, palette);
}

/** A row of needs: bars, the tallest as high as the row, with their numbers where there is room. */
export function paintNeeds(
  canvas: HTMLCanvasElement,
  weeks: readonly number[],
  of: { look: SupplyLook; palette: Palette; most: number },
): void {
  const { look, palette, most } = of;
  const context = begin(canvas, look, palette);
  if (!context) return;
  for (const [index, count] of weeks.entries()) {
    if (count === 0) continue;
    const at = boxOf(index, look);
    const height = Math.max(2, (count / Math.max(1, most)) * (at.height - 2));
    context.globalAlpha = 0.32;
    context.fillStyle = palette.accent;
    context.fillRect(at.x, at.y + at.height - height, at.width, height);
    context.globalAlpha = 1;
    context.fillRect(at.x, at.y + at.height - height, at.width, 2);
    // the same number week after week is said where it begins
    if (look.column < 16 || (!look.numbers && weeks[index - 1] === count)) continue;
    context.fillStyle = palette.ink;
    context.font = `600 ${look.column < 26 && count > 99 ? 8.5 : 11}px ${palette.font}`;
    // below the top of a bar that is tall enough, else above it
    const y = height >= 16 ? at.y + at.height - 7 : Math.max(at.y + 7, at.y + at.height - height - 7);
    context.fillText(String(count), at.x + at.width / 2, y);
  }
  end(context, look, palette);
}
