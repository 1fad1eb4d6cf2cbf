import type { Language } from "#domain/weekdays.ts";
import { letterWords } from "#words/letter.ts";
import { inWords, localeOf } from "#words/words.ts";
import { escapeHtml } from "./html.ts";

const placeOfLink = /\{(?:lien|link)\}/gi;

interface LinkGiven {
  url: string;
  until: Date;
  school: string;
}

interface LinkWords {
  action: string;
  note(until: string, school: string): string;
  orCopy: string;
}

/**
 * A person's letter as text and as HTML: her words as she wrote them, and where she says {lien}, or at the end, the link to answer by,
 * with how long it is good. Without a link its place is left out. No image, nothing fetched, nothing counted.
 */
export function writeLetterMail(
  of: { subject: string; body: string; language: Language },
  link: LinkGiven | null,
  /** What the link is called, when it is not to answer by. */
  words: LinkWords = inWords(letterWords, of.language).mail,
): { subject: string; text: string; html: string } {
  const w = words;
  const until =
    link && new Intl.DateTimeFormat(localeOf(of.language), { timeZone: "America/Toronto", dateStyle: "long" }).format(link.until);
  const note = link && w.note(until ?? "", link.school);
  const body = of.body.replaceAll("\r\n", "\n").trim();
  const [before = "", ...rest] = body.split(placeOfLink);
  const placed = rest.length > 0;
  const after = rest.join("").trim();
  const asText = [before.trim(), ...(link ? [`${w.action}\u00A0:\n${link.url}`, note] : []), ...(placed ? [after] : [])];
  const paragraph = (content: string, style = "") => `<p style="margin:0 0 16px;${style}">${content}</p>`;
  const paragraphs = (text: string) =>
    text
      .split(/\n{2,}/)
      .filter((part) => part.trim() !== "")
      .map((part) => paragraph(escapeHtml(part.trim()).replaceAll("\n", "<br>")))
      .join("");
  const button = link
    ? paragraph(
        `<a href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#0b6b70;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(w.action)}</a>`,
      ) + paragraph(escapeHtml(note ?? ""), "font-size:13px;color:#4d5b60")
    : "";
  const copy = link
    ? paragraph(`${escapeHtml(w.orCopy)}<br>${escapeHtml(link.url)}`, "font-size:13px;color:#4d5b60;overflow-wrap:anywhere")
    : "";
  const html = [
    `<!doctype html><html lang="${of.language}"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>${escapeHtml(of.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1b2326;background:#ffffff"><div style="max-width:560px">`,
    paragraphs(before),
    button,
    placed ? paragraphs(after) : "",
    copy,
    "</div></body></html>",
  ].join("");
  return {
    subject: of.subject.replaceAll(/\s+/g, " ").trim(),
    text: asText.filter((part) => part !== null && part !== "").join("\n\n"),
    html,
  };
}
