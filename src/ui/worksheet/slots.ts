import { createComputed, createSignal, untrack, type Accessor } from "solid-js";

/** A row's elements, and the row they show now. */
export interface Slot {
  id: Accessor<string>;
  shown: Accessor<boolean>;
}

interface Held extends Slot {
  setId(to: string): void;
  setShown(to: boolean): void;
}

/**
 * Elements for the rows in sight, used again for other rows as they scroll: making a row's elements costs ten times what changing
 * their text does. A row that stays in sight keeps its own, and so its caret and what is typed in it.
 */
export function useSlots(drawn: Accessor<string[]>): Accessor<readonly Slot[]> {
  const [slots, setSlots] = createSignal<readonly Held[]>([]);
  createComputed(() => {
    const ids = drawn();
    const wanted = new Set(ids);
    const held = untrack(slots);
    const byId = new Map(held.map((slot) => [untrack(slot.id), slot]));
    const free = held.filter((slot) => !wanted.has(untrack(slot.id)));
    const made: Held[] = [];
    for (const id of ids) {
      const own = byId.get(id);
      if (own) {
        own.setShown(true);
        continue;
      }
      const slot = free.pop();
      if (slot) {
        slot.setId(id);
        slot.setShown(true);
      } else {
        const [of, setId] = createSignal(id);
        const [shown, setShown] = createSignal(true);
        made.push({ id: of, setId, shown, setShown });
      }
    }
    for (const slot of free) slot.setShown(false);
    if (made.length > 0) setSlots([...held, ...made]);
  });
  return slots;
}
