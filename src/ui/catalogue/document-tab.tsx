import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Download from "lucide-solid/icons/download";
import FileText from "lucide-solid/icons/file-text";
import FileUp from "lucide-solid/icons/file-up";
import Trash from "lucide-solid/icons/trash";
import { documentEndings } from "#domain/delivery-document.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { profileWords } from "#words/profile.ts";
import { localeOf, writeInstant, type Language } from "#words/words.ts";
import type { Place } from "./place-values.ts";

type Document = Outputs["placeDocument"]["list"]["documents"][number];

const sizeIn = (bytes: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), {
    style: "unit",
    unit: bytes < 1_000_000 ? "kilobyte" : "megabyte",
    maximumFractionDigits: bytes < 1_000_000 ? 0 : 1,
  }).format(bytes < 1_000_000 ? Math.max(1, bytes / 1_000) : bytes / 1_000_000);

/** The files on a profile: opened by whoever plans, deposited and replaced by who writes it. */
export function DocumentTab(props: { place: Place }) {
  const w = useWords(profileWords);
  const say = () => w().documents;
  const { language } = useLanguage();
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  /** The document whose next version is being chosen; null for a new one. */
  let replacing: string | null = null;
  let input: HTMLInputElement | undefined;
  const query = useQuery(() => ({
    queryKey: ["profile", "documents", props.place.id],
    queryFn: () => api.placeDocument.list.query({ placeId: props.place.id }),
  }));
  const answer = () => answerOf(query);
  const choose = (of: Document | null) => {
    replacing = of?.id ?? null;
    input?.click();
  };
  const upload = async (file: File) => {
    setPending(true);
    try {
      const form = new FormData();
      form.set("placeId", props.place.id);
      if (replacing !== null) form.set("replaces", replacing);
      form.set("file", file);
      const { name } = await api.placeDocument.add.mutate(form);
      toast({ text: say().added(name) });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const remove = async ({ id, name }: Document) => {
    try {
      await api.placeDocument.remove.mutate({ id });
      toast({
        text: say().removed(name),
        action: { label: w().undo, run: () => void api.placeDocument.restore.mutate({ id }).catch(failure.tell) },
      });
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <Show when={answer()} fallback={<Skeleton rows={4} />}>
      {(found) => (
        <section class="flex flex-col gap-3">
          <div class="flex flex-wrap items-center gap-2">
            <h3 class="min-w-0 flex-1 font-semibold">{w().tab.documents}</h3>
            <Show when={found().may.add}>
              <Button size="sm" pending={pending()} icon={<FileUp size={14} aria-hidden="true" />} onClick={() => choose(null)}>
                {say().add}
              </Button>
              <input
                ref={input}
                type="file"
                class="sr-only"
                tabindex={-1}
                aria-hidden="true"
                accept={documentEndings.join(",")}
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0];
                  event.currentTarget.value = "";
                  if (file) void upload(file);
                }}
              />
            </Show>
          </div>
          <Show
            when={found().documents.length > 0}
            fallback={<p class="text-sm text-muted">{found().may.add ? `${say().none} ${say().teach}` : say().none}</p>}
          >
            <ul class="divide-y divide-line rounded-lg border border-line text-sm">
              <For each={found().documents}>
                {(one) => (
                  <li class="flex items-center gap-2 px-3 py-1.5">
                    <FileText size={16} class="shrink-0 text-muted" aria-hidden="true" />
                    <span class="min-w-0 flex-1">
                      <a
                        class="font-medium break-words text-accent hover:underline"
                        href={`/fichier?profil=${one.id}`}
                        target="_blank"
                        rel="noopener"
                        aria-label={say().open(one.name)}
                      >
                        {one.name}
                      </a>
                      <span class="block text-xs text-muted">
                        {[
                          one.version > 1 ? say().version(one.version) : "",
                          sizeIn(one.size, language()),
                          say().by(one.addedBy, writeInstant(one.addedAt, language(), new Date())),
                          one.from ? w().inheritedFrom(one.from.name) : "",
                        ]
                          .filter((part) => part !== "")
                          .join(" · ")}
                      </span>
                    </span>
                    <a
                      class="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
                      href={`/fichier?profil=${one.id}&garder`}
                      aria-label={say().keep(one.name)}
                    >
                      <Download size={15} aria-hidden="true" />
                    </a>
                    <Show when={one.may.replace}>
                      <IconButton
                        size="sm"
                        label={say().replace(one.name)}
                        icon={<FileUp size={14} aria-hidden="true" />}
                        onClick={() => choose(one)}
                      />
                    </Show>
                    <Show when={one.may.remove}>
                      <IconButton
                        size="sm"
                        label={say().remove(one.name)}
                        icon={<Trash size={14} aria-hidden="true" />}
                        onClick={() => void remove(one)}
                      />
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={found().may.add}>
            <p class="text-xs text-muted">{say().hint}</p>
          </Show>
        </section>
      )}
    </Show>
  );
}
