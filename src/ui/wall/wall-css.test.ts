import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("wall.css", import.meta.url), "utf8");
const tokens = new Map([...css.matchAll(/--(w-[\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? "", value ?? ""]));

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(over: string, under: string): number {
  const [one = 0, other = 0] = [over, under].map((name) => luminance(tokens.get(name) ?? name));
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

describe("the wall's colours", () => {
  it("[R498] have a contrast of 7 or more for everything that is read, on every ground it stands on", () => {
    const texts = [...tokens.keys()].filter((name) => !/page|tile|sunken|line|ground|heat/.test(name));
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts)
      for (const ground of ["w-page", "w-tile"]) expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(7);
    for (const text of ["w-ink", "w-red"]) expect(contrast(text, "w-red-ground"), text).toBeGreaterThanOrEqual(7);
    for (const heat of ["w-heat-3", "w-heat-4", "w-heat-5", "w-heat-over"])
      expect(contrast("w-on-heat", heat), heat).toBeGreaterThanOrEqual(7);
    for (const heat of ["w-heat-1", "w-heat-2", "w-sunken"]) expect(contrast("w-ink", heat), heat).toBeGreaterThanOrEqual(7);
    expect(contrast("#201600", "w-amber")).toBeGreaterThanOrEqual(7);
    expect(contrast("#ffffff", "#8c1812")).toBeGreaterThanOrEqual(7);
    expect(contrast("#ffffff", "#0b4d47")).toBeGreaterThanOrEqual(7);
  });
});
