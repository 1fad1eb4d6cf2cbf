import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Refusal } from "#domain/refusal.ts";
import { Refused } from "#domain/refusal.ts";
import { largestFile, letterOf, readTable } from "./table-file.ts";
import { writeCellNumber } from "./table-xlsx.ts";

const sample = (name: string) => readTable(readFileSync(new URL(`../../e2e/files/${name}`, import.meta.url)), name);
const bytes = (text: string) => new TextEncoder().encode(text);
const refusal = async (content: Uint8Array): Promise<Refusal | null> => {
  try {
    await readTable(content, "liste");
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
};

/** A zip made here: one entry per name, with what the directory says of its size given apart from the truth. */
function zip(entries: { name: string; data: Uint8Array; flags?: number }[]): Uint8Array {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, flags = 0 } of entries) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(10, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}

describe("the files of the school", () => {
  it("reads Excel's semicolon CSV in Windows-1252, with its curly apostrophes and quoted quotes", async () => {
    const table = await sample("inscriptions-1.csv");
    expect(table).toMatchObject({ kind: "csv", encoding: "windows-1252", separator: ";", headerNumber: 1 });
    expect(table.header).toEqual([
      "No dossier",
      "Nom de famille",
      "Prénom",
      "Naissance",
      "Courriel institutionnel",
      "Téléphone",
      "Session",
    ]);
    expect(table.rows).toHaveLength(61);
    expect(table.rows[0]).toEqual({
      number: 2,
      cells: ["2301000", "D’Amours", "Élodie", "04/05/1999", "2301000@etu.cegep-des-rapides.example", "450 555-1000", "3"],
    });
    expect(table.rows.find(({ cells }) => cells[0] === "2301011")?.cells[5]).toBe('dom.: 450 555-0000; cell. "514 555-0001"');
    expect(table.setAside).toEqual([{ number: 26, text: "", why: "blank" }]);
    expect(table.rows.at(-1)?.number).toBe(63);
  });

  it("reads a web export in UTF-8 with a byte order mark and commas", async () => {
    const table = await sample("roster-1.csv");
    expect(table).toMatchObject({ encoding: "utf-8", separator: ",", headerNumber: 1 });
    expect(table.header[0]).toBe("Last name");
    expect(table.rows).toHaveLength(30);
    expect(table.rows[27]?.cells).toEqual([
      "Lévesque",
      "Nuño",
      "2301087",
      "2301087@etu.cegep-des-rapides.example",
      "1999-07-20",
      "CHSLD des Érables",
      "Hôpital du Nord / Chirurgie",
    ]);
  });

  it("finds the header of a registrar's workbook under its titles, drops the empty column, dates its serial numbers, sets its total aside", async () => {
    const table = await sample("liste-de-classe-1.xlsx");
    expect(table).toMatchObject({ kind: "xlsx", sheetName: "Liste", headerNumber: 4 });
    expect(table.header).toEqual(["Matricule", "Nom, prénom", "Date de naissance", "Adresse courriel", "Groupe"]);
    expect(table.rows).toHaveLength(30);
    expect(table.rows[0]).toEqual({
      number: 5,
      cells: ["2301090", "Leblanc, Ariane", "2002-04-06", "2301090@ETU.CEGEP-DES-RAPIDES.EXAMPLE", "1"],
    });
    expect(table.setAside).toEqual([
      { number: 1, text: "Cégep des Rapides - Liste de classe", why: "title" },
      { number: 2, text: "180-A03 Soins infirmiers, session Hiver 2027", why: "title" },
      { number: 3, text: "", why: "blank" },
      { number: 35, text: "", why: "blank" },
      { number: 36, text: "Total : 30 étudiants", why: "total" },
    ]);
  });

  it("reads the table of a Word file after its heading", async () => {
    const table = await sample("groupe-3-1.docx");
    expect(table).toMatchObject({ kind: "docx", header: ["Nom", "Prénom", "Matricule", "Courriel"], headerNumber: 1 });
    expect(table.rows).toHaveLength(12);
    expect(table.rows[7]?.cells).toEqual(["Mc‑Kenzie", "Mamadou", "2301007", "2301007@etu.cegep-des-rapides.example"]);
  });

  it("reads a coordinator's catalogue", async () => {
    const table = await sample("milieux-1.csv");
    expect(table).toMatchObject({ encoding: "utf-8", separator: ";" });
    expect(table.rows).toHaveLength(66);
    expect(table.rows[0]?.cells.slice(0, 4)).toEqual(["CISSS des Rapides", "Hôpital du Nord", "Médecine", "3e Est"]);
  });
});

