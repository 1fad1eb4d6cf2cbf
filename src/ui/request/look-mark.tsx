import { useQuery } from "@tanstack/solid-query";
import { createContext, createSignal, For, onCleanup, onMount, Show, useContext, type JSX } from "solid-js";
import { colourOf } from "#domain/person-colour.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Avatar } from "#ui/parts/avatar.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { lookWords } from "#words/look.ts";
import { useLooking } from "./looking.ts";

type Looker = Outputs["look"]["list"]["lookers"][number];

/**
 * Who of one's organisation has which request open: asked once for all rows of a page, again when somebody arrives or leaves, and when the
 * server's clock has let somebody lapse.
 */
function useLookers() {
  const [there, setThere] = createSignal(false);
  // Not in the turn that makes it: a query that is read before it has settled sends the whole list back to its skeleton for a moment.
  onMount(() => {
    const timer = setTimeout(() => setThere(true));
    onCleanup(() => clearTimeout(timer));
  });
  const lookers = useQuery(() => ({
    queryKey: ["look", "list"],
    queryFn: () => api.look.list.query(),
    enabled: there(),
    refetchInterval: ({ state }: { state: { data?: Outputs["look"]["list"] | undefined } }) =>
      state.data?.again === null || state.data?.again === undefined ? false : state.data.again + 500,
  }));
  return (requestId: string): Looker[] =>
    there() && lookers.isSuccess ? lookers.data.lookers.filter((one) => one.requestId === requestId) : [];
}

function useLookSentence() {
  const w = useWords(lookWords);
  return (lookers: readonly Looker[]): string => {
    const names = lookers.map(({ name }) => name);
    const most = names.length > 1 ? `${names.slice(0, -1).join(", ")}${w().and}${names.at(-1)}` : (names[0] ?? "");
    return w().looks(most, names.length > 1);
  };
}

const LookersContext = createContext<(requestId: string) => Looker[]>();

/** Asks once for all rows of a list: their cells are drawn anew whenever it is read again. */
export function LookersProvider(props: { children: JSX.Element }) {
  return <LookersContext.Provider value={useLookers()}>{props.children}</LookersContext.Provider>;
}

/** On a row: who has it open, as circles with their sentence. */
export function LookMark(props: { requestId: string }) {
  const known = useContext(LookersContext);
  const lookersOf = (requestId: string) => known?.(requestId) ?? [];
  const sentence = useLookSentence();
  const here = () => lookersOf(props.requestId);
  return (
    <Show when={here().length > 0}>
      <span class="ml-2 inline-flex animate-appear items-center -space-x-1 align-middle" title={sentence(here())}>
        <span class="contents" aria-hidden="true">
          <For each={here().slice(0, 3)}>{({ name, personId }) => <Avatar size="sm" name={name} colour={colourOf(personId)} />}</For>
        </span>
        <VisuallyHidden>{sentence(here())}</VisuallyHidden>
      </span>
    </Show>
  );
}

/** On a line of its own: who has it open, in words that are seen. */
export function LookWords(props: { requestId: string }) {
  const known = useContext(LookersContext);
  const sentence = useLookSentence();
  const here = () => known?.(props.requestId) ?? [];
  return (
    <Show when={here().length > 0}>
      <span class="mt-0.5 flex animate-appear items-center gap-1.5 text-xs font-medium text-accent">
        <span class="flex shrink-0 -space-x-1" aria-hidden="true">
          <For each={here().slice(0, 3)}>{({ name, personId }) => <Avatar size="sm" name={name} colour={colourOf(personId)} />}</For>
        </span>
        {sentence(here())}
      </span>
    </Show>
  );
}

/** In an open request: says that this page looks, and who else does. */
export function Looking(props: { requestId: string }) {
  const lookersOf = useLookers();
  const sentence = useLookSentence();
  useLooking(() => props.requestId);
  const here = () => lookersOf(props.requestId);
  return (
    <div role="status">
      <Show when={here().length > 0}>
        <p class="mb-3 flex animate-appear items-center gap-2 rounded border border-line bg-sunken px-2.5 py-1.5 text-sm font-medium">
          <span class="flex shrink-0 -space-x-1" aria-hidden="true">
            <For each={here().slice(0, 4)}>{({ name, personId }) => <Avatar size="sm" name={name} colour={colourOf(personId)} />}</For>
          </span>
          {sentence(here())}
        </p>
      </Show>
    </div>
  );
}
