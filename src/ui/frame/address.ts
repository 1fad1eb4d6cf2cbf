/** First segments of the addresses that stand in the frame; the others (sign-in, links without account, walls) stand alone. */
const framed = new Set([
  "accueil",
  "cohortes",
  "fiches",
  "sorties",
  "affectations",
  "etudiants",
  "milieux",
  "programmes",
  "personnes",
  "historique",
  "demandes",
  "compte",
  "sessions",
]);

export const isFramed = (pathname: string): boolean => framed.has(pathname.split("/")[1] ?? "");
