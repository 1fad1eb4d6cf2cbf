import { createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { frameWords } from "#words/frame.ts";

/** Warned this long before the end (WCAG 2.2.1 asks for 20 s, our law's readers for two minutes). */
const warning = 120_000;
/** The server is told at most this often that the person is at work. */
const spacing = 60_000;

/** How far this machine's clock is from the server's, in ms: a clock five minutes slow would warn after the end. */
async function clockSkew(): Promise<number> {
  try {
    const answer = await fetch("/favicon.svg", { method: "HEAD", cache: "no-store" });
    const there = Date.parse(answer.headers.get("date") ?? "");
    return Number.isNaN(there) ? 0 : there - Date.now();
  } catch {
    return 0;
  }
}

/**
 * Thirty minutes without a touch end the session. Working here keeps it alive; two minutes before the end a box asks.
 * Several tabs are one person: each listens to the others.
 */
export function IdleWarning(props: { endsAt: string; onSignOut(): void; onExpired(): void }) {
  const w = useWords(frameWords);
  const [endsAt, setEndsAt] = createSignal(Date.parse(props.endsAt));
  const [now, setNow] = createSignal(0);
  const [pending, setPending] = createSignal(false);
  let told = Date.now();
  let skew = 0;
  let stayButton: HTMLButtonElement | undefined;
  let channel: BroadcastChannel | undefined;

  createEffect(
    on(
      () => props.endsAt,
      (at) => setEndsAt((before) => Math.max(before, Date.parse(at))),
    ),
  );

  const left = () => (now() === 0 ? Number.POSITIVE_INFINITY : endsAt() - now());
  const warned = () => left() <= warning;
  const stay = async () => {
    setPending(true);
    try {
      const answer = await api.account.stay.mutate();
      told = Date.now();
      setEndsAt(Date.parse(answer.endsAt));
      channel?.postMessage(answer.endsAt);
    } catch {
      // Offline or already over: the clock goes on and says so.
    } finally {
      setPending(false);
    }
  };

  onMount(() => {
    void clockSkew().then((found) => (skew = found));
    channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("concerto.idle") : undefined;
    channel?.addEventListener("message", (event: MessageEvent<string>) => setEndsAt(Date.parse(event.data)));
    const touched = () => {
      // Once the box is up only its button counts: a hand that brushes the mouse is not an answer.
      if (!warned() && Date.now() - told > spacing) {
        told = Date.now();
        void stay();
      }
    };
    const clock = setInterval(() => {
      setNow(Date.now() + skew);
      if (left() <= 0) {
        clearInterval(clock);
        props.onExpired();
      }
    }, 1_000);
    for (const kind of ["pointerdown", "keydown", "wheel"] as const) document.addEventListener(kind, touched, { passive: true });
    onCleanup(() => {
      clearInterval(clock);
      channel?.close();
      for (const kind of ["pointerdown", "keydown", "wheel"] as const) document.removeEventListener(kind, touched);
    });
  });

  createEffect(
    on(warned, (is) => {
      if (is) announce(`${w().idle.title} ${w().idle.text(2)}`, true);
    }),
  );

  const remaining = () => {
    const seconds = Math.max(0, Math.ceil(left() / 1_000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  return (
    <Dialog
      open={warned()}
      onClose={() => void stay()}
      title={w().idle.title}
      text={w().idle.text(Math.max(1, Math.min(2, Math.ceil(left() / 60_000))))}
      role="alertdialog"
      initialFocus={() => stayButton ?? null}
      size="sm"
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onSignOut()}>
            {w().idle.leave}
          </Button>
          <Button ref={stayButton} kind="primary" pending={pending()} onClick={() => void stay()}>
            {w().idle.stay}
          </Button>
        </>
      }
    >
      <p class="text-2xl font-semibold" role="timer">
        {w().idle.remaining(remaining())}
      </p>
    </Dialog>
  );
}
