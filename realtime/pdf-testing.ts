import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

interface Node {
  role?: string;
  children?: (Node | { type: string; id: string })[];
  id?: string;
}
export interface Tagged {
  role: string;
  text: string;
}

/** A PDF as a program that reads it aloud does: its text in the order of its tags, each with what it is. */
export async function readPdf(content: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(content), verbosity: 0, useSystemFonts: false }).promise;
  const { info } = (await pdf.getMetadata()) as unknown as { info: { Title?: string; Language?: string } };
  const mark = (await pdf.getMarkInfo()) as { Marked?: boolean } | null;
  const tagged: Tagged[] = [];
  const lines: string[] = [];
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const page = await pdf.getPage(at);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const texts = new Map<string, string>();
    let current: string | null = null;
    for (const item of items as { type?: string; id?: string; str?: string; hasEOL?: boolean }[]) {
      if (item.type?.startsWith("beginMarkedContent")) current = item.id ?? null;
      else if (item.type === "endMarkedContent") current = null;
      else {
        if (current !== null) texts.set(current, `${texts.get(current) ?? ""}${item.str ?? ""}${item.hasEOL ? " " : ""}`);
        lines.push(item.str ?? "");
      }
    }
    const walk = (node: Node, role: string) => {
      for (const child of node.children ?? []) {
        if ("role" in child && child.role) walk(child as Node, child.role);
        else if (child.id !== undefined) tagged.push({ role, text: (texts.get(child.id) ?? "").replaceAll(/\s+/g, " ").trim() });
      }
    };
    const tree = (await page.getStructTree()) as unknown as Node | null;
    if (tree) walk(tree, tree.role ?? "");
  }
  const pages = pdf.numPages;
  await pdf.loadingTask.destroy();
  return { title: info.Title ?? "", language: info.Language ?? "", marked: mark?.Marked === true, pages, tagged, text: lines.join(" ") };
}
