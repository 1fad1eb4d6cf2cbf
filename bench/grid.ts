import * as Y from "yjs";
import type { Page as Tab } from "playwright";
import { columns, type Cells } from "#domain/worksheet.ts";
import type { Id } from "#domain/id.ts";
import { openPage, type Page } from "#realtime/sheet-testing.ts";
import { startTestApp } from "#realtime/testing.ts";
import { addRows, readSheet, setCells } from "#sheet/doc.ts";
import { countFrames, heapOf, openBrowser, openContext, watchSocket } from "./grid-page.ts";
import type { Figure, Measure } from "./main.ts";

const rows = 10_000;
const pasted = { rows: 2_000, columns: 10 };
/** Pixels a frame: a wheel turned fast, and the bar pulled through the sheet in half a minute. */
const speeds = { wheel: 100, bar: 300 };

const median = (values: number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A person of the demo, over HTTP as a page is. */
async function enter(url: string, name: string) {
  const ask = async (path: string, input: unknown, cookie = "") => {
    const answer = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } });
    return ((await answer.json()) as { result: { data: unknown } }).result.data;
  };
  const roles = (await ask("account.demoRoles", {})) as { id: string; name: string }[];
  const headers = { "content-type": "application/json", origin: url };
  const body = JSON.stringify({ roleId: roles.find((role) => role.name === name)?.id });
  const entered = await fetch(`${url}/trpc/account.enterDemo`, { method: "POST", headers, body });
  const cookie = entered.headers.getSetCookie().map((one) => one.split(";")[0])[0] ?? "";
  return { cookie, ask: (path: string, input: unknown) => ask(path, input, cookie) };
}

/** The group sheet of a course of the demo. */
export async function findSheet(url: string, name: string, course: string): Promise<{ cookie: string; sheetId: Id }> {
  const person = await enter(url, name);
  const { cohorts } = (await person.ask("cohort.list", { text: "" })) as { cohorts: { courses: { id: Id; number: string }[] }[] };
  const found = cohorts.flatMap(({ courses }) => courses).find(({ number }) => number === course);
  const [sheet] = (await person.ask("worksheet.list", { cohortCourseId: found?.id })) as { id: Id }[];
  if (!sheet) throw new Error(`no sheet of ${course}`);
  return { cookie: person.cookie, sheetId: sheet.id };
}

const units = [
  ["CIUSSS du Vieux-Port", "Hôpital Notre-Dame-du-Port", "Médecine", "7e Nord"],
  ["CIUSSS du Vieux-Port", "Hôpital Notre-Dame-du-Port", "Urgence", "Observation"],
  ["CIUSSS du Vieux-Port", "Hôpital Notre-Dame-du-Port", "Pédiatrie", "3e Est"],
] as const;

/** A row as coordinators fill them: every column that can be typed. */
export function rowOf(index: number): Cells {
  const [agency, site, service, destination] = units[index % units.length] ?? units[0];
  const days = { startsOn: "2027-02-01", endsOn: "2027-04-16", weekdays: String((index % 5) + 1), hours: "07:00-15:00" };
  const rest = { size: String((index % 8) + 1), instructor: `Enseignante ${index % 40}`, blocks: "", comment: `Groupe ${index + 1}` };
  return { agency, site, service, destination, ...days, ...rest };
}

/** Types rows from another person's page, in pastes of a thousand. */
export async function fill(writer: Page, count: number): Promise<void> {
  for (let from = readSheet(writer.doc).length; from < count; from = readSheet(writer.doc).length) {
    const made = Array.from({ length: Math.min(1_000, count - from) }, (_row, index) => rowOf(from + index));
    addRows(writer.doc, { after: readSheet(writer.doc).at(-1)?.id ?? null, rows: made }, null);
    await writer.saved();
  }
}

