import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createMemo, createSignal, For, onCleanup, Show } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import Users from "lucide-solid/icons/users";
import { colourOf } from "#domain/person-colour.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Avatar } from "#ui/parts/avatar.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { supervisionWords } from "#words/supervision.ts";

type Page = Outputs["supervision"]["directory"];
type Supervisor = Page["people"][number];

/** Who supervises, by name, with what each goes with: counted whole, named as far as the reader's places go. */
export function SupervisorList() {
  const w = useWords(supervisionWords);
  const [typed, setTyped] = createSignal("");
  const [text, setText] = createSignal("");
  let waiting: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(waiting));
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(waiting);
    waiting = setTimeout(() => setText(value.trim()), 200);
  };
  const list = useInfiniteQuery(() => ({
    queryKey: ["supervision", "directory", text()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.supervision.directory.query({ text: text(), after: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const people = createMemo(() => list.data?.pages.flatMap((page) => page.people) ?? []);
  return (
    <div class="flex min-h-0 flex-1 flex-col gap-3">
      <div role="search">
        <Field label={w().screen.search} hiddenLabel class="w-full sm:w-72">
          <TextInput type="search" value={typed()} onChange={type} placeholder={w().screen.search} autocomplete="off" />
        </Field>
      </div>
      <Show when={!list.isPending} fallback={<Skeleton rows={6} />}>
        <Show
          when={people().length > 0}
          fallback={
            <Show when={text() === ""} fallback={<p class="py-8 text-center text-sm text-muted">{w().screen.noMatch}</p>}>
              <EmptyState icon={<Users size={22} />} title={w().screen.noPeople} text={w().screen.noPeopleText} />
            </Show>
          }
        >
          <div class="min-h-0 flex-1 overflow-auto rounded-lg border border-line bg-surface">
            <ul class="divide-y divide-line" aria-label={w().screen.people}>
              <For each={people()}>{(one) => <Line of={one} />}</For>
            </ul>
            <div class="border-t border-line">
              <Pager
                shown={people().length}
                more={list.hasNextPage}
                pending={list.isFetchingNextPage}
                onMore={() => void list.fetchNextPage()}
              />
            </div>
          </div>
        </Show>
      </Show>
    </div>
  );
}

function Line(props: { of: Supervisor }) {
  const w = useWords(supervisionWords);
  return (
    <li class="grid gap-x-6 gap-y-2 px-3.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_9rem_minmax(0,1.2fr)]">
      <div class="flex min-w-0 gap-2.5">
        <span aria-hidden="true" class="contents">
          <Avatar name={props.of.name} colour={colourOf(props.of.id)} />
        </span>
        <div class="min-w-0">
          <p class="font-medium">{props.of.name}</p>
          <p class="truncate text-xs text-muted">{props.of.title}</p>
          <div class="flex flex-wrap gap-x-3">
            <Show when={props.of.email}>
              {(email) => (
                <a
                  class="inline-flex min-h-7 max-w-full items-center gap-1.5 text-xs text-accent hover:underline"
                  href={`mailto:${email()}`}
                >
                  <Mail size={13} class="shrink-0" aria-hidden="true" />
                  <span class="truncate">{email()}</span>
                </a>
              )}
            </Show>
            <Show when={props.of.phone}>
              {(phone) => (
                <a
                  class="inline-flex min-h-7 items-center gap-1.5 text-xs text-accent hover:underline"
                  href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                >
                  <Phone size={13} aria-hidden="true" />
                  {phone()}
                </a>
              )}
            </Show>
          </div>
        </div>
      </div>
      <p class="text-sm">
        <Show when={props.of.placements > 0} fallback={<span class="text-muted">{w().screen.free}</span>}>
          <span class="block">{w().screen.placements(props.of.placements)}</span>
          <Show when={props.of.hours > 0}>
            <span class="block text-xs text-muted">{w().hours(props.of.hours)}</span>
          </Show>
        </Show>
      </p>
      <ul class="flex flex-col gap-0.5 text-sm">
        <For each={props.of.next}>
          {(next) => (
            <li class="flex flex-wrap items-baseline gap-x-2">
              <span class="text-xs text-muted tabular-nums">
                {next.startsOn} – {next.endsOn}
              </span>
              <Show when={next.requestId} fallback={<span class="text-xs text-muted italic">{w().screen.elsewhere}</span>}>
                {(id) => (
                  <A href={`/demandes/${id()}`} class="inline-block min-h-6 text-accent hover:underline">
                    {next.place}
                  </A>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </li>
  );
}
