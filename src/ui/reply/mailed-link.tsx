import { HttpStatusCode } from "@solidjs/start";
import { createEffect, on, onCleanup, onMount, Show } from "solid-js";
import { refusalIn } from "#ui/client.ts";

/** What a mailed link opens; a dead link is an answer here, not an accident. */
export async function openLink<Page>(ask: () => Promise<Page>): Promise<Page | "dead"> {
  try {
    return await ask();
  } catch (error) {
    if (refusalIn(error)?.code === "link-dead") return "dead";
    throw error;
  }
}

/** Says once that somebody looks, when the page is seen: mail scanners open links and see nothing. */
export function useOpened<Page>(alive: () => Page | null, say: (page: Page) => void): void {
  onMount(() => {
    let said = false;
    const look = () => {
      const page = alive();
      if (said || document.visibilityState !== "visible" || page === null) return;
      said = true;
      say(page);
    };
    look();
    document.addEventListener("visibilitychange", look);
    onCleanup(() => document.removeEventListener("visibilitychange", look));
    createEffect(on(alive, look, { defer: true }));
  });
}

/** In the place of the page: the link expired, was taken back, or never was one. */
export function DeadLink(props: { title: string; text: string }) {
  return (
    <section class="flex flex-col gap-2 rounded-xl border border-line bg-surface p-5 sm:p-7">
      <HttpStatusCode code={410} />
      <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{props.title}</h1>
      <p class="text-muted">{props.text}</p>
    </section>
  );
}

/** Who to write to or call, after the words that say what for. */
export function LinkContact(props: { lead: string; contact: { name: string; email: string | null; phone: string | null } }) {
  return (
    <p>
      {props.lead} {props.contact.name}
      <Show when={props.contact.email}>
        {(email) => (
          <>
            {", "}
            <a class="inline-block min-h-6 break-all text-accent underline" href={`mailto:${email()}`}>
              {email()}
            </a>
          </>
        )}
      </Show>
      <Show when={props.contact.phone}>
        {(phone) => (
          <>
            {", "}
            <a class="inline-block min-h-6 text-accent underline" href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}>
              {phone()}
            </a>
          </>
        )}
      </Show>
    </p>
  );
}
