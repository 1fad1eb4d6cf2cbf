import { createSignal, onCleanup, onMount } from "solid-js";
import { reloadAfter } from "#domain/wall.ts";
import { reloadHour } from "./night.ts";
import { reachable } from "./wall-ways.ts";

const hideAfter = 3_000;
const checkEvery = 15_000;
/** A page younger than this is not made anew for the hour or for a version: it would do nothing else. */
const youngest = 120_000;
const spread = 60_000;

/** Makes the page anew if the server answers: a wall never ends on an error page of its browser (E5). */
async function reload(): Promise<void> {
  if (await reachable()) location.reload();
}

/**
 * What a wall does for itself, with nobody there: keeps the screen awake, hides the pointer, and makes the page anew every night, for a new
 * version, and when nothing came for a minute though the server answers. `time` is the wall's own, HH:MM; `age` is null while it is no display.
 */
export function useSelfCare(wall: { time(): string | null; age(): number | null; build(): string | null }) {
  const [still, setStill] = createSignal(true);
  onMount(() => {
    const born = performance.now();
    const minute = Math.floor(Math.random() * 60);
    let first: string | null = null;
    let leaving = false;
    let lock: WakeLockSentinel | null = null;
    let resting: ReturnType<typeof setTimeout> | undefined;

    const awake = async (): Promise<void> => {
      if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
      try {
        lock = await navigator.wakeLock.request("screen");
      } catch {
        // a browser without it, or one that says no: the television's own setting decides
      }
    };
    const moved = (): void => {
      setStill(false);
      clearTimeout(resting);
      resting = setTimeout(() => setStill(true), hideAfter);
    };
    const check = (): void => {
      void awake();
      const age = wall.age();
      const old = performance.now() - born > youngest;
      if (age !== null && age > reloadAfter && performance.now() - born > reloadAfter) return void reload();
      const build = wall.build();
      first ??= build;
      if (build !== null && build !== first && !leaving) {
        leaving = true;
        setTimeout(() => {
          leaving = false;
          void reload();
        }, Math.random() * spread);
      }
      const [hour, at] = (wall.time() ?? "").split(":").map(Number);
      if (old && hour === reloadHour && at === minute) void reload();
    };
    const timer = setInterval(check, checkEvery);
    void awake();
    document.addEventListener("visibilitychange", awake);
    window.addEventListener("pointermove", moved);
    onCleanup(() => {
      clearInterval(timer);
      clearTimeout(resting);
      document.removeEventListener("visibilitychange", awake);
      window.removeEventListener("pointermove", moved);
      void lock?.release();
    });
  });
  return { still };
}
