import { words } from "./words.ts";

const fr = {
  tabs: (name: string) => `Fiche de ${name}`,
  tab: {
    general: "Général",
    closures: "Fermetures",
    contacts: "Contacts",
    prerequisites: "Préalables",
    documents: "Documents",
    capacity: "Capacité",
    history: "Historique",
  },
} as const;

/** What a place says of itself (2.6). */
export const profileWords = words(fr, {
  tabs: (name) => `Record of ${name}`,
  tab: {
    general: "General",
    closures: "Closures",
    contacts: "Contacts",
    prerequisites: "Prerequisites",
    documents: "Documents",
    capacity: "Capacity",
    history: "History",
  },
});
