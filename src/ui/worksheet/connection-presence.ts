import { createSignal, type Accessor } from "solid-js";
import type { Awareness } from "y-protocols/awareness";
import { limits, type Presence, type SignedPerson } from "#sheet/protocol.ts";

/** Somebody at the sheet; `me` is this page, `clientId` tells two pages of one person apart. */
export type PresentPerson = Presence & { clientId: number; me: boolean };

const tellEvery = 1_000 / limits.presencePerSecond;

/** Who is at the sheet, as the server signed them, and where this person is; `awareness` changes with the sheet's epoch. */
export function makeSheetPresence(awareness: () => Awareness): {
  /** This page first, then the others (not this person's other pages). */
  people: Accessor<PresentPerson[]>;
  /** Who this page is to the others, when the server has said it. */
  iAm(person: SignedPerson): void;
  /** Something changed among those present. */
  look(): void;
  setCell(cell: Presence["cell"], editing: boolean): void;
  /** Says again where this person is: to a new document's awareness. */
  tell(): void;
  stop(): void;
} {
  const [people, setPeople] = createSignal<PresentPerson[]>([]);
  let me: SignedPerson | null = null;
  let place: Pick<Presence, "cell" | "editing"> = { cell: null, editing: false };
  let telling: ReturnType<typeof setTimeout> | undefined;
  let toldAt = 0;

  /** Only what the server signed is shown: an entry without a person is this page's own, or none. */
  function look(): void {
    const { clientID } = awareness();
    const found: PresentPerson[] = me ? [{ person: me, ...place, clientId: clientID, me: true }] : [];
    for (const [clientId, state] of awareness().getStates()) {
      const { person, cell, editing } = state as Partial<Presence>;
      if (clientId === clientID || !person || person.id === me?.id) continue;
      found.push({ person, cell: cell ?? null, editing: editing === true, clientId, me: false });
    }
    setPeople(found);
  }
  function tell(): void {
    clearTimeout(telling);
    telling = undefined;
    toldAt = Date.now();
    awareness().setLocalState(place);
  }

  return {
    people,
    look,
    tell,
    iAm(person) {
      me = person;
      look();
    },
    setCell(cell, editing) {
      place = { cell, editing };
      telling ??= setTimeout(tell, Math.max(0, toldAt + tellEvery - Date.now()));
    },
    stop: () => clearTimeout(telling),
  };
}
