import type { Browser, Locator, Page } from "@playwright/test";
import { agreementWords } from "#words/agreement.ts";
import { closingWords } from "#words/closing.ts";
import { letterWords } from "#words/letter.ts";
import { replyWords } from "#words/reply.ts";
import { requestWords } from "#words/request.ts";
import { supervisionWords } from "#words/supervision.ts";
import { unitViewWords } from "#words/unit-view.ts";
import { inWords } from "#words/words.ts";
import { answerLink, enter, pill } from "./actors.ts";
import { expect, test } from "./story.ts";

const requests = inWords(requestWords, "fr");
const letters = inWords(letterWords, "fr");
const replies = inWords(replyWords, "fr");
const units = inWords(unitViewWords, "fr");
const supervising = inWords(supervisionWords, "fr");
const closing = inWords(closingWords, "fr");
const closures = inWords(agreementWords, "fr").closures;

const awake = (page: Page) => expect(pill(page)).toHaveAttribute("data-connection", "live");
const panel = (page: Page): Locator => page.getByRole("dialog").first();

interface Received {
  id: string;
  reference: number;
  status: string;
  kind: string;
  size: number;
  school: { name: string };
  place: { destination: string | null; destinationId: string | null; serviceId: string; service: string; site: string };
  schedule: { startsOn: string; endsOn: string };
}

/** What somebody has received, as her screen asks for it. */
async function received(page: Page, filters: object): Promise<Received[]> {
  const input = encodeURIComponent(JSON.stringify({ filters: { session: "today", ...filters }, most: 200 }));
  const { result } = (await (await page.request.get(`/trpc/request.inbox?input=${input}`)).json()) as {
    result: { data: { requests: Received[] } };
  };
  return result.data.requests;
}

/** Chooses a unit in the dialog that asks for one. */
async function chooseUnit(dialog: Locator, unit: string): Promise<void> {
  await dialog.getByRole("combobox").first().fill(unit);
  await dialog.page().getByRole("option", { name: unit }).first().click();
}

async function redirectTo(page: Page, unit: string): Promise<void> {
  await panel(page).getByRole("button", { name: requests.moves.redirect, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: requests.ask.redirect(1) });
  await chooseUnit(dialog, unit);
  await dialog.getByRole("button", { name: requests.moves.redirect, exact: true }).click();
  await expect(dialog).toBeHidden();
}

const onPhone = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })).newPage();

test("a request is declined by a unit without account, accepted on two levels by another, and two supervisors are named; the school never learns of the no", async ({
  browser,
  disclosure,
}) => {
  test.setTimeout(180_000);
  const [marc, carole, josee] = [
    await enter(browser, "Marc Roy"),
    await enter(browser, "Carole Morin"),
    await enter(browser, "Josée Lapointe"),
  ];
  const [of] = (await received(carole.page, { statuses: ["pending"] })).filter(
    ({ school, kind }) => school.name === "Cégep des Rapides" && kind === "individual",
  );
  if (!of) throw new Error("nothing of one student waits");
  const [desk, outbox] = [`/demandes/${of.id}`, `/sorties/${of.id}`];
  const note = "Le chef est en congé parental";
  disclosure.keepFrom("placing", note);
  await Promise.all([marc.page.goto(outbox), carole.page.goto(desk), josee.page.goto("/unite")]);
  await Promise.all([awake(marc.page), awake(carole.page), awake(josee.page)]);

  await test.step("it goes to a unit on paper, by mail with a link, and the unit declines on a telephone", async () => {
    await redirectTo(carole.page, "3e Est");
    await expect(panel(carole.page).getByText("Réach-P", { exact: true }).first()).toBeVisible();
    await expect(panel(marc.page).getByText("Réach", { exact: true }).first()).toBeVisible();
    await panel(carole.page).getByRole("link", { name: letters.write }).first().click();
    await carole.page.waitForURL(/\/impression\/courriel/);
    await awake(carole.page);
    await carole.page.getByRole("button", { name: letters.send }).click();
    await carole.page.waitForURL(/\/(impression|demandes)/);
    const address = await answerLink(carole.page, String(of.reference));
    await carole.page.goto(desk);
    await awake(carole.page);
    const phone = await onPhone(browser);
    await phone.goto(address);
    await phone.getByRole("button", { name: /^Refuser la demande/ }).tap();
    await phone.getByRole("combobox").first().selectOption({ index: 1 });
    await phone.getByRole("textbox").first().fill(note);
    await phone.getByRole("button", { name: replies.confirmDecline }).tap();
    await expect(panel(carole.page).getByText("RefD", { exact: true }).first()).toBeVisible();
    await expect(panel(carole.page).getByText(note).first()).toBeVisible();
    await phone.context().close();
    await expect(panel(marc.page).getByText("Réach", { exact: true }).first()).toBeVisible();
  });

  await test.step("it goes to another unit, whose head accepts on her page, and then the organisation does", async () => {
    await redirectTo(carole.page, "5e Sud");
    const card = josee.page.getByRole("listitem").filter({ hasText: String(of.reference) });
    await card.getByRole("button", { name: units.accept }).click();
    await expect(panel(carole.page).getByText("AccD", { exact: true }).first()).toBeVisible();
    await panel(carole.page).getByRole("button", { name: requests.moves.accept, exact: true }).click();
    await expect(panel(marc.page).getByText("AccA", { exact: true }).first()).toBeVisible();
    await expect(panel(marc.page).getByText("5e Sud").first()).toBeVisible();
  });

  await test.step("two supervisors are named, one created on the fly, and their hours made even; the school sees both", async () => {
    for (const name of ["Marie Tremblay", "Ahmed Diallo"]) {
      await panel(carole.page)
        .getByRole("button", { name: new RegExp(`^(${supervising.add}|${supervising.another})$`) })
        .click();
      const form = carole.page.getByRole("form", { name: supervising.add });
      await form.getByRole("combobox").fill(name);
      await carole.page.getByRole("option", { name }).first().click();
      await form.getByRole("button", { name: supervising.form.submit }).click();
      await expect(panel(carole.page).getByTestId("supervision").getByText(name).first()).toBeVisible();
    }
    for (const name of ["Marie Tremblay", "Ahmed Diallo"]) await expect(panel(marc.page).getByText(name).first()).toBeVisible();
  });
  for (const { context } of [marc, carole, josee]) await context.close();
});

