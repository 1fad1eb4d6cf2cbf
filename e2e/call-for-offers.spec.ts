import type { Page } from "@playwright/test";
import { assignmentWords } from "#words/assignment.ts";
import { callWords } from "#words/call.ts";
import { inWords } from "#words/words.ts";
import { enter, pill } from "./actors.ts";
import { expect, test } from "./story.ts";

const w = inWords(callWords, "fr");
const assigning = inWords(assignmentWords, "fr");

/** Awake: what one clicks is heard. */
const awake = (page: Page) => expect(pill(page)).toHaveAttribute("data-connection", "live");

/** Types in a list of choices and takes the first that has the text. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label });
  await box.click();
  await box.fill(text);
  await page.getByRole("option").filter({ hasText: text }).first().click();
}

test("a call for offers, from its template to a confirmed student, in two browsers", async ({ browser }) => {
  const school = await enter(browser, "Karim Haddad");
  const hospital = await enter(browser, "Isabelle Nguyen");
  const theirs = hospital.page.locator("tr[data-key]");
  await hospital.page.goto("/appels");
  await awake(hospital.page);
  await expect(theirs.first()).toBeVisible();
  const before = await theirs.count();

  await test.step("the school calls once, and the hospital sees it without a reload", async () => {
    const { page } = school;
    await page.goto("/appels?vue=ajouter");
    await awake(page);
    await choose(page, w.form.course, "180-6A1");
    await page.getByLabel(w.form.places).fill("2");
    await choose(page, w.form.organisations, "CIUSSS du Vieux-Port");
    await page.getByRole("button", { name: w.form.send(1) }).click();
    await expect(page.getByRole("dialog").getByText(w.replies.sent)).toBeVisible();
    await expect(theirs).toHaveCount(before + 1);
  });

  const panel = hospital.page.getByRole("dialog").first();
  await test.step("the hospital accepts nothing: it offers a place", async () => {
    const { page } = hospital;
    await theirs.first().click();
    await expect(panel.getByText(w.panel.never)).toBeVisible();
    await expect(panel.getByRole("button", { name: /Accepter|Affecter/ })).toHaveCount(0);
    await panel.getByRole("button", { name: w.panel.offer }).click();
    await choose(page, w.offer.place, "Pédiatrie, 3e Ouest");
    await page.getByRole("button", { name: "lundi" }).click();
    await page.getByLabel("Heures variées").check();
    await page.getByRole("button", { name: w.offer.make, exact: true }).click();
    await expect(panel.getByText(w.panel.offeredBy(1)).first()).toBeVisible();
  });

  await test.step("the school has it at once, assigns somebody and confirms", async () => {
    const { page } = school;
    await expect(page.getByRole("dialog").getByText(w.panel.offeredBy(1)).first()).toBeVisible();
    await page.getByRole("dialog").getByRole("link", { name: w.panel.toAssign }).click();
    const place = page.getByTestId("place").filter({ hasText: "Pédiatrie / 3e Ouest" }).last();
    await page.getByTestId("students").locator("[data-student]").last().getByRole("checkbox").check();
    await place.getByRole("button", { name: /^Affecter 1/ }).click();
    await expect(place.getByText(assigning.free(0))).toBeVisible();
    await page.getByRole("button", { name: /^Finaliser/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: assigning.confirm }).click();
    await expect(place.getByText("Conf", { exact: true })).toBeVisible();
    await expect(panel.getByText(w.panel.confirmed(1))).toBeVisible();
    await expect(panel.getByRole("button", { name: w.panel.change, exact: true })).toHaveCount(0);
  });

  for (const { context } of [school, hospital]) await context.close();
});
