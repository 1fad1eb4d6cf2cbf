import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { LetterDocuments } from "#ui/letter/letter-document.tsx";
import { Button } from "#ui/parts/button.tsx";
import { remarkWords } from "#words/remark.ts";

/** The school's files beside a request, read by both sides; the school chooses them among its own (2.28). */
export function DocumentSection(props: { requestId: string }) {
  const w = useWords(remarkWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [choosing, setChoosing] = createSignal(false);
  const list = useQuery(() => ({
    queryKey: ["request", "documents", props.requestId],
    queryFn: () => api.requestDocument.list.query({ requestId: props.requestId }),
  }));
  const documents = () => answerOf(list)?.documents ?? [];
  const choose = (ids: string[]) =>
    void api.requestDocument.choose
      .mutate({ requestId: props.requestId, ids })
      .then(() => queries.invalidateQueries({ queryKey: ["request", "documents"] }), failure.tell);
  return (
    <div class="flex flex-col gap-2">
      <Show when={documents().length > 0} fallback={<p class="text-sm text-muted">{w().noDocument}</p>}>
        <ul class="flex flex-col gap-1 text-sm">
          <For each={documents()}>
            {(document) => (
              <li>
                <a
                  href={`/fichier?demande=${props.requestId}&document=${document.id}`}
                  rel="external"
                  target="_blank"
                  class="inline-flex min-h-6 items-center gap-1.5 break-all text-accent hover:underline"
                >
                  <FileText size={14} class="shrink-0" aria-hidden="true" />
                  {document.name}
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={answerOf(list)?.may.choose}>
        <Show
          when={choosing()}
          fallback={
            <Button size="sm" kind="quiet" class="self-start" onClick={() => setChoosing(true)}>
              {w().chooseDocuments}
            </Button>
          }
        >
          <LetterDocuments ticked={documents().map(({ id }) => id)} onTick={choose} />
        </Show>
      </Show>
    </div>
  );
}
