import type { Page } from "@playwright/test";
import { inWords } from "#words/words.ts";
import { sheetHistoryWords } from "#words/sheet-history.ts";
import { shelfWords } from "#words/shelf.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { cell, enter, saved, sheetRows, typeIn } from "./actors.ts";
import { expect, test } from "./story.ts";

const w = inWords(sheetHistoryWords, "fr");
const s = inWords(shelfWords, "fr");
const { tools } = inWords(worksheetWords, "fr");

/** The demo's sheet that two people worked on for days. */
async function goToSheet(page: Page): Promise<void> {
  const id = await page.evaluate(async () => {
    const answer = await fetch("/trpc/assignment.sheets");
    const { result } = (await answer.json()) as { result: { data: { worksheetId: string; course: string }[] } };
    return result.data.find(({ course }) => course.includes("180-5303"))?.worksheetId;
  });
  await page.goto(`/fiches/${id}`);
  await expect(sheetRows(page).first()).toBeVisible();
}

test("a sheet goes back in time, is restored and taken back, and two people settle what they wrote at once", async ({ browser }) => {
  test.setTimeout(120_000);
  const marc = (await enter(browser, "Marc Roy")).page;
  const sophie = (await enter(browser, "Sophie Gagné")).page;
  await goToSheet(marc);
  await goToSheet(sophie);
  const rows = await sheetRows(marc).count();

  // to the first draft by keys: the sheet as it was, read-only, at an address of its own
  await marc.getByRole("button", { name: tools.history, exact: true }).last().click();
  const slider = marc.getByRole("slider", { name: w.slider.label });
  await expect(marc.getByRole("group", { name: w.list.label }).getByRole("button")).not.toHaveCount(0);
  await slider.press("Home");
  await expect(marc).toHaveURL(/moment=\d+/);
  await expect(marc.getByText(/^La fiche telle qu’elle était le \d{4}-\d{2}-\d{2} à/)).toBeVisible();
  await expect(sheetRows(marc)).not.toHaveCount(rows);
  await expect(marc.getByRole("grid")).toHaveAttribute("aria-readonly", "true");
  const [first, firstAddress] = [await slider.getAttribute("aria-valuetext"), marc.url()];
  await slider.press("ArrowRight");
  await expect(slider).not.toHaveAttribute("aria-valuetext", first ?? "");

  await expect(marc).not.toHaveURL(firstAddress);

  // what Sophie writes meanwhile does not move me
  const there = marc.url();
  await typeIn(sheetRows(sophie).nth(7), "comment", "Vestiaire au sous-sol");
  // Kept, before all is put back: other stops say « 1 cellule » too.
  await expect(cell(sheetRows(sophie).nth(7), "comment")).not.toHaveClass(/is-pending/);
  await saved(sophie);
  await expect(marc.getByRole("group", { name: w.list.label }).getByText("1 cellule dans 1 ligne").first()).toBeVisible({
    timeout: 15_000,
  });
  expect(marc.url()).toBe(there);

  // all of it back, as one action that is taken back
  await marc.getByRole("button", { name: w.restore.sheet }).click();
  await expect(marc).not.toHaveURL(/moment=/);
  await expect(cell(sheetRows(sophie).nth(7), "comment")).not.toContainText("Vestiaire");
  await expect(marc.getByText(/laissées? telles? quelles?, une demande les tient/)).toBeVisible();
  await marc.getByRole("button", { name: w.restore.undo, exact: true }).last().click();
  await expect(cell(sheetRows(sophie).nth(7), "comment")).toContainText("Vestiaire");

  // one cell, its values, and one of them back
  await cell(sheetRows(marc).nth(7), "comment").click();
  await marc.keyboard.press("Alt+h");
  await expect(marc.getByRole("list", { name: w.cell.list }).getByText("Vestiaire au sous-sol").first()).toBeVisible();
  await marc.keyboard.press("Escape");

  // the shelf: both see it, one chooses, it leaves both screens
  for (const page of [marc, sophie]) {
    await page.getByRole("button", { name: /^À trancher/ }).click();
    await expect(page.locator("[data-shelved]")).toHaveCount(1);
  }
  await sophie.getByRole("button", { name: s.take("15 h – 23 h") }).click();
  for (const page of [marc, sophie]) {
    await expect(page.locator("[data-shelved]")).toHaveCount(0);
    await expect(page.getByText(s.emptyTitle)).toBeVisible();
    await expect(cell(sheetRows(page).nth(7), "hours")).toContainText("15 h – 23 h");
  }
});
