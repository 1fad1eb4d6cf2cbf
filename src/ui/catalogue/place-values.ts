import { z } from "zod";
import { longestName } from "#domain/catalogue.ts";
import { day } from "#domain/dates.ts";
import type { PlaceLevel } from "#domain/place.ts";
import type { Outputs } from "#ui/client.ts";

export type Place = Outputs["catalogue"]["place"];

/** A place's form, as typed. */
export type PlaceValues = {
  name: string;
  shortName: string;
  address: string;
  phone: string;
  isUser: boolean;
  capacity: string;
  largestGroup: string;
  /** With commas between. */
  disciplines: string;
  serviceId: string;
  /** From which day a new name holds. */
  on: string;
  umbrella: boolean;
  territoryId: string;
  contact: "none" | "known" | "new";
  contactId: string;
  lastName: string;
  firstName: string;
  title: string;
  email: string;
  contactPhone: string;
};

const text = (most: number) => z.string().trim().max(most);
const count = z.number().int().min(1).max(9_999).nullable();

/** What the form must hold; a new contact needs a name, a chosen one a choice. */
export const placeSchema = z
  .object({
    name: text(longestName).min(1),
    shortName: text(30),
    address: text(500),
    phone: text(40),
    isUser: z.boolean(),
    capacity: count,
    largestGroup: count,
    disciplines: z.array(text(60)).max(20),
    serviceId: z.string(),
    on: z.union([z.literal(""), day]),
    umbrella: z.boolean(),
    territoryId: z.string(),
    contact: z.enum(["none", "known", "new"]),
    contactId: z.string(),
    lastName: text(longestName),
    firstName: text(longestName),
    title: text(longestName),
    email: z.union([z.literal(""), z.email()]),
    contactPhone: text(40),
  })
  .superRefine((values, found) => {
    if (values.contact === "new" && values.lastName === "") found.addIssue({ code: "custom", path: ["lastName"], message: "missing" });
    if (values.contact === "known" && values.contactId === "") found.addIssue({ code: "custom", path: ["contactId"], message: "missing" });
  });
export type PlaceData = z.infer<typeof placeSchema>;

const countOf = (typed: string): number | string | null =>
  typed.trim() === "" ? null : /^\d+$/.test(typed.trim()) ? Number(typed) : typed;

const namesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
];

/** Texts as the schema wants them; fields of a contact that is not being made are not judged. */
export const readPlace = (values: PlaceValues) => ({
  ...values,
  capacity: countOf(values.capacity),
  largestGroup: countOf(values.largestGroup),
  disciplines: namesIn(values.disciplines),
  ...(values.contact === "new" ? {} : { lastName: "", firstName: "", title: "", email: "", contactPhone: "" }),
});

/** The form of a new place takes after its parent: under one that does not use the system, neither does it. */
export const valuesOf = (place: Place | null, parent: Place | null): PlaceValues => ({
  name: place?.name ?? "",
  shortName: place?.shortName ?? "",
  address: place?.address ?? "",
  phone: place?.phone ?? "",
  isUser: place?.isUser ?? parent?.isUser ?? true,
  capacity: place?.capacity == null ? "" : String(place.capacity),
  largestGroup: place?.largestGroup == null ? "" : String(place.largestGroup),
  disciplines: place?.disciplines.join(", ") ?? "",
  serviceId: place?.serviceId ?? "",
  on: "",
  umbrella: place?.umbrella ?? false,
  territoryId: "",
  contact: place?.contact ? "known" : "none",
  contactId: place?.contact?.id ?? "",
  lastName: "",
  firstName: "",
  title: "",
  email: "",
  contactPhone: "",
});

/** The contact as the server takes it. */
export function contactOf(data: PlaceData) {
  if (data.contact === "none") return null;
  if (data.contact === "known") return { id: data.contactId };
  return {
    lastName: data.lastName,
    firstName: data.firstName,
    title: data.title,
    email: data.email === "" ? null : data.email,
    phone: data.contactPhone === "" ? null : data.contactPhone,
  };
}

/** Fields that differ from the record: only they are sent, so that a colleague's change of another field stands. */
export function patchOf(place: Place, data: PlaceData) {
  const after = {
    name: data.name,
    shortName: data.shortName,
    address: data.address,
    phone: data.phone === "" ? null : data.phone,
    isUser: data.isUser,
    capacity: data.capacity,
    largestGroup: data.largestGroup,
    disciplines: data.disciplines,
    umbrella: data.umbrella,
  };
  const before: typeof after = {
    name: place.name,
    shortName: place.shortName,
    address: place.address ?? "",
    phone: place.phone,
    isUser: place.isUser,
    capacity: place.capacity,
    largestGroup: place.largestGroup,
    disciplines: place.disciplines,
    umbrella: place.umbrella,
  };
  const changed = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before])),
  ) as Partial<typeof after>;
  const contact = contactOf(data);
  const sameContact =
    (contact === null && place.contact === null) || (contact !== null && "id" in contact && contact.id === place.contact?.id);
  return {
    ...changed,
    ...(sameContact || place.level === "agency" ? {} : { contact }),
    ...(place.level === "destination" && data.serviceId !== place.serviceId ? { serviceId: data.serviceId } : {}),
  };
}

export const childOf: Partial<Record<PlaceLevel, PlaceLevel>> = { agency: "site", site: "service", service: "destination" };
/** Where a level's own fields are shown. */
export const has = {
  shortName: (level: PlaceLevel) => level !== "service",
  address: (level: PlaceLevel) => level === "site",
  capacity: (level: PlaceLevel) => level === "destination",
  contact: (level: PlaceLevel) => level !== "agency",
};
