import { words } from "./words.ts";

/** Who of one's organisation has a request open now. */
export const lookWords = words(
  {
    looks: (names: string, many: boolean) => (many ? `${names} regardent cette demande` : `${names} regarde cette demande`),
    and: " et ",
  },
  {
    looks: (names: string, many: boolean) => (many ? `${names} are looking at this request` : `${names} is looking at this request`),
    and: " and ",
  },
);
