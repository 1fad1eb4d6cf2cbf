import { For, Show } from "solid-js";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CalendarX from "lucide-solid/icons/calendar-x";
import CirclePause from "lucide-solid/icons/circle-pause";
import Link2 from "lucide-solid/icons/link-2";
import Split from "lucide-solid/icons/split";
import { Dynamic } from "solid-js/web";
import type { SeenRequest } from "#domain/request-seen.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { splitWords } from "#words/request-split.ts";
import { tagWords, writeTag } from "#words/request-tag.ts";

type Tag = SeenRequest["tags"][number];
const icons = { shortened: CalendarX, postponed: CalendarClock, suspended: CirclePause } as const;

/** PARTCANC, REPORTÉ or SUSPENDU with its dates; `short` leaves the dates to the ear and the tooltip. */
export function TagChip(props: { tag: Tag; short?: boolean }) {
  const t = useWords(tagWords);
  const { language } = useLanguage();
  const dates = () => writeTag(props.tag, language());
  return (
    <span
      class="inline-flex items-center gap-1 rounded-sm bg-warn-soft px-1.5 py-px align-middle text-xs font-medium whitespace-nowrap text-warn"
      title={`${t().name[props.tag.kind]}, ${dates()}`}
    >
      <Dynamic component={icons[props.tag.kind]} size={12} class="shrink-0" aria-hidden="true" />
      {/* On a phone the sign stands for the word, or nothing of the row's place would be left beside it. */}
      <span classList={{ "max-sm:sr-only": props.short === true }}>{t().code[props.tag.kind]}</span>
      <Show when={!props.short} fallback={<VisuallyHidden>{dates()}</VisuallyHidden>}>
        <span class="font-normal tabular-nums">{dates()}</span>
      </Show>
    </span>
  );
}

/** What a row of a list says of its split, its chain and its dates; the same kind of change once, the latest. */
export function SplitMarks(props: { of: Pick<SeenRequest, "split" | "linked" | "tags" | "side"> }) {
  const s = useWords(splitWords);
  const latest = () => [...new Map(props.of.tags.map((tag) => [tag.kind, tag])).values()];
  const words = () => {
    const split = props.of.split;
    if (!split) return null;
    return split.reference === null
      ? { short: s().section.partsShort(split.parts), long: s().section.parts(split.parts) }
      : { short: s().section.partShort(split.reference), long: s().section.isPart(split.reference) };
  };
  return (
    <>
      <Show when={words()}>
        {(word) => (
          <span class="ml-2 inline-flex items-center gap-0.5 align-middle text-xs text-muted tabular-nums" title={word().long}>
            <Split size={12} aria-hidden="true" />
            <span aria-hidden="true">{word().short}</span>
            <VisuallyHidden>{word().long}</VisuallyHidden>
          </span>
        )}
      </Show>
      <Show when={props.of.linked && props.of.side === "placing"}>
        <span class="ml-2 inline-flex align-middle text-muted" title={s().section.linked}>
          <Link2 size={13} aria-hidden="true" />
          <VisuallyHidden>{s().section.linked}</VisuallyHidden>
        </span>
      </Show>
      <For each={latest()}>
        {(tag) => (
          <span class="ml-2">
            <TagChip tag={tag} short />
          </span>
        )}
      </For>
    </>
  );
}
