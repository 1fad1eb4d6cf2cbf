import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import Hourglass from "lucide-solid/icons/hourglass";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Countdown, useMoment } from "#ui/cohort/countdown.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { holdWords } from "#words/hold.ts";

/** Over the outbox: what waits for its release, moment by moment, counting down (F-061). */
export function HoldBand(props: { shown: boolean; onShow(): void }) {
  const w = useWords(holdWords);
  const moment = useMoment();
  const query = useQuery(() => ({ queryKey: ["request", "held"], queryFn: () => api.hold.upcoming.query() }));
  const upcoming = () => answerOf(query);
  return (
    <Show when={(upcoming()?.moments.length ?? 0) > 0}>
      <div class="rounded-lg border border-st-sent/30 bg-surface px-3 py-1.5 text-sm" role="status">
        <ul class="flex flex-col gap-1">
          <For each={upcoming()?.moments.slice(0, 3)}>
            {(one, at) => (
              <li class="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Hourglass size={15} class="shrink-0 text-st-sent" aria-hidden="true" />
                <span class="min-w-0 flex-[1_1_14rem]">
                  {w().band(one.requests)}{" "}
                  <strong class="font-semibold">{moment(one.at, upcoming()?.timeZone ?? "America/Toronto")}</strong>
                  <Countdown at={one.at} lead=", " />
                </span>
                <Show when={at() === 0 && !props.shown}>
                  <Button size="sm" onClick={() => props.onShow()}>
                    {w().show}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
