import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startTestApp, type TestApp } from "#realtime/testing.ts";
import { cell, enter, pill, sheetRows, typeIn } from "./actors.ts";
import { expect, test } from "./story.ts";

const says = (page: Page, state: "live" | "offline", within: number) =>
  expect(pill(page)).toHaveAttribute("data-connection", state, { timeout: within });
/** Every cell this page wrote is on the server's disk: nothing waits, no cell is marked so. */
async function allSaved(page: Page): Promise<void> {
  await expect(pill(page)).toContainText("tout est enregistré", { timeout: 20_000 });
  await expect(page.locator(".sheet-cell.is-pending")).toHaveCount(0);
}

test("the server dies while two people type: the page says so, both go on, nothing is lost, undo is still one's own", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "concerto-outage-"));
  let app: TestApp = await startTestApp({ folder });
  try {
    const [{ page: sophie }, { page: marc }] = await Promise.all([enter(browser, "Sophie Gagné", app), enter(browser, "Marc Roy", app)]);
    await sophie.goto("/cohortes");
    const address = await sophie.locator('a[href^="/fiches/"]').first().getAttribute("href");
    await Promise.all([sophie.goto(address ?? ""), marc.goto(address ?? "")]);
    await Promise.all([says(sophie, "live", 20_000), says(marc, "live", 20_000)]);

    // a row of each, that both see
    const newRow = (page: Page) => sheetRows(page).last();
    await typeIn(newRow(sophie), "destination", "rangée de Sophie");
    await typeIn(newRow(marc), "destination", "rangée de Marc");
    const row = (page: Page, whose: string) => sheetRows(page).filter({ hasText: `rangée de ${whose}` });
    for (const page of [sophie, marc]) for (const whose of ["Sophie", "Marc"]) await expect(row(page, whose)).toHaveCount(1);
    await Promise.all([allSaved(sophie), allSaved(marc)]);

    await sophie.keyboard.type("x");
    await sophie.keyboard.press("Escape");
    const killedAt = Date.now();
    await app.kill();
    await Promise.all([says(sophie, "offline", 5_000), says(marc, "offline", 5_000)]);
    expect(Date.now() - killedAt).toBeLessThan(5_500);

    // both go on typing
    await typeIn(row(sophie, "Sophie"), "size", "3");
    await typeIn(row(sophie, "Sophie"), "service", "salle huit");
    await typeIn(row(marc, "Marc"), "size", "4");
    await expect(pill(sophie)).toContainText("Hors ligne, 2");
    await expect(pill(marc)).toContainText("Hors ligne, 1");
    await expect(cell(row(sophie, "Sophie"), "size")).toHaveClass(/is-pending/);

    app = await startTestApp({ folder, port: Number(new URL(app.url).port) });
    await Promise.all([says(sophie, "live", 30_000), says(marc, "live", 30_000)]);
    await Promise.all([allSaved(sophie), allSaved(marc)]);
    for (const page of [sophie, marc]) {
      await expect(cell(row(page, "Sophie"), "size")).toContainText("3");
      await expect(cell(row(page, "Sophie"), "service")).toContainText("salle huit");
      await expect(cell(row(page, "Marc"), "size")).toContainText("4");
    }

    // her undo takes back what she did while the server was gone, and nothing of his
    await sophie.getByRole("grid").focus();
    await sophie.keyboard.press("Control+z");
    for (const page of [sophie, marc]) {
      await expect(cell(row(page, "Sophie"), "service")).not.toContainText("salle huit");
      await expect(cell(row(page, "Marc"), "size")).toContainText("4");
    }
    await allSaved(sophie);
  } finally {
    await app[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
});
