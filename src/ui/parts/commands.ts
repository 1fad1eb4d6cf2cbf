import { createSignal, onCleanup, onMount } from "solid-js";
import { singleKeys } from "./preference.ts";

export interface Command {
  id: string;
  /** As listed and searched, a verb first: « Envoyer les demandes cochées ». */
  words: string;
  /** `n`, `g d` (one after the other), `Ctrl+Enter`, `Alt+ArrowUp`. `Ctrl` is ⌘ on a Mac. */
  keys?: string;
  run(): void;
  /** Not possible now: listed nowhere. */
  disabled?: boolean;
  /** Where it is listed; the page's own come first. */
  group?: "here" | "go";
  /** Only listed among the keys: something else does it where it can be done. */
  keysOnly?: boolean;
}

const [sources, setSources] = createSignal<readonly (() => readonly Command[])[]>([]);

/** Says what can be done on this screen while it lives: the palette lists it, its keys do it. */
export function useCommands(commands: () => readonly Command[]): void {
  onMount(() => {
    setSources((before) => [...before, commands]);
    onCleanup(() => setSources((before) => before.filter((one) => one !== commands)));
  });
}

/** Everything that can be done now; where two have one id, the innermost screen's. */
export function allCommands(): Command[] {
  const found = new Map<string, Command>();
  for (const source of sources()) for (const command of source()) if (!command.disabled) found.set(command.id, command);
  return [...found.values()];
}

/** Keys as shown: `Ctrl+Enter` gives `Ctrl Enter`. */
export const keysShown = (keys: string): string =>
  keys
    .replace(/\+[a-z]$/, (letter) => letter.toUpperCase())
    .replaceAll("+", " ")
    .replace("ArrowUp", "↑")
    .replace("ArrowDown", "↓");

/** True where a letter is text: a field, a grid's cell being edited. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]),textarea,select,[role=textbox],[role=combobox]"));

function strokeOf(event: KeyboardEvent): string {
  const parts = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && event.key.length > 1 ? "Shift" : "",
  ];
  return [...parts.filter((part) => part !== ""), event.key.length === 1 ? event.key.toLowerCase() : event.key].join("+");
}

/** Runs commands by their keys; mounted once, by the frame. One stroke without Ctrl or Alt is never read while typing or in a box. */
export function useCommandKeys(extra: () => readonly Command[]): void {
  onMount(() => {
    let first = "";
    let forget: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const stroke = strokeOf(event);
      // a function key writes nothing: it is not one of those that dictation or a slip of the hand strikes
      const plain = !stroke.startsWith("Ctrl+") && !stroke.startsWith("Alt+") && !/^F\d+$/.test(stroke);
      const inBox =
        document.querySelector('[role="alertdialog"],[role="dialog"][aria-modal="true"],[role="menu"][data-state="open"]') !== null;
      // in a field these are the field's own
      if (/^Ctrl\+[acvxyz]$/.test(stroke) && typing(event.target)) return;
      if (plain && (!singleKeys() || typing(event.target) || inBox)) return;
      const wanted = [first === "" ? "" : `${first} ${stroke}`, stroke];
      const commands = [...allCommands(), ...extra()].filter((command) => command.keys !== undefined && !command.keysOnly);
      const found = wanted
        .flatMap((keys) => commands.filter((command) => keys !== "" && command.keys === keys))
        .find((command) => !inBox || !plain || command.id === "palette");
      clearTimeout(forget);
      first = "";
      if (found) {
        event.preventDefault();
        found.run();
      } else if (plain && commands.some((command) => command.keys?.startsWith(`${stroke} `))) {
        first = stroke;
        forget = setTimeout(() => (first = ""), 1_200);
      }
    };
    document.addEventListener("keydown", onKeyDown);
    onCleanup(() => {
      clearTimeout(forget);
      document.removeEventListener("keydown", onKeyDown);
    });
  });
}
