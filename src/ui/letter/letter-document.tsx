import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Paperclip from "lucide-solid/icons/paperclip";
import X from "lucide-solid/icons/x";
import { documentEndings, largestDocument } from "#domain/delivery-document.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { letterWords } from "#words/letter.ts";
import { writeNumber } from "#words/words.ts";

const megabyte = 1024 * 1024;

/** The organisation's own files, ticked to be joined; a new one is kept for the next time (F-137). */
export function LetterDocuments(props: { ticked: readonly string[]; onTick(ids: string[]): void }) {
  const w = useWords(letterWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [pending, setPending] = createSignal(false);
  const documents = useQuery(() => ({ queryKey: ["document", "list"], queryFn: () => api.document.list.query() }));
  let input: HTMLInputElement | undefined;
  const size = (bytes: number) =>
    bytes >= megabyte / 10
      ? `${writeNumber(Math.round((bytes / megabyte) * 10) / 10, language())}\u00A0${language() === "fr" ? "Mo" : "MB"}`
      : `${writeNumber(Math.max(1, Math.round(bytes / 1024)), language())}\u00A0${language() === "fr" ? "ko" : "kB"}`;
  const refresh = () => queries.invalidateQueries({ queryKey: ["document"] });
  const add = async (file: File) => {
    setPending(true);
    try {
      const form = new FormData();
      form.append("file", file);
      const { id } = await api.document.add.mutate(form);
      await refresh();
      props.onTick([...props.ticked, id]);
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
      if (input) input.value = "";
    }
  };
  const remove = async (id: string) => {
    try {
      const { name } = await api.document.remove.mutate({ id });
      props.onTick(props.ticked.filter((one) => one !== id));
      toast({ text: w().removed(name) });
      await refresh();
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <div class="flex flex-col gap-1.5">
      <Show when={(answerOf(documents)?.length ?? 0) > 0}>
        <h3 class="text-xs font-semibold text-muted">{w().documents}</h3>
        <ul class="flex max-h-52 flex-col overflow-auto">
          <For each={answerOf(documents) ?? []}>
            {(document) => (
              <li class="flex items-center gap-2">
                <span class="min-w-0 flex-1">
                  <Checkbox
                    label={<span class="break-all">{document.name}</span>}
                    hint={`${size(document.size)}, ${document.addedBy}`}
                    checked={props.ticked.includes(document.id)}
                    onChange={(on) => props.onTick(on ? [...props.ticked, document.id] : props.ticked.filter((one) => one !== document.id))}
                  />
                </span>
                <IconButton
                  size="sm"
                  kind="quiet"
                  side="left"
                  label={w().removeDocument(document.name)}
                  icon={<X size={14} aria-hidden="true" />}
                  onClick={() => void remove(document.id)}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="flex flex-wrap items-center gap-2">
        <input
          ref={input}
          type="file"
          class="sr-only"
          tabindex={-1}
          aria-label={w().addDocument}
          accept={documentEndings.join(",")}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void add(file);
          }}
        />
        <Button size="sm" pending={pending()} icon={<Paperclip size={14} aria-hidden="true" />} onClick={() => input?.click()}>
          {w().addDocument}
        </Button>
        <span class="text-xs text-muted">{w().documentHint(largestDocument / megabyte)}</span>
      </div>
    </div>
  );
}
