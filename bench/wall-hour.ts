import { setTimeout as sleep } from "node:timers/promises";
import { heapOf, openBrowser, openContext } from "./grid-page.ts";
import { median, quantile } from "./machine.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { startProduct } from "./server.ts";
import { act, listen, makeWallWorld, settled } from "./wall.ts";

/** An hour of a busy office: something every eight seconds. At ten times real speed it lasts six minutes. */
const anHour = 450;
const speed = 10;
const usualPause = 8_000 / speed;
const displays = 20;
const looks = 12;

/** By how much the last third of what was looked at is more than the second third; 1 is flat. The first third warms up. */
function growth(of: number[]): number {
  const third = Math.floor(of.length / 3);
  return median(of.slice(2 * third)) / median(of.slice(third, 2 * third));
}

/**
 * A wall that hangs for an hour of an office's traffic, ten times as fast: what server and page hold in memory, and how old what it shows
 * becomes. `--quick`: a sixth of it.
 */
export async function measureWallHour({ quick, say, note }: Measure): Promise<Figure[]> {
  await using product = await startProduct();
  const world = await makeWallWorld(product, { people: 1, displays, requests: 120 });
  const browser = await openBrowser();
  try {
    const context = await openContext(browser, { url: product.url, cookie: world.displays[0] ?? "" });
    const page = await context.newPage();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(`${product.url}/mur`);
    await page.getByText("Bench").or(page.locator("main")).first().waitFor();
    const walls = await Promise.all(world.displays.slice(1).map((cookie) => listen(product, { cookie, wall: true })));
    const acts = Math.round(quick ? anHour / 6 : anHour);
    note(`${acts} acts, one each ${usualPause} ms, to a page and ${walls.length} more walls`);
    const ages: number[] = [];
    const [heap, rss, pageHeap]: number[][] = [[], [], []];
    for (let done = 0; done < acts; done += 1) {
      const { seq, begun } = await act(world, done);
      if (!(await settled(() => walls.every((wall) => wall.seq >= seq), 10_000))) throw new Error(`a wall did not hear of event ${seq}`);
      ages.push(performance.now() - begun);
      if (done % Math.max(1, Math.floor(acts / looks)) === 0) {
        const stat = await product.stat(true);
        heap?.push(stat.heap);
        rss?.push(stat.rss);
        pageHeap?.push(await heapOf(page));
      }
      await sleep(Math.max(0, usualPause - (performance.now() - begun)));
    }
    for (const wall of walls) wall.cut();
    const sorted = ages.toSorted((one, other) => one - other);
    say({ name: "wall-hour-age-p99", value: quantile(sorted, 0.99), unit: "ms", reach: [{ of: "value", most: 1_000 }] });
    say({ name: "wall-hour-server-heap-growth", value: growth(heap ?? []), unit: "×", reach: [{ of: "value", most: 1.05 }] });
    say({ name: "wall-hour-server-rss-growth", value: growth(rss ?? []), unit: "×", reach: [{ of: "value", most: 1.1 }] });
    say({ name: "wall-hour-page-heap-growth", value: growth(pageHeap ?? []), unit: "×", reach: [{ of: "value", most: 1.05 }] });
    say({ name: "wall-hour-page-heap", value: (pageHeap?.at(-1) ?? 0) / 2 ** 20, unit: "MB" });
    await world.sql.end({ timeout: 1 });
  } finally {
    await browser.close();
  }
  return [];
}