describe("other shapes of lists", () => {
  it("reads tabs in UTF-16, as Excel's « Texte Unicode » writes them", async () => {
    const table = await readTable(Buffer.from("\uFEFFMatricule\tNom\r\n1001\tCôté\r\n", "utf16le"), "x.txt");
    expect(table).toMatchObject({ encoding: "utf-16", separator: "\t", header: ["Matricule", "Nom"] });
    expect(table.rows[0]?.cells).toEqual(["1001", "Côté"]);
  });

  it("obeys Excel's « sep= » line and keeps row numbers right", async () => {
    const table = await readTable(bytes("sep=|\r\nMatricule|Nom\r\n1001|a;b\r\n"), "x.csv");
    expect(table).toMatchObject({ separator: "|", headerNumber: 2 });
    expect(table.rows).toEqual([{ number: 3, cells: ["1001", "a;b"] }]);
  });

  it("names the columns by letters when a list begins with data", async () => {
    const table = await readTable(bytes("2301000;Côté;Hugo\r\n2301001;Roy;Jade\r\n"), "x.csv");
    expect(table).toMatchObject({ headerNumber: 0, header: ["A", "B", "C"] });
    expect(table.rows).toHaveLength(2);
  });

  it("does not let one quote that nobody closed swallow the rest of the list", async () => {
    const table = await readTable(bytes('Matricule;Nom\r\n1001;"Roy\r\n1002;Jade\r\n1003;Côté\r\n'), "x.csv");
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(["1001", "1002", "1003"]);
  });

  it("keeps cells beyond the header and sets a repeated header aside", async () => {
    const table = await readTable(bytes("Matricule;Nom\r\n1001;Roy;à voir\r\nMatricule;Nom\r\n1002;Côté\r\n"), "x.csv");
    expect(table.header).toEqual(["Matricule", "Nom", "C"]);
    expect(table.rows).toEqual([
      { number: 2, cells: ["1001", "Roy", "à voir"] },
      { number: 4, cells: ["1002", "Côté", ""] },
    ]);
    expect(table.setAside).toEqual([{ number: 3, text: "Matricule · Nom", why: "header-again" }]);
  });

  it("does not take a person named Total or Totaro for a total", async () => {
    const table = await readTable(
      bytes("Nom;Prénom;Matricule;Courriel\r\nTotaro;Léa;1001;l@x.example\r\nTotal;Anne;1002;a@x.example\r\n"),
      "x.csv",
    );
    expect(table.rows).toHaveLength(2);
  });

  it("writes a spreadsheet's numbers as people wrote them", () => {
    expect(["2301090.0", "2.30109E6", "0012", "12345678901234567890", "1.5", "0.30000000000000004"].map(writeCellNumber)).toEqual([
      "2301090",
      "2301090",
      "0012",
      "12345678901234567890",
      "1.5",
      "0.3",
    ]);
    expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });
});

describe("files that are refused", () => {
  it("by what they are, whatever their name", async () => {
    expect(await refusal(new Uint8Array())).toEqual({ code: "file-unreadable", why: "empty" });
    expect(await refusal(bytes(";;\r\n;;\r\n"))).toEqual({ code: "file-unreadable", why: "empty" });
    expect(await refusal(bytes("%PDF-1.7"))).toEqual({ code: "file-unreadable", why: "kind" });
    expect(await refusal(Buffer.from([0x89, 0x50, 0, 0, 1]))).toEqual({ code: "file-unreadable", why: "kind" });
    expect(await refusal(bytes("PK and then nothing"))).toEqual({ code: "file-unreadable", why: "kind" });
    expect(await refusal(zip([{ name: "other.xml", data: bytes("<a/>") }]))).toEqual({ code: "file-unreadable", why: "kind" });
    expect(await refusal(bytes("Matricule;Nom\r\n"))).toEqual({ code: "file-unreadable", why: "no-table" });
  });

  it("when too large, or with too many rows", async () => {
    expect(await refusal(new Uint8Array(largestFile + 1))).toEqual({ code: "file-unreadable", why: "too-large" });
    expect(await refusal(bytes(`Matricule;Nom\n${"1001;Roy\n".repeat(20_001)}`))).toEqual({
      code: "file-unreadable",
      why: "too-many-rows",
    });
  });

  it("when a password protects them", async () => {
    expect(await refusal(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from("EncryptedPackage", "utf16le")]))).toEqual({
      code: "file-unreadable",
      why: "encrypted",
    });
    expect(await refusal(zip([{ name: "xl/workbook.xml", data: bytes("<a/>"), flags: 1 }]))).toEqual({
      code: "file-unreadable",
      why: "encrypted",
    });
  });

  it("when they unpack to more than a list can be, though the directory says ten bytes", async () => {
    const bomb = zip([
      { name: "xl/workbook.xml", data: bytes("<a/>") },
      { name: "xl/worksheets/sheet1.xml", data: new Uint8Array(130 * 1024 * 1024) },
    ]);
    expect(bomb.byteLength).toBeLessThan(200_000);
    expect(await refusal(bomb)).toEqual({ code: "file-unreadable", why: "too-large" });
  });

  it("when one far cell would ask for a rectangle of thousands of millions", async () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>';
    expect(
      await refusal(
        zip([
          { name: "xl/workbook.xml", data: bytes("<a/>") },
          { name: "xl/worksheets/sheet1.xml", data: bytes(sheet) },
        ]),
      ),
    ).toEqual({ code: "file-unreadable", why: "too-many-rows" });
  });

  it("when they declare entities", async () => {
    const document = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><w:document/>';
    expect(await refusal(zip([{ name: "word/document.xml", data: bytes(document) }]))).toEqual({ code: "file-unreadable", why: "kind" });
  });
});
