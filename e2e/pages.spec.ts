import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "@playwright/test";
import type Axe from "axe-core";
import { enter } from "./actors.ts";
import { expect, test } from "./story.ts";

test.describe.configure({ mode: "parallel" });

/** Every page, by who sees it; records and sheets are found on the lists that lead to them. */
const pages: Record<string, string[]> = {
  "Marc Roy": [
    "/accueil",
    "/cohortes",
    "/sorties",
    "/sorties/saisie",
    "/suivi",
    "/appels",
    "/appels?vue=ajouter",
    "/affectations",
    "/impression",
    "/impression/reglages",
    "/etudiants",
    "/etudiants/importer",
    "/milieux",
    "/milieux/importer",
    "/programmes",
    "/sessions",
    "/sessions/fermetures",
    "/calendrier",
    "/historique",
    "/recherche?q=pediatrie",
    "/offre",
    "/offre?forme=tableau",
    "/offre?forme=partage",
    "/veilles",
    "/murs",
    "/murs/ecrans",
    "/murs/nouveau",
    "/compte",
  ],
  "Carole Morin": [
    "/accueil",
    "/demandes",
    "/occupation",
    "/occupation?forme=tableau",
    "/occupation?forme=sommaire",
    "/superviseurs",
    "/superviseurs/personnes",
    "/suivi",
    "/appels",
    "/impression",
    "/milieux",
    "/personnes",
    "/historique",
    "/offre",
    "/offre?forme=partage",
    "/recherche?q=nord",
  ],
  "Isabelle Nguyen": ["/demandes/saisie", "/demandes/sans-compte", "/i/invitee-centre-de-formation-des-berges-0001"],
  "Josée Lapointe": ["/accueil", "/unite", "/demandes"],
  "Alain Desjardins": ["/personnes", "/historique"],
  "Hélène Paquette": ["/accueil", "/etudiants"],
  "Ahmed Diallo": ["/accueil", "/demandes"],
  "Yves Turcotte": ["/motifs", "/motifs/annulation-recue"],
  "Karim Haddad": [],
};
/** Sheets of the demo with something on each of their screens. */
const [surgery, geriatrics] = ["180-5303", "180-6102"].map((course) => `tr:has-text("${course}") a[href$="/affectation"]`) as [
  string,
  string,
];
/** From a list, links to what has no address of its own to guess; the last is looked at. */
const found: Record<string, string[][]> = {
  "Karim Haddad": [["/cohortes", 'a[href*="/inscriptions"]', 'a[href$="/choix"]']],
  "Carole Morin": [["/appels", 'a[href^="/appels/"]']],
  "Marc Roy": [
    ["/cohortes", 'a[href^="/fiches/"]'],
    ["/cohortes", 'a[href*="/inscriptions"]'],
    ["/cohortes", 'a[href^="/cohortes/"]'],
    ["/affectations", 'a[href$="/affectation"]'],
    ["/affectations", geriatrics, 'a[href$="/jumelage"]'],
    ["/affectations", geriatrics, 'a[href$="/echanges"]'],
    ["/affectations", geriatrics, 'a[href$="/menage"]'],
    ["/affectations", surgery, 'a[href$="/scenarios"]', 'main a[href*="/scenarios/"]'],
    ["/affectations", geriatrics, 'a[href$="/choix"]'],
    ["/programmes", 'a[href^="/programmes/"]'],
    ["/calendrier", 'main a[href^="/calendrier/"]'],
    ["/murs", 'main a[href^="/murs/"]:not([href="/murs/ecrans"], [href="/murs/nouveau"])', 'a[href$="/modifier"]'],
  ],
};

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
/** Of what axe looks at only what it finds wrong comes back: its whole report is megabytes a page, and takes longer than the looking. */
const looked: Axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"],
};

/** What axe finds wrong with a page, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async (options) => {
    const found = await (globalThis as unknown as { axe: typeof Axe }).axe.run(document, options);
    return found.violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  }, looked);
}

/** What a page must not do: fail axe, ask another host, break the policy, or throw. */
async function look(page: Page, path: string, language: "fr" | "en"): Promise<void> {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^(Chargement|Loading)/ })).toHaveCount(0);
  expect(await violations(page), `${path} ${language}`).toEqual([]);
}

/** Where a page's first link of a kind leads. */
async function hrefOf(page: Page, path: string, link: string): Promise<string> {
  await page.goto(path);
  await expect(page.locator(link).first(), `${path}: ${link}`).toBeAttached();
  return (await page.locator(link).first().getAttribute("href")) ?? "";
}

function watch(context: BrowserContext, base: string): string[] {
  const wrong: string[] = [];
  context.on("console", (message) => {
    // A dead link's page answers 410, which the browser logs of itself.
    if (message.type() === "error" && !message.text().includes("status of 410"))
      wrong.push(`${message.page()?.url() ?? ""}: ${message.text()}`);
  });
  context.on("weberror", (error) => wrong.push(`${error.page()?.url() ?? ""}: ${error.error().message}`));
  context.on("request", (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob|ws):/.test(request.url())) wrong.push(`another host: ${request.url()}`);
  });
  return wrong;
}

/** Both languages and both themes, in two rounds; the second passes over who has another's screens with less on them. */
const themes = { fr: "light", en: "dark" } as const;
const lessOfAnother = ["Josée Lapointe", "Hélène Paquette"];

for (const language of ["fr", "en"] as const) {
  for (const [who, paths] of Object.entries(pages)) {
    if (language === "en" && lessOfAnother.includes(who)) continue;
    test(`${who}'s pages in ${language}: axe finds nothing, no other host is asked, nothing is thrown`, async ({ browser, baseURL }) => {
      test.setTimeout(400_000);
      const { context, page } = await enter(browser, who, { lang: language, colorScheme: themes[language] });
      const wrong = watch(context, baseURL ?? "");
      for (const path of paths) await look(page, path, language);
      const leads = new Map<string, string>();
      for (const [list = "", ...links] of found[who] ?? []) {
        let path = list;
        for (const link of links) {
          const from = path;
          path = leads.get(`${from} ${link}`) ?? (await hrefOf(page, from, link));
          leads.set(`${from} ${link}`, path);
        }
        await look(page, path, language);
      }
      expect(wrong).toEqual([]);
      await context.close();
    });
  }

  test(`pages without an account in ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ colorScheme: themes[language] });
    await context.addCookies([{ name: "lang", value: language, url: baseURL ?? "" }]);
    const page = await context.newPage();
    const wrong = watch(context, baseURL ?? "");
    for (const path of ["/connexion", "/mot-de-passe", "/mot-de-passe/inconnu", "/bienvenue/inconnu", "/courriel", "/mur"])
      await look(page, path, language);
    expect(wrong).toEqual([]);
    await context.close();
  });
}
