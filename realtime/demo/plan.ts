import type { DemoAgency } from "./people.ts";

/** What becomes of a row: typed only, copied, sent, or answered, and by whom. */
export type Fate =
  | "typed"
  // sent once its course is held until a release date
  | "held"
  | "new"
  | "sent"
  | "sent-paper"
  | "redirected"
  | "redirected-paper"
  | "accepted-by-unit"
  | "declined-by-unit"
  | "accepted"
  | "accepted-paper"
  | "declined"
  | "cancelled"
  | "confirmed";

export interface DemoRow {
  /** « Site / Service / Destination », the destination sometimes open. */
  at: string;
  size: number;
  fate: Fate;
  instructor?: string;
  comment?: string;
  weekdays?: string;
  hours?: string;
  /** Students put on it once accepted; more than its size shows what a conflict looks like. */
  seats?: number;
}

export interface DemoCourse {
  number: string;
  name: string;
  hours: number;
  kind: "group" | "individual";
  /** In the term under way, or in the next. */
  term: "now" | "next";
  /** Weeks after the term's first day, and how many the placement lasts. */
  week: number;
  weeks: number;
  weekdays: number[];
  times: [string, string] | string;
  comment: string;
  leader?: string;
  rows: DemoRow[];
}

export interface DemoCohort {
  school: DemoAgency;
  programme: { name: string; shortName: string; discipline: string };
  name: string;
  shortName: string;
  students: number;
  courses: DemoCourse[];
}

const nord = "Hôpital du Nord";
const rive = "Hôpital de la Rive";
const erables = "CHSLD des Érables";
const dame = "Hôpital Notre-Dame-du-Port";
const quai = "Centre de réadaptation du Quai";
const clinic = "Clinique Santé Plus";
const nursing = { name: "Soins infirmiers", shortName: "SI", discipline: "Soins infirmiers" };

