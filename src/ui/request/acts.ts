import { createSignal } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import type { MenuItem } from "#ui/parts/menu.tsx";
import { closingWords } from "#words/closing.ts";
import { againWords } from "#words/request-again.ts";
import { splitWords } from "#words/request-split.ts";
import { tagWords } from "#words/request-tag.ts";

/** What is done to placements besides moving them on: other dates, several places, a shared instructor. */
export type DateAct = "postpone" | "shorten" | "suspend" | "resume";
export type Act = DateAct | "split" | "link" | "merge" | "reactivate" | "clone" | "relocate";
type Outcome = Outputs["requestTag"]["postpone"];
type Done = Outcome["done"];
type Asked = Inputs["request"]["send"]["requests"];

export const askedOf = (requests: readonly { id: string; version: number }[]): Asked =>
  requests.map(({ id, version }) => ({ id, version }));

/** Tells what came of a command, as `useMoves` does for its own. */
interface Telling {
  tell(outcome: { done: Done; refused: Outcome["refused"] }, sentence: (count: number) => string, undo: (() => void) | boolean): void;
  refresh(behind: boolean): void;
  moved?: ((ids: string[]) => void) | undefined;
}

export function useActs(of: Telling) {
  const t = useWords(tagWords);
  const s = useWords(splitWords);
  const failure = useFailure();
  const [asking, setAsking] = createSignal<{ act: Act; requests: SeenRequest[] } | null>(null);
  const [pending, setPending] = createSignal(false);

  /** One command: what it did is told, with a way back; a refusal of the whole keeps the box open. */
  const run = async <Value extends { done: Done | Done[number]; refused?: Outcome["refused"] }>(
    work: () => Promise<Value>,
    after: {
      sentence(value: Value): string;
      undo?: ((value: Value) => Promise<unknown>) | undefined;
      undone?: string | ((value: Value) => string);
    },
  ): Promise<boolean> => {
    if (pending()) return false;
    setPending(true);
    try {
      const value = await work();
      const done = Array.isArray(value.done) ? value.done : [value.done];
      const { undo } = after;
      const back = undo
        ? () =>
            void run(async () => ({ done: ((await undo(value)) as { done?: Done } | undefined)?.done ?? done }), {
              sentence: () => (typeof after.undone === "function" ? after.undone(value) : (after.undone ?? t().done.takeBack(done.length))),
            })
        : false;
      setAsking(null);
      of.moved?.(done.map(({ id }) => id));
      of.tell({ done, refused: value.refused ?? [] }, () => after.sentence(value), back);
      // One act changes several requests: they are read at once, not when the feed has told each.
      of.refresh(true);
      return true;
    } catch (error) {
      failure.tell(error);
      of.refresh(true);
      return false;
    } finally {
      setPending(false);
    }
  };
  /** The versions after a command, for the one that takes it back. */
  const at = (done: Done | Done[number]): Asked => askedOf(Array.isArray(done) ? done : [done]);

  return {
    asking,
    pending,
    run,
    stop: () => setAsking(null),
    begin: (act: Act, requests: readonly SeenRequest[]) => setAsking({ act, requests: [...requests] }),
    /** Out of the split, with a row of its own; taken back by merging it again. */
    unsplit: (request: SeenRequest, primary: { id: string; version: number } | null) =>
      run(() => api.requestSplit.unsplit.mutate({ requests: askedOf([request]) }), {
        sentence: () => s().unsplitDone,
        ...(primary
          ? { undo: ({ done }) => api.requestSplit.merge.mutate({ primary, other: at(done)[0] ?? primary }), undone: s().merge.done }
          : {}),
      }),
    lead: (request: SeenRequest) =>
      run(() => api.requestSplit.lead.mutate({ id: request.id, version: request.version }), {
        sentence: () => s().leadDone(request.reference),
        undo: ({ done }) => api.requestSplit.lead.mutate({ id: done.id, version: done.version }),
        undone: s().undone,
      }),
    unlink: (requests: readonly SeenRequest[], chain: readonly SeenRequest[]) =>
      run(() => api.requestLink.unlink.mutate({ requests: askedOf(requests) }), {
        sentence: ({ done }) => s().link.unlinked(done.length),
        ...(chain.length > 0
          ? {
              undo: ({ done }) => api.requestLink.link.mutate({ requests: [...at(done), ...askedOf(chain)] }),
              undone: s().link.done(chain.length + requests.length),
            }
          : {}),
      }),
  };
}
export type Acts = ReturnType<typeof useActs>;

const dateActs = ["postpone", "shorten", "suspend", "resume"] as const;

/** These acts as menu items, those that the requests can take; with several, each says how many it takes. */
export function useActItems() {
  const t = useWords(tagWords);
  const s = useWords(splitWords);
  const a = useWords(againWords);
  const c = useWords(closingWords);
  return (requests: readonly SeenRequest[], acts: Acts): MenuItem[] => {
    const [one, other] = requests;
    const counted = (label: string, count: number) => (requests.length > 1 ? `${label} (${count})` : label);
    const dates = dateActs.flatMap((act): MenuItem[] => {
      const able = requests.filter((each) => each.may[act]);
      return able.length === 0 ? [] : [{ id: act, label: counted(t().moves[act], able.length), run: () => acts.begin(act, able) }];
    });
    const linkable = requests.filter((each) => each.may.link);
    const group: MenuItem[] = [];
    if (one && !other && one.may.split)
      group.push({
        id: "split",
        label: one.split ? s().acts.share : one.status === "new" ? s().acts.split : s().acts.add,
        run: () => acts.begin("split", [one]),
      });
    if (linkable.length > 1)
      group.push({ id: "link", label: counted(s().acts.link, linkable.length), run: () => acts.begin("link", linkable) });
    if (one && other && requests.length === 2 && linkable.length === 2)
      group.push({ id: "merge", label: s().acts.merge, run: () => acts.begin("merge", [one, other]) });
    if (one && !other && one.linked && one.may.link)
      group.push({ id: "unlink", label: s().acts.unlink, run: () => void acts.unlink([one], []) });
    const clone: MenuItem[] =
      one && !other && one.may.clone ? [{ id: "clone", label: a().clone.act, run: () => acts.begin("clone", [one]) }] : [];
    const movable = requests.filter((each) => each.may.relocate);
    const relocate: MenuItem[] =
      movable.length > 0
        ? [{ id: "relocate", label: counted(c().relocate.act, movable.length), run: () => acts.begin("relocate", movable) }]
        : [];
    return [
      ...relocate,
      ...(dates.length > 0 ? [{ heading: s().heading.dates }, ...dates] : []),
      ...(group.length > 0 ? [{ heading: s().heading.group }, ...group] : []),
      ...clone,
    ];
  };
}
