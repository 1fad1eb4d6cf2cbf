import { fillTemplate, type Placeholder } from "#domain/delivery.ts";
import type { Outputs } from "#ui/client.ts";
import { letterWords } from "#words/letter.ts";
import { inWords, localeOf, type Language } from "#words/words.ts";

export type Prepared = Outputs["letter"]["prepare"];
export type PlaceContact = Prepared["contacts"][number];

export interface Template {
  key: string;
  name: string;
  subject: string;
  body: string;
}

/** The school's templates, then those of the system, in a language; those that ask for an answer only where one can be given. */
export function templatesIn(prepared: Pick<Prepared, "templates" | "mayLink">, language: Language): Template[] {
  const { stock } = inWords(letterWords, language);
  return [
    ...prepared.templates.map((one) => ({
      key: one.id,
      name: one.name,
      subject: language === "fr" ? one.subjectFr : one.subjectEn,
      body: language === "fr" ? one.bodyFr : one.bodyEn,
    })),
    ...(prepared.mayLink
      ? [
          { key: "request", ...stock.request },
          { key: "reminder", ...stock.reminder },
        ]
      : []),
    { key: "plain", ...stock.plain },
  ];
}

export const nameOf = (contact: Pick<PlaceContact, "firstName" | "lastName"> | undefined): string =>
  contact ? `${contact.firstName} ${contact.lastName}`.trim() : "";

/** A template with what this letter is about; `{lien}` stays, the server puts the link there. */
export function fillFor(prepared: Prepared, of: { template: Template; language: Language; contact: PlaceContact | undefined }) {
  const { values } = prepared;
  const { language } = of;
  const day = (on: string | null) =>
    on === null
      ? ""
      : new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", dateStyle: "long" }).format(new Date(`${on}T12:00:00Z`));
  const filled: Partial<Record<Placeholder, string>> = {
    contact: nameOf(of.contact),
    school: values.school,
    place: values.place,
    course: values.courses.join(", "),
    numbers: values.references.join(", "),
    dates: values.startsOn && values.endsOn ? `${day(values.startsOn)}\u00A0– ${day(values.endsOn)}` : "",
    due: day(values.dueOn),
    sender: values.sender,
    phone: values.phone,
  };
  const tidy = (text: string) =>
    fillTemplate(text, filled)
      .replaceAll(/ +([,.])/g, "$1")
      .trim();
  return { subject: tidy(of.template.subject), body: tidy(of.template.body) };
}
