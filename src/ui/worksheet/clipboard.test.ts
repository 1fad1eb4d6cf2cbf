import { describe, expect, test } from "vitest";
import { readClipboard, readHtml, readTsv, writeHtml, writeTsv } from "./clipboard.ts";

describe("tab-separated text", () => {
  test("rows and cells, the last line break is not a row", () =>
    expect(readTsv("a\tb\r\nc\td\r\n")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]));
  test("one word is one cell", () => expect(readTsv("Chirurgie")).toEqual([["Chirurgie"]]));
  test("empty cells and empty rows stay", () => expect(readTsv("\tb\n\nc\t")).toEqual([["", "b"], [""], ["c", ""]]));
  test("quoted cells hold tabs, line breaks and quotes", () =>
    expect(readTsv('"une\ndeux"\t"dit ""oui"""\nx\ty')).toEqual([
      ["une\ndeux", 'dit "oui"'],
      ["x", "y"],
    ]));
  test("a quote that does not close, or closes early, is text", () => {
    expect(readTsv('"6 pouces\tb')).toEqual([['"6 pouces', "b"]]);
    expect(readTsv('"a" b\tc')).toEqual([['"a" b', "c"]]);
    expect(readTsv('5" x\tc')).toEqual([['5" x', "c"]]);
  });
  test("non-breaking spaces are spaces", () => expect(readTsv("1\u00A0234\t7\u202Fh")).toEqual([["1 234", "7 h"]]));
  test("what is written is read back", () => {
    const cells = [
      ["a\tb", 'dit "oui"', "une\ndeux"],
      ["", "é", "7 h"],
    ];
    expect(readTsv(writeTsv(cells))).toEqual(cells);
  });
  test("2,000 x 10 cells are read", () => {
    const text = Array.from({ length: 2_000 }, (_row, index) => Array.from({ length: 10 }, () => `Hôpital ${index}`).join("\t")).join(
      "\r\n",
    );
    expect(readTsv(text)).toHaveLength(2_000);
  });
});

describe("an HTML table", () => {
  const excel = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>
<!--StartFragment--><table border=0><col width=64><tr height=20>
  <td class=xl65>CISSS des
  Rapides</td><td align=right>8</td></tr>
 <tr><td>L&#39;&eacute;t&eacute; &amp; l&#x27;hiver</td><td>une<br>deux</td></tr>
<!--EndFragment--></table></body></html>`;
  test("as Excel writes it", () =>
    expect(readHtml(excel)).toEqual([
      ["CISSS des Rapides", "8"],
      ["L'été & l'hiver", "une\ndeux"],
    ]));
  test("paragraphs of LibreOffice and Word are lines", () =>
    expect(readHtml("<table><tr><td><p>une</p><p>deux</p></td><td><font>x</font></td></tr></table>")).toEqual([["une\ndeux", "x"]]));
  test("merged cells keep the columns to their right in place", () =>
    expect(
      readHtml('<table><tr><td rowspan="2">A</td><td colspan=2>B</td><td>C</td></tr><tr><td>d</td><td>e</td><td>f</td></tr></table>'),
    ).toEqual([
      ["A", "B", "", "C"],
      ["", "d", "e", "f"],
    ]));
  test("no table is none", () => expect(readHtml("<p>bonjour</p>")).toBeNull());
  test("what is written is read back, and holds no markup of the cells'", () => {
    const cells = [
      ["<b>a</b> & b", "une\ndeux"],
      ["", '"x"'],
    ];
    expect(readHtml(writeHtml(cells))).toEqual(cells);
    expect(writeHtml([["<script>"]])).not.toContain("<script>");
  });
  test("the table wins over the text", () => {
    expect(readClipboard({ html: excel, text: "x" })).toHaveLength(2);
    expect(readClipboard({ html: "<p>a</p>", text: "a\tb" })).toEqual([["a", "b"]]);
  });
});
