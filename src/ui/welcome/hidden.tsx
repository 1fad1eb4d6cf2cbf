import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createContext, createSignal, onCleanup, onMount, Show, useContext, type JSX } from "solid-js";
import EyeOff from "lucide-solid/icons/eye-off";
import type { WelcomeNotice } from "#domain/welcome.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { welcomePageWords } from "#words/welcome-page.ts";

export interface HideableNotice {
  kind: WelcomeNotice;
  /** Which of its kind; the only one where absent. */
  item?: string;
  /** What it says now: when that changes, it comes back. */
  state: string;
}

/** What a notice says, short enough to be kept: the same facts in whatever order are the same. */
export const stateOf = (facts: readonly (string | number)[]): string => {
  const text = facts.map(String).toSorted().join("|");
  if (text.length <= 100) return text;
  let hash = 0;
  for (const sign of text) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) | 0;
  return `${facts.length}:${hash}`;
};

function useHiddenNotices() {
  const w = useWords(welcomePageWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const kept = useQuery(() => ({ queryKey: ["welcome", "hidden"], queryFn: () => api.welcome.hiddenNotices.query() }));
  const [showing, setShowing] = createSignal(false);
  const refresh = () => void queries.invalidateQueries({ queryKey: ["welcome"] });
  /** Notices that stand on the page and are hidden: what « voir » would show. */
  const [there, setThere] = createSignal<ReadonlyMap<string, number>>(new Map());
  const keyOf = ({ kind, item }: Pick<HideableNotice, "kind" | "item">) => `${kind}/${item ?? ""}`;
  const count = (key: string, by: number) => {
    setThere((before) => {
      const next = new Map(before);
      const now = (next.get(key) ?? 0) + by;
      if (now > 0) next.set(key, now);
      else next.delete(key);
      return next;
    });
    // With the last one back there is nothing to see any more: the next that is hidden goes away.
    if (there().size === 0) setShowing(false);
  };
  const is = (of: HideableNotice): boolean =>
    (answerOf(kept) ?? []).some((one) => one.kind === of.kind && one.item === (of.item ?? "") && one.state === of.state);
  const show = async (of: HideableNotice) => {
    try {
      await api.welcome.showNotice.mutate({ kind: of.kind, item: of.item ?? "" });
      refresh();
    } catch (error) {
      failure.tell(error);
    }
  };
  const hide = async (of: HideableNotice) => {
    try {
      await api.welcome.hideNotice.mutate({ kind: of.kind, item: of.item ?? "", state: of.state });
      refresh();
      toast({ text: w().noticeHidden, action: { label: w().undo, run: () => void show(of) } });
    } catch (error) {
      failure.tell(error);
    }
  };
  return { is, show, hide, showing, setShowing, there: () => there().size, keyOf, count };
}
type HiddenNotices = ReturnType<typeof useHiddenNotices>;
const HiddenContext = createContext<HiddenNotices>();

/** Mounted once around the page: which notices its reader hid. */
export function HiddenProvider(props: { children: JSX.Element }) {
  return <HiddenContext.Provider value={useHiddenNotices()}>{props.children}</HiddenContext.Provider>;
}

/**
 * A notice that its reader may hide from her own page: while it says the same it stays away, and « voir les avis masqués » shows it with
 * « remettre ». `children` is given the button to set among its actions.
 */
export function Hideable(props: { of: HideableNotice; name: string; children(button: () => JSX.Element): JSX.Element }) {
  const w = useWords(welcomePageWords);
  const hidden = useContext(HiddenContext);
  const isHidden = () => hidden?.is(props.of) ?? false;
  const button = (): JSX.Element => (
    <Show when={hidden}>
      {(given) => (
        <Show
          when={isHidden()}
          fallback={
            <IconButton
              size="sm"
              label={`${w().hideLong}\u00A0: ${props.name}`}
              icon={<EyeOff size={15} aria-hidden="true" />}
              onClick={() => void given().hide(props.of)}
            />
          }
        >
          <Button size="sm" onClick={() => void given().show(props.of)}>
            {w().show}
          </Button>
        </Show>
      )}
    </Show>
  );
  return (
    <Show when={!isHidden()} fallback={<Counted of={props.of}>{props.children(button)}</Counted>}>
      {props.children(button)}
    </Show>
  );
}

/** One that is hidden counts as such while it stands there. */
function Counted(props: { of: HideableNotice; children: JSX.Element }) {
  const hidden = useContext(HiddenContext);
  onMount(() => {
    const key = hidden?.keyOf(props.of);
    if (key === undefined) return;
    hidden?.count(key, 1);
    onCleanup(() => hidden?.count(key, -1));
  });
  return (
    <Show when={hidden?.showing()}>
      <div class="rounded-lg border border-dashed border-line-strong opacity-80">{props.children}</div>
    </Show>
  );
}

/** « Voir 2 avis masqués »: nothing that was hidden is lost. */
export function HiddenFoot() {
  const w = useWords(welcomePageWords);
  const hidden = useContext(HiddenContext);
  return (
    <Show when={(hidden?.there() ?? 0) > 0}>
      <p>
        <Button
          size="sm"
          kind="quiet"
          aria-pressed={hidden?.showing()}
          icon={<EyeOff size={14} aria-hidden="true" />}
          onClick={() => hidden?.setShowing(!hidden.showing())}
        >
          {hidden?.showing() ? w().hideHidden : w().showHidden(hidden?.there() ?? 0)}
        </Button>
      </p>
    </Show>
  );
}
