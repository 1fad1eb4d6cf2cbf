import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [
    name ?? "",
    [light ?? "", dark ?? ""] as const,
  ]),
);

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(name: string, on: string, theme: 0 | 1): number {
  const [one, other] = [tokens.get(name), tokens.get(on)].map((pair) => luminance(pair?.[theme] ?? "#000000"));
  const [high, low] = [Math.max(one ?? 0, other ?? 0), Math.min(one ?? 0, other ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const themes = [0, 1] as const;
const grounds = ["page", "surface", "raised", "sunken", "hover"];
const statuses = ["new", "sent", "paper", "redirected", "accepted", "confirmed", "declined"];

describe("contrast, in both themes", () => {
  it("of text on every ground is 4.5 or more", () => {
    for (const theme of themes)
      for (const text of ["ink", "muted", "faint", "accent", "danger", "warn", "done", "info"])
        for (const ground of grounds) expect(contrast(text, ground, theme), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it("of what lies on a colour is 4.5 or more", () => {
    const pairs = [
      ["on-accent", "accent"],
      ["on-accent", "accent-strong"],
      ["on-danger", "danger"],
      ["on-danger", "danger-strong"],
      ["accent-strong", "accent-soft"],
      ["ink", "accent-soft"],
      ["muted", "accent-soft"],
      ["page", "ink"],
      ...["danger", "warn", "done", "info"].flatMap((kind) => [
        [kind, `${kind}-soft`],
        ["ink", `${kind}-soft`],
      ]),
      ...statuses.map((status) => [`st-${status}`, `st-${status}-soft`]),
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((person) => ["on-person", `p${person}`]),
    ] as [string, string][];
    for (const theme of themes)
      for (const [over, under] of pairs) expect(contrast(over, under, theme), `${over} on ${under}`).toBeGreaterThanOrEqual(4.5);
  });

  it("of the edges of controls, of focus and of people's outlines is 3 or more", () => {
    const edges = ["line-field", "focus", "accent", "danger", ...[1, 2, 3, 4, 5, 6, 7, 8].map((person) => `p${person}`)];
    for (const theme of themes)
      for (const edge of edges)
        for (const ground of ["page", "surface", "raised"])
          expect(contrast(edge, ground, theme), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
  });
});
