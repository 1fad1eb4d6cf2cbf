import { chromium, type Browser, type BrowserContext, type Page } from "playwright";
import { chromiumFlags, findChromium } from "#e2e/browser.mjs";

/** A real browser as a coordinator has it: 1440 x 900, in Québec, her clipboard hers. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...chromiumFlags, "--enable-precise-memory-info"] });
}

export async function openContext(browser: Browser, { url, cookie }: { url: string; cookie: string }): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: "fr-CA",
    timezoneId: "America/Toronto",
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url }]);
  return context;
}

/** Frames a second of an animation for this many milliseconds, and the longest pause between two. */
export interface Frames {
  perSecond: number;
  longest: number;
}

/** Counts frames of a page; each moves the grid, or what a selector finds, by this many pixels, down and at its end up again. */
export const countFrames = (page: Page, { forMs, pixels, of }: { forMs: number; pixels: number; of?: string }): Promise<Frames> =>
  page.evaluate(
    ({ ms, by, found }) =>
      new Promise<Frames>((resolve) => {
        const grid = document.querySelector(found);
        const end = (grid?.scrollHeight ?? 0) - (grid?.clientHeight ?? 0);
        let [frames, longest, down, top] = [0, 0, 1, grid?.scrollTop ?? 0];
        const begun = performance.now();
        let last = begun;
        const tick = (now: number) => {
          frames += 1;
          longest = Math.max(longest, now - last);
          last = now;
          if (grid && by > 0) {
            if (top >= end) down = -1;
            else if (top <= 0) down = 1;
            top += by * down;
            grid.scrollTop = top;
          }
          if (now - begun < ms) requestAnimationFrame(tick);
          else resolve({ perSecond: (frames * 1_000) / (now - begun), longest });
        };
        requestAnimationFrame(tick);
      }),
    { ms: forMs, by: pixels, found: of ?? '[role="grid"]' },
  );

/** Bytes of the page's own memory after its rubbish is gone. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** When the sheet's content came over the socket, on the page's clock: said before anything of the page runs. */
export const watchSocket = (): void => {
  const told = window as unknown as { sheetCame?: number };
  const Own = window.WebSocket;
  window.WebSocket = class extends Own {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (!String(url).includes("/collab")) return;
      this.addEventListener("message", ({ data }) => {
        const size = data instanceof ArrayBuffer ? data.byteLength : data instanceof Blob ? data.size : 0;
        if (size > 100_000) told.sheetCame ??= performance.now();
      });
    }
  };
};
