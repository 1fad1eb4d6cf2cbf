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
 * their text does. A row that stays in sight keeps its own, and so its caret and what is typed in it. They come in the order of the
 * rows, for those who read the page in its order, but stay where they are while `still`: an element that moves loses the focus of
 * what is typed in it, and costs a frame of scrolling.
 */
export function useSlots(drawn: Accessor<string[]>, still: Accessor<boolean>): Accessor<readonly Slot[]> {
  let held: Held[] = [];
  const [slots, setSlots] = createSignal<readonly Held[]>([]);
  createComputed(() => {
    const ids = drawn();
    const wanted = new Set(ids);
    const byId = new Map(held.map((slot) => [untrack(slot.id), slot]));
    const free = held.filter((slot) => !wanted.has(untrack(slot.id)));
    const used = ids.map((id): Held => {
      const slot = byId.get(id) ?? free.pop();
      if (!slot) return makeSlot(id);
      slot.setId(id);
      slot.setShown(true);
      return slot;
    });
    for (const slot of free) slot.setShown(false);
    const now = still() ? [...held, ...used.filter((slot) => !held.includes(slot))] : [...used, ...free];
    if (now.length !== held.length || now.some((slot, index) => slot !== held[index])) setSlots(now);
    held = now;
  });
  return slots;
}

function makeSlot(first: string): Held {
  const [id, setId] = createSignal(first);
  const [shown, setShown] = createSignal(true);
  return { id, setId, shown, setShown };
}
