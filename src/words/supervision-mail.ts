import type { Schedule } from "#domain/schedule.ts";
import { writeDays, writeHours } from "./request.ts";
import { plural, words, writeNumber, type Language } from "./words.ts";

interface Facts {
  part: "supervisor" | "site-instructor";
  reference: number;
  school: string;
  course: string;
  place: string;
  students: number;
  startsOn: string;
  endsOn: string;
  hours: number | null;
  schedule: Schedule;
}

const factsIn = (of: Facts, language: Language): string => {
  const french = language === "fr";
  const colon = french ? "\u00A0:" : ":";
  const line = (name: string, value: string) => `${name}${colon} ${value}`;
  return [
    line(french ? "Où" : "Where", of.place),
    line(french ? "Quand" : "When", french ? `du ${of.startsOn} au ${of.endsOn}` : `${of.startsOn} to ${of.endsOn}`),
    line(french ? "Jours et heures" : "Days and hours", `${writeDays(of.schedule, language)}, ${writeHours(of.schedule, language)}`),
    ...(of.hours === null ? [] : [line(french ? "Vos heures" : "Your hours", `${writeNumber(of.hours, language)}\u00A0h`)]),
    line(
      french ? "Combien" : "How many",
      `${of.students}\u00A0${french ? plural("fr", of.students, "étudiant", "étudiants") : plural("en", of.students, "student", "students")}`,
    ),
    line(french ? "Pour" : "For", `${of.course}, ${of.school}`),
  ].join("\n");
};

/** What is written to who goes with students: where, when, how many; never a student’s name (section 8, rule 4). */
export const supervisionMailWords = words(
  {
    named: {
      subject: (of: Facts) =>
        of.part === "supervisor"
          ? `Vous supervisez un stage (n°\u00A0${of.reference})`
          : `Vous menez un groupe de stage (n°\u00A0${of.reference})`,
      body: (of: Facts) =>
        `${of.part === "supervisor" ? "Un stage vous est confié, à titre de superviseur." : "Un groupe de stage vous est confié, à titre d’enseignant du site."}\n${factsIn(of, "fr")}`,
    },
    changed: {
      subject: (of: Facts) => `Votre stage a changé (n°\u00A0${of.reference})`,
      body: (of: Facts) =>
        `Les dates, les heures ou le lieu d’un stage qui vous est confié ont changé. Voici comment c’est maintenant.\n${factsIn(of, "fr")}`,
    },
    over: {
      subject: (of: Facts) => `Un stage ne vous est plus confié (n°\u00A0${of.reference})`,
      body: (of: Facts) =>
        `Vous n’avez plus à accompagner ce stage\u00A0: votre nom en a été retiré, ou le stage n’a pas lieu.\n${factsIn(of, "fr")}`,
    },
    open: "Voir le stage",
    openList: "Voir mes stages",
    ask: (name: string) => `Écrire à ${name}`,
    note: (name: string, agency: string) =>
      `${name} (${agency}) a fait ce choix et répond à vos questions. Les noms des étudiants ne sont jamais écrits dans un courriel.`,
  },
  {
    named: {
      subject: (of) =>
        of.part === "supervisor" ? `You supervise a placement (no. ${of.reference})` : `You lead a placement group (no. ${of.reference})`,
      body: (of) =>
        `${of.part === "supervisor" ? "You have been named supervisor of a placement." : "You have been named site instructor of a placement group."}\n${factsIn(of, "en")}`,
    },
    changed: {
      subject: (of) => `Your placement has changed (no. ${of.reference})`,
      body: (of) =>
        `The dates, hours or place of a placement you are named for have changed. This is how it stands now.\n${factsIn(of, "en")}`,
    },
    over: {
      subject: (of) => `You are no longer named for a placement (no. ${of.reference})`,
      body: (of) => `You no longer go with this placement: your name was removed from it, or it does not take place.\n${factsIn(of, "en")}`,
    },
    open: "See the placement",
    openList: "See my placements",
    ask: (name) => `Write to ${name}`,
    note: (name, agency) =>
      `${name} (${agency}) made this choice and answers your questions. Students’ names are never written in an e-mail.`,
  },
);
