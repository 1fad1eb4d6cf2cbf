import { expect, test } from "vitest";
import type { ReasonFacts } from "#domain/match-reason-facts.ts";
import { tellReason, type ReasonReader } from "./match-reason-told.ts";
import type { Language } from "./words.ts";

const facts: ReasonFacts = {
  requestId: "b",
  wishes: 3,
  why: { kind: "wish", rank: 2 },
  km: 12.4,
  missed: [
    {
      rank: 1,
      others: 0,
      changes: [],
      places: [
        {
          requestId: "a",
          seats: 4,
          wanted: 9,
          wantedFirst: 6,
          why: { kind: "full", locked: 0, turn: null },
          changes: [
            { kind: "seats", more: 2, level: false },
            {
              kind: "moves",
              takesHers: true,
              moves: [{ studentId: "zoe", fromRequestId: "a", toRequestId: "b", fromRank: 1, toRank: 2 }],
            },
          ],
        },
      ],
    },
  ],
  openings: [],
  proven: true,
};
const told = (language: Language, reader: ReasonReader) =>
  tellReason(facts, {
    language,
    reader,
    path: (id) => ({ a: "4e Est", b: "5e Nord" })[id] ?? "",
    name: () => "Zoé Nomsecret",
  });

test("[R412] a student's own page says of other students how many, never who; a coordinator reads the name, in both languages", () => {
  for (const language of ["fr", "en"] as const) {
    expect(JSON.stringify(told(language, "student"))).not.toContain("Nomsecret");
    expect(JSON.stringify(told(language, "coordinator"))).toContain("Zoé Nomsecret");
  }
  expect(told("fr", "student").missed[0]?.places[0]?.changes.at(-1)).toContain("1 autre personne devrait changer de place, dont 1 pour");
  expect(told("en", "student").missed[0]?.places[0]?.changes.at(-1)).toContain("1 other person would have to change places, 1 of them");
});

test("[R408] the same facts are told in French and in English", () => {
  expect(told("fr", "coordinator")).toMatchObject({
    lead: ["C’est le 2e choix sur 3.", "À 12,4\u00A0km du domicile, à vol d’oiseau."],
    missed: [
      {
        rank: 1,
        places: [
          {
            path: "4e Est",
            why: ["Les 4 places sont prises.", "9 personnes l’avaient parmi leurs préférences, dont 6 en premier."],
            changes: ["Avec 2 places de plus, le même calcul la lui donne.", expect.stringContaining("Zoé Nomsecret va à 5e Nord")],
          },
        ],
      },
    ],
  });
  expect(told("en", "student").missed[0]?.places[0]?.changes[0]).toBe("With 2 more seats, the same calculation gives it to you.");
});
