import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { api } from "#ui/client.ts";
import { answerOf } from "#ui/answer.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { printWords } from "#words/print.ts";
import { welcomeWords } from "#words/welcome.ts";
import { Hideable, stateOf } from "./hidden.tsx";

/** « n rapports à livrer »: what left on paper and waits to be handed over, live (F-140). */
export function ToDeliver() {
  const w = useWords(printWords);
  const o = useWords(welcomeWords);
  const counts = useQuery(() => ({ queryKey: ["print", "counts"], queryFn: () => api.print.counts.query() }));
  const open = () => answerOf(counts)?.open ?? 0;
  return (
    <Show when={open() > 0}>
      <Hideable of={{ kind: "to-deliver", state: stateOf([open()]) }} name={w().toDeliver(open())}>
        {(hide) => (
          <div class="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-3.5 py-2.5">
            <div class="min-w-0 flex-[1_1_16rem]">
              <p class="font-medium">{w().toDeliver(open())}</p>
              <p class="text-sm text-muted">{w().toDeliverText}</p>
            </div>
            <span class="flex items-center gap-2">
              <ButtonLink size="sm" href="/impression">
                {o().open}
              </ButtonLink>
              {hide()}
            </span>
          </div>
        )}
      </Hideable>
    </Show>
  );
}
