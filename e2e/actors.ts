import { fileURLToPath } from "node:url";
import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";

/** A file of another program, as a coordinator would choose it. */
export const fileOf = (name: string): string => fileURLToPath(new URL(`files/${name}`, import.meta.url));

export interface Actor {
  context: BrowserContext;
  page: Page;
}

/** Somebody in a browser of her own, entered from the sign-in page of the demo; `url` for another server than the run's. */
export async function enter(
  browser: Browser,
  name: string,
  options: { lang?: "fr" | "en"; colorScheme?: "light" | "dark"; url?: string } = {},
): Promise<Actor> {
  const { colorScheme = "light", url } = options;
  const permissions = ["clipboard-read", "clipboard-write"];
  const context = await browser.newContext({ permissions, colorScheme, ...(url ? { baseURL: url } : {}) });
  const page = await context.newPage();
  await page.goto("/connexion");
  // What is clicked before the page is awake is clicked again.
  if (options.lang === "en")
    await expect(async () => {
      if ((await page.locator("html").getAttribute("lang")) !== "en")
        await page.getByRole("button", { name: /^(EN|English)/ }).click({ timeout: 2_000 });
      await expect(page.locator("html")).toHaveAttribute("lang", "en", { timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
  await expect(async () => {
    if (!page.url().includes("/accueil"))
      await page
        .getByRole("button", { name: new RegExp(name) })
        .first()
        .click({ timeout: 5_000 });
    await page.waitForURL(/\/accueil/, { timeout: 8_000 });
  }).toPass({ timeout: 60_000 });
  return { context, page };
}

/** What the page says of its connection; `data-connection` has its machine name. */
export const pill = (page: Page): Locator => page.locator("[data-connection]");

/** The rows of the worksheet's grid, without its header. */
export const sheetRows = (page: Page): Locator => page.locator('[role="grid"] [role="row"][data-row]');
export const cell = (row: Locator, column: string): Locator => row.locator(`[data-column="${column}"]`);

/** Types in a cell as in Excel: goes there, types, Enter. */
export async function typeIn(row: Locator, column: string, text: string): Promise<void> {
  const page = row.page();
  await cell(row, column).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Pastes a rectangle at a cell, as copied from a spreadsheet. */
export async function pasteAt(row: Locator, column: string, rows: string[][]): Promise<void> {
  const page = row.page();
  await cell(row, column).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows.map((cells) => cells.join("\t")).join("\n"));
  await page.keyboard.press("ControlOrMeta+v");
}

/** Nothing typed on this page is still on its way to the disk. */
export const saved = (page: Page): Promise<void> =>
  expect(page.getByText(/tout est enregistré|everything is saved|all saved/i).first()).toBeVisible();

/** The answer link in the newest mail whose subject says so: other stories write to the same people meanwhile. */
export async function answerLink(page: Page, subject: string): Promise<string> {
  await page.goto("/courriel");
  const mail = page.getByRole("listitem").filter({ hasText: subject }).first();
  const shown = page.locator("article").filter({ hasText: subject }).locator('a[href^="/r/"]').first();
  await expect(async () => {
    await mail.getByRole("button").click({ timeout: 5_000 });
    await expect(shown).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  return (await shown.getAttribute("href")) ?? "";
}
