import { useInfiniteQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, onMount, Show } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { historyWords } from "#words/event.ts";
import { HistoryList } from "./history-list.tsx";

type Page = Outputs["history"]["of"];

/** The history of a thing, or of up to five that are one to the reader (a person and her account): live, older on demand. */
export function HistoryPanel(props: { about: string | readonly string[] }) {
  // Asked for in the browser alone: the record is read a moment before its history, and the server does not wait for it.
  const [here, setHere] = createSignal(false);
  onMount(() => setHere(true));
  return (
    <Show when={here()} fallback={<Skeleton rows={4} />}>
      <Entries about={props.about} />
    </Show>
  );
}

function Entries(props: { about: string | readonly string[] }) {
  const w = useWords(historyWords);
  const ids = () => [props.about].flat();
  const history = useInfiniteQuery(() => ({
    queryKey: ["history", "of", ids()],
    queryFn: ({ pageParam }: { pageParam: number | null }) => api.history.of.query({ about: ids(), before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: Page) => page.next,
  }));
  const entries = createMemo(() => (history.isSuccess ? history.data.pages.flatMap((page) => page.entries) : []));
  return (
    <Show when={!history.isError} fallback={<Mishap error={history.error} />}>
      <Show when={history.isSuccess} fallback={<Skeleton rows={4} />}>
        <Show when={entries().length > 0} fallback={<p class="text-sm text-muted">{w().emptyPanel}</p>}>
          <HistoryList entries={entries()} heading="h4" />
          <Show when={history.hasNextPage}>
            <Button
              size="sm"
              kind="quiet"
              class="self-start"
              pending={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              {w().more}
            </Button>
          </Show>
        </Show>
      </Show>
    </Show>
  );
}
