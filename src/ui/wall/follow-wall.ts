import { batch, createSignal, onCleanup, onMount } from "solid-js";
import type { WallFrame, WallTold } from "#domain/wall.ts";
import { api } from "#ui/client.ts";
import { changedParts } from "./changed.ts";
import type { Instant, News } from "./freshness.ts";
import { holdLine } from "./line.ts";
import { browserLine } from "./wall-ways.ts";

/** `lost`: the server knows no display behind this browser any more; what it last showed stays, greyed (E2). `revoked`: it goes blank. */
export type Pairing = "starting" | "waiting" | "paired" | "lost" | "revoked";

const askEvery = 3_000;
const renewEvery = 3_600_000;
const justFor = 2_000;

export const instant = (): Instant => ({ steady: performance.now(), wall: Date.now() });

/** Follows what this browser is and what it is told, for as long as the page lives. */
export function followWall(given: { paired(displayId: string): void }) {
  const [pairing, setPairing] = createSignal<Pairing>("starting");
  const [code, setCode] = createSignal<string | null>(null);
  const [name, setName] = createSignal("");
  const [frame, setFrame] = createSignal<WallFrame | null>(null);
  const [news, setNews] = createSignal<News | null>(null);
  const [just, setJust] = createSignal<ReadonlySet<string>>(new Set());
  const [identity, setIdentity] = createSignal<string | null>(null);
  const [build, setBuild] = createSignal<string | null>(null);
  const [unreachable, setUnreachable] = createSignal(false);
  let line: ReturnType<typeof holdLine> | null = null;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let fading: ReturnType<typeof setTimeout> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let renewing: ReturnType<typeof setInterval> | undefined;
  let gone = false;

  const heardAt = (at: string): void => void setNews({ server: Date.parse(at), here: instant() });

  function take(next: WallFrame): void {
    const before = frame();
    if (before && before.boardId === next.boardId && (next.seq < before.seq || (next.seq === before.seq && next.at < before.at))) return;
    const changed = changedParts(before, next);
    batch(() => {
      setFrame(next);
      if (changed.size > 0) setJust(changed);
    });
    if (changed.size === 0) return;
    clearTimeout(fading);
    fading = setTimeout(() => setJust(new Set<string>()), justFor);
  }

  function told(one: WallTold): void {
    switch (one.type) {
      case "frame":
        return batch(() => {
          take(one.frame);
          // A frame may have been worked out a while ago; the beat that follows says that it still holds.
          if (!news()) heardAt(one.frame.at);
        });
      case "beat":
        setBuild(one.build);
        return heardAt(one.at);
      case "identify":
        clearTimeout(leaving);
        setIdentity(one.name);
        leaving = setTimeout(() => setIdentity(null), one.seconds * 1000);
        return;
      case "display":
        return void setName(one.name);
      case "revoked":
        return blank();
      case "away":
    }
  }

  function blank(): void {
    batch(() => {
      setPairing("revoked");
      setFrame(null);
      setNews(null);
      setIdentity(null);
      setCode(null);
    });
    void ask();
  }

  function lost(): void {
    setPairing("lost");
    setCode(null);
    void ask();
  }

  /** Asks what this browser is until it is a display; a code that ran out is followed by another. */
  async function ask(): Promise<void> {
    clearTimeout(asking);
    try {
      let state = await api.wall.state.query();
      if (state.state === "none" || state.state === "revoked") {
        if (state.state === "revoked" && pairing() === "starting") setPairing("revoked");
        state = await api.wall.begin.mutate();
      }
      if (gone) return;
      setUnreachable(false);
      if (state.state === "paired") return paired(state);
      if (state.state === "waiting") {
        setCode(state.code);
        if (pairing() === "starting") setPairing("waiting");
      }
    } catch {
      setUnreachable(true);
    }
    if (!gone) asking = setTimeout(() => void ask(), askEvery);
  }

  function paired(state: { displayId: string; name: string }): void {
    batch(() => {
      setPairing("paired");
      setCode(null);
      setName(state.name);
      // What another board showed before is no news of this one.
      setFrame(null);
      setNews(null);
    });
    given.paired(state.displayId);
    clearInterval(renewing);
    const renew = (): void => void api.wall.renew.mutate().catch(() => {});
    renew();
    renewing = setInterval(renew, renewEvery);
    if (line) line.again();
    else line = holdLine(browserLine, { told, connected: (yes) => setUnreachable(!yes), unpaired: lost });
  }

  const online = (): void => line?.again();
  onMount(() => {
    void ask();
    window.addEventListener("online", online);
    onCleanup(() => {
      gone = true;
      line?.stop();
      window.removeEventListener("online", online);
      for (const timer of [asking, fading, leaving]) clearTimeout(timer);
      clearInterval(renewing);
    });
  });
  return { pairing, code, name, frame, news, just, identity, build, unreachable };
}
