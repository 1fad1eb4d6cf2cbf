import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import Circle from "lucide-solid/icons/circle";
import CircleDot from "lucide-solid/icons/circle-dot";
import type { Stage, StageState } from "#domain/guest.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { writeInstant } from "#words/words.ts";
import type { GuestRequest } from "./guest-query.ts";

const looks: Record<StageState, { icon: typeof Check; hue: string }> = {
  done: { icon: Check, hue: "bg-st-confirmed-soft text-st-confirmed" },
  now: { icon: CircleDot, hue: "bg-accent-soft text-accent" },
  next: { icon: Circle, hue: "bg-sunken text-muted" },
  no: { icon: Ban, hue: "bg-st-declined-soft text-st-declined" },
};

/** Where a request stands, in plain words: what is done, what is under way, what is to come. */
export function Stages(props: { request: GuestRequest; receiving: string }) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const says = ({ stage, state }: Stage): string => {
    const s = w().stageSays;
    if (stage === "received") return s.received(props.receiving);
    if (stage === "looked-at") return state === "now" ? s.lookedAtNow : "";
    if (stage === "named") return state === "now" ? s.namedNow : "";
    if (stage === "confirmed") return state === "done" ? s.confirmedDone : state === "now" ? s.confirmedNow(props.receiving) : "";
    return state === "done" ? s.accepted : state === "no" ? (props.request.status === "cancelled" ? s.cancelled : s.declined) : "";
  };
  return (
    <ol class="flex flex-col">
      <For each={props.request.stages}>
        {(stage, index) => (
          <li class="flex gap-3">
            <span class="flex flex-col items-center">
              <span class={`grid size-7 shrink-0 place-items-center rounded-full ${looks[stage.state].hue}`}>
                <Dynamic component={looks[stage.state].icon} size={15} aria-hidden="true" />
              </span>
              <Show when={index() < props.request.stages.length - 1}>
                <span class="w-px flex-1 bg-line" />
              </Show>
            </span>
            <div class="min-w-0 pb-3.5">
              <p class={stage.state === "next" ? "text-muted" : "font-medium"}>
                {w().stages[stage.stage]}
                <span class="sr-only">{` (${w().stageState[stage.state]})`}</span>
                <Show when={stage.at}>
                  {(at) => <span class="ml-2 text-sm font-normal text-muted">{writeInstant(at(), language(), new Date())}</span>}
                </Show>
              </p>
              <Show when={says(stage)}>{(text) => <p class="text-sm text-pretty">{text()}</p>}</Show>
            </div>
          </li>
        )}
      </For>
    </ol>
  );
}
