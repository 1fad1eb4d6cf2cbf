import { useInfiniteQuery } from "@tanstack/solid-query";
import { useParams, useSearchParams } from "@solidjs/router";
import { createMemo, For, Show, Suspense } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import SearchX from "lucide-solid/icons/search-x";
import Users from "lucide-solid/icons/users";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import type { MenuItem } from "#ui/parts/menu.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { cohortWords } from "#words/cohort.ts";
import { useCohortActions } from "./actions.ts";
import { BandHeadings, CohortBand, useQuietGo, type Band } from "./band.tsx";
import { CohortPanel } from "./cohort-panel.tsx";
import { StartCohort } from "./start-cohort.tsx";
import { CohortFilterBar, useCohortFilters } from "./filters.tsx";

type Page = Outputs["cohort"]["list"];

/** `/cohortes` and `/cohortes/:id`: each cohort a band with its courses, what exists for each and what comes next (4.1.1, F-054, F-060). */
export function CohortScreen() {
  const w = useWords(cohortWords);
  const params = useParams<{ id?: string }>();
  const [search] = useSearchParams<{ vue?: string; cours?: string }>();
  const filters = useCohortFilters();
  const actions = useCohortActions();
  const go = useQuietGo();
  let searchBox: HTMLInputElement | undefined;
  const list = useInfiniteQuery(() => ({
    queryKey: ["cohort", "list", filters.values()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.cohort.list.query({ ...filters.values(), cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (last: Page) => last.next ?? undefined,
    placeholderData: (before) => before,
  }));
  const bands = createMemo(() => list.data?.pages.flatMap(({ cohorts, timeZone }) => cohorts.map((one) => ({ ...one, timeZone }))) ?? []);
  const byId = createMemo(() => new Map(bands().map((band) => [band.id, band])));
  const ids = createMemo(() => bands().map(({ id }) => id), [], { equals: (one, other) => one.join() === other.join() });
  const mayAdd = () => Boolean(list.data?.pages[0]?.may.add);
  const address = (id: string | null, query = "") => {
    const kept = filters.query();
    for (const [name, value] of new URLSearchParams(query)) kept.set(name, value);
    const text = kept.toString();
    return `/cohortes${id === null ? "" : `/${id}`}${text === "" ? "" : `?${text}`}`;
  };
  const add = () => go(address(null, "vue=ajouter"));
  const items = (band: Band): MenuItem[] => [
    { id: "open", label: w().open, href: address(band.id) },
    ...(band.may.edit
      ? ([
          { id: "edit", label: w().editIt, href: address(band.id, "vue=modifier") },
          { id: "add", label: w().addCourse, href: address(band.id, "vue=ajouter") },
          { id: "programme", label: w().addCourses, href: address(band.id, "vue=programme") },
          { id: "copy", label: w().copyIt, href: `/cohortes/${band.id}/copier` },
          "line",
          { id: "active", label: band.active ? w().inactivate : w().activate, run: () => void actions.activate(band, !band.active) },
        ] satisfies MenuItem[])
      : []),
  ];
  useCommands(() => [
    { id: "cohort-add", words: w().add, keys: "n", disabled: !mayAdd(), run: add, group: "here" },
    { id: "cohort-search", words: w().filter.text, keys: "/", run: () => searchBox?.focus(), group: "here" },
  ]);
  // Nothing at all when there is none: an empty `<Show>` is a piece of page in the browser and none on the server.
  const addButton = () =>
    mayAdd() ? (
      <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={add}>
        {w().add}
      </Button>
    ) : undefined;
  return (
    <Screen
      title={w().title}
      fill
      actions={addButton()}
      bar={<CohortFilterBar filters={filters} searchRef={(element) => (searchBox = element)} />}
    >
      <Show when={list.data} fallback={<Skeleton blocks={4} />}>
        <Show
          when={bands().length > 0}
          fallback={
            <Show
              when={filters.narrowed()}
              fallback={
                <EmptyState
                  icon={<Users size={24} />}
                  title={w().empty}
                  text={mayAdd() ? w().emptyText : w().emptyReader}
                  action={addButton()}
                />
              }
            >
              <EmptyState
                icon={<SearchX size={24} />}
                title={w().none}
                text={w().noneText}
                action={<Button onClick={() => filters.clear()}>{w().filter.clear}</Button>}
              />
            </Show>
          }
        >
          <div class="min-h-0 flex-1 md:-mx-2 md:overflow-auto md:px-2" aria-busy={list.isPlaceholderData}>
            <BandHeadings />
            <div class="flex flex-col gap-3 pt-1 pb-4">
              <For each={ids()}>
                {(id) => (
                  <Show when={byId().get(id)}>
                    {(band) => (
                      <CohortBand band={band()} current={params.id === id} items={items} address={(query) => address(id, query)} />
                    )}
                  </Show>
                )}
              </For>
              <Show when={list.hasNextPage}>
                <Pager shown={bands().length} more pending={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
              </Show>
            </div>
          </div>
        </Show>
      </Show>
      <Show when={params.id} keyed>
        {(id) => (
          <CohortPanel
            id={id}
            view={search.vue ?? ""}
            courseId={search.cours ?? null}
            onView={(query) => go(address(id, query))}
            addressOf={(query) => address(id, query)}
            onClose={() => go(address(null))}
          />
        )}
      </Show>
      <Show when={!params.id && search.vue === "ajouter" && mayAdd()}>
        <SidePanel title={w().newTitle} crumb={w().title} onClose={() => go(address(null))}>
          <Suspense fallback={<Skeleton rows={5} />}>
            <StartCohort onAdded={(id) => go(address(id, "vue=programme"))} onCancel={() => go(address(null))} />
          </Suspense>
        </SidePanel>
      </Show>
    </Screen>
  );
}
