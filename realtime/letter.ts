import { escapeHtml } from "#server/html.ts";
import { inWords, type Language } from "#words/words.ts";
import { mailWords } from "#words/mail.ts";

/** What a mail says, before it is written as text and as HTML. */
export interface Letter {
  subject: string;
  name: string;
  body: string;
  note: string;
  action: { label: string; url: string };
  /** What the body announces, line by line under its heading. */
  sections?: { title: string; lines: string[] }[];
  /** The way out of this kind of mail. */
  stop?: { label: string; url: string };
}

/** The same words twice: as text, complete by itself, and as HTML with one button; no image, nothing fetched, nothing counted. */
export function writeLetter(letter: Letter, language: Language): { subject: string; text: string; html: string } {
  const w = inWords(mailWords, language);
  const { sections = [], stop } = letter;
  const text = [
    w.hello(letter.name),
    letter.body,
    ...sections.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join("\n")),
    letter.action.url,
    letter.note,
    ...(stop ? [w.stopAt(stop.label, stop.url)] : []),
    `${w.signature}\n${w.automatic}`,
  ].join("\n\n");
  const paragraph = (content: string, style = "") => `<p style="margin:0 0 16px;${style}">${content}</p>`;
  const html = [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1b2326;background:#ffffff"><div style="max-width:520px">`,
    paragraph(escapeHtml(w.hello(letter.name))),
    paragraph(escapeHtml(letter.body).replaceAll("\n", "<br>")),
    ...sections.map(
      ({ title, lines }) =>
        `<h2 style="margin:0 0 6px;font-size:15px">${escapeHtml(title)}</h2><ul style="margin:0 0 16px;padding-left:20px">${lines
          .map((line) => `<li style="margin:0 0 6px">${escapeHtml(line)}</li>`)
          .join("")}</ul>`,
    ),
    paragraph(
      `<a href="${escapeHtml(letter.action.url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b6b70;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(letter.action.label)}</a>`,
    ),
    paragraph(escapeHtml(letter.note)),
    paragraph(`${escapeHtml(w.orCopy)}<br>${escapeHtml(letter.action.url)}`, "font-size:13px;color:#4d5b60;overflow-wrap:anywhere"),
    ...(stop
      ? [paragraph(`<a href="${escapeHtml(stop.url)}" style="color:#4d5b60">${escapeHtml(stop.label)}</a>`, "font-size:13px;color:#4d5b60")]
      : []),
    paragraph(`${escapeHtml(w.signature)}<br>${escapeHtml(w.automatic)}`, "font-size:13px;color:#4d5b60"),
    "</div></body></html>",
  ].join("");
  return { subject: letter.subject.replaceAll(/\s+/g, " "), text, html };
}
