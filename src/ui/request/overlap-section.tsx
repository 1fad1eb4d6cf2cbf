import { useQuery } from "@tanstack/solid-query";
import { createContext, createMemo, createSignal, For, onMount, Show, useContext, type JSX } from "solid-js";
import Layers from "lucide-solid/icons/layers-2";
import type { SeenRequest } from "#domain/request-seen.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { rowCheckWords, writeOverlap } from "#words/row-check.ts";

type Overlap = Outputs["check"]["ofRequests"][number];

const OverlapContext = createContext<(requestId: string) => Overlap | undefined>();
/** As many as one question takes. */
const most = 500;
const isOpen = ({ status }: Pick<SeenRequest, "status">): boolean => status !== "declined" && status !== "cancelled";

/** Asks for the overlaps of the groups of a list, as they change, for the marks of its rows. */
export function Overlaps(props: { requests: SeenRequest[]; children: JSX.Element }) {
  const ids = createMemo(
    () =>
      props.requests
        .filter((one) => one.kind === "group" && isOpen(one))
        .map(({ id }) => id)
        .slice(0, most),
    undefined,
    { equals: (one, other) => one.join() === other.join() },
  );
  // the page does not wait for marks
  const [mounted, setMounted] = createSignal(false);
  onMount(() => setMounted(true));
  const overlaps = useQuery(() => ({
    queryKey: ["check", "requests", ids()],
    queryFn: () => api.check.ofRequests.query({ ids: ids() }),
    enabled: mounted() && ids().length > 0,
    placeholderData: (before: Overlap[] | undefined) => before,
  }));
  const byId = createMemo(() => new Map((answerOf(overlaps) ?? []).map((one) => [one.requestId, one])));
  return <OverlapContext.Provider value={(id) => byId().get(id)}>{props.children}</OverlapContext.Provider>;
}

/** On a row whose group meets another: a mark, with who and when. */
export function OverlapMark(props: { requestId: string }) {
  const of = useContext(OverlapContext);
  const w = useWords(rowCheckWords);
  const { language } = useLanguage();
  return (
    <Show when={of?.(props.requestId)}>
      {(overlap) => (
        <span
          class="ml-1 inline-grid size-5 place-items-center rounded-sm bg-danger-soft align-middle text-danger"
          title={overlap()
            .with.map((one) => writeOverlap(one, language()))
            .join("\n")}
        >
          <Layers size={13} aria-hidden="true" />
          <span class="sr-only">{`, ${w().overlap}`}</span>
        </span>
      )}
    </Show>
  );
}

/** In the request's panel: whom its group meets, when, and that it is not sent meanwhile. */
export function OverlapSection(props: { of: Pick<SeenRequest, "id" | "kind" | "status"> }) {
  const w = useWords(rowCheckWords);
  const { language } = useLanguage();
  const overlaps = useQuery(() => ({
    queryKey: ["check", "requests", [props.of.id]],
    queryFn: () => api.check.ofRequests.query({ ids: [props.of.id] }),
    enabled: props.of.kind === "group" && isOpen(props.of),
  }));
  return (
    <Show when={answerOf(overlaps)?.[0]}>
      {(overlap) => (
        <section class="border-t border-line py-3">
          <h3 class="mb-1.5 text-xs font-semibold text-muted">{w().section}</h3>
          <Notice kind={props.of.status === "new" ? "danger" : "warn"}>
            <ul class="flex flex-col gap-1">
              <For each={overlap().with}>{(one) => <li class="font-medium">{writeOverlap(one, language())}</li>}</For>
            </ul>
            <Show when={overlap().more > 0}>
              <p>{w().moreGroups(overlap().more)}</p>
            </Show>
            <p class="mt-1">
              {w().sectionText} {props.of.status === "new" ? w().blocked : ""}
            </p>
          </Notice>
        </section>
      )}
    </Show>
  );
}