/** From the content's arrival to the painted grid, and from the address to it. */
async function open(tab: Tab, address: string): Promise<{ content: number; page: number }> {
  await tab.goto(address, { waitUntil: "commit" });
  return tab.evaluate(
    () =>
      new Promise<{ content: number; page: number }>((resolve) => {
        const look = () => {
          const drawn = document.querySelectorAll('[role="grid"] [data-row]').length;
          if (drawn < 10) return requestAnimationFrame(look);
          // the frame after the one that draws them begins when they are painted
          requestAnimationFrame(() => {
            const now = performance.now();
            resolve({ content: now - ((window as unknown as { sheetCame?: number }).sheetCame ?? now), page: now });
          });
          return 0;
        };
        look();
      }),
  );
}

/** One real Ctrl+V: milliseconds to what is painted, and to another person's page, which is after the disk. */
async function paste(tab: Tab, writer: Page, round: number): Promise<{ shown: number; committed: number }> {
  const text = Array.from({ length: pasted.rows }, (_row, index) => {
    const row = rowOf(index + round + 1);
    return columns
      .slice(0, pasted.columns)
      .map((column) => row[column] ?? "")
      .join("\t");
  }).join("\n");
  await tab.evaluate((all) => navigator.clipboard.writeText(all), text);
  await tab.locator('[role="grid"]').focus();
  await tab.keyboard.press("Control+Home");
  await tab.keyboard.press("ArrowRight");
  await tab.evaluate(() => {
    const told = window as unknown as { pasteShown?: Promise<number> };
    told.pasteShown = new Promise((resolve) => {
      document.addEventListener(
        "paste",
        () => {
          const begun = performance.now();
          // the paste is done in the event; what it changed is painted in the next frame, and the one after begins then
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
        },
        { capture: true, once: true },
      );
    });
  });
  let seen = () => {};
  const arrived = new Promise<number>((resolve) => {
    seen = () => resolve(performance.now());
  });
  const onUpdate = (update: Uint8Array) => update.length > 100_000 && seen();
  writer.doc.on("update", onUpdate);
  const begun = performance.now();
  await tab.keyboard.press("Control+v");
  const shown = await tab.evaluate(() => (window as unknown as { pasteShown: Promise<number> }).pasteShown);
  const committed = (await arrived) - begun;
  writer.doc.off("update", onUpdate);
  return { shown, committed };
}

