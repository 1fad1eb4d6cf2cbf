import { describe, expect, it } from "vitest";
import { fuzzyScore } from "./fuzzy.ts";

describe("what was typed, found in a text", () => {
  it("whatever the accents, the case and the order of words", () => {
    expect(fuzzyScore("Boîte de sortie", "boite")).toBeGreaterThan(0);
    expect(fuzzyScore("Hôpital du Nord", "nord hop")).toBeGreaterThan(0);
    expect(fuzzyScore("Étudiants", "ETU")).toBeGreaterThan(0);
  });

  it("by letters in order, and not otherwise", () => {
    expect(fuzzyScore("Boîte de sortie", "bsor")).toBeGreaterThan(0);
    expect(fuzzyScore("Boîte de sortie", "xyz")).toBe(0);
    expect(fuzzyScore("Boîte de sortie", "eb")).toBe(0);
  });

  it("beginnings first, then words, then letters", () => {
    const [start, word, letters] = [
      fuzzyScore("Cohortes", "co"),
      fuzzyScore("Aller aux cohortes", "co"),
      fuzzyScore("Accueil modifié", "co"),
    ];
    expect(start).toBeGreaterThan(word);
    expect(word).toBeGreaterThan(letters);
    expect(letters).toBeGreaterThan(0);
  });
});
