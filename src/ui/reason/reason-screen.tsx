import { useParams } from "@solidjs/router";
import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import MessageSquareQuote from "lucide-solid/icons/message-square-quote";
import Plus from "lucide-solid/icons/plus";
import { listsOf, sidesOfAgency, type ReasonMove, type ReasonSide, type ReasonWords } from "#domain/reason.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TabLinks } from "#ui/parts/tabs.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { reasonScreenWords } from "#words/reason.ts";
import { ReasonDialog, type KeptReason } from "./reason-dialog.tsx";
import { ReasonRow, type RowActs } from "./reason-row.tsx";

type ListKey = keyof typeof reasonScreenWords.fr.lists;
interface List {
  key: ListKey;
  side: ReasonSide;
  move: ReasonMove;
}

const slugs: Record<ListKey, string> = {
  "receiving-decline": "refus",
  "receiving-cancel": "annulation-recue",
  "placing-cancel": "annulation",
  "placing-postpone": "report",
  "placing-shorten": "annulation-partielle",
  "placing-suspend": "suspension",
};

/** The lists of an organisation, the one used most first. */
const listsFor = (kind: "placing" | "receiving" | "both"): List[] =>
  sidesOfAgency(kind).flatMap((side) => listsOf[side].map((move): List => ({ key: `${side}-${move}` as ListKey, side, move })));

/** `/motifs`: the coded reasons of the organisation, in their order, in both languages (F-186). */
export function ReasonScreen() {
  const w = useWords(reasonScreenWords);
  const { language } = useLanguage();
  const me = useMe();
  const failure = useFailure();
  const queries = useQueryClient();
  const params = useParams<{ liste?: string }>();
  const kept = useQuery(() => ({ queryKey: ["reason", "kept"], queryFn: () => api.reason.kept.query() }));
  const lists = () => listsFor(me.data?.actor?.agencyKind ?? "placing");
  const list = (): List | undefined => lists().find(({ key }) => slugs[key] === params.liste) ?? lists()[0];
  // The order on the screen runs ahead of the server's: a row moves at once, several times in a row.
  const [ahead, setAhead] = createSignal<string[] | null>(null);
  const rows = (): KeptReason[] => {
    const own = (answerOf(kept) ?? []).filter(({ side, move }) => side === list()?.side && move === list()?.move);
    const order = ahead();
    if (!order || order.length !== own.length) return own;
    return own.toSorted((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
  };
  createEffect(on([() => list()?.key, () => kept.dataUpdatedAt], () => setAhead(null), { defer: true }));
  const [editing, setEditing] = createSignal<KeptReason | null>(null);
  const [open, setOpen] = createSignal(false);
  const edit = (one: KeptReason | null) => {
    setEditing(one);
    setOpen(true);
  };
  const label = (one: KeptReason) => (language() === "fr" ? one.labelFr : one.labelEn);
  const refresh = () => void queries.invalidateQueries({ queryKey: ["reason"] });
  /** One command, told; when it is refused the list is read again. */
  const run = async (work: () => Promise<unknown>, said: { text: string; undo?: () => void } | null) => {
    try {
      await work();
      refresh();
      if (said) toast({ text: said.text, ...(said.undo ? { action: { label: w().undo, run: said.undo } } : {}) });
    } catch (error) {
      setAhead(null);
      failure.tell(error);
      refresh();
    }
  };
  const order = (codes: string[]) => {
    const of = list();
    if (of) void run(() => api.reason.order.mutate({ list: { move: of.move, side: of.side }, codes }), null);
  };
  let element: HTMLOListElement | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const move: RowActs["move"] = (one, by) => {
    const codes = rows().map(({ code }) => code);
    const from = codes.indexOf(one.code);
    const to = from + by;
    if (from < 0 || to < 0 || to >= codes.length) return;
    const focused = document.activeElement?.getAttribute("aria-label");
    codes.splice(from, 1);
    codes.splice(to, 0, one.code);
    setAhead(codes);
    announce(w().moved(label(one), to + 1, codes.length), true);
    // The row keeps the focus where it goes.
    queueMicrotask(() =>
      element
        ?.querySelector<HTMLElement>(`[data-reason="${one.code}"] ${focused ? `[aria-label="${CSS.escape(focused)}"]` : "button"}`)
        ?.focus(),
    );
    clearTimeout(waiting);
    waiting = setTimeout(() => order(codes), 400);
  };
  const hide: RowActs["hide"] = (one, hidden) =>
    void run(() => api.reason.hide.mutate({ code: one.code, hidden }), {
      text: hidden ? w().hiddenDone(label(one)) : w().shownDone(label(one)),
      undo: () => hide(one, !hidden),
    });
  const acts: RowActs = {
    move,
    hide,
    edit,
    remove: (one) => void run(() => api.reason.remove.mutate({ code: one.code }), { text: w().removedDone(label(one)) }),
  };
  const send = (words: ReasonWords): Promise<unknown> => {
    const [one, of] = [editing(), list()];
    if (one) return api.reason.reword.mutate({ code: one.code, version: one.version, words });
    return api.reason.add.mutate({ list: { move: of?.move ?? "cancel", side: of?.side ?? "placing" }, words });
  };
  const saved = () => {
    setOpen(false);
    refresh();
    toast({ text: editing() ? w().changedDone : w().addedDone });
  };
  const addButton = () => (
    <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => edit(null)}>
      {w().add}
    </Button>
  );
  return (
    <Screen
      title={w().title}
      actions={addButton()}
      bar={
        <TabLinks
          label={w().list}
          links={lists().map(({ key }, at) => ({ href: at === 0 ? "/motifs" : `/motifs/${slugs[key]}`, label: w().lists[key] }))}
        />
      }
    >
      <Show when={!kept.isError} fallback={<Mishap error={kept.error} />}>
        <Show when={answerOf(kept)} fallback={<Skeleton rows={8} />}>
          <div class="flex max-w-4xl flex-col gap-3">
            <div class="text-sm text-pretty text-muted">
              <p class="text-ink">{w().about[list()?.key ?? "placing-cancel"]}</p>
              <p>{w().yours}</p>
            </div>
            <Show
              when={rows().length > 0}
              fallback={
                <EmptyState icon={<MessageSquareQuote size={22} />} title={w().emptyTitle} text={w().emptyText} action={addButton()} />
              }
            >
              <ol ref={element} class="overflow-hidden rounded-lg border border-line">
                <For each={rows()}>
                  {(one, at) => <ReasonRow of={one} first={at() === 0} last={at() === rows().length - 1} acts={acts} />}
                </For>
              </ol>
            </Show>
          </div>
        </Show>
      </Show>
      <ReasonDialog open={open()} of={editing()} send={send} done={saved} onClose={() => setOpen(false)} />
    </Screen>
  );
}
