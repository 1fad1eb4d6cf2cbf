import { createEffect, onCleanup, onMount } from "solid-js";
import { lookAgain } from "#domain/look.ts";
import { api, refusalIn } from "#ui/client.ts";

/** A page that is only passed through, from one request to the next, is not said to look. */
const settled = 400;

/** This page, as it names itself to the server for as long as it lives: 128 random bits, also where `randomUUID` is not given (plain http). */
let named: string | null = null;
function pageId(): string {
  if (named !== null) return named;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  named = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  return named;
}

/**
 * Says to colleagues that this page has a request open, for as long as it is open and can be seen. A page that is closed or hidden says so
 * at once; of one that died the server's clock knows.
 */
export function useLooking(requestId: () => string | null): void {
  let told = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const say = (id: string) => {
    told = true;
    api.look.at.mutate({ page: pageId(), requestId: id }).then(
      () => {
        if (told) timer = setTimeout(() => say(id), lookAgain);
      },
      // not reached (any more): there is nothing to say. A broken line is tried again.
      (error: unknown) => {
        if (refusalIn(error) === null && told) timer = setTimeout(() => say(id), lookAgain);
      },
    );
  };
  const leave = () => {
    stop();
    if (!told) return;
    told = false;
    void api.look.away.mutate({ page: pageId() }).catch(() => undefined);
  };
  /** The page is going: what it still sends must outlive it. */
  const go = () => {
    stop();
    if (!told) return;
    told = false;
    void fetch("/trpc/look.away", {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ page: pageId() }),
    }).catch(() => undefined);
  };
  onMount(() => {
    const begin = () => {
      stop();
      const id = requestId();
      if (id === null || document.visibilityState === "hidden") leave();
      else timer = setTimeout(() => say(id), settled);
    };
    createEffect(begin);
    document.addEventListener("visibilitychange", begin);
    window.addEventListener("pagehide", go);
    window.addEventListener("pageshow", begin);
    onCleanup(() => {
      document.removeEventListener("visibilitychange", begin);
      window.removeEventListener("pagehide", go);
      window.removeEventListener("pageshow", begin);
      leave();
    });
  });
}
