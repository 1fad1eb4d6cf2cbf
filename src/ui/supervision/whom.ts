import { z } from "zod";
import type { Language } from "#domain/weekdays.ts";
import { problemSentence } from "#words/problem.ts";

/** Who is named, as a form keeps it: the id of somebody known, or `new:` with what was typed and the fields of a new person. */
export interface WhomValues {
  who: string;
  whoName: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  email: string;
}
export const nobody: WhomValues = { who: "", whoName: "", firstName: "", lastName: "", jobTitle: "", email: "" };
export const mark = "new:";
export const isNew = (of: Pick<WhomValues, "who">): boolean => of.who.startsWith(mark);

/** What the server is asked to name. */
export const whomOf = (of: WhomValues) =>
  isNew(of)
    ? {
        firstName: of.firstName.trim(),
        lastName: of.lastName.trim(),
        title: of.jobTitle.trim(),
        email: of.email.trim() === "" ? null : of.email.trim(),
      }
    : { id: of.who };

/** « Marie Tremblay » is Marie, Tremblay; one word alone is a last name. */
export function splitName(text: string): { firstName: string; lastName: string } {
  const [first = "", ...rest] = text.trim().split(/\s+/);
  return rest.length === 0 ? { firstName: "", lastName: first } : { firstName: first, lastName: rest.join(" ") };
}

/** What the form itself can say of it before it is sent: nobody chosen, a new person without a name, an address that is none. */
export function whomProblem(of: WhomValues, language: Language): { field: keyof WhomValues; text: string } | null {
  const missing = problemSentence({ kind: "missing" }, language);
  if (of.who === "") return { field: "who", text: missing };
  if (!isNew(of)) return null;
  if (of.lastName.trim() === "") return { field: "lastName", text: missing };
  const email = of.email.trim();
  if (email === "" || z.email().safeParse(email).success) return null;
  return { field: "email", text: problemSentence({ kind: "not-an-email", text: email }, language) };
}
