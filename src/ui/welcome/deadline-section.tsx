import { useInfiniteQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, createUniqueId, For, onMount, Show } from "solid-js";
import { isServer } from "solid-js/web";
import { deadlineStates, type DeadlineKind } from "#domain/deadline.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { LookersProvider } from "#ui/request/look-mark.tsx";
import { deadlineWords } from "#words/deadline.ts";
import { writeNumber } from "#words/words.ts";
import { DeadlineLine } from "./deadline-line.tsx";

type Page = Outputs["deadline"]["list"] & { skew: number | null };

/** Lines shown before all of them are asked for. */
const first = 6;

/** On the welcome page of either side: what is due, whose turn it is, and how long is left by the server's clock (H-2 rank 17, R472). */
export function DeadlineSection() {
  const w = useWords(deadlineWords);
  const { language } = useLanguage();
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [kind, setKind] = createSignal<DeadlineKind | "all">("all");
  const [ours, setOurs] = createSignal(false);
  const filter = () => ({ kinds: kind() === "all" ? undefined : [kind() as DeadlineKind], ours: ours() || undefined });
  const list = useInfiniteQuery(() => ({
    queryKey: ["deadline", "list", filter()],
    queryFn: async ({ pageParam }: { pageParam: Page["next"] }): Promise<Page> => {
      const page = await api.deadline.list.query({ ...filter(), after: pageParam });
      return { ...page, skew: isServer ? null : Date.parse(page.now) - Date.now() };
    },
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: (before) => before,
    // A day that begins makes others late; what happens says so itself.
    refetchInterval: 900_000,
  }));
  const pages = () => answerOf(list)?.pages ?? [];
  const deadlines = createMemo(() => pages().flatMap((page) => page.deadlines));
  const byKey = createMemo(() => new Map(deadlines().map((one) => [one.key, one])));
  const keys = createMemo(() => deadlines().map(({ key }) => key), [], { equals: (one, other) => one.join() === other.join() });
  const shown = () => (open() ? keys() : keys().slice(0, first));
  const sums = () => pages()[0]?.sums;
  const counted = () => sums()?.kinds.reduce((sum, { count }) => sum + count, 0) ?? 0;
  // The first page came with the page itself: its clock is compared once the browser is there.
  const [met, setMet] = createSignal(0);
  onMount(() => {
    const now = pages()[0]?.now;
    if (now !== undefined) setMet(Date.parse(now) - Date.now());
  });
  const skew = () => pages().at(-1)?.skew ?? met();
  // Kinds of what is due whatever the filter: those of the first answer stay to choose from.
  const kinds = createMemo<DeadlineKind[]>((before) => (kind() === "all" ? (sums()?.kinds.map((one) => one.kind) ?? before) : before), []);
  return (
    <Show when={answerOf(list)}>
      <section aria-labelledby={id} class="flex min-w-0 flex-col gap-2">
        <div class="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 id={id} class="font-semibold">
            {w().title}
          </h2>
          <ul class="flex flex-wrap gap-1.5 text-xs">
            <For each={deadlineStates.slice(0, 3)}>
              {(state) => (
                <Show when={(sums()?.states[state] ?? 0) > 0}>
                  <li
                    class="rounded-full px-2 py-0.5 font-medium tabular-nums"
                    classList={{
                      "bg-danger-soft text-danger": state === "late",
                      "bg-warn-soft text-warn": state === "today",
                      "bg-sunken text-muted": state === "soon",
                    }}
                  >
                    {w().states[state](sums()?.states[state] ?? 0)}
                  </li>
                </Show>
              )}
            </For>
          </ul>
          <span class="flex-1" />
          <Switch checked={ours()} onChange={setOurs} label={w().ours} />
          <Show when={kinds().length > 1 || kind() !== "all"}>
            <Select<DeadlineKind | "all">
              aria-label={w().kind}
              look="quiet"
              value={kind()}
              onChange={setKind}
              options={[{ value: "all", label: w().anyKind }, ...kinds().map((value) => ({ value, label: w().kinds[value] }))]}
            />
          </Show>
        </div>
        <Show
          when={keys().length > 0}
          fallback={
            <p class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">
              {kind() === "all" && !ours() ? w().none : w().noneOfThese}
            </p>
          }
        >
          <LookersProvider>
            <ul class="divide-y divide-line rounded-lg border border-line bg-surface" aria-busy={list.isPlaceholderData}>
              <For each={shown()}>
                {(key) => (
                  <Show when={byKey().get(key)}>{(one) => <DeadlineLine of={one()} today={pages()[0]?.today ?? ""} skew={skew()} />}</Show>
                )}
              </For>
            </ul>
          </LookersProvider>
          <div class="flex gap-2">
            <Show when={keys().length > first}>
              <Button size="sm" kind="quiet" aria-expanded={open()} onClick={() => setOpen(!open())}>
                {open() ? w().fewer : w().showAll(sums()?.more ? w().orMore(counted()) : writeNumber(counted(), language()))}
              </Button>
            </Show>
            <Show when={open() && list.hasNextPage}>
              <Button size="sm" kind="quiet" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {w().more}
              </Button>
            </Show>
          </div>
        </Show>
      </section>
    </Show>
  );
}
