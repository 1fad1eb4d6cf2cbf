import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { leftUntil, wallIn } from "#domain/hold.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { holdWords } from "#words/hold.ts";
import { localeOf, writeTime, type Language } from "#words/words.ts";

/** « mar. 1 déc. 2026, 9 h »: a release moment on the clocks of its territory, the day of the week with it. */
export function writeMoment(at: string, of: { timeZone: string; language: Language }): string {
  const { day, time } = wallIn(at, of.timeZone);
  const date = new Intl.DateTimeFormat(localeOf(of.language), {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(`${day}T00:00:00Z`));
  return `${date}, ${writeTime(time, of.language)}`;
}

/** « heure de l’Est », « Eastern Time »: which clock an hour is of. */
export function zoneName(timeZone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(localeOf(language), { timeZone, timeZoneName: "longGeneric" }).formatToParts(new Date(0));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

export const useMoment = () => {
  const { language } = useLanguage();
  return (at: string, timeZone: string) => writeMoment(at, { timeZone, language: language() });
};

/** What is left until a moment, second by second in its last hour, minute by minute before; not read aloud as it runs. */
export function Countdown(props: { at: string; /** What stands before it: it comes with it. */ lead?: string }) {
  const w = useWords(holdWords);
  const [now, setNow] = createSignal<Date | null>(null);
  onMount(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(new Date());
      const left = Date.parse(props.at) - Date.now();
      timer = setTimeout(tick, left > 3_600_000 ? Math.min(left - 3_600_000 + 1_000, 30_000) : 1_000 - (Date.now() % 1_000));
    };
    tick();
    onCleanup(() => clearTimeout(timer));
  });
  // The server does not know the reader's clock: the page begins without a figure.
  return (
    <Show when={now()}>
      {(at) => (
        <span class="tabular-nums" aria-hidden="true">
          {props.lead ?? " "}
          {(() => {
            const left = leftUntil(props.at, at());
            return left === null ? w().now : w().left(left);
          })()}
        </span>
      )}
    </Show>
  );
}
