import { expect, test } from "vitest";
import { documentKind, documentName } from "./delivery-document.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const zip = (content: string) => new Uint8Array([0x50, 0x4b, 3, 4, ...bytes(content)]);

test("[R225] a document is what its name and its first bytes say together", () => {
  expect(documentKind("Plan de cours.PDF", bytes("%PDF-1.7 …"))).toBe("application/pdf");
  expect(documentKind("plan.pdf", bytes("MZ\u0090\u0000"))).toBeNull();
  expect(documentKind("plan.docx", zip("[Content_Types].xml … word/document.xml"))).toContain("wordprocessingml");
  expect(documentKind("plan.docx", zip("[Content_Types].xml … xl/workbook.xml"))).toBeNull();
  expect(documentKind("plan.odt", zip("    mimetypeapplication/vnd.oasis.opendocument.text"))).toContain("opendocument.text");
  expect(documentKind("photo.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe("image/png");
  expect(documentKind("note.txt", bytes("Évaluation"))).toContain("text/plain");
  expect(documentKind("note.txt", new Uint8Array([0xc3, 0x28]))).toBeNull();
});

test("[R225] nothing that runs is taken: no macros, no programs, no pages", () => {
  expect(documentKind("plan.docx", zip("[Content_Types].xml word/document.xml word/vbaProject.bin"))).toBeNull();
  expect(documentKind("plan.docm", zip("[Content_Types].xml word/document.xml"))).toBeNull();
  expect(documentKind("page.html", bytes("<html>"))).toBeNull();
  expect(documentKind("image.svg", bytes("<svg>"))).toBeNull();
  expect(documentKind("programme.exe", bytes("MZ"))).toBeNull();
});

test("[R225] a name is fit for a header and a folder", () => {
  expect(documentName("C:\\Users\\marc\\Plan de cours.pdf")).toBe("Plan de cours.pdf");
  expect(documentName("../../.bashrc")).toBe("bashrc");
  expect(documentName("plan\r\nX-Injected: 1\u202Efdp.pdf")).toBe("planX-Injected 1fdp.pdf");
  expect(documentName(`${"a".repeat(300)}.pdf`)).toHaveLength(124);
});
