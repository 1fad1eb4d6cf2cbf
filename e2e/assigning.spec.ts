import type { Locator, Page } from "@playwright/test";
import { assignmentWords } from "#words/assignment.ts";
import { conflictWords } from "#words/conflict.ts";
import { solutionWords } from "#words/matching-solution.ts";
import { matchingWords } from "#words/matching.ts";
import { scenarioWords } from "#words/scenario.ts";
import { inWords } from "#words/words.ts";
import { enter } from "./actors.ts";
import { expect, test } from "./story.ts";

const assigning = inWords(assignmentWords, "fr");
const conflicts = inWords(conflictWords, "fr");
const solving = inWords(solutionWords, "fr");
const matching = inWords(matchingWords, "fr");
const trying = inWords(scenarioWords, "fr");

const students = (page: Page): Locator => page.getByTestId("students").locator("[data-student]");
const place = (page: Page, unit: string): Locator => page.getByTestId("place").filter({ hasText: unit });
/** « Nom, Prénom » of a row. */
const nameIn = async (row: Locator): Promise<string> => ((await row.locator("span.font-medium").first().textContent()) ?? "").trim();
const lastName = (name: string): string => name.split(",")[0]?.trim() ?? "";

/** The first students shown. */
const namesOf = async (page: Page, count: number): Promise<string[]> => {
  await expect(students(page).nth(count - 1)).toBeVisible();
  return Promise.all(Array.from({ length: count }, (_none, index) => nameIn(students(page).nth(index))));
};

/** Puts students on a unit, each by her name: the list moves while colleagues assign. */
async function put(page: Page, unit: string, names: string[]): Promise<void> {
  for (const name of names) await students(page).filter({ hasText: name }).getByRole("checkbox").check();
  await place(page, unit)
    .getByRole("button", { name: new RegExp(`^Affecter ${names.length}`) })
    .click();
}

/** Opens the grid of a course from the list of sheets, with the students who have no place; the sheet's address. */
async function openGrid(page: Page, course: string): Promise<string> {
  await page.goto("/affectations");
  const link = page.getByRole("row").filter({ hasText: course }).locator('a[href$="/affectation"]');
  const address = (await link.getAttribute("href")) ?? "";
  await link.click();
  await page.getByRole("combobox", { name: assigning.show, exact: true }).selectOption("waiting");
  await expect(page.getByTestId("place").first()).toBeVisible();
  return address.replace("/affectation", "");
}

test("two people take the last seat at once: both are kept, every screen says so with names and times, a way out is one click, and it is confirmed", async ({
  browser,
}) => {
  const [marc, sophie, board] = [
    await enter(browser, "Marc Roy"),
    await enter(browser, "Sophie Gagné"),
    await enter(browser, "Sophie Gagné"),
  ];
  // Seven places, four of them taken.
  const unit = "3e Ouest";
  await board.page.goto("/affectations");
  const sheet = board.page.getByRole("row").filter({ hasText: "180-5303" });
  for (const { page } of [marc, sophie]) await openGrid(page, "180-5303");
  await expect(sheet.getByText(conflicts.listBlocks(1))).toBeVisible();

  const [one = "", two = "", marcs = "", sophies = ""] = await namesOf(marc.page, 4);
  await put(marc.page, unit, [one, two]);
  await expect(place(sophie.page, unit).getByText(assigning.free(1))).toBeVisible();
  await Promise.all([put(marc.page, unit, [marcs]), put(sophie.page, unit, [sophies])]);
  for (const { page } of [marc, sophie]) {
    const bands = page.getByTestId("conflicts");
    await expect(bands.getByText(new RegExp(`${unit}.*8.*étudiants pour 7`))).toBeVisible();
    for (const name of [marcs, sophies]) await expect(bands).toContainText(lastName(name));
  }
  await expect(marc.page.getByTestId("conflicts")).toContainText("Sophie Gagné");
  await expect(sophie.page.getByTestId("conflicts")).toContainText("Marc Roy");
  await expect(sheet.getByText(conflicts.listBlocks(2))).toBeVisible();
  for (const { page } of [marc, sophie])
    await expect(page.getByRole("button", { name: /^Finaliser/ })).toHaveAttribute("aria-disabled", "true");

  // Whoever's student is in excess, one of the two has a way out that is her own.
  const own = (page: Page) =>
    page.getByTestId("conflicts").getByRole("button", { name: new RegExp(`^Reprendre .*(${lastName(marcs)}|${lastName(sophies)})$`) });
  const ofWhom = async () => ((await own(marc.page).count()) > 0 ? marc.page : (await own(sophie.page).count()) > 0 ? sophie.page : null);
  await expect.poll(ofWhom).not.toBeNull();
  await own((await ofWhom()) ?? marc.page)
    .first()
    .click();
  for (const { page } of [marc, sophie]) await expect(page.getByTestId("conflicts").getByText(/8.*étudiants pour 7/)).toHaveCount(0);
  await expect(sheet.getByText(conflicts.listBlocks(1))).toBeVisible();

  // What warns waits for a person's decision, which is kept with her name.
  await marc.page.getByRole("button", { name: assigning.confirmSome(1) }).click();
  const asked = marc.page.getByRole("alertdialog").or(marc.page.getByRole("dialog"));
  await expect(asked).toContainText(unit);
  await asked.getByRole("button", { name: /^(Finaliser et divulguer|Confirmer malgré)/ }).click();
  await expect(place(marc.page, unit).getByText("Conf", { exact: true })).toBeVisible();
  await expect(place(sophie.page, unit).getByText("Conf", { exact: true })).toBeVisible();
  for (const { context } of [marc, sophie, board]) await context.close();
});

