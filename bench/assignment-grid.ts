import type { Page } from "playwright";
import { makeLargeSheet } from "./assignment-world.ts";
import { countFrames, openBrowser, openContext } from "./grid-page.ts";
import { median } from "./machine.ts";
import type { Figure, Measure } from "./main.ts";
import { startProduct } from "./server.ts";

/** Pixels a frame: a wheel turned fast. */
const wheel = 60;
/** As long is waited after an assignment for all that it brings: the answer, its event, the grid anew. */
const settleMs = 2_000;

/** Milliseconds the page's own thread has worked while something goes on. */
async function worked(page: Page, during: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
  };
  const before = await spent();
  await during();
  const after = await spent();
  await session.detach();
  return after - before;
}

/** From the address to the first thing of this kind that is drawn. */
async function open(page: Page, address: string, first: string): Promise<number> {
  const begun = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator(first).first().waitFor({ timeout: 120_000 });
  const took = performance.now() - begun;
  await page.waitForTimeout(2_000);
  return took;
}

/** Puts the first student who waits at the first place in sight. */
async function assignOne(page: Page): Promise<void> {
  await page.evaluate(() => {
    const boxes = document.querySelectorAll<HTMLInputElement>('[data-testid="students"] input[type="checkbox"]');
    [...boxes].find(({ checked }) => !checked)?.click();
  });
  await page
    .locator("[data-place-target]")
    .first()
    .evaluate((button: HTMLElement) => button.click());
}

/** What scrolls on the matching's and the scenario's screens: the highest of all that does. */
const markTallest = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const scrolls = [...document.querySelectorAll("*")].filter(
      (one) => one.scrollHeight > one.clientHeight + 100 && /auto|scroll/.test(getComputedStyle(one).overflowY),
    );
    const tallest = scrolls.toSorted((one, other) => other.scrollHeight - one.scrollHeight)[0] ?? document.scrollingElement;
    tallest?.setAttribute("data-tallest", "");
  });

/** The screens of an assignment of 400 students and 80 places in a real Chromium, beside an empty page in the same run. */
export async function measureAssignmentGrid({ quick, note }: Pick<Measure, "quick" | "note">): Promise<Figure[]> {
  await using product = await startProduct();
  note("assignment-grid: 400 students are seated at 80 places");
  const { worksheetId, scenarioId, cookie } = await makeLargeSheet(product);
  const { url } = product;
  const seen: Record<string, number[]> = {};
  const see = (name: string, value: number) => void (seen[name] ??= []).push(value);
  const browser = await openBrowser();
  try {
    const context = await openContext(browser, { url, cookie });
    const forMs = quick ? 1_500 : 3_000;
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      note(`assignment-grid, round ${round + 1}`);
      const empty = await context.newPage();
      await empty.goto(`${url}/trpc/`);
      see("empty", (await countFrames(empty, { forMs, pixels: 0 })).perSecond);
      see("emptyWork", await worked(empty, () => empty.waitForTimeout(settleMs)));
      await empty.close();
      const page = await context.newPage();
      see("open", await open(page, `${url}/fiches/${worksheetId}/affectation`, "[data-student]"));
      see("students", (await countFrames(page, { forMs, pixels: wheel, of: '[data-testid="students"]' })).perSecond);
      see("places", (await countFrames(page, { forMs, pixels: wheel, of: '[data-testid="places"]' })).perSecond);
      see("height", await page.locator('[data-testid="students"]').evaluate((list) => list.clientHeight));
      for (let turn = 0; turn < 3; turn += 1)
        see(
          "work",
          await worked(page, async () => {
            await assignOne(page);
            await page.waitForTimeout(settleMs);
          }),
        );
      see("scenarioOpen", await open(page, `${url}/fiches/${worksheetId}/scenarios/${scenarioId}`, "tr[data-key]"));
      await markTallest(page);
      see("scenario", (await countFrames(page, { forMs, pixels: wheel, of: "[data-tallest]" })).perSecond);
      see("matchingOpen", await open(page, `${url}/fiches/${worksheetId}/jumelage`, "h1"));
      await markTallest(page);
      see("matching", (await countFrames(page, { forMs, pixels: wheel, of: "[data-tallest]" })).perSecond);
      await page.close();
    }
  } finally {
    await browser.close();
  }
  const figure = (name: string, of: string, rest: Pick<Figure, "unit"> & Partial<Figure>): Figure => {
    const values = seen[of] ?? [];
    return { name, value: median(values), spread: [Math.min(...values), Math.max(...values)], ...rest };
  };
  const frames = { unit: "/s", peer: "empty-page", peerValue: median(seen.empty ?? []) } as const;
  const work = { unit: "ms", peer: "empty-page", peerValue: median(seen.emptyWork ?? []) } as const;
  return [
    figure("assignment-open", "open", { unit: "ms" }),
    figure("assignment-students-frames", "students", { ...frames, reach: [{ of: { ratioTo: "empty-page" }, least: 0.8 }] }),
    figure("assignment-places-frames", "places", { ...frames, reach: [{ of: { ratioTo: "empty-page" }, least: 0.8 }] }),
    figure("assignment-one-work", "work", work),
    figure("assignment-list-height", "height", { unit: "px", peer: "screen", peerValue: 900 }),
    figure("scenario-open", "scenarioOpen", { unit: "ms" }),
    figure("scenario-frames", "scenario", frames),
    figure("matching-open", "matchingOpen", { unit: "ms" }),
    figure("matching-frames", "matching", frames),
  ];
}
