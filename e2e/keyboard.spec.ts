import type { Locator, Page } from "@playwright/test";
import { inWords } from "#words/words.ts";
import { assignmentWords } from "#words/assignment.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { cell, saved, sheetRows } from "./actors.ts";
import { expect, test } from "./story.ts";

const planning = inWords(worksheetWords, "en");
const assigning = inWords(assignmentWords, "en");

/** Tabs until the element has the focus, as somebody without a mouse does; fails when it is not within reach. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor({ timeout: 20_000 });
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`not reached with ${key}: ${target.toString()}`);
}

async function enterByKeyboard(page: Page, name: string): Promise<void> {
  await page.goto("/connexion");
  await tabTo(page, page.getByRole("button", { name: /^EN\b|English/ }).first());
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await tabTo(page, page.getByRole("button", { name: new RegExp(name) }).first());
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/accueil/);
}

/** J down the list until the row under the cursor says the text. */
async function stepTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("j");
    const current = await page.evaluate(() => document.activeElement?.closest("tr,[role=row]")?.textContent ?? "");
    if (current.includes(text)) return;
  }
  throw new Error(`no row says ${text}`);
}

test("the whole cycle in English, by keyboard alone", async ({ browser }) => {
  test.setTimeout(180_000);
  const [school, hospital] = await Promise.all([browser.newContext({ locale: "en-CA" }), browser.newContext({ locale: "en-CA" })]);
  const [karim, isabelle] = [await school.newPage(), await hospital.newPage()];
  await enterByKeyboard(karim, "Karim Haddad");
  await enterByKeyboard(isabelle, "Isabelle Nguyen");
  await tabTo(isabelle, isabelle.getByRole("navigation").getByRole("link", { name: /^Requests/ }));
  await isabelle.keyboard.press("Enter");
  await isabelle.waitForURL(/\/demandes/);

  await test.step("a place is typed, ticked and sent", async () => {
    await tabTo(karim, karim.getByRole("navigation").getByRole("link", { name: /^Cohorts/ }));
    await karim.keyboard.press("Enter");
    await karim.waitForURL(/\/cohortes/);
    // the cohort whose sheet is begun: another has the same course next year
    const sheet = karim.locator('a[href^="/fiches/"]');
    const course = karim.getByRole("row").filter({ hasText: "180-4A2" }).filter({ has: sheet }).last();
    await tabTo(karim, course.locator('a[href^="/fiches/"]').first());
    await karim.keyboard.press("Enter");
    await karim.waitForURL(/\/fiches\//);
    await tabTo(karim, karim.getByRole("grid"));
    await karim.keyboard.press("Control+End");
    await karim.keyboard.press("Home");
    await karim.keyboard.press("ArrowRight");
    await karim.keyboard.type("Hôpital Notre-Dame-du-Port / Urgence / Observation");
    await karim.keyboard.press("Enter");
    const row = sheetRows(karim).filter({ hasText: "Observation" });
    await expect(cell(row, "agency")).toContainText("CIUSSS du Vieux-Port");
    await karim.keyboard.press("ArrowUp");
    for (let index = 0; index < 4; index++) await karim.keyboard.press("ArrowRight");
    await karim.keyboard.type("4");
    await karim.keyboard.press("Enter");
    await expect(cell(row, "size")).toContainText("4");
    await karim.keyboard.press("ArrowUp");
    await karim.keyboard.press("Home");
    await karim.keyboard.press("Space");
    await expect(row).toHaveAttribute("aria-selected", "true");
    await saved(karim);
    await tabTo(karim, karim.getByRole("button", { name: planning.tools.send(1) }), "Shift+Tab");
    await karim.keyboard.press("Enter");
    await tabTo(karim, karim.getByRole("dialog").getByRole("button", { name: planning.send.confirm(1) }));
    await karim.keyboard.press("Enter");
    await expect(karim.getByRole("dialog").getByText(planning.send.done(1))).toBeVisible();
    await karim.keyboard.press("Escape");
    await expect(cell(row, "status")).toContainText("Sent");
  });

  await test.step("the hospital steps to it and accepts with one key", async () => {
    await expect(isabelle.getByRole("row").filter({ hasText: "Observation" })).toBeVisible();
    await stepTo(isabelle, "Observation");
    await isabelle.keyboard.press("a");
    await expect(cell(sheetRows(karim).filter({ hasText: "Observation" }), "status")).toContainText("AccA");
  });

  let name = "";
  await test.step("a student is picked with Space, placed with Enter, and confirmed", async () => {
    await tabTo(karim, karim.getByRole("link", { name: planning.tools.assign }));
    await karim.keyboard.press("Enter");
    await karim.waitForURL(/\/affectation/);
    const student = karim.locator("[data-student]").first();
    name = (await student.locator("span.font-medium").first().textContent())?.split(",")[0]?.trim() ?? "";
    await tabTo(karim, student);
    await karim.keyboard.press("Space");
    const place = karim.getByTestId("place").filter({ hasText: "Observation" });
    await tabTo(karim, place.getByRole("button", { name: /^Assign 1/ }));
    await karim.keyboard.press("Enter");
    await expect(place.getByText(assigning.seats(1, 4).split(" ")[0] ?? "", { exact: false }).first()).toBeVisible();
    await tabTo(karim, karim.getByRole("button", { name: assigning.confirmSome(1) }), "Shift+Tab");
    await karim.keyboard.press("Enter");
    await tabTo(karim, karim.getByRole("alertdialog").getByRole("button", { name: assigning.confirm }));
    await karim.keyboard.press("Enter");
    await expect(place.getByText("Conf", { exact: true })).toBeVisible();
  });

  await test.step("the hospital reads the name", async () => {
    expect(name).not.toBe("");
    await isabelle.goto("/demandes?etat=tous");
    await expect(isabelle.getByRole("row").filter({ hasText: "Observation" })).toBeVisible();
    await stepTo(isabelle, "Observation");
    await isabelle.keyboard.press("Enter");
    await expect(isabelle.getByText(name).first()).toBeVisible();
  });
  await school.close();
  await hospital.close();
});