test("a matching runs while a colleague assigns and says what moved under it; a scenario is published in part", async ({ browser }) => {
  const [marc, sophie] = [await enter(browser, "Marc Roy"), await enter(browser, "Sophie Gagné")];
  const address = await openGrid(sophie.page, "180-6102");
  const [full, open] = ["Aile A", "Aile B"];
  const finished = marc.page.getByLabel(matching.runs).locator("option").filter({ hasText: matching.runStates.done });

  await test.step("one starts it, the other goes on; it proposes, and nobody is assigned by it", async () => {
    await marc.page.goto(`${address}/jumelage`);
    await Promise.all([
      marc.page
        .getByRole("button", { name: new RegExp(`^(${matching.start}|${matching.again})`) })
        .first()
        .click(),
      put(sophie.page, open, await namesOf(sophie.page, 1)),
    ]);
    // The demo has run it once.
    await expect(finished).toHaveCount(2);
    await expect(marc.page.getByText(solving.proofs.optimal).first()).toBeVisible();
    await expect(place(sophie.page, open).getByText(assigning.free(2))).toBeVisible();
  });

  await test.step("a student it places is put elsewhere: her row says by whom, and waits for a person", async () => {
    const rows = marc.page.locator('[data-row][data-state="open"]');
    const proposed = rows.filter({ hasText: open }).filter({ hasText: solving.nowhere }).first();
    const name = ((await proposed.locator("p").first().textContent()) ?? "").trim();
    await sophie.page.getByPlaceholder(assigning.search).fill(lastName(name));
    const row = students(sophie.page).filter({ hasText: name });
    await row.getByRole("checkbox").check();
    await place(sophie.page, full)
      .getByRole("button", { name: /^Affecter 1/ })
      .click();
    await expect(marc.page.locator("[data-row]").filter({ hasText: name })).toContainText("Sophie Gagné");
    await sophie.page.getByPlaceholder(assigning.search).fill("");
  });

  await test.step("run again around what is locked, it is applied as one action and taken back as one", async () => {
    await marc.page.getByRole("button", { name: solving.rerun }).first().click();
    await expect(finished).toHaveCount(3);
    const before = await place(sophie.page, open).textContent();
    await marc.page
      .getByRole("button", { name: /^Appliquer \d+ lignes?$/ })
      .first()
      .click();
    await expect(marc.page.getByRole("button", { name: solving.takeBack, exact: true }).first()).toBeVisible();
    await expect.poll(() => place(sophie.page, open).textContent()).not.toBe(before);
    await marc.page.getByRole("button", { name: solving.takeBack, exact: true }).first().click();
    await expect.poll(() => place(sophie.page, open).textContent()).toBe(before);
  });

  await test.step("what one tries is seen by nobody, follows what the other does, and is published row by row", async () => {
    await marc.page.goto(`${address}/scenarios`);
    await marc.page.getByRole("button", { name: trying.make }).first().click();
    await expect(marc.page.getByText(trying.mine)).toBeVisible();
    await marc.page.getByRole("combobox", { name: trying.filter, exact: true }).selectOption("waiting");
    const cells = marc.page.getByRole("button", { name: /^Place de .* dans le scénario/ });
    const names: string[] = [];
    for (let index = 0; index < 2; index++) {
      const label = (await cells.first().getAttribute("aria-label")) ?? "";
      names.push(/^Place de (.*) dans le scénario/.exec(label)?.[1] ?? "");
      await cells.first().click();
      await expect(marc.page.getByRole("option", { name: trying.noPlace })).toBeVisible();
      await marc.page.keyboard.type(open);
      await marc.page
        .getByRole("option", { name: new RegExp(open) })
        .first()
        .click();
      await expect(marc.page.getByRole("button", { name: label, exact: true })).toHaveCount(0);
    }
    const [kept = "", moved = ""] = names;
    await marc.page.getByRole("combobox", { name: trying.filter, exact: true }).selectOption("changed");
    const other = await sophie.context.newPage();
    await other.goto(`${address}/scenarios`);
    await expect(other.getByRole("heading", { name: trying.none })).toBeVisible();
    for (const name of names) await expect(place(sophie.page, open)).not.toContainText(name);

    await sophie.page.getByPlaceholder(assigning.search).fill(moved.split(" ").at(-1) ?? "");
    await students(sophie.page)
      .filter({ hasText: moved.split(" ")[0] ?? "" })
      .first()
      .getByRole("checkbox")
      .check();
    await place(sophie.page, full)
      .getByRole("button", { name: /^Affecter 1/ })
      .click();
    const row = marc.page.getByRole("row").filter({ hasText: moved });
    await expect(row).toContainText(trying.states.overtaken);
    await expect(row).toContainText("Sophie Gagné");

    await marc.page.getByRole("button", { name: `${trying.publishOne} ${kept}` }).click();
    await expect(place(sophie.page, open)).toContainText(kept);
    await expect(place(sophie.page, full)).toContainText(moved);
  });
  for (const { context } of [marc, sophie]) await context.close();
});
