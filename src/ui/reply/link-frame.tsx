import { Title } from "@solidjs/meta";
import type { JSX } from "solid-js";
import { LanguageSwitch } from "#ui/frame/language-switch.tsx";
import { Mark } from "#ui/frame/mark.tsx";
import { Guarded } from "#ui/parts/mishap.tsx";
import { Toaster } from "#ui/parts/toaster.tsx";
import { localeOf, type Language } from "#words/words.ts";

/** A day, or the day of an instant, as a letter writes it. */
export const longDay = (on: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: "America/Toronto", dateStyle: "long" }).format(
    new Date(on.length === 10 ? `${on}T12:00:00-05:00` : on),
  );

/** The page of somebody who came by a mailed link: no account, no menu, one column that a telephone holds. */
export function LinkFrame(props: { title: string; children: JSX.Element }) {
  return (
    <div class="flex min-h-dvh flex-col bg-page">
      <Title>{`${props.title} · Concerto`}</Title>
      <header class="flex items-center gap-2.5 px-4 py-3">
        <span class="flex items-center gap-2.5 text-lg font-semibold tracking-[-0.015em]">
          <Mark />
          Concerto
        </span>
        <span class="flex-1" />
        <LanguageSwitch signedIn={false} />
      </header>
      <main class="mx-auto flex w-full max-w-2xl flex-1 flex-col gap-5 px-4 pt-1 pb-16">
        <Guarded heading="h1">{props.children}</Guarded>
      </main>
      <Toaster />
    </div>
  );
}
