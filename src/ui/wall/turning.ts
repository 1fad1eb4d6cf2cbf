import { createEffect, createSignal, on, onCleanup, onMount, untrack } from "solid-js";
import type { Urgent, WallFrame } from "#domain/wall.ts";
import { firstTurn, languageAt, passed, restAfterTouch, stepped, turnedTo, urgentFor, viewAt, type Turn } from "./rotation.ts";

/** Which view a wall shows: they turn by themselves, by key and by touch, and give way to what is urgent for a while (E7). */
export function useTurning(frame: () => WallFrame | null) {
  const [turn, setTurn] = createSignal<Turn>(firstTurn);
  const [paused, setPaused] = createSignal(false);
  const [covering, setCovering] = createSignal<{ key: string; left: number } | null>(null);
  const waiting: string[] = [];
  let known: ReadonlySet<string> | null = null;
  let rest = 0;
  const views = () => frame()?.views.length ?? 0;

  // What was urgent before this page was there is above the views; what becomes so covers them.
  createEffect(
    on(frame, (now) => {
      if (!now) return void (known = null);
      const keys = new Set(now.urgent.map(({ key }) => key));
      if (known) for (const key of keys) if (!known.has(key)) waiting.push(key);
      known = keys;
      const shown = untrack(covering);
      if (shown && !keys.has(shown.key)) setCovering(null);
      if (!untrack(covering)) next();
    }),
  );
  function next(): void {
    for (;;) {
      const key = waiting.shift();
      if (key === undefined) return void setCovering(null);
      if (known?.has(key)) return void setCovering({ key, left: urgentFor });
    }
  }

  /** So many milliseconds more. */
  function pass(ms: number): void {
    const shown = covering();
    if (shown) {
      if (shown.left > ms) setCovering({ key: shown.key, left: shown.left - ms });
      else next();
      return;
    }
    if (rest > 0) return void (rest -= ms);
    if (!paused()) setTurn(passed(turn(), ms, frame()?.views.map(({ seconds }) => seconds) ?? []));
  }
  const step = (by: 1 | -1): void => {
    setCovering(null);
    setTurn(stepped(turn(), by, views()));
    rest = restAfterTouch;
  };
  const go = (at: number): void => {
    if (at >= views()) return;
    setCovering(null);
    setTurn(turnedTo(turn(), at, views()));
    rest = restAfterTouch;
  };

  onMount(() => {
    const touched = (): void => void (rest = restAfterTouch);
    const key = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const onButton = event.target instanceof HTMLButtonElement;
      if (["ArrowRight", "PageDown", "MediaTrackNext"].includes(event.key)) step(1);
      else if (["ArrowLeft", "PageUp", "MediaTrackPrevious"].includes(event.key)) step(-1);
      else if (["p", "P", "Pause", "MediaPlayPause"].includes(event.key) || (event.key === " " && !onButton)) setPaused(!paused());
      else if (/^[1-9]$/.test(event.key)) go(Number(event.key) - 1);
      else if (event.key === "f")
        void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
      else return;
      event.preventDefault();
    };
    window.addEventListener("pointerdown", touched);
    window.addEventListener("keydown", key);
    onCleanup(() => {
      window.removeEventListener("pointerdown", touched);
      window.removeEventListener("keydown", key);
    });
  });

  return {
    at: () => viewAt(turn(), views()),
    language: () => languageAt(turn(), frame()?.language ?? "fr", views()),
    urgent: (): Urgent | null => frame()?.urgent.find(({ key }) => key === covering()?.key) ?? null,
    paused,
    pause: () => setPaused(!paused()),
    go,
    pass,
  };
}
