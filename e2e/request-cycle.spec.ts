import type { Page } from "@playwright/test";
import { inWords } from "#words/words.ts";
import { assignmentWords } from "#words/assignment.ts";
import { conflictWords } from "#words/conflict.ts";
import { enrolmentWords } from "#words/enrolment.ts";
import { importWords } from "#words/import.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { cell, enter, fileOf, pasteAt, saved, sheetRows, typeIn } from "./actors.ts";
import { expect, test } from "./story.ts";

const assigning = inWords(assignmentWords, "fr");
const conflicts = inWords(conflictWords, "fr");
const enrolling = inWords(enrolmentWords, "fr");
const importing = inWords(importWords, "fr");
const planning = inWords(worksheetWords, "fr");

/** What is odd in each file is proved row by row in src/server; here a coordinator brings it in and goes on. */
const rosters = ["inscriptions-1.csv", "roster-1.csv", "liste-de-classe-1.xlsx", "groupe-3-1.docx"];

async function importList(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: enrolling.import }).first().click();
  await page.locator('input[type="file"]').setInputFiles(fileOf(name));
  const commit = page.getByRole("button", { name: /^Importer \d/ });
  await commit.click();
  await expect(page.getByRole("heading", { name: importing.doneHeading })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: importing.seeCourse }).click();
}