/** A colleague's cell, from her edit to the frame that paints it here; commit and both networks are in it. */
async function remote(tab: Tab, writer: Page, round: number): Promise<number> {
  const rowId = await tab.evaluate(() => document.querySelectorAll('[role="grid"] [data-row]')[5]?.getAttribute("data-row") ?? "");
  const text = `vu ${round}`;
  const painted = tab.evaluate(
    ({ id, wanted }) =>
      new Promise<number>((resolve) => {
        const cell = document.querySelector(`[data-row="${id}"] [data-column="comment"]`);
        const look = () => {
          if (!cell?.textContent?.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(look);
        if (cell) observer.observe(cell, { childList: true, subtree: true, characterData: true });
      }),
    { id: rowId, wanted: text },
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const begun = performance.timeOrigin + performance.now();
  setCells(writer.doc, [{ rowId, column: "comment", text }], null);
  return (await painted) - begun;
}

/** The same number of strings in a Y.Doc with nothing around it: what the library itself takes on this machine. */
function plainCopy(): number {
  const doc = new Y.Doc();
  const begun = performance.now();
  doc.transact(() => {
    const all = doc.getMap<Y.Map<string>>("rows");
    for (let row = 0; row < pasted.rows; row++) {
      const map = new Y.Map<string>();
      all.set(`row-${row}`, map);
      for (let column = 0; column < pasted.columns; column++) map.set(`column-${column}`, `Hôpital ${row} ${column}`);
    }
  });
  return performance.now() - begun;
}

const spread = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** A sheet of 10,000 rows and 14 columns in a real Chromium, on the built pages. */
export async function measureGrid({ quick, note }: Pick<Measure, "quick" | "note">): Promise<Figure[]> {
  await using app = await startTestApp();
  const { url } = app;
  const { cookie, sheetId } = await findSheet(url, "Karim Haddad", "180-4A2");
  using writer = openPage(url.replace("http://", ""), { sheetId, cookie, origin: url });
  await writer.synced();
  note(`a sheet of ${rows} rows is typed`);
  await fill(writer, rows);
  // Awaited here: the server is to live until then.
  return await measureOn({ url, cookie, sheetId, writer, rounds: quick ? 1 : 3 });
}

interface Place {
  url: string;
  cookie: string;
  sheetId: Id;
  writer: Page;
  rounds: number;
}

/** The same on a server that runs and a sheet that is filled. */
export async function measureOn({ url, cookie, sheetId, writer, rounds }: Place): Promise<Figure[]> {
  const browser = await openBrowser();
  const seen = {
    content: [],
    page: [],
    idle: [],
    wheel: [],
    bar: [],
    longest: [],
    shown: [],
    committed: [],
    copied: [],
    painted: [],
  } as Record<"content" | "page" | "idle" | "wheel" | "bar" | "longest" | "shown" | "committed" | "copied" | "painted", number[]>;
  try {
    const context = await openContext(browser, { url, cookie });
    await context.addInitScript(watchSocket);
    const tab = await context.newPage();
    for (let round = 0; round < rounds; round++) {
      const opened = await open(tab, `${url}/fiches/${sheetId}`);
      seen.content.push(opened.content);
      seen.page.push(opened.page);
      await tab.waitForTimeout(1_500);
      seen.idle.push((await countFrames(tab, { forMs: 1_500, pixels: 0 })).perSecond);
      const wheel = await countFrames(tab, { forMs: 4_000, pixels: speeds.wheel });
      seen.wheel.push(wheel.perSecond);
      seen.longest.push(wheel.longest);
      seen.bar.push((await countFrames(tab, { forMs: 3_000, pixels: speeds.bar })).perSecond);
    }
    const heap = await heapOf(tab);
    await tab.evaluate(() => document.querySelector('[role="grid"]')?.scrollTo({ top: 0 }));
    await tab.waitForTimeout(300);
    for (let round = 0; round < 10 * rounds; round++) seen.painted.push(await remote(tab, writer, round));
    for (let round = 0; round < rounds; round++) {
      const took = await paste(tab, writer, round);
      seen.shown.push(took.shown);
      seen.committed.push(took.committed);
      seen.copied.push(plainCopy());
      await tab.keyboard.press("Control+z");
      await tab.waitForTimeout(2_000);
    }
    const idle = { peer: "idle-frames", peerValue: median(seen.idle) };
    const frame = { peer: "one-idle-frame", peerValue: 1_000 / median(seen.idle) };
    const copy = { peer: "plain-ydoc-20000", peerValue: median(seen.copied) };
    const figure = (name: string, values: number[], rest: Omit<Figure, "name" | "value" | "spread">): Figure => ({
      name,
      value: median(values),
      spread: spread(values),
      ...rest,
    });
    return [
      figure("grid-open-10000", seen.content, {
        unit: "ms",
        peer: "whole-page",
        peerValue: median(seen.page),
        reach: [{ of: "value", most: 1_500 }],
      }),
      figure("grid-scroll-frames", seen.wheel, { unit: "/s", ...idle, reach: [{ of: "value", least: 55 }] }),
      figure("grid-scroll-longest-frame", seen.longest, { unit: "ms", ...frame }),
      figure("grid-pull-frames", seen.bar, { unit: "/s", ...idle }),
      figure("grid-paste-2000x10-shown", seen.shown, { unit: "ms", ...copy, reach: [{ of: "value", most: 1_000 }] }),
      figure("grid-paste-2000x10-committed", seen.committed, { unit: "ms", ...copy, reach: [{ of: "value", most: 1_000 }] }),
      figure("grid-remote-to-painted", seen.painted, { unit: "ms", ...frame }),
      { name: "grid-memory", value: heap / 1e6, unit: "MB", peer: "its-cells-as-text", peerValue: (rows * textBytes()) / 1e6 },
    ];
  } finally {
    await browser.close();
  }
}

/** Bytes of one row's texts. */
const textBytes = (): number => Object.values(rowOf(1)).join("").length;
