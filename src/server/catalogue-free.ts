import type { Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import { refuse } from "#domain/refusal.ts";
import { findNamesake } from "#db/place-name.ts";
import type { Tx } from "#db/sql.ts";

/** What a place lies under, as names are told apart: a service, a site, or its organisation. */
export const parentOf = (place: { level: PlaceLevel; siteId: Id | null; serviceId: Id | null }): Id | null =>
  place.level === "destination" ? place.serviceId : place.level === "service" ? place.siteId : null;

interface Wanted {
  level: PlaceLevel;
  agencyId: Id;
  parentId: Id | null;
  name: string;
  /** The place itself, when it exists. */
  except: Id | null;
}

/** Refuses a name that another place bears, with whose it is and a name that is free. The database refuses the same, without words. */
export async function freeOrRefuse(tx: Tx, of: Wanted): Promise<void> {
  const other = await findNamesake(tx, of);
  if (!other) return;
  let suggestion: string | undefined;
  for (let number = 2; number <= 20 && suggestion === undefined; number++) {
    const name = `${of.name} ${number}`;
    if (!(await findNamesake(tx, { ...of, name, except: null }))) suggestion = name;
  }
  refuse({ code: "name-taken", name: of.name, other, ...(suggestion ? { suggestion } : {}) });
}
