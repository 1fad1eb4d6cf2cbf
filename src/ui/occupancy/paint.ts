import { stepOf, type Cell, type Step } from "#domain/occupancy-picture.ts";

/** The look's colours as a canvas needs them: what `light-dark()` comes to on this page, now. */
export interface Palette {
  heat: readonly [string, string, string, string, string, string];
  over: string;
  stripe: string;
  sunken: string;
  line: string;
  strong: string;
  ink: string;
  surface: string;
  accent: string;
  faint: string;
  font: string;
  dark: boolean;
}

/** Reads the colours off the page; asked again when the theme changes. */
export function readPalette(): Palette {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const { fontFamily } = getComputedStyle(document.body);
  const palette: Palette = {
    heat: [read("--surface"), read("--heat-1"), read("--heat-2"), read("--heat-3"), read("--heat-4"), read("--heat-5")],
    over: read("--heat-over"),
    stripe: read("--heat-over-stripe"),
    sunken: read("--sunken"),
    line: read("--line"),
    strong: read("--line-strong"),
    ink: read("--ink"),
    surface: read("--surface"),
    accent: read("--accent"),
    faint: read("--faint"),
    font: fontFamily,
    dark: false,
  };
  probe.remove();
  const [red = 255, green = 255, blue = 255] = (palette.surface.match(/[\d.]+/g) ?? []).map(Number);
  return { ...palette, dark: red + green + blue < 384 };
}

export interface RowLook {
  width: number;
  height: number;
  /** Of one column; not always a whole number. */
  column: number;
  numbers: boolean;
  /** Columns with a stronger line before them: where a month or a week begins. */
  breaks: ReadonlySet<number>;
  weekends: ReadonlySet<number>;
  today: number | null;
}

const solid = ["confirmed", "accepted", "pending"] as const;

/** Ink on a step: what is readable on it in this theme. */
export const inkOn = (step: Step, palette: Palette): string => {
  if (step === "over") return palette.dark ? "#1c0a02" : "#ffffff";
  if (step === 4 || step === 5) return palette.dark ? "#06202e" : "#ffffff";
  return palette.ink;
};

export function stripes(
  context: CanvasRenderingContext2D,
  at: { x: number; y: number; width: number; height: number },
  look: { colour: string; gap: number; thick: number },
): void {
  context.save();
  context.beginPath();
  context.rect(at.x, at.y, at.width, at.height);
  context.clip();
  context.strokeStyle = look.colour;
  context.lineWidth = look.thick;
  context.beginPath();
  // stripes run on from cell to cell: they begin at the row, not at the cell
  const first = Math.floor((at.x - at.height) / look.gap) * look.gap;
  for (let x = first; x < at.x + at.width + at.height; x += look.gap) {
    context.moveTo(x, at.y + at.height);
    context.lineTo(x + at.height, at.y);
  }
  context.stroke();
  context.restore();
}

/** Confirmed is a full bar, accepted half of one, pending dashes: told by form, not only by colour. */
export function splitBar(context: CanvasRenderingContext2D, at: { x: number; y: number; width: number }, cell: Pick<Cell, "split">): void {
  const total = solid.reduce((sum, layer) => sum + cell.split[layer], 0);
  if (total === 0) return;
  let x = at.x;
  const draw: Record<(typeof solid)[number], (from: number, width: number) => void> = {
    confirmed: (from, width) => context.fillRect(from, at.y, width, 4),
    accepted: (from, width) => context.fillRect(from, at.y + 2, width, 2),
    pending: (from, width) => {
      for (let on = from; on < from + width; on += 4) context.fillRect(on, at.y + 1, Math.min(2.5, from + width - on), 3);
    },
  };
  for (const layer of solid) {
    const width = (cell.split[layer] / total) * at.width;
    if (width > 0) draw[layer](x, width);
    x += width;
  }
}

/** One row of the picture: each cell by its load, closed days hatched, what is beyond capacity in another hue with stripes. */
export function paintRow(
  canvas: HTMLCanvasElement,
  cells: readonly Cell[],
  of: { look: RowLook; palette: Palette; overBelow: ReadonlySet<number> },
): void {
  const { look, palette, overBelow } = of;
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(look.width * ratio), Math.round(look.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, look.width, look.height);
  const gap = look.column >= 7 ? 1 : 0;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [index, cell] of cells.entries()) {
    const x = Math.round(index * look.column);
    const at = { x, y: 1, width: Math.max(1, Math.round((index + 1) * look.column) - x - gap), height: look.height - 2 };
    const step = stepOf(cell);
    if (step === 0) {
      context.fillStyle = look.weekends.has(index) ? palette.sunken : palette.surface;
      context.fillRect(at.x, at.y, at.width, at.height);
    } else {
      context.fillStyle = step === "over" ? palette.over : step === "unknown" ? palette.line : palette.heat[step];
      context.fillRect(at.x, at.y, at.width, at.height);
      if (step === "over") stripes(context, at, { colour: palette.stripe, gap: 6, thick: 1.6 });
    }
    if (cell.closed) stripes(context, at, { colour: step === 0 ? palette.strong : palette.surface, gap: 5, thick: 1 });
    if (step !== "over" && overBelow.has(index)) {
      // a unit below is beyond its capacity, though together there is room
      context.fillStyle = palette.over;
      context.beginPath();
      context.moveTo(at.x + at.width, at.y);
      context.lineTo(at.x + at.width, at.y + Math.min(8, at.width));
      context.lineTo(at.x + at.width - Math.min(8, at.width), at.y);
      context.fill();
    }
    if (cell.split.ghost > 0 && look.column >= 5) {
      // what is being prepared is an outline: nobody has asked for it yet
      context.save();
      context.strokeStyle = step === 0 ? palette.faint : inkOn(step, palette);
      context.setLineDash([2, 2]);
      context.strokeRect(at.x + 1.5, at.y + 1.5, at.width - 3, at.height - 3);
      context.restore();
    } else if (cell.split.ghost > 0) {
      context.fillStyle = palette.faint;
      context.fillRect(at.x, at.y + at.height - 3, at.width, 1);
    }
    if (cell.students > 0) {
      const ink = inkOn(step, palette);
      const barred = look.column >= 12;
      context.fillStyle = ink;
      if (barred) splitBar(context, { x: at.x + 2, y: at.y + at.height - 6, width: at.width - 4 }, cell);
      if (look.column >= 18 && (look.numbers || step === "over" || step === "unknown")) {
        const text = String(cell.students);
        context.font = `${step === "over" ? 700 : 500} ${look.column < 22 && text.length > 2 ? 9 : 11}px ${palette.font}`;
        if (step === "over") {
          const wide = context.measureText(text).width + 4;
          context.fillStyle = palette.over;
          context.fillRect(at.x + (at.width - wide) / 2, at.y + 3, wide, at.height - 11);
          context.fillStyle = ink;
        }
        context.fillText(text, at.x + at.width / 2, at.y + (at.height - (barred ? 6 : 0)) / 2 + 0.5);
      }
    }
  }
  context.fillStyle = palette.strong;
  for (const index of look.breaks) if (index > 0) context.fillRect(Math.round(index * look.column) - 1, 0, 1, look.height);
  if (look.today !== null) {
    context.fillStyle = palette.accent;
    context.fillRect(Math.round(look.today * look.column) - 1, 0, 2, look.height);
  }
  context.fillStyle = palette.line;
  context.fillRect(0, look.height - 1, look.width, 1);
}
