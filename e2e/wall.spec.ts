import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { startTestApp, type TestApp } from "#realtime/testing.ts";
import { assignmentWords } from "#words/assignment.ts";
import { boardWords } from "#words/board.ts";
import { requestWords } from "#words/request.ts";
import { wallWords } from "#words/wall.ts";
import { inWords } from "#words/words.ts";
import { enter } from "./actors.ts";
import { expect, test } from "./story.ts";

const boards = inWords(boardWords, "fr");
const walls = inWords(wallWords, "fr");
const assigning = inWords(assignmentWords, "fr");
const requests = inWords(requestWords, "fr");

/** One view, so that what happens is where one looks. */
const board = {
  name: "Bureau du 3e",
  side: "placing",
  policy: "staff",
  language: "fr",
  night: null,
  views: [
    {
      id: "7c1f4e0a-58b1-4d27-9d0c-3f7f2b9f6a01",
      name: "Ce qui arrive",
      seconds: 20,
      tiles: (["statuses", "answers", "conflicts"] as const).map((kind, index) => ({
        id: `7c1f4e0a-58b1-4d27-9d0c-3f7f2b9f6a1${index}`,
        kind,
        wide: false,
        programmeId: null,
        siteId: null,
        weeks: 12,
      })),
    },
  ],
};

/** What it took from an act on one screen to its sight on the wall; printed with the test. */
async function seenAfter(act: () => Promise<unknown>, shown: Locator): Promise<void> {
  await act();
  const at = performance.now();
  await expect(shown.first()).toBeVisible({ timeout: 5_000 });
  test.info().annotations.push({ type: "on the wall", description: `${Math.round(performance.now() - at)} ms after the act` });
}

/** Types the code of a screen that shows one. */
async function pair(page: Page, { code, name }: { code: string; name: string }): Promise<void> {
  await page.goto("/murs/ecrans");
  await page.getByRole("button", { name: boards.pair }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(boards.pairDialog.code).fill(code);
  await dialog.getByLabel(boards.pairDialog.name).fill(name);
  await dialog.getByLabel(boards.pairDialog.board).selectOption({ label: board.name });
  await dialog.getByRole("button", { name: boards.pair }).click();
  await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
}

test("a wall paired by a code shows what happens as it happens, outlives its server, and goes blank when it is revoked", async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "concerto-wall-"));
  let app: TestApp = await startTestApp({ folder });
  try {
    const context = await browser.newContext({ baseURL: app.url, viewport: { width: 1920, height: 1080 } });
    const wall = await context.newPage();
    const figures = wall.locator(".wall-tile");
    await wall.goto("/mur");
    const code = ((await wall.locator(".wall-code").textContent()) ?? "").trim();
    const [marc, carole] = [await enter(browser, "Marc Roy", app), await enter(browser, "Carole Morin", app)];

    await test.step("paired by its code, it shows the board and has no token in its address", async () => {
      await marc.page.request.post("/trpc/board.create", { data: board, headers: { origin: app.url } });
      await pair(marc.page, { code, name: "Corridor du 3e" });
      await expect(wall.getByRole("heading", { level: 1, name: "Ce qui arrive" })).toBeVisible();
      await expect(figures).toHaveCount(3);
      expect(new URL(wall.url()).pathname).toMatch(/^\/mur\/[0-9a-f-]{36}$/);
      expect(new URL(wall.url()).search).toBe("");
    });

    await test.step("the hospital accepts: it is among the last answers", async () => {
      await carole.page.goto("/demandes");
      const row = carole.page.getByRole("row").filter({ hasText: "Cégep des Rapides" }).filter({ hasText: "En attente" }).first();
      await row.getByRole("checkbox").check();
      const answers = figures.filter({ hasText: walls.tiles.answers });
      const before = await answers.locator("time").first().getAttribute("datetime");
      await seenAfter(
        () => carole.page.getByRole("region", { name: /1/ }).getByRole("button", { name: requests.moves.accept, exact: true }).click(),
        answers.locator(`time:not([datetime="${before ?? ""}"])`).first(),
      );
      await expect(answers.locator("li").first()).toContainText(walls.outcome.accepted);
    });

    await test.step("a group is over-allocated, and no longer", async () => {
      await marc.page.goto("/affectations");
      await marc.page.getByRole("row").filter({ hasText: "180-5303" }).locator('a[href$="/affectation"]').click();
      await marc.page.getByRole("combobox", { name: assigning.show, exact: true }).selectOption("waiting");
      const students = marc.page.getByTestId("students").locator("[data-student]");
      await expect(students.nth(3)).toBeVisible();
      const over = wall.locator(".wall").getByText(walls.forPlaces(8, 7));
      await expect(over).toHaveCount(0);
      for (let index = 0; index < 4; index += 1) await students.nth(index).getByRole("checkbox").check();
      const unit = marc.page.getByTestId("place").filter({ hasText: "Hôpital du Nord / Chirurgie / 3e Ouest" });
      await seenAfter(() => unit.getByRole("button", { name: /^Affecter 4/ }).click(), over);
      await marc.page.getByRole("status").getByRole("button", { name: assigning.undo }).click();
      await expect(over).toHaveCount(0, { timeout: 5_000 });
    });

    await test.step("its server is dead for 20 s: it says so, keeps what it had, and comes back by itself", async () => {
      const killedAt = Date.now();
      await app.kill();
      await expect(wall.locator(".wall")).toHaveClass(/wall-(silent|late)/, { timeout: 20_000 });
      await expect(figures).toHaveCount(3);
      await expect.poll(() => Date.now() - killedAt, { timeout: 30_000 }).toBeGreaterThan(20_000);
      app = await startTestApp({ folder, port: Number(new URL(app.url).port) });
      await expect(wall.locator(".wall")).not.toHaveClass(/wall-(silent|late|lost)/, { timeout: 45_000 });
      await expect(figures).toHaveCount(3);
    });

    await test.step("revoked, it goes blank", async () => {
      await marc.page.goto("/murs/ecrans");
      await marc.page
        .getByRole("row")
        .filter({ hasText: "Corridor du 3e" })
        .getByRole("button", { name: boards.actsOf("Corridor du 3e") })
        .click();
      await marc.page.getByRole("menuitem", { name: boards.revoke }).click();
      await marc.page.getByRole("alertdialog").getByRole("button", { name: boards.revoke }).click();
      await expect(figures).toHaveCount(0, { timeout: 5_000 });
      await expect(wall.getByRole("heading", { level: 1, name: walls.revokedTitle })).toBeVisible();
    });
    for (const { context: of } of [marc, carole]) await of.close();
    await context.close();
  } finally {
    await app[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
});
