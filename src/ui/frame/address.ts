import { can, type Action, type Actor } from "#domain/access.ts";

interface Address {
  /** What its lists ask of the server; null for everyone signed in. */
  asks: Action | null;
  /** Schools only, hosts only. */
  side?: "placing" | "receiving";
}

/** First segments of the addresses that stand in the frame; the others (sign-in, links without account, walls) stand alone. */
const addresses: Record<string, Address> = {
  // a student has pages of her own, and none of these
  accueil: { asks: "history.see" },
  compte: { asks: null },
  historique: { asks: "history.see" },
  recherche: { asks: "history.see" },
  milieux: { asks: "catalogue.see" },
  personnes: { asks: "people.see" },
  motifs: { asks: "reason.manage" },
  cohortes: { asks: "programme.see", side: "placing" },
  programmes: { asks: "programme.see", side: "placing" },
  sessions: { asks: "programme.see", side: "placing" },
  fiches: { asks: "worksheet.see", side: "placing" },
  affectations: { asks: "assignment.see", side: "placing" },
  etudiants: { asks: "student.see", side: "placing" },
  sorties: { asks: "request.see", side: "placing" },
  impression: { asks: "delivery.manage" },
  appels: { asks: "call.see" },
  demandes: { asks: "request.see", side: "receiving" },
  calendrier: { asks: "request.see" },
  occupation: { asks: "occupancy.see", side: "receiving" },
  offre: { asks: "supply.see" },
  veilles: { asks: "watch.own" },
  suivi: { asks: "request.see" },
  superviseurs: { asks: "supervision.manage", side: "receiving" },
  murs: { asks: "board.see" },
  unite: { asks: "request.answer-for-unit", side: "receiving" },
};

const addressOf = (pathname: string): Address | undefined => addresses[pathname.split("/")[1] ?? ""];

export const isFramed = (pathname: string): boolean => addressOf(pathname) !== undefined;

/**
 * Whether the server would answer this role at this address: a courtesy that says so before a screen is drawn around a
 * refusal. The server decides all the same, at each question.
 */
export function opensTo(pathname: string, actor: Pick<Actor, "kind" | "agencyKind" | "withNames">): boolean {
  const address = addressOf(pathname);
  if (!address) return true;
  if (address.side && actor.agencyKind !== "both" && actor.agencyKind !== address.side) return false;
  return address.asks === null || can(actor, address.asks);
}
