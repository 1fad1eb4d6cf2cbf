import { expect, test } from "./story.ts";

test("a page comes rendered, wakes up, keeps to the policy and asks no other host", async ({ page, baseURL }) => {
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && !/^(data|blob):/.test(request.url())) wrong.push(request.url());
  });
  const response = await page.goto("/");
  expect(response?.status()).toBe(200);
  expect(response?.headers()["content-security-policy"]).not.toContain("unsafe");
  await expect(page.locator("main")).toBeVisible();
  await page.waitForFunction(() => "_$HY" in window && document.readyState === "complete");
  expect(wrong).toEqual([]);
});

test("a page that does not exist is a 404 in words", async ({ page }) => {
  const response = await page.goto("/nulle-part");
  expect(response?.status()).toBe(404);
  await expect(page.locator("h1")).toBeVisible();
});

test("health is told to operators", async ({ request }) => {
  const response = await request.get("/sante");
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ status: "ok", database: { status: "ok" }, jobs: { status: "running" } });
  // Asked by pages whose sockets do not open: here nobody is turned away.
  expect((await request.head("/collab/door")).status()).toBe(204);
});

test("a command from another site's page is refused, and so is its socket", async ({ request, page }) => {
  const answer = await request.post("/trpc/live.events", { headers: { Origin: "https://evil.example" }, data: {} });
  expect(answer.status()).toBe(403);
  // A page of no origin of ours: a data address.
  await page.goto("data:text/html,<p>elsewhere</p>");
  const opened = await page.evaluate(
    (url) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(url);
        socket.addEventListener("open", () => resolve(true));
        socket.addEventListener("error", () => resolve(false));
      }),
    `${(process.env.CONCERTO_E2E_URL ?? "").replace("http", "ws")}/trpc`,
  );
  expect(opened).toBe(false);
});
