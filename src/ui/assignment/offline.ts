import { createEffect, createMemo, createSignal, on, onCleanup, onMount, type Accessor } from "solid-js";
import type { Id } from "#domain/id.ts";
import { useConnectionTruth } from "#ui/frame/unsaved.ts";
import { connection } from "#ui/live.ts";
import { afterAway, patience, readKept, withWanted, type Wanted } from "./wanted.ts";

/** How soon it is tried again where the line says it is up and the server was not reached. */
const again = 3_000;

/**
 * What is wanted of students while there is no line: kept on the page (and over its reload), said in the pill, sent when the line is back
 * within two minutes, asked after that. `send` gives back what did not reach the server.
 */
export function useOffline(of: { key: Accessor<string | null>; send(wanted: Wanted[]): Promise<Wanted[]>; ask(wanted: Wanted[]): void }) {
  const [queue, setQueue] = createSignal<Wanted[]>([]);
  const [away, setAway] = createSignal<number | null>(null);
  const [long, setLong] = createSignal(false);
  // As the browser says it: on the server, and in the first render, the page is taken to be in line.
  const [mounted, setMounted] = createSignal(false);
  const offline = createMemo(() => mounted() && connection() === "offline");
  let sending = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let growing: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    if (away() !== null) return;
    setAway(Date.now());
    growing = setTimeout(() => setLong(true), patience);
  };
  const back = () => {
    clearTimeout(growing);
    setAway(null);
    setLong(false);
  };
  const keep = (next: Wanted[]) => {
    setQueue(next);
    const key = of.key();
    if (key === null) return;
    if (next.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(next));
  };
  const flush = async () => {
    clearTimeout(retry);
    if (sending || offline()) return;
    const since = away() ?? Date.now();
    const waiting = queue();
    if (waiting.length === 0) return back();
    const { send, ask } = afterAway(waiting, { since, now: Date.now() });
    if (ask.length > 0) {
      keep([]);
      back();
      return of.ask(ask);
    }
    sending = true;
    const left = await of.send(send);
    sending = false;
    // What was wanted meanwhile stays, and what did not arrive.
    const sent = new Set(send.filter((one) => !left.includes(one)));
    keep(queue().filter((one) => !sent.has(one)));
    if (queue().length === 0) back();
    else retry = setTimeout(() => void flush(), again);
  };

  onMount(() => {
    setMounted(true);
    const stay = (event: BeforeUnloadEvent) => {
      if (queue().length > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", stay);
    onCleanup(() => {
      window.removeEventListener("beforeunload", stay);
      clearTimeout(retry);
      clearTimeout(growing);
    });
  });
  createEffect(
    on([mounted, of.key], ([is, key]) => {
      if (!is || key === null) return;
      // From before a reload: what has happened since nobody here has seen, so it is asked.
      const kept = readKept(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
      if (kept.length > 0) of.ask(kept);
    }),
  );
  createEffect(
    on([offline, connection], ([is, state]) => {
      if (is) leave();
      else if (state === "live") void flush();
    }),
  );
  useConnectionTruth(() => {
    const unsaved = queue().length;
    if (unsaved === 0 && !offline()) return null;
    return { state: offline() ? "offline" : connection(), unsaved, kept: true };
  });

  return {
    queue,
    offline,
    /** Away for so long that what waits will be asked. */
    long,
    wantedOf: (studentId: Id): Wanted | undefined => queue().find((one) => one.studentId === studentId),
    add: (wanted: Wanted[]) => {
      leave();
      keep(wanted.reduce<Wanted[]>(withWanted, queue()));
      if (!offline()) {
        clearTimeout(retry);
        retry = setTimeout(() => void flush(), again);
      }
    },
    drop: (studentId: Id) => keep(queue().filter((one) => one.studentId !== studentId)),
  };
}
export type Offline = ReturnType<typeof useOffline>;
