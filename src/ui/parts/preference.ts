import { createSignal, type Accessor } from "solid-js";
import { isServer } from "solid-js/web";

/** A yes or no that this browser remembers; a browser that keeps nothing still works. */
export function remembered(key: string, initial: boolean): [Accessor<boolean>, (to: boolean) => void] {
  const read = (): boolean => {
    if (isServer) return initial;
    try {
      const kept = localStorage.getItem(key);
      return kept === null ? initial : kept === "yes";
    } catch {
      return initial;
    }
  };
  const [value, set] = createSignal(read());
  const keep = (to: boolean) => {
    set(to);
    try {
      localStorage.setItem(key, to ? "yes" : "no");
    } catch {
      // Private windows may refuse: the choice then lasts as long as the page.
    }
  };
  return [value, keep];
}

/** Shortcuts of one key can be switched off (WCAG 2.1.4). */
export const [singleKeys, setSingleKeys] = remembered("concerto.single-keys", true);
/** Announcements of what colleagues do can be switched off. */
export const [announcing, setAnnouncing] = remembered("concerto.announce", true);
