import { createMemo, createSignal, For, Show } from "solid-js";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { copyFamilies } from "#domain/sheet-copy.ts";
import { answerOf } from "#ui/answer.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { planningWords } from "#words/planning.ts";
import { writeTerm } from "#words/programme.ts";
import type { Language } from "#words/words.ts";
import { useSources, type CopySource } from "./copy-data.ts";
import { later } from "./later.ts";

/** The sheets whose rows can be taken: those of the same course first, with what became of their rows (F-098). */
export function CopySources(props: { worksheetId: string; onChoose(source: CopySource): void }) {
  const w = useWords(planningWords);
  const say = () => w().copy;
  const [text, setText] = createSignal("");
  const list = useSources({ worksheetId: props.worksheetId, text: later(text) });
  const sources = createMemo(() => answerOf(list)?.pages.flatMap((page) => page.sources) ?? []);
  const groups = () =>
    [
      { name: say().sameCourse, sources: sources().filter(({ sameCourse }) => sameCourse) },
      { name: say().otherCourse, sources: sources().filter(({ sameCourse }) => !sameCourse) },
    ].filter((group) => group.sources.length > 0);
  return (
    <div class="flex flex-col gap-3">
      <Field label={say().search}>
        <TextInput value={text()} onChange={setText} autocomplete="off" />
      </Field>
      <Show when={!list.isError} fallback={<Mishap error={list.error} />}>
        <Show when={list.isSuccess} fallback={<Skeleton rows={5} />}>
          <section aria-label={say().sources} class="flex flex-col gap-3" aria-busy={list.isPlaceholderData || undefined}>
            <For
              each={groups()}
              fallback={<p class="px-3 py-8 text-center text-sm text-muted">{text().trim() === "" ? say().noSource : say().noMatch}</p>}
            >
              {(group) => (
                <div>
                  <h3 class="mb-1 text-xs font-semibold text-muted">{group.name}</h3>
                  <ul class="divide-y divide-line overflow-hidden rounded-lg border border-line">
                    <For each={group.sources}>{(source) => <Source source={source} onChoose={() => props.onChoose(source)} />}</For>
                  </ul>
                </div>
              )}
            </For>
          </section>
          <Show when={list.hasNextPage}>
            <Pager shown={sources().length} more pending={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          </Show>
        </Show>
      </Show>
    </div>
  );
}

/** « 180-11A Médecine 1, Cohorte 2025, Hiver 2026 ». */
export const sourceName = (source: CopySource, language: Language): string =>
  `${source.course.number} ${source.course.name}, ${source.cohort}, ${writeTerm(source.term, language)}`;

function Source(props: { source: CopySource; onChoose(): void }) {
  const w = useWords(planningWords);
  const { language } = useLanguage();
  const counts = () =>
    copyFamilies
      .filter((family) => props.source.counts[family] > 0)
      .map((family) => w().copy.count[family](props.source.counts[family]))
      .join(", ");
  return (
    <li>
      <button
        type="button"
        class="flex min-h-12 w-full items-center gap-3 px-3 py-2 text-left hover:bg-hover"
        onClick={() => props.onChoose()}
      >
        <span class="min-w-0 flex-1">
          <span class="block text-sm font-medium">{sourceName(props.source, language())}</span>
          <span class="block text-xs text-muted">
            {w().copy.dates(props.source.startsOn, props.source.endsOn)} · {counts()}
          </span>
        </span>
        <ChevronRight size={16} class="shrink-0 text-muted" aria-hidden="true" />
      </button>
    </li>
  );
}