/** A believable term: cohorts named for the fall they began in, `year` being that of the term under way. */
export const demoCohorts = (year: number): DemoCohort[] => [
  {
    school: "rapides",
    programme: nursing,
    name: `Soins infirmiers A-${(year - 1) % 100}`,
    shortName: `A-${(year - 1) % 100}`,
    students: 38,
    courses: [
      {
        number: "180-3031",
        name: "Médecine",
        hours: 96,
        kind: "group",
        term: "now",
        week: 2,
        weeks: 12,
        weekdays: [4, 5],
        times: ["07:00", "15:00"],
        comment: "Orientation le premier matin.",
        leader: "Fortin",
        rows: [
          { at: `${nord} / Médecine / 3e Est`, size: 7, fate: "confirmed", seats: 7, instructor: "Nadia Bergeron" },
          { at: `${nord} / Médecine / 4e Ouest`, size: 7, fate: "confirmed", seats: 7, instructor: "Simon Gauthier" },
          { at: `${rive} / Médecine / 2e Est`, size: 6, fate: "confirmed", seats: 6, instructor: "Line Hébert" },
          { at: `${rive} / Médecine / 3e Est`, size: 6, fate: "confirmed", seats: 6, instructor: "Nadia Bergeron", weekdays: "LM" },
          { at: `${dame} / Médecine / 5e Nord`, size: 7, fate: "confirmed", seats: 6 },
          { at: `${dame} / Médecine / 5e Sud`, size: 7, fate: "declined" },
          { at: `${clinic} / Consultation / Salle de soins`, size: 2, fate: "accepted-paper", seats: 2 },
          { at: `${nord} / Médecine / 5e Nord`, size: 6, fate: "cancelled" },
        ],
      },
      {
        number: "180-5303",
        name: "Chirurgie",
        hours: 240,
        kind: "group",
        term: "next",
        week: 2,
        weeks: 15,
        weekdays: [1, 2, 3],
        times: ["07:00", "15:00"],
        comment: "Orientation la semaine précédente.",
        leader: "Fortin",
        rows: [
          { at: `${nord} / Chirurgie / 4e Nord`, size: 5, fate: "accepted", seats: 6, instructor: "Nadia Bergeron" },
          { at: `${nord} / Chirurgie / 3e Ouest`, size: 7, fate: "accepted", seats: 4, instructor: "Simon Gauthier" },
          { at: `${rive} / Chirurgie / 3e Ouest`, size: 4, fate: "sent", instructor: "Lucie Fortin", hours: "15 h – 23 h" },
          {
            at: `${clinic} / Chirurgie d’un jour / Bloc B`,
            size: 4,
            fate: "sent-paper",
            weekdays: "JV",
            hours: "8 h – 16 h",
            comment: "Réponse attendue par téléphone.",
          },
          { at: `${dame} / Chirurgie / 6e Nord`, size: 6, fate: "declined", instructor: "Lucie Fortin" },
          { at: `${dame} / Chirurgie / 6e Sud`, size: 6, fate: "sent" },
          { at: `${rive} / Chirurgie / Chirurgie d’un jour`, size: 4, fate: "new", weekdays: "JV" },
          { at: `${nord} / Chirurgie / 5e Sud`, size: 9, fate: "typed", instructor: "Simon Gauthier" },
        ],
      },
      {
        number: "180-5304",
        name: "Santé mentale",
        hours: 96,
        kind: "group",
        term: "next",
        week: 3,
        weeks: 12,
        weekdays: [4, 5],
        times: ["07:30", "15:30"],
        comment: "",
        rows: [
          { at: `${nord} / Santé mentale / 3e Sud`, size: 8, fate: "redirected" },
          { at: `${nord} / Santé mentale / 2e Est`, size: 6, fate: "redirected-paper" },
          { at: `${dame} / Santé mentale / 8e Nord`, size: 6, fate: "sent" },
        ],
      },
    ],
  },
  {
    school: "rapides",
    programme: nursing,
    name: `Soins infirmiers A-${(year - 2) % 100}`,
    shortName: `A-${(year - 2) % 100}`,
    students: 44,
    courses: [
      {
        number: "180-6101",
        name: "Stage d’intégration",
        hours: 225,
        kind: "individual",
        term: "next",
        week: 1,
        weeks: 10,
        weekdays: [1, 2, 3, 4],
        times: "J8",
        comment: "Un superviseur par étudiant.",
        rows: [
          { at: `${nord} / Chirurgie / 4e Nord`, size: 1, fate: "accepted-by-unit" },
          { at: `${nord} / Chirurgie / 5e Sud`, size: 1, fate: "declined-by-unit" },
          { at: `${nord} / Soins intensifs / 1er Ouest`, size: 1, fate: "accepted", seats: 1 },
          { at: `${nord} / Médecine / 4e Est`, size: 1, fate: "accepted" },
          { at: `${rive} / Obstétrique / 2e Nord`, size: 1, fate: "sent" },
          { at: `${rive} / Pédiatrie / 4e Est`, size: 1, fate: "sent" },
          { at: `${dame} / Urgence / Urgence`, size: 1, fate: "sent" },
          { at: `${erables} / Gériatrie / Aile A`, size: 1, fate: "new" },
        ],
      },
      {
        number: "180-6102",
        name: "Gériatrie",
        hours: 90,
        kind: "group",
        term: "next",
        week: 2,
        weeks: 8,
        weekdays: [5],
        times: ["07:00", "15:00"],
        comment: "",
        rows: [
          { at: `${erables} / Gériatrie / Aile A`, size: 8, fate: "accepted", seats: 8 },
          { at: `${erables} / Gériatrie / Aile B`, size: 8, fate: "accepted", seats: 5 },
          { at: `${quai} / Gériatrie / 2e étage`, size: 6, fate: "sent" },
        ],
      },
    ],
  },
  {
    school: "rapides",
    programme: nursing,
    name: `Soins infirmiers A-${year % 100}`,
    shortName: `A-${year % 100}`,
    students: 56,
    courses: [
      {
        number: "180-2101",
        name: "Soins de base",
        hours: 60,
        kind: "group",
        term: "next",
        week: 4,
        weeks: 8,
        weekdays: [3],
        times: ["07:00", "15:00"],
        comment: "Uniforme exigé.",
        rows: [],
      },
    ],
  },
  {
    school: "rapides",
    programme: { name: "Techniques de physiothérapie", shortName: "PHY", discipline: "Réadaptation" },
    name: `Physiothérapie A-${(year - 2) % 100}`,
    shortName: `P-${(year - 2) % 100}`,
    students: 24,
    courses: [
      {
        number: "144-5301",
        name: "Stage en réadaptation",
        hours: 175,
        kind: "individual",
        term: "next",
        week: 2,
        weeks: 7,
        weekdays: [1, 2, 3, 4, 5],
        times: ["08:00", "16:00"],
        comment: "",
        rows: [
          { at: `${erables} / Réadaptation / Gymnase`, size: 1, fate: "sent" },
          { at: `${quai} / Réadaptation / Neurologie`, size: 1, fate: "accepted" },
          { at: `${quai} / Réadaptation / Musculosquelettique`, size: 1, fate: "typed" },
        ],
      },
    ],
  },
  {
    school: "port",
    programme: nursing,
    name: `Soins infirmiers ${year - 1}`,
    shortName: `SI-${(year - 1) % 100}`,
    students: 72,
    courses: [
      {
        number: "180-4A1",
        name: "Pédiatrie",
        hours: 96,
        kind: "group",
        term: "next",
        week: 3,
        weeks: 12,
        weekdays: [2, 3],
        times: ["07:00", "15:00"],
        comment: "",
        rows: [
          { at: `${dame} / Pédiatrie / 3e Est`, size: 6, fate: "accepted", seats: 3 },
          { at: `${dame} / Pédiatrie / 3e Ouest`, size: 6, fate: "sent" },
          { at: `${rive} / Pédiatrie / 4e Est`, size: 6, fate: "sent" },
          // where a group of the other school is on the same Tuesdays and Wednesdays
          { at: `${dame} / Chirurgie / 6e Sud`, size: 6, fate: "typed" },
        ],
      },
      {
        number: "180-4A2",
        name: "Médecine",
        hours: 96,
        kind: "group",
        term: "next",
        week: 2,
        weeks: 12,
        weekdays: [4, 5],
        times: ["07:00", "15:00"],
        comment: "",
        rows: [
          { at: `${dame} / Médecine / 7e Nord`, size: 6, fate: "accepted" },
          { at: `${nord} / Médecine / 3e Est`, size: 7, fate: "sent" },
          { at: `${nord} / Médecine`, size: 6, fate: "sent" },
        ],
      },
    ],
  },
  {
    school: "port",
    programme: nursing,
    name: `Soins infirmiers ${year - 2}`,
    shortName: `SI-${(year - 2) % 100}`,
    students: 66,
    courses: [
      {
        number: "180-6A1",
        name: "Stage d’intégration",
        hours: 225,
        kind: "individual",
        term: "next",
        week: 1,
        weeks: 10,
        weekdays: [1, 2, 3, 4],
        times: "J8",
        comment: "",
        rows: [
          { at: `${dame} / Urgence / Urgence`, size: 1, fate: "accepted" },
          { at: `${nord} / Soins intensifs / 1er Ouest`, size: 1, fate: "sent" },
          { at: `${dame} / Médecine / 7e Nord`, size: 1, fate: "held" },
          { at: `${rive} / Pédiatrie / 4e Est`, size: 1, fate: "held" },
          { at: `${clinic} / Consultation / Salle de soins`, size: 1, fate: "held" },
        ],
      },
    ],
  },
];
