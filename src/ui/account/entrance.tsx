import { Title } from "@solidjs/meta";
import { A } from "@solidjs/router";
import { createSignal, onMount, type JSX } from "solid-js";
import { LanguageSwitch } from "#ui/frame/language-switch.tsx";
import { Mark } from "#ui/frame/mark.tsx";
import { useWords } from "#ui/language.tsx";
import { accountWords } from "#words/account.ts";

/** What stands around the pages of a visitor: the product's name, the language switch, one column. */
export function Entrance(props: { title: string; wide?: boolean; children: JSX.Element }) {
  const w = useWords(accountWords);
  return (
    <div class="flex min-h-dvh flex-col">
      <Title>{`${props.title} · ${w().product}`}</Title>
      <header class="flex items-center gap-3 px-4 py-3 md:px-8">
        <A href="/" class="flex items-center gap-2.5 rounded text-lg font-semibold tracking-[-0.015em]">
          <Mark />
          {w().product}
        </A>
        <span class="flex-1" />
        <LanguageSwitch signedIn={false} />
      </header>
      <main class={`mx-auto flex w-full flex-1 flex-col px-4 pt-4 pb-16 sm:pt-[6vh] ${props.wide ? "max-w-5xl" : "max-w-md"}`}>
        {props.children}
      </main>
    </div>
  );
}

/** The card of a visitor's page: a title, a sentence, a form. */
export function EntranceCard(props: { title: JSX.Element; text?: JSX.Element; class?: string; children: JSX.Element }) {
  return (
    <section class={`flex flex-col gap-5 rounded-xl border border-line bg-surface p-5 sm:p-7 ${props.class ?? ""}`}>
      <div class="flex flex-col gap-1.5">
        <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{props.title}</h1>
        {props.text === undefined ? null : <p class="text-sm text-muted">{props.text}</p>}
      </div>
      {props.children}
    </section>
  );
}

/**
 * True once the page answers. A form sent before that is sent by the browser itself: `method="post"` keeps a password out of
 * the address, where logs and histories would show it, and its button waits for this.
 */
export function useReady(): () => boolean {
  const [ready, setReady] = createSignal(false);
  onMount(() => setReady(true));
  return ready;
}
