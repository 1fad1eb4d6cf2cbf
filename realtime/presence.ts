import type { Connection, Document } from "@hocuspocus/server";
import { colourOf, personColours } from "#domain/person-colour.ts";
import { presenceClaim, type Limits, type Presence, type SignedPerson } from "#sheet/protocol.ts";
import { makeBucket, type Bucket } from "./bucket.ts";
import type { Seat } from "./seat.ts";

type States = Map<number, Record<string, unknown>>;

interface At {
  document: Document;
  connection: Connection;
  seat: Seat;
}

export interface PresenceDesk {
  /** Who a page is to the others. */
  sign(of: At): SignedPerson;
  /** Rewrites what a page says of itself: only its own entry, with the identity of its session, and not too often. */
  stamp(states: States, of: At): void;
}

/**
 * Presence is signed by the server. What an attacker would send: a colleague's name, a colleague's client id with a higher clock
 * (which would move or remove her cursor), a thousand made-up people, or a state of a megabyte. A connection has one client id, an id
 * belongs to the account that brought it, and of the rest of a state nothing is kept.
 */
export function makePresence(limits: Limits): PresenceDesk {
  const owners = new WeakMap<Document, Map<number, Connection>>();
  const clients = new WeakMap<Connection, number>();
  const buckets = new WeakMap<Connection, Bucket>();
  const seats = new WeakMap<Connection, Seat>();
  const colours = new WeakMap<Connection, SignedPerson["colour"]>();

  /** The colour of the person's other page, else her own where nobody here has it, else the next that is free. */
  function colourFor(document: Document, seat: Seat): SignedPerson["colour"] {
    const taken = new Set<number>();
    for (const other of document.getConnections()) {
      const colour = colours.get(other);
      if (colour === undefined) continue;
      if (seats.get(other)?.personId === seat.personId) return colour;
      taken.add(colour);
    }
    const own = colourOf(seat.personId);
    const first = personColours.indexOf(own);
    const inTurn = [...personColours.slice(first), ...personColours.slice(0, first)];
    return inTurn.find((colour) => !taken.has(colour)) ?? own;
  }

  function sign({ document, connection, seat }: At): SignedPerson {
    const colour = colours.get(connection) ?? colourFor(document, seat);
    colours.set(connection, colour);
    seats.set(connection, seat);
    return { id: seat.personId, name: seat.name, colour };
  }

  function owns(document: Document, connection: Connection, client: number): boolean {
    const known = owners.get(document) ?? new Map<number, Connection>();
    owners.set(document, known);
    const owner = known.get(client);
    // The same page on a new socket, before the old one was missed.
    const mayTake =
      owner === undefined ||
      owner === connection ||
      !document.hasConnection(owner) ||
      seats.get(owner)?.accountId === seats.get(connection)?.accountId;
    if (!mayTake || (clients.get(connection) ?? client) !== client) return false;
    for (const [id, holder] of known) if (!document.hasConnection(holder)) known.delete(id);
    known.set(client, connection);
    clients.set(connection, client);
    return true;
  }

  return {
    sign,
    stamp(states, { document, connection, seat }) {
      const person = sign({ document, connection, seat });
      const bucket = buckets.get(connection) ?? makeBucket({ perSecond: limits.presencePerSecond, burst: limits.presencePerSecond * 2 });
      buckets.set(connection, bucket);
      if (!bucket.take()) return states.clear();
      for (const [client, state] of states) {
        // Hocuspocus decodes into an Awareness of its own, whose empty state is here as well.
        const claim = presenceClaim.safeParse(state);
        if (claim.success && owns(document, connection, client))
          states.set(client, { person, ...claim.data } satisfies Presence & Record<string, unknown>);
        else states.delete(client);
      }
    },
  };
}
