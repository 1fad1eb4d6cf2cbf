import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import WandSparkles from "lucide-solid/icons/wand-sparkles";
import type { LineShape } from "#domain/capacity.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { capacityWords, writeLineScope } from "#words/capacity.ts";
import { catalogueWords } from "#words/catalogue.ts";
import { writeInstant } from "#words/words.ts";
import { CapacityForm } from "./capacity-form.tsx";
import { CapacityWeek } from "./capacity-week.tsx";
import { CapacityWizard } from "./capacity-wizard.tsx";
import { PlaceLine, PlaceLines } from "./place-line.tsx";
import type { Place } from "./place-values.ts";

export type KeptCapacity = Outputs["capacity"]["list"];
export type KeptLine = KeptCapacity["lines"][number];

/** How many a place takes: a destination says it by lines, what lies above says how much is open under it. */
export function CapacityTab(props: { place: Place }) {
  const w = useWords(catalogueWords);
  const below = () => (props.place.level === "destination" ? null : w().openBelow[props.place.level](props.place.open));
  return (
    <Show
      when={props.place.level === "destination"}
      fallback={<PlaceLines>{<Show when={below()}>{(text) => <PlaceLine label={w().contains}>{text()}</PlaceLine>}</Show>}</PlaceLines>}
    >
      <Lines destinationId={props.place.id} name={props.place.name} />
    </Show>
  );
}

/** What is written and ended at once, with its undo: the same command the other way round. */
export function useWriteLines(destinationId: () => string) {
  const w = useWords(capacityWords);
  const failure = useFailure();
  return async (lines: LineShape[], ends: string[]): Promise<void> => {
    const done = await api.capacity.write.mutate({ destinationId: destinationId(), lines, ends });
    const back = () =>
      void api.capacity.write
        .mutate({ destinationId: destinationId(), lines: done.ended.map(shapeOf), ends: done.added })
        .catch(failure.tell);
    toast({ text: lines.length > 0 ? w().saved : w().endedToast, action: { label: w().undo, run: back } });
  };
}

/** What a line says, without who and when. */
export const shapeOf = (line: LineShape): LineShape => ({
  discipline: line.discipline,
  band: line.band,
  shiftCode: line.shiftCode,
  startTime: line.startTime,
  endTime: line.endTime,
  weekdays: line.weekdays,
  from: line.from,
  to: line.to,
  students: line.students,
  largestGroup: line.largestGroup,
  note: line.note,
});

function Lines(props: { destinationId: string; name: string }) {
  const w = useWords(capacityWords);
  const failure = useFailure();
  const [editing, setEditing] = createSignal<KeptLine | "new" | "wizard" | null>(null);
  const list = useQuery(() => ({
    queryKey: ["capacity", "list", props.destinationId],
    queryFn: () => api.capacity.list.query({ destinationId: props.destinationId }),
  }));
  const answer = () => answerOf(list);
  const write = useWriteLines(() => props.destinationId);
  const end = async (line: KeptLine) => {
    try {
      await write([], [line.id]);
    } catch (error) {
      failure.tell(error);
    }
  };
  const close = () => setEditing(null);
  return (
    <Show when={answer()} fallback={<Skeleton rows={4} />}>
      {(known) => (
        <div class="flex flex-col gap-4">
          <Show when={known().may.write}>
            <div class="flex flex-wrap gap-2">
              <Button kind="primary" icon={<WandSparkles size={15} aria-hidden="true" />} onClick={() => setEditing("wizard")}>
                {w().wizard}
              </Button>
              <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setEditing("new")}>
                {w().addLine}
              </Button>
            </div>
          </Show>
          <CapacityWeek title={w().week} unit={known()} lines={known().lines} />
          <Show
            when={known().lines.length > 0}
            fallback={
              <p class="text-sm text-muted">
                {`${w().none} ${known().capacity === null ? w().catalogueNone : w().catalogue(known().capacity ?? 0)} ${known().may.write ? w().teach : ""}`}
              </p>
            }
          >
            <section class="flex flex-col gap-1.5">
              <h3 class="text-sm font-semibold">{w().inForce}</h3>
              <ul class="divide-y divide-line rounded-lg border border-line">
                <For each={known().lines}>
                  {(line) => <Line line={line} may={known().may.write} onEdit={() => setEditing(line)} onEnd={() => void end(line)} />}
                </For>
              </ul>
            </section>
          </Show>
          <Show when={known().ended.length > 0}>
            <details class="text-sm">
              <summary class="cursor-pointer py-1 font-medium text-muted hover:text-ink">{w().ended(known().ended.length)}</summary>
              <ul class="mt-1 divide-y divide-line rounded-lg border border-line">
                <For each={known().ended}>{(line) => <Line line={line} may={false} />}</For>
              </ul>
            </details>
          </Show>
          <Show when={editing()} keyed>
            {(what) => (
              <Dialog
                open
                size="md"
                title={what === "wizard" ? `${w().title}, ${props.name}` : w().formTitle}
                text={what === "wizard" ? undefined : w().formText}
                onClose={close}
              >
                <Show
                  when={what === "wizard"}
                  fallback={
                    <CapacityForm destinationId={props.destinationId} line={typeof what === "string" ? null : what} onClose={close} />
                  }
                >
                  <CapacityWizard destinationId={props.destinationId} known={known()} onClose={close} />
                </Show>
              </Dialog>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}

function Line(props: { line: KeptLine; may: boolean; onEdit?(): void; onEnd?(): void }) {
  const w = useWords(capacityWords);
  const { language } = useLanguage();
  const scope = () => writeLineScope(props.line, language());
  const instant = (at: string) => writeInstant(at, language(), new Date());
  return (
    <li class="flex items-start gap-2 px-3 py-2 text-sm">
      <span class="min-w-0 flex-1">
        <span class="font-semibold tabular-nums">{w().students(props.line.students)}</span>
        <Show when={props.line.largestGroup}>{(most) => <span class="text-muted">{`, ${w().largestGroup(most())}`}</span>}</Show>
        <span class="block">{scope()}</span>
        <Show when={props.line.note !== ""}>
          <span class="block text-muted">{props.line.note}</span>
        </Show>
        <span class="block text-xs text-muted">
          {w().writtenBy(props.line.writtenBy, instant(props.line.writtenAt))}
          <Show when={props.line.endedAt}>{(at) => <>{` · ${w().endedBy(props.line.endedBy ?? "", instant(at()))}`}</>}</Show>
        </span>
      </span>
      <Show when={props.may}>
        <IconButton size="sm" label={w().edit(scope())} icon={<Pencil size={14} aria-hidden="true" />} onClick={() => props.onEdit?.()} />
        <IconButton size="sm" label={w().end(scope())} icon={<Trash size={14} aria-hidden="true" />} onClick={() => props.onEnd?.()} />
      </Show>
    </li>
  );
}
