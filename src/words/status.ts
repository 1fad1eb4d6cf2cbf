import type { SeenStatus } from "#domain/request.ts";
import { words } from "./words.ts";

/** Codes and names of statuses (glossary 1.5): `Env` and `Env-P` are attested, the others are our short forms. */
type Seen = Exclude<SeenStatus, "hidden">;
const fr = {
  new: { code: "Nouv", name: "Nouvelle" },
  "new-part": { code: "NouvD", name: "Nouvelle destination" },
  "sent-held": { code: "Env/Ret", name: "Envoyée, retenue" },
  sent: { code: "Env", name: "Envoyée" },
  "sent-paper": { code: "Env-P", name: "Envoyée, PDF" },
  pending: { code: "Att", name: "En attente" },
  reactivated: { code: "Réact", name: "Réactivée" },
  redirected: { code: "Réach", name: "Réacheminée" },
  "redirected-paper": { code: "Réach-P", name: "Réacheminée, PDF" },
  "redirected-auto": { code: "RéachA", name: "Réacheminée automatiquement" },
  "accepted-by-unit": { code: "AccD", name: "Acceptée par la destination" },
  "declined-by-unit": { code: "RefD", name: "Refusée par la destination" },
  accepted: { code: "AccA", name: "Acceptée" },
  declined: { code: "RefA", name: "Refusée" },
  confirmed: { code: "Conf", name: "Confirmée" },
  cancelled: { code: "Ann", name: "Annulée" },
} as const satisfies Record<Seen, { code: string; name: string }>;

export const statusWords = words(fr, {
  new: { code: "New", name: "New" },
  "new-part": { code: "NewD", name: "New destination" },
  "sent-held": { code: "Sent/Hold", name: "Sent, held" },
  sent: { code: "Sent", name: "Sent" },
  "sent-paper": { code: "Sent-P", name: "Sent, PDF" },
  pending: { code: "Pend", name: "Pending" },
  reactivated: { code: "Reac", name: "Reactivated" },
  redirected: { code: "Redir", name: "Redirected" },
  "redirected-paper": { code: "Redir-P", name: "Redirected, PDF" },
  "redirected-auto": { code: "ARedir", name: "Redirected automatically" },
  "accepted-by-unit": { code: "AccD", name: "Accepted by destination" },
  "declined-by-unit": { code: "DecD", name: "Declined by destination" },
  accepted: { code: "AccA", name: "Accepted" },
  declined: { code: "DecA", name: "Declined" },
  confirmed: { code: "Conf", name: "Confirmed" },
  cancelled: { code: "Canc", name: "Cancelled" },
});

/** A new request whose course has a release moment to come: a label, not a status. */
export const heldNewWords = words({ code: "Nouv/Ret", name: "Nouvelle, à retenir" }, { code: "New/Hold", name: "New, to be held" });
