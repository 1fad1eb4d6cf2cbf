import type { Browser, BrowserContext, Page, Response } from "@playwright/test";

/** Who a browser's person works for; a link's holder for nobody. */
export type Side = "placing" | "receiving" | "both" | "nobody";

/** Something the server sent: a page, an answer, a frame of a socket, a file as text. */
export interface Sent {
  to: Side;
  /** The person, for the message of a failure. */
  name: string;
  what: string;
  text: string;
}

/** What carries words and facts; the product's own scripts and styles hold every word there is, whoever reads them. */
const telling = /^(text\/(html|plain|csv|calendar)|application\/(json|pdf|x-ndjson|jsonl|vnd\.))|event-stream/;

/** Who is signed in, as the page that was sent says it: pages are rendered for somebody. */
const identity = /agencyKind["\\]*:\s*["\\]*(placing|receiving|both)/;
const named = /actor["\\]*:.{0,200}?name["\\]*:\s*["\\]*([^"\\]+)/s;

/** The demo's mailbox shows everybody's mail to everybody, which is what it is for; mails are judged by their recipients. */
const isMailbox = (url: string): boolean => /\/courriel($|\?)|\/trpc\/mail\./.test(url) && !url.includes("/impression/");

async function textOf(response: Response): Promise<string | null> {
  const type = response.headers()["content-type"] ?? "";
  if (!telling.test(type)) return null;
  try {
    const body = await response.body();
    return type.startsWith("application/pdf") ? await pdfText(body) : body.toString("utf8");
  } catch {
    // The page went on before its body was read: a redirect, a download, a context that was closed.
    return null;
  }
}

/** The words of a PDF, read by another program than the one that wrote it. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)));
  const texts = await Promise.all(pages.map(async (page) => (await page.getTextContent()).items));
  return texts.flatMap((items) => items.map((item) => ("str" in item ? item.str : ""))).join(" ");
}

/**
 * Keeps everything the server sends to the browsers of a test, and to whom, from the moment it is called. What was sent to a browser
 * before somebody signed in is nobody's.
 */
export function recordAll(browser: Browser) {
  const sent: Sent[] = [];
  const reading = new Set<Promise<void>>();
  const open = browser.newContext.bind(browser);

  function follow(context: BrowserContext): void {
    const who = { side: "nobody" as Side, name: "" };
    const keep = (what: string, text: string) => sent.push({ to: who.side, name: who.name, what, text });
    context.on("response", (response) => {
      const work = textOf(response).then((text) => {
        if (text === null || isMailbox(response.url())) return;
        const side = identity.exec(text)?.[1];
        if (side) {
          who.side = side as Side;
          who.name = named.exec(text)?.[1] ?? who.name;
        }
        keep(response.url(), text);
      });
      reading.add(work);
      void work.finally(() => reading.delete(work));
    });
    context.on("page", (page: Page) =>
      page.on("websocket", (socket) =>
        socket.on("framereceived", ({ payload }) => keep(socket.url(), typeof payload === "string" ? payload : payload.toString("utf8"))),
      ),
    );
  }
  browser.newContext = async (options) => {
    const context = await open(options);
    follow(context);
    return context;
  };
  return {
    /** Everything so far. */
    async sent(): Promise<Sent[]> {
      await Promise.all(reading);
      return sent;
    },
    stop(): void {
      browser.newContext = open;
    },
  };
}
