import { useQuery } from "@tanstack/solid-query";
import { For } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { closingWords } from "#words/closing.ts";

/** That the place of a request is closed on some of its days, where either side opens it (R357). */
export function ClosedNotice(props: { requestId: string }) {
  const w = useWords(closingWords);
  const met = useQuery(() => ({
    queryKey: ["closures-met", props.requestId],
    queryFn: () => api.closure.met.query({ requestId: props.requestId }),
    retry: false,
  }));
  return (
    <For each={answerOf(met) ?? []}>
      {(one) => (
        <Notice kind="warn" quiet class="mb-3" title={w().met(one.place, one.startsOn, one.endsOn)}>
          {w().metDays(one.reason, one.days, one.all)}
        </Notice>
      )}
    </For>
  );
}
