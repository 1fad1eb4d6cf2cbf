import { createServer, request as ask, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { cell, enter, pill, sheetRows, typeIn } from "./actors.ts";
import { expect, test } from "./story.ts";

/**
 * A hospital's proxy in front of the run's server: refuses every upgrade. `holds`: gives an answer only when it is whole, so that a stream
 * never comes; else passes on what comes as it comes.
 */
async function startProxy({ holds }: { holds: boolean }) {
  const target = new URL(process.env.CONCERTO_E2E_URL ?? "");
  const seen = { upgrades: 0, streams: 0, held: 0 };
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    if (headers.accept === "text/event-stream") seen.streams += 1;
    const through = ask({ hostname: target.hostname, port: target.port, method, path: url, headers }, (answer: IncomingMessage) => {
      if (!holds) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", () => response.destroy());
      answer.on("end", () => {
        seen.held += 1;
        const { "transfer-encoding": _dropped, ...kept } = answer.headers;
        const body = Buffer.concat(chunks);
        response.writeHead(answer.statusCode ?? 502, { ...kept, "content-length": body.length });
        response.end(method === "HEAD" ? undefined : body);
      });
    });
    through.on("error", () => response.destroy());
    response.on("close", () => through.destroy());
    request.pipe(through);
  });
  server.on("upgrade", (_request, socket) => {
    seen.upgrades += 1;
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const fallback = async (page: Page) => {
  await expect(pill(page)).toContainText("Transport de secours", { timeout: 20_000 });
  await expect(pill(page)).toHaveAttribute("data-connection", "live");
};

/** A programme is added by a command; its name. */
async function addProgramme(page: Page): Promise<string> {
  const name = `Programme ${Math.random().toString(36).slice(2, 8)}`;
  const { origin } = new URL(page.url());
  const answer = await page.request.post("/trpc/programme.add", {
    headers: { origin },
    data: { name, shortName: name.slice(-6), discipline: "", departmentId: null, isUser: true },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return name;
}

test("[R134] behind a proxy that refuses sockets and holds answers back, two people fill one sheet and see what happens, and the pill says how", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  await using proxy = await startProxy({ holds: true });
  const [{ page: marc }, { page: sophie }] = await Promise.all([enter(browser, "Marc Roy", proxy), enter(browser, "Sophie Gagné", proxy)]);
  await marc.goto("/cohortes");
  const address = (await marc.locator('a[href^="/fiches/"]').first().getAttribute("href")) ?? "";
  await Promise.all([marc.goto(address), sophie.goto(address)]);
  await Promise.all([fallback(marc), fallback(sophie)]);
  expect(proxy.seen.upgrades).toBeGreaterThanOrEqual(4);

  const row = (page: Page, whose: string) => sheetRows(page).filter({ hasText: `rangée de ${whose}` });
  await typeIn(sheetRows(marc).last(), "comment", "rangée de Marc");
  await expect(row(sophie, "Marc")).toHaveCount(1);
  await typeIn(sheetRows(sophie).last(), "comment", "rangée de Sophie");
  await typeIn(row(sophie, "Marc"), "size", "5");
  await typeIn(row(marc, "Marc"), "hours", "7");
  for (const page of [marc, sophie]) {
    await expect(row(page, "Sophie")).toHaveCount(1);
    await expect(cell(row(page, "Marc"), "size")).toContainText("5");
    await expect(cell(row(page, "Marc"), "hours")).toContainText("7");
    await expect(pill(page)).toContainText("tout est enregistré");
  }

  // What happens elsewhere arrives as well, though the stream of it never does.
  await sophie.goto("/programmes");
  await fallback(sophie);
  const name = await addProgramme(marc);
  await expect(sophie.getByText(name).first()).toBeVisible();
  expect(proxy.seen.held).toBeGreaterThan(10);
  for (const page of [marc, sophie]) await page.context().close();
});

test("[R134] behind a proxy that refuses sockets and passes streams, what happens comes by a stream", async ({ browser }) => {
  test.setTimeout(60_000);
  await using proxy = await startProxy({ holds: false });
  const { page: sophie } = await enter(browser, "Sophie Gagné", proxy);
  await sophie.goto("/programmes");
  await fallback(sophie);
  const name = await addProgramme(sophie);
  await expect(sophie.getByText(name).first()).toBeVisible();
  expect(proxy.seen.streams).toBeGreaterThan(0);
  await sophie.context().close();
});

test("a page has one socket for everything that happens, whatever screens it goes through", async ({ browser }) => {
  const { page } = await enter(browser, "Sophie Gagné");
  await page.goto("/cohortes");
  await page.goto("about:blank");
  let opened = 0;
  let open = 0;
  let most = 0;
  page.on("websocket", (socket) => {
    opened += 1;
    open += 1;
    most = Math.max(most, open);
    socket.on("close", () => (open -= 1));
  });
  await page.goto("/cohortes");
  await expect(pill(page)).toHaveAttribute("data-connection", "live");
  await expect(pill(page)).not.toContainText("Transport de secours");
  for (const link of ["Affectations", "Boîte de sortie", "Cohortes"]) {
    await page.getByRole("navigation").getByRole("link", { name: link }).first().click();
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  }
  expect(opened).toBeGreaterThan(0);
  expect(most).toBe(1);
  await page.context().close();
});
