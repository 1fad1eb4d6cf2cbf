import { A } from "@solidjs/router";
import { useInfiniteQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Eye from "lucide-solid/icons/eye";
import Flag from "lucide-solid/icons/flag";
import Pause from "lucide-solid/icons/pause";
import Pencil from "lucide-solid/icons/pencil";
import Play from "lucide-solid/icons/play";
import Trash from "lucide-solid/icons/trash";
import type { Question } from "#domain/watch.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { writeTold } from "#words/watch-sentence.ts";
import { watchWords } from "#words/watch.ts";
import { writeInstant } from "#words/words.ts";

export type Watch = Outputs["watch"]["list"]["watches"][number];
export interface WatchActs {
  edit(of: Watch): void;
  pause(of: Watch, paused: boolean): void;
  remove(of: Watch): void;
}

const chip = "inline-flex h-6 items-center gap-1 rounded-sm px-2 text-xs font-medium whitespace-nowrap";

/** One watch: its sentence, whether it is true now, when it told, and what can be done with it. */
export function WatchRow(props: { of: Watch; sentence: string; open: boolean; onOpen(): void; placing: boolean; acts: WatchActs }) {
  const w = useWords(watchWords);
  const { language } = useLanguage();
  const instant = (at: string) => writeInstant(at, language(), new Date());
  const isTrue = () => props.of.state === "on" && props.of.matches > 0;
  const bodyId = () => `veille-${props.of.id}`;
  const hints = () =>
    [
      props.of.told > 0 && props.of.lastToldAt !== null ? w().told(props.of.told, instant(props.of.lastToldAt)) : w().never,
      ...(props.of.endsOn === null ? [] : [w().until(props.of.endsOn)]),
      ...(props.of.mail ? [w().mailed] : []),
    ].join(", ");
  return (
    <li class="border-b border-line bg-surface last:border-b-0" data-watch={props.of.id}>
      <div class="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-2.5 sm:flex-nowrap">
        <span class="shrink-0 sm:w-28">
          <Show when={props.of.state === "on"} fallback={<Stopped state={props.of.state} />}>
            <Show
              when={isTrue()}
              fallback={
                <span class={`${chip} bg-sunken text-ink`}>
                  <Eye size={14} aria-hidden="true" />
                  {w().state.waiting}
                </span>
              }
            >
              <span class={`${chip} bg-done-soft text-done`}>
                <Check size={14} aria-hidden="true" />
                {w().state.true}
                <Show when={props.of.question.kind !== "room"}>
                  <span class="tabular-nums">{w().of(props.of.matches)}</span>
                </Show>
              </span>
            </Show>
          </Show>
        </span>
        <span class="min-w-0 flex-[1_1_14rem]">
          <span class="block text-sm font-medium text-pretty" classList={{ "text-muted": props.of.state !== "on" }}>
            {props.sentence}
          </span>
          <Show when={isTrue() ? props.of.witness : null}>
            {(unit) => (
              <span class="block text-sm">
                <A class="text-accent underline underline-offset-2" href={`/milieux/${unit().id}`}>
                  {unit().path}
                </A>
                <Show when={props.of.since}>{(since) => <span class="text-muted"> {w().since(instant(since()))}</span>}</Show>
              </span>
            )}
          </Show>
          <span class="block text-xs text-muted">{hints()}</span>
        </span>
        <span class="ml-auto flex shrink-0">
          <IconButton
            size="sm"
            label={w().showHistory(props.sentence)}
            aria-expanded={props.open}
            aria-controls={bodyId()}
            icon={<ChevronDown size={16} class={`transition-transform ${props.open ? "rotate-180" : ""}`} aria-hidden="true" />}
            onClick={() => props.onOpen()}
          />
          <IconButton
            size="sm"
            label={w().edit(props.sentence)}
            icon={<Pencil size={15} aria-hidden="true" />}
            onClick={() => props.acts.edit(props.of)}
          />
          <IconButton
            size="sm"
            label={props.of.pausedAt === null ? w().pause(props.sentence) : w().resume(props.sentence)}
            icon={
              <Show when={props.of.pausedAt === null} fallback={<Play size={15} aria-hidden="true" />}>
                <Pause size={15} aria-hidden="true" />
              </Show>
            }
            onClick={() => props.acts.pause(props.of, props.of.pausedAt === null)}
          />
          <IconButton
            size="sm"
            label={w().remove(props.sentence)}
            icon={<Trash size={15} aria-hidden="true" />}
            onClick={() => props.acts.remove(props.of)}
          />
        </span>
      </div>
      <div id={bodyId()}>
        <Show when={props.open}>
          <ToldList id={props.of.id} question={props.of.question} placing={props.placing} />
        </Show>
      </div>
    </li>
  );
}

function Stopped(props: { state: "on" | "paused" | "over" }) {
  const w = useWords(watchWords);
  return (
    <span class={`${chip} bg-sunken text-muted`}>
      <Show when={props.state === "paused"} fallback={<Flag size={14} aria-hidden="true" />}>
        <Pause size={14} aria-hidden="true" />
      </Show>
      {props.state === "paused" ? w().state.paused : w().state.over}
    </span>
  );
}

const hrefOf = (question: Question, id: string, placing: boolean): string => {
  switch (question.kind) {
    case "room":
    case "place":
      return `/milieux/${id}`;
    case "request":
      return `/${placing ? "sorties" : "demandes"}/${id}`;
    case "conflict":
      return `/fiches/${id}/affectation`;
  }
};

/** When it told, the latest first, and of what. */
function ToldList(props: { id: string; question: Question; placing: boolean }) {
  const w = useWords(watchWords);
  const { language } = useLanguage();
  const told = useInfiniteQuery(() => ({
    queryKey: ["watch", "told", props.id],
    queryFn: ({ pageParam }: { pageParam: string | null }) => api.watch.told.query({ id: props.id, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Outputs["watch"]["told"]) => last.next ?? undefined,
  }));
  const rows = () => answerOf(told)?.pages.flatMap((page) => page.told) ?? [];
  const opens = () => props.question.kind === "place" && props.question.on === "opens";
  return (
    <section class="border-t border-line bg-sunken px-3 py-2.5 sm:pl-34" aria-label={w().history}>
      <h3 class="mb-1 text-xs font-semibold text-muted">{w().history}</h3>
      <Show when={!told.isError} fallback={<Mishap error={told.error} />}>
        <Show when={told.isSuccess} fallback={<Skeleton rows={2} />}>
          <Show when={rows().length > 0} fallback={<p class="text-sm text-muted">{w().never}</p>}>
            <ol class="flex flex-col gap-1.5 text-sm">
              <For each={rows()}>
                {(one) => (
                  <li class="flex flex-wrap gap-x-3">
                    <time class="text-muted tabular-nums" datetime={one.at}>
                      {writeInstant(one.at, language(), new Date())}
                    </time>
                    <ul class="min-w-0 flex-1">
                      <For each={one.items}>
                        {(item) => (
                          <li>
                            <Show when={item.id} fallback={item.label}>
                              {(id) => (
                                <A class="text-accent underline underline-offset-2" href={hrefOf(props.question, id(), props.placing)}>
                                  {writeTold({ kind: props.question.kind, first: item, count: 1, opens: opens() }, language())}
                                </A>
                              )}
                            </Show>
                          </li>
                        )}
                      </For>
                      <Show when={one.count > one.items.length}>
                        <li class="text-muted">{w().more(one.count - one.items.length)}</li>
                      </Show>
                    </ul>
                  </li>
                )}
              </For>
            </ol>
            <Show when={told.hasNextPage}>
              <Pager shown={rows().length} more pending={told.isFetchingNextPage} onMore={() => void told.fetchNextPage()} />
            </Show>
          </Show>
        </Show>
      </Show>
    </section>
  );
}