test("two coordinators answer one request: the first to commit wins, the other is told by whom and what", async ({ browser }) => {
  const [carole, patrick] = [await enter(browser, "Carole Morin"), await enter(browser, "Patrick Ouellet")];
  const waiting = (await received(carole.page, { statuses: ["pending"] })).filter(({ school }) => school.name !== "Cégep des Rapides");
  const of = waiting.at(-1);
  if (!of) throw new Error("nothing waits");
  await Promise.all([carole.page.goto(`/demandes/${of.id}`), patrick.page.goto(`/demandes/${of.id}`)]);
  await Promise.all([awake(carole.page), awake(patrick.page)]);
  // each sees that the other has it open
  await expect(panel(carole.page).getByText("Patrick Ouellet").first()).toBeVisible();
  await expect(panel(patrick.page).getByText("Carole Morin").first()).toBeVisible();
  // their lines are slow: each sees what was when she answers
  const lines = Promise.withResolvers<void>();
  for (const { page } of [carole, patrick])
    await page.route(/\/trpc\/[^?]*request\.get/, async (route) => {
      await lines.promise;
      await route.continue();
    });
  const accept = { name: requests.moves.accept, exact: true };
  await Promise.all([carole, patrick].map(({ page }) => panel(page).getByRole("button", accept).click()));
  const told = /(Carole Morin|Patrick Ouellet) l’a acceptée à/;
  await expect
    .poll(async () => (await Promise.all([carole, patrick].map(({ page }) => page.getByText(told).count()))).some((count) => count > 0))
    .toBe(true);
  lines.resolve();
  const [now] = (await received(carole.page, {})).filter(({ id }) => id === of.id);
  expect(now?.status).toBe("accepted");
  for (const { context } of [carole, patrick]) await context.close();
});

test("a service that closes with twelve students placed shows everybody who is hit, tells them, and a placement moves to another unit as it is", async ({
  browser,
}) => {
  const [carole, marc] = [await enter(browser, "Carole Morin"), await enter(browser, "Marc Roy")];
  // where no other story asks for a place: they share this hospital
  const service = { site: "Hôpital de la Rive", service: "Médecine" };
  const hit = (await received(carole.page, { statuses: ["accepted", "confirmed"] })).filter(
    ({ place }) => place.site === service.site && place.service === service.service,
  );
  expect(hit.reduce((sum, { size }) => sum + size, 0)).toBeGreaterThanOrEqual(12);
  const one = hit.find(({ school, size }) => school.name === "Cégep des Rapides" && size > 1);
  if (!one) throw new Error("no group is placed there");
  const days = {
    startsOn: hit.map(({ schedule }) => schedule.startsOn).toSorted()[0] ?? "",
    endsOn:
      hit
        .map(({ schedule }) => schedule.endsOn)
        .toSorted()
        .at(-1) ?? "",
  };
  await marc.page.goto(`/sorties/${one.id}`);
  await carole.page.goto(`/milieux/${one.place.serviceId}?onglet=fermetures`);
  await Promise.all([awake(marc.page), awake(carole.page)]);

  await test.step("whom it would touch is said while its days are typed", async () => {
    await carole.page.getByRole("button", { name: closures.add }).click();
    const dialog = carole.page.getByRole("dialog", { name: /^Fermer/ });
    await dialog.getByLabel(closures.startsOn).fill(days.startsOn);
    await dialog.getByLabel(closures.endsOn).fill(days.endsOn);
    await dialog.getByLabel(closures.reason).focus();
    await expect(dialog.getByText(/^Cette fermeture touche \d+/)).toBeVisible();
    await dialog.getByLabel(closures.reason).fill("Dégât d’eau");
    await dialog.getByRole("button", { name: closures.save }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("the school reads it in the request, and the placement goes elsewhere, still agreed on", async () => {
    await carole.page.getByRole("button", { name: /^Voir \d+ demandes? touchées?$/ }).click();
    const line = carole.page
      .getByRole("list", { name: closing.list })
      .getByRole("listitem")
      .filter({ hasText: String(one.reference) });
    await line.getByRole("button", { name: closing.ways }).click();
    const move = carole.page.getByRole("menuitem", { name: /^Déplacer à/ }).first();
    const unit = /^Déplacer à (.+?)(?:\s\(|$)/.exec(((await move.innerText()).split("\n")[0] ?? "").trim())?.[1] ?? "";
    expect(unit).not.toBe("");
    await move.click();
    await expect(line).toHaveCount(0);
    await expect(panel(marc.page).getByText(unit).first()).toBeVisible();
    await expect(
      panel(marc.page)
        .getByText(/a fermé|ce qui touche/)
        .first(),
    ).toBeVisible();
  });
  await test.step("the closure is lifted, for whoever comes next", async () => {
    await carole.page.getByRole("button", { name: closures.remove("Dégât d’eau") }).click();
    await expect(carole.page.getByText(closures.removed)).toBeVisible();
  });
  for (const { context } of [carole, marc]) await context.close();
});
