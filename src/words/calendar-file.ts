import { plural, words, writeNumber } from "./words.ts";

/** What a calendar file (.ics) says in somebody's own calendar. */
export const calendarFileWords = words(
  {
    file: "horaire",
    name: (reference: number, course: string) => `Stage n°\u00A0${reference}, ${course}`,
    reference: (reference: number) => `Demande de stage n°\u00A0${reference}`,
    group: (size: number) => `Groupe de ${writeNumber(size, "fr")}\u00A0${plural("fr", size, "étudiant", "étudiants")}`,
    instructor: (name: string) => `Enseignant\u00A0: ${name}`,
    toChoose: "Milieu à choisir",
    kind: { orientation: "Orientation", observation: "Observation seulement" },
  },
  {
    file: "schedule",
    name: (reference: number, course: string) => `Placement ${reference}, ${course}`,
    reference: (reference: number) => `Placement request ${reference}`,
    group: (size: number) => `Group of ${writeNumber(size, "en")}\u00A0${plural("en", size, "student", "students")}`,
    instructor: (name: string) => `Instructor: ${name}`,
    toChoose: "Place to be chosen",
    kind: { orientation: "Orientation", observation: "Observation only" },
  },
);
