import { For, Show } from "solid-js";
import { coveredOf, lackingOf, type ProgressCounts } from "#domain/progress.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { progressWords } from "#words/progress.ts";
import { writeNumber } from "#words/words.ts";

/** What a step looks like, from planned to confirmed: one hue over the other, and a mark of its own in the legend. */
export const stepHues = [
  { step: "planned", fill: "fill-st-new/35", dot: "bg-st-new/35" },
  { step: "sent", fill: "fill-st-sent/60", dot: "bg-st-sent/60" },
  { step: "accepted", fill: "fill-st-accepted/75", dot: "bg-st-accepted/75" },
  { step: "confirmed", fill: "fill-st-confirmed", dot: "bg-st-confirmed" },
] as const;

/**
 * How far courses have come, one step over the other on what is needed; below it, thin, students with a seat. A surplus of one course
 * covers nothing of another and stands beside, in words. The numbers are in the table around it.
 */
export function ProgressBar(props: { of: ProgressCounts; courses: readonly ProgressCounts[] }) {
  const w = useWords(progressWords);
  const { language } = useLanguage();
  const share = (step: "planned" | "sent" | "accepted" | "assigned" | "confirmed") => coveredOf(props.courses, step) * 100;
  /** Where a step's own part begins: where the one it holds ends. */
  const begins = (step: (typeof stepHues)[number]["step"]) => {
    const next = stepHues[stepHues.findIndex((one) => one.step === step) + 1];
    return next ? Math.min(share(next.step), share(step)) : 0;
  };
  const surplus = () => props.of.planned + lackingOf(props.courses, "planned") - props.of.needed;
  return (
    <Show when={props.of.needed > 0} fallback={<span class="text-xs text-muted">{w().lacks.enrol()}</span>}>
      <div class="flex min-w-0 flex-col gap-1" role="img" aria-label={w().bar(props.of)}>
        <svg viewBox="0 0 100 13" preserveAspectRatio="none" class="h-3.5 w-full" aria-hidden="true">
          <rect width="100" height="8" rx="0.6" class="fill-line" />
          <For each={stepHues}>
            {({ step, fill }) => <rect x={begins(step)} width={share(step) - begins(step)} height="8" class={fill} />}
          </For>
          <For each={stepHues}>
            {({ step }) => (
              <Show when={share(step) > 0 && share(step) < 100}>
                <rect x={share(step) - 0.3} width="0.6" height="8" class="fill-surface" />
              </Show>
            )}
          </For>
          <rect y="10" width="100" height="3" class="fill-line" />
          <rect y="10" width={share("assigned")} height="3" class="fill-ink/70" />
        </svg>
        <span class="flex flex-wrap justify-between gap-x-2 text-2xs text-muted tabular-nums" aria-hidden="true">
          <span>
            {writeNumber(props.of.planned, language())} / {writeNumber(props.of.needed, language())}
          </span>
          <Show when={surplus() > 0}>
            <span class="font-medium text-warn">{w().surplus(surplus())}</span>
          </Show>
          <span>{w().accepted(Math.floor(share("accepted")))}</span>
        </span>
      </div>
    </Show>
  );
}

export function ProgressLegend() {
  const w = useWords(progressWords);
  return (
    <ul class="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted" aria-label={w().legend}>
      <For each={stepHues}>
        {({ step, dot }) => (
          <li class="flex items-center gap-1.5">
            <span class={`size-2.5 rounded-sm border border-line-strong ${dot}`} aria-hidden="true" />
            {w().steps[step]}
          </li>
        )}
      </For>
      <li class="flex items-center gap-1.5">
        <span class="h-1 w-3 rounded-full bg-ink/70" aria-hidden="true" />
        {w().seats}
      </li>
    </ul>
  );
}
