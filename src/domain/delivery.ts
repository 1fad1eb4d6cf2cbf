import { z } from "zod";
import { addDays, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { Place, Status } from "./request.ts";
import type { Language } from "./weekdays.ts";

/** One PDF for each request, or one for each destination with all that is asked of it (F-128). */
export const printPers = ["request", "destination"] as const;
export type PrintPer = (typeof printPers)[number];

/** How an organisation sends what it sends on paper, unless a sending says otherwise (F-128 to F-131). */
export interface DeliverySettings {
  /** Days from the sending to the day an answer is asked for by. */
  dueDays: number;
  /** Days an answer link is good for after its last mail. */
  linkDays: number;
  per: PrintPer;
  calendar: boolean;
  language: Language;
}
export const usualSettings: DeliverySettings = { dueDays: 14, linkDays: 60, per: "request", calendar: false, language: "fr" };

/** What one sending says of its PDFs; what it leaves out is the organisation's setting. */
export const printOptions = z.object({
  per: z.enum(printPers).optional(),
  calendar: z.boolean().optional(),
  language: z.enum(["fr", "en"]).optional(),
});
export type PrintOptions = z.infer<typeof printOptions>;

export const dueOnFrom = (settings: Pick<DeliverySettings, "dueDays">, today: Day): Day => addDays(today, settings.dueDays);

/** Who a PDF, a mail or an answer link is for: a site, down to the service and the unit that all its requests share. */
export interface PrintPlace {
  receivingId: Id;
  siteId: Id;
  serviceId: Id | null;
  destinationId: Id | null;
}

/** The place that requests share, as far down as they do; null when they do not even share a site, or one has none. */
export function sharedPlace(places: readonly Place[]): PrintPlace | null {
  const [first] = places;
  if (!first || first.receivingId === null || first.siteId === null) return null;
  const { receivingId, siteId } = first;
  if (places.some((one) => one.receivingId !== receivingId || one.siteId !== siteId)) return null;
  const serviceId = places.every((one) => one.serviceId === first.serviceId) ? first.serviceId : null;
  const destinationId = serviceId !== null && places.every((one) => one.destinationId === first.destinationId) ? first.destinationId : null;
  return { receivingId, siteId, serviceId, destinationId };
}

/** Requests as PDFs: one each, or one for each destination (those without one by service), in the order given. */
export function groupForPrint<Request extends Place>(requests: readonly Request[], per: PrintPer): Request[][] {
  if (per === "request") return requests.map((one) => [one]);
  return [...Map.groupBy(requests, (one) => [one.receivingId, one.siteId, one.serviceId, one.destinationId ?? ""].join(" ")).values()];
}

/** True when a link given to a place reaches what is asked of another: a service's its units, a unit's itself alone. */
export const linkCovers = (link: PrintPlace, place: Place): boolean =>
  place.receivingId === link.receivingId &&
  place.siteId === link.siteId &&
  (link.serviceId === null || place.serviceId === link.serviceId) &&
  (link.destinationId === null || place.destinationId === link.destinationId);

/** What somebody with an answer link is shown: what was sent on paper, and what became of it. Nothing that is not sent, nothing sent online. */
export const shownByLink: readonly Status[] = ["sent-paper", "accepted", "declined", "confirmed", "cancelled"];

/** The same for a unit whose organisation gave the link: what was redirected to it on paper, and what became of it. */
export const shownByUnitLink: readonly Status[] = [
  "redirected-paper",
  "accepted-by-unit",
  "declined-by-unit",
  "accepted",
  "declined",
  "confirmed",
  "cancelled",
];

/** A link that an organisation gave to a unit of its own; else a school gave it to a place. */
export const isUnitLink = (link: { agencyId: Id; receivingId: Id }): boolean => link.agencyId === link.receivingId;

export type LinkState = "good" | "expired" | "revoked";
export function linkState(link: { expiresAt: string; revokedAt: string | null }, now: Date): LinkState {
  if (link.revokedAt !== null) return "revoked";
  return Date.parse(link.expiresAt) > now.getTime() ? "good" : "expired";
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789";
/** The name of a PDF: at random, so that a mailbox, a printer's list or a shared folder learns nothing from it. */
export const scrambledName = (random: Uint8Array): string =>
  `${Array.from(random.subarray(0, 16), (byte) => letters[byte % letters.length]).join("")}.pdf`;

/** Times a PDF is tried before a person is told that it cannot be made. */
export const mostPrintTries = 5;

export type PrintState = "making" | "failed" | "ready" | "delivered";
export function printState(of: { readyAt: string | null; tries: number; deliveredAt: string | null }): PrintState {
  if (of.deliveredAt !== null) return "delivered";
  if (of.readyAt !== null) return "ready";
  return of.tries >= mostPrintTries ? "failed" : "making";
}

/** What a template may name; both languages' words are understood in either. */
export const placeholders = {
  contact: ["contact"],
  school: ["ecole", "école", "school"],
  place: ["milieu", "place"],
  course: ["cours", "course"],
  numbers: ["numeros", "numéros", "numbers"],
  dates: ["dates"],
  due: ["echeance", "échéance", "due"],
  sender: ["expediteur", "expéditeur", "sender"],
  phone: ["telephone", "téléphone", "phone"],
  link: ["lien", "link"],
} as const;
export type Placeholder = keyof typeof placeholders;

/** A template with its placeholders filled in; one that is unknown, or not given, stays as it is written. */
export function fillTemplate(text: string, values: Partial<Record<Placeholder, string>>): string {
  return text.replaceAll(/\{([\p{L}]{2,20})\}/gu, (whole, name: string) => {
    const known = (Object.keys(placeholders) as Placeholder[]).find((one) =>
      (placeholders[one] as readonly string[]).includes(name.toLowerCase()),
    );
    return (known && values[known]) ?? whole;
  });
}

export const mostRecipients = 20;
export const longestSubject = 200;
export const longestBody = 20_000;

/** Addresses as people type them in one box: separated by commas, semicolons, spaces or lines; each once, in lower case. */
export const readAddresses = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((one) => one.trim().toLowerCase().replaceAll(/^<|>$/g, ""))
      .filter((one) => one !== ""),
  ),
];
export const address = z.email().max(320);