test("two coordinators fill a worksheet from class lists, send it, the hospital accepts, students are assigned and their names released", async ({
  browser,
  disclosure,
}) => {
  test.setTimeout(600_000);
  const marc = await enter(browser, "Marc Roy");
  const sophie = await enter(browser, "Sophie Gagné");
  const carole = await enter(browser, "Carole Morin");
  const grid = await enter(browser, "Sophie Gagné");

  await test.step("class lists are imported where the course is", async () => {
    await marc.page.goto("/cohortes");
    await expect(marc.page.getByText("180-2101").first()).toBeVisible();
    const href = await marc.page.locator('a[href*="/inscriptions"]').evaluateAll((links) => {
      const band = links.find((link) => link.closest("section,article,li,div")?.textContent?.includes("180-2101"));
      return (band ?? links.at(-1))?.getAttribute("href") ?? "";
    });
    await marc.page.goto(href);
    await expect(marc.page.getByRole("heading", { level: 1 })).toContainText("180-2101");
    for (const roster of rosters) await importList(marc.page, roster);
    // Again: nothing is new, nobody is detached.
    await marc.page.getByRole("link", { name: enrolling.import }).first().click();
    await marc.page.locator('input[type="file"]').setInputFiles(fileOf("groupe-3-1.docx"));
    await expect(marc.page.getByRole("button", { name: importing.commit(0) })).toBeVisible();
    await marc.page.goto(href);
  });

  await test.step("students are copied to the group worksheet, which both open", async () => {
    await marc.page.getByRole("checkbox", { name: /Tout cocher|Tout sélectionner|Cocher tout/i }).check();
    await marc.page.getByRole("button", { name: enrolling.copyTo.group }).click();
    await marc.page.waitForURL(/\/fiches\/[\w-]+$/);
    await sophie.page.goto(marc.page.url());
    await expect(sophie.page.getByRole("heading", { level: 1, name: planning.title.group })).toBeVisible();
    await expect(marc.page.getByLabel(/Sophie Gagné/).first()).toBeVisible();
  });
  const address = new URL(marc.page.url()).pathname;

  await test.step("what one types the other sees, a path fills four columns, a paste is one action", async () => {
    await typeIn(sheetRows(marc.page).last(), "agency", "Hôpital du Nord / Médecine / 3e Est");
    const first = sheetRows(marc.page).first();
    await expect(cell(first, "destination")).toContainText("3e Est");
    await typeIn(first, "size", "7");
    await saved(marc.page);
    const theirs = sheetRows(sophie.page).first();
    await expect(cell(theirs, "agency")).toContainText("CISSS des Rapides");
    await expect(cell(theirs, "size")).toContainText("7");
    await pasteAt(sheetRows(sophie.page).last(), "agency", [
      ["CISSS des Rapides", "Hôpital du Nord", "Chirurgie", "5e Sud", "9"],
      ["CISSS des Rapides", "Hôpital de la Rive", "Médecine", "4e Nord", "6"],
    ]);
    await saved(sophie.page);
    await expect(cell(sheetRows(marc.page).nth(2), "destination")).toContainText("4e Nord");
    await expect(cell(sheetRows(marc.page).nth(1), "size")).toHaveAttribute("aria-invalid", "true");
  });

  await carole.page.goto("/demandes");
  await expect(carole.page.getByRole("row").filter({ hasText: "attend depuis" }).first()).toBeVisible();

  await test.step("the rows are sent: the one with a problem stays, by name, the others go", async () => {
    await marc.page.getByRole("checkbox", { name: planning.row.tickAll }).check();
    await marc.page.getByRole("button", { name: /^Envoyer .*…$/ }).click();
    const dialog = marc.page.getByRole("dialog");
    await expect(dialog.getByText(planning.send.stays(1))).toBeVisible();
    await dialog.getByRole("button", { name: planning.send.confirm(2) }).click();
    await expect(dialog.getByText(planning.send.done(2))).toBeVisible();
    await dialog.getByRole("button", { name: planning.send.close }).last().click();
    await expect(cell(sheetRows(sophie.page).first(), "status")).toContainText("Env");
  });

  await test.step("the hospital sees them arrive without touching anything, and accepts", async () => {
    const arrived = carole.page.getByRole("row").filter({ hasText: "reçue aujourd’hui" });
    await expect(arrived).toHaveCount(2);
    for (let index = 0; index < 2; index++) await arrived.nth(index).getByRole("checkbox").check();
    await carole.page.getByRole("region", { name: /2/ }).getByRole("button", { name: "Accepter" }).click();
    for (const { page } of [marc, sophie]) {
      await expect(cell(sheetRows(page).first(), "status")).toContainText("AccA");
      await expect(cell(sheetRows(page).nth(2), "status")).toContainText("AccA");
    }
  });

  let names: string[] = [];
  await test.step("students are assigned by two people; an over-full group is a conflict on both screens at once", async () => {
    await marc.page.goto(`${address}/affectation`);
    await grid.page.goto(`${address}/affectation`);
    const students = marc.page.getByTestId("students").locator("[data-student]");
    for (let index = 0; index < 7; index++) await students.nth(index).getByRole("checkbox").check();
    names = await students.evaluateAll((rows) =>
      rows.slice(0, 8).map((row) => row.querySelector("span.font-medium")?.textContent?.trim() ?? ""),
    );
    const place = marc.page.getByTestId("place").filter({ hasText: "3e Est" });
    await place.getByRole("button", { name: /^Affecter 7/ }).click();
    await expect(place.getByText(assigning.free(0))).toBeVisible();
    const eighth = grid.page.getByTestId("students").locator("[data-student]").nth(7);
    await eighth.getByRole("checkbox").check();
    await grid.page
      .getByTestId("place")
      .filter({ hasText: "3e Est" })
      .getByRole("button", { name: /^Affecter 1/ })
      .click();
    for (const { page } of [marc, grid]) {
      await expect(page.getByTestId("conflicts").getByText(/8\sétudiants pour 7\splaces/)).toBeVisible();
      await expect(page.getByRole("button", { name: /Finaliser/ })).toHaveAttribute("aria-disabled", "true");
    }
    await expect(marc.page.getByTestId("conflicts")).toContainText("Sophie Gagné");
  });

  await test.step("the hospital does not learn a name before it is confirmed", async () => {
    const [last = ""] = (names[0] ?? "").split(",");
    expect(last).not.toBe("");
    const answer = await carole.context.request.get(
      `/trpc/request.inbox?input=${encodeURIComponent(JSON.stringify({ filters: { text: "180-2101" } }))}`,
    );
    expect(answer.ok()).toBe(true);
    expect(await answer.text()).not.toContain(last);
  });

  await disclosure.checkSoFar();

  await test.step("it is corrected in one click, confirmed, and the names are released", async () => {
    await grid.page
      .getByTestId("conflicts")
      .getByRole("button", { name: /^Reprendre/ })
      .click();
    for (const { page } of [marc, grid]) await expect(page.getByTestId("conflicts").getByText(/étudiants pour/)).toHaveCount(0);
    await marc.page.getByRole("button", { name: assigning.confirmSome(1) }).click();
    // What the unit asks of students before they come is a warning, on which a person decides.
    await marc.page
      .getByRole("alertdialog")
      .getByRole("button", { name: conflicts.confirmWarned(1) })
      .click();
    await expect(marc.page.getByTestId("place").filter({ hasText: "3e Est" }).getByText("Conf", { exact: true })).toBeVisible();
    // what is settled has left the queue of what waits
    await carole.page.goto("/demandes?etat=tous");
    await carole.page
      .getByRole("row")
      .filter({ hasText: "Conf" })
      .filter({ hasText: "Hôpital du Nord / Médecine / 3e Est" })
      .last()
      .click();
    const [last = ""] = (names[0] ?? "").split(",");
    await expect(carole.page.getByText(last).first()).toBeVisible();
  });

  for (const { context } of [marc, sophie, carole, grid]) await context.close();
});
