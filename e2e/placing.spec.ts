import type { Page } from "@playwright/test";
import { enrolmentWords } from "#words/enrolment.ts";
import { letterWords } from "#words/letter.ts";
import { planningWords } from "#words/planning.ts";
import { replyWords } from "#words/reply.ts";
import { requestWords } from "#words/request.ts";
import { splitWords } from "#words/request-split.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { inWords } from "#words/words.ts";
import { answerLink, cell, enter, pill, saved, sheetRows, typeIn } from "./actors.ts";
import { expect, test } from "./story.ts";

const enrolling = inWords(enrolmentWords, "fr");
const planning = inWords(planningWords, "fr");
const sheet = inWords(worksheetWords, "fr");
const requests = inWords(requestWords, "fr");
const splits = inWords(splitWords, "fr");
const letters = inWords(letterWords, "fr");
const replies = inWords(replyWords, "fr");

/** Awake: what one clicks is heard. */
const awake = (page: Page) => expect(pill(page)).toHaveAttribute("data-connection", "live");
/** A place that does not use the system, and that the school's agreement with has lapsed. */
const clinic = { name: "Clinique Santé Plus", path: "Clinique Santé Plus / Chirurgie d’un jour / Bloc B", unit: "Bloc B" };

/** The school and the clinic sign again. */
async function signAgain(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  const { result } = (await (await page.request.get("/trpc/catalogue.all")).json()) as {
    result: { data: { agencies: { id: string; name: string }[] } };
  };
  const withId = result.data.agencies.find(({ name }) => name === clinic.name)?.id;
  const until = { startsOn: "2026-07-01", endsOn: "2030-06-30" };
  const data = { withId, title: "Entente renouvelée", status: "released", everything: true, disciplines: [], programmes: [], ...until };
  const answer = await page.request.post("/trpc/agreement.add", { headers: { origin }, data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test("a group sheet is copied from last year, corrected, split, linked and sent; who has no account answers on a telephone", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page } = await enter(browser, "Karim Haddad");
  await signAgain(page);

  await test.step("the next cohort's course gets a sheet before names are known", async () => {
    await page.goto("/cohortes");
    await awake(page);
    await page.getByRole("row").filter({ hasText: "180-4A1" }).filter({ hasText: "H28" }).getByRole("link").last().click();
    await page.waitForURL(/inscriptions/);
    await page.getByRole("button", { name: enrolling.addFictitious }).click();
    await page.getByRole("checkbox", { name: /Tout cocher|Cocher tout/i }).check();
    await page.getByRole("button", { name: enrolling.copyTo.group }).click();
    await page.waitForURL(/\/fiches\/[\w-]+$/);
    await awake(page);
  });

  await test.step("last year's accepted places are seen, then added as one action at the cohort's dates", async () => {
    await page.getByRole("button", { name: planning.copy.action }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("button", { name: /180-4A1/ })
      .first()
      .click();
    await dialog.getByRole("button", { name: /^Ajouter \d+ lignes?$/ }).click();
    await expect(sheetRows(page).filter({ hasText: "3e Est" })).toHaveCount(1);
    await expect(cell(sheetRows(page).first(), "startsOn")).toContainText("2028-");
  });

  await test.step("a row is corrected, a place without account added, both go to the outbox", async () => {
    await typeIn(sheetRows(page).first(), "size", "4");
    await typeIn(sheetRows(page).last(), "agency", clinic.path);
    await typeIn(sheetRows(page).filter({ hasText: clinic.unit }), "size", "2");
    await saved(page);
    await page.getByRole("checkbox", { name: sheet.row.tickAll }).check();
    await page.getByRole("button", { name: sheet.tools.copy }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: sheet.send.confirmCopy(2) }).click();
    await dialog.getByRole("link", { name: sheet.send.outbox }).click();
    await page.waitForURL(/\/sorties/);
  });

  const rows = page.locator("tr[data-key]").filter({ hasText: "2028-" });
  const hospital = rows.filter({ hasText: "3e Est" });
  const unit = rows.filter({ hasText: clinic.unit });
  await test.step("one is split over two units", async () => {
    await expect(rows).toHaveCount(2);
    await hospital.click();
    await page.getByRole("button", { name: splits.acts.split }).click();
    await page
      .getByRole("dialog", { name: /Répartir la demande/ })
      .getByRole("button", { name: splits.confirm, exact: true })
      .click();
    await expect(rows).toHaveCount(3);
    await page.goto("/sorties");
    await awake(page);
  });

  await test.step("two are linked by their instructor, and all are sent: online and on paper", async () => {
    for (const row of [hospital, unit]) await row.getByRole("checkbox").check();
    await page.getByRole("region", { name: /2/ }).getByRole("button", { name: requests.panel.more }).click();
    await page.getByRole("menuitem", { name: splits.acts.link }).click();
    await page.getByRole("dialog").getByRole("button", { name: splits.link.confirm, exact: true }).click();
    await expect(page.getByText(splits.link.done(2))).toBeVisible();
    for (const row of await rows.all()) await row.getByRole("checkbox").check();
    await page
      .getByRole("region", { name: /3/ })
      .getByRole("button", { name: requests.count(requests.moves.send, 3) })
      .click();
    await expect(hospital).toContainText("Env");
    await expect(unit).toContainText("Env-P");
  });

  await test.step("the PDF that was made by itself leaves by mail, with a link to answer", async () => {
    await page.goto("/impression");
    await page.locator("tr[data-key]").filter({ hasText: clinic.unit }).first().click();
    await page.getByRole("dialog").getByRole("link", { name: letters.write }).click();
    await page.waitForURL(/\/impression\/courriel/);
    await awake(page);
    await expect(page.getByLabel(letters.subject)).toHaveValue(/Demande de stage/);
    await page.getByRole("button", { name: letters.send }).click();
    await page.waitForURL(/\/impression($|\?)/);
  });

  await test.step("the unit answers on a telephone: three taps, and the school sees it", async () => {
    const address = await answerLink(page, "Collège du Vieux-Port");
    await page.goto("/sorties");
    await awake(page);
    const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })).newPage();
    await phone.goto(address);
    await phone.getByRole("button", { name: /^Accepter la demande/ }).tap();
    await phone.getByRole("button", { name: replies.confirmAccept }).tap();
    await expect(phone.getByText(replies.done.accept)).toBeVisible();
    await expect(unit).toContainText("AccA");
    await phone.context().close();
  });
});
