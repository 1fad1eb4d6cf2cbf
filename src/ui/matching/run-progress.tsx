import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Progress } from "#ui/parts/progress.tsx";
import { matchingWords } from "#words/matching.ts";
import type { Acts } from "./acts.ts";
import type { Run } from "./desk.ts";

/** A run under way, as all who look see it: who began it, what it looks for, how far it is, and how to stop it. */
export function RunProgress(props: { run: Run; acts: Acts }) {
  const w = useWords(matchingWords);
  return (
    <section
      class="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border border-info/30 bg-info-soft px-4 py-3"
      data-testid="matching-run"
    >
      <div class="min-w-0 flex-[1_1_18rem]">
        <Progress
          label={props.run.mine ? w().runningYou : w().running(props.run.by)}
          value={props.run.progress / 100}
          detail={w().progress(props.run.progress)}
        />
        <p class="mt-1 text-xs text-muted" aria-live="polite">
          <Show when={props.run.stage !== "" ? props.run.stage : null}>{(way) => <>{w().stage(w().wayNames[way()])}. </>}</Show>
          {w().mayLeave}
        </p>
      </div>
      <Show
        when={props.run.may.cancel}
        fallback={
          <Show when={props.run.cancelAsked}>
            <span class="text-sm text-muted">{w().cancelAsked}</span>
          </Show>
        }
      >
        <Button pending={props.acts.pending() === "cancel"} onClick={() => void props.acts.cancel(props.run.id)}>
          {w().cancel}
        </Button>
      </Show>
    </section>
  );
}
