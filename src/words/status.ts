import type { SeenStatus } from "#domain/request.ts";
import { words } from "./words.ts";

/** Codes and names of statuses (glossary 1.5): `Env` and `Env-P` are attested, the others are our short forms. */
type Seen = Exclude<SeenStatus, "hidden">;
const fr = {
  new: { code: "Nouv", name: "Nouvelle" },
  sent: { code: "Env", name: "Envoyée" },
  "sent-paper": { code: "Env-P", name: "Envoyée, PDF" },
  pending: { code: "Att", name: "En attente" },
  redirected: { code: "Réach", name: "Réacheminée" },
  "redirected-paper": { code: "Réach-P", name: "Réacheminée, PDF" },
  "accepted-by-unit": { code: "AccD", name: "Acceptée par la destination" },
  "declined-by-unit": { code: "RefD", name: "Refusée par la destination" },
  accepted: { code: "AccA", name: "Acceptée" },
  declined: { code: "RefA", name: "Refusée" },
  confirmed: { code: "Conf", name: "Confirmée" },
  cancelled: { code: "Ann", name: "Annulée" },
} as const satisfies Record<Seen, { code: string; name: string }>;

export const statusWords = words(fr, {
  new: { code: "New", name: "New" },
  sent: { code: "Sent", name: "Sent" },
  "sent-paper": { code: "Sent-P", name: "Sent, PDF" },
  pending: { code: "Pend", name: "Pending" },
  redirected: { code: "Redir", name: "Redirected" },
  "redirected-paper": { code: "Redir-P", name: "Redirected, PDF" },
  "accepted-by-unit": { code: "AccD", name: "Accepted by destination" },
  "declined-by-unit": { code: "DecD", name: "Declined by destination" },
  accepted: { code: "AccA", name: "Accepted" },
  declined: { code: "DecA", name: "Declined" },
  confirmed: { code: "Conf", name: "Confirmed" },
  cancelled: { code: "Canc", name: "Cancelled" },
});
