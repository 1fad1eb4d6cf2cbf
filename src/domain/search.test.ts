import { describe, expect, test } from "vitest";
import { lettersApart, marked, numberIn, numbersFrom, openedAt, searchedBy, slipsIn, spelledLike, wordsIn } from "./search.ts";

describe("a text that is looked for", () => {
  test("[R463] is its words without accents or capitals, each once, whatever parts them", () => {
    expect(wordsIn("  Sainte-Émélie / 4e  Est — sainte ")).toEqual(["sainte", "emelie", "4e", "est"]);
    expect(wordsIn("L’Œuvre")).toEqual(["l", "oeuvre"]);
    expect(wordsIn("a b c d e f g h")).toHaveLength(6);
    expect(wordsIn("% _ \\ '")).toEqual([]);
  });

  test("[R467] is a number as people say it, and stands for the numbers that begin with it", () => {
    for (const said of [
      "1042",
      "#1042",
      "n° 1042",
      "nº1042",
      "No. 1042",
      "Demande 1042",
      "demande n° 1042",
      "request no. 1042",
      "appel 1042",
    ])
      expect([said, numberIn(said)]).toEqual([said, 1042]);
    for (const said of ["4e Est", "180-11A", "1042 est", "", "1234567890123"]) expect([said, numberIn(said)]).toEqual([said, null]);
    expect(numbersFrom(12).slice(0, 3)).toEqual([
      { from: 12, to: 12 },
      { from: 120, to: 129 },
      { from: 1200, to: 1299 },
    ]);
    expect(numbersFrom(0)).toEqual([{ from: 0, to: 0 }]);
  });

  test("[R464] a slip is a letter left out, added, wrong or swapped: one in a short word, two in a long one, none in a number", () => {
    expect(lettersApart("pediatire", "pediatrie", 2)).toBe(1);
    expect(lettersApart("tremblay", "trenbly", 2)).toBe(2);
    expect(lettersApart("roy", "gagnon", 2)).toBe(3);
    expect([slipsIn("ab"), slipsIn("roy"), slipsIn("tremblay"), slipsIn("2027")]).toEqual([0, 1, 2, 0]);
    expect(spelledLike("pediatire", ["pediatrie", "psychiatrie", "pediatres", "medecine"])).toEqual(["pediatrie", "pediatres"]);
    // still being typed
    expect(spelledLike("chicotim", ["chicoutimi", "chirurgie"])).toEqual(["chicoutimi"]);
    expect(spelledLike("roi", ["roy", "rouge", "est"])).toContain("roy");
    expect(spelledLike("2027", ["2026"])).toEqual([]);
  });

  test("[R463] marks as many letters as were typed, with the accents they bear, and nothing inside a word", () => {
    expect(marked("Hôpital Sainte-Émélie", ["emel", "ho"])).toEqual([
      { text: "Hô", hit: true },
      { text: "pital Sainte-", hit: false },
      { text: "Émél", hit: true },
      { text: "ie", hit: false },
    ]);
    expect(marked("Cœur", ["coe"])).toEqual([
      { text: "Cœ", hit: true },
      { text: "ur", hit: false },
    ]);
    expect(marked("Médecine", ["cine"])).toEqual([{ text: "Médecine", hit: false }]);
    expect(marked("", ["a"])).toEqual([]);
  });

  test("[R465] is looked for in what the role's own lists show", () => {
    const of = (kind: "placing-coordinator" | "receiving-coordinator" | "instructor" | "supervisor", agencyKind: "placing" | "receiving") =>
      searchedBy({ kind, agencyKind, withNames: true });
    expect(of("placing-coordinator", "placing")).toEqual([
      "request",
      "worksheet",
      "cohort",
      "student",
      "place",
      "person",
      "call",
      "programme",
    ]);
    expect(of("receiving-coordinator", "receiving")).toEqual(["request", "student", "place", "person", "call"]);
    expect(of("instructor", "placing")).toEqual(["request", "cohort", "place", "programme"]);
    expect(of("supervisor", "receiving")).toEqual(["request", "student", "place"]);
    expect(searchedBy({ kind: "observer", agencyKind: "receiving", withNames: false })).not.toContain("student");
  });

  test("[R468] what was opened is known by its address alone", () => {
    const id = "01a204b3-dd92-7c05-a44a-202314e8b3cf";
    expect(openedAt(`/fiches/${id}/affectation`)).toEqual({ kind: "worksheet", id });
    expect(openedAt(`/demandes/${id}`)).toEqual({ kind: "request", id });
    for (const path of ["/demandes/saisie", "/accueil", `/avis/${id}`, "/"]) expect(openedAt(path)).toBeNull();
  });
});
