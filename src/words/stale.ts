import type { EventKind } from "#domain/event.ts";
import type { Language } from "#domain/weekdays.ts";

/** What somebody did to a request while another looked at it, after her name: « l’a acceptée ». */
const did: Partial<Record<EventKind, { fr: string; en: string }>> = {
  "request.sent": { fr: "l’a envoyée", en: "sent it" },
  "request.accepted": { fr: "l’a acceptée", en: "accepted it" },
  "request.declined": { fr: "l’a refusée", en: "declined it" },
  "request.redirected": { fr: "l’a réacheminée", en: "redirected it" },
  "request.auto-redirected": {
    fr: "l’a envoyée\u00A0; le service l’a réacheminée à une unité",
    en: "sent it; its service redirected it to a unit",
  },
  "request.unit-accepted": { fr: "l’a acceptée pour la destination", en: "accepted it for the destination" },
  "request.unit-declined": { fr: "l’a refusée pour la destination", en: "declined it for the destination" },
  "request.cancelled": { fr: "l’a annulée", en: "cancelled it" },
  "request.reactivated": { fr: "l’a réactivée", en: "reactivated it" },
  "request.answer-taken-back": { fr: "a repris sa réponse", en: "took an answer back" },
  "request.confirmed": { fr: "l’a confirmée", en: "confirmed it" },
  "request.unconfirmed": { fr: "en a retiré la confirmation", en: "took its confirmation back" },
  "request.postponed": { fr: "en a reporté les dates", en: "postponed it" },
  "request.shortened": { fr: "l’a écourtée", en: "made it end earlier" },
  "request.suspended": { fr: "l’a suspendue", en: "suspended it" },
  "request.resumed": { fr: "l’a reprise", en: "resumed it" },
};

/** « l’a acceptée »; null for what is better said as a change. */
export const didWords = (kind: EventKind | undefined, language: Language): string | null => (kind ? (did[kind]?.[language] ?? null) : null);
