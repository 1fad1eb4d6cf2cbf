import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { connection } from "#ui/live.ts";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { ReasonDialog } from "#ui/parts/reason-dialog.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { holdWords } from "#words/hold.ts";
import { refusalSentence } from "#words/refusal.ts";
import { splitWords } from "#words/request-split.ts";
import { requestWords } from "#words/request.ts";
import { useActs } from "./acts.ts";
import { AgainDialog } from "./again-dialog.tsx";
import { CloneDialog } from "./clone-dialog.tsx";
import { DateDialog } from "./date-dialog.tsx";
import { LinkDialog, MergeDialog } from "./link-dialog.tsx";
import { RedirectDialog } from "./redirect-dialog.tsx";
import { RelocateDialog } from "./relocate-dialog.tsx";
import { SplitDialog } from "./split-dialog.tsx";

export type MoveKey = "send" | "discard" | "cancel" | "accept" | "decline" | "redirect" | "acceptForUnit" | "declineForUnit";
type Outcome = Outputs["request"]["accept"];
type Asked = Inputs["request"]["accept"]["requests"];
type Given = {
  reason?: Inputs["request"]["decline"]["reason"];
  destinationId?: string;
  contactId?: string | null;
  shown?: "account" | "paper";
  despite?: boolean;
};

const answers = new Set<MoveKey>(["accept", "decline", "acceptForUnit", "declineForUnit"]);

/** The one call behind each button; the school's answers are those it enters for a place that does not use the system. */
function call(move: MoveKey, of: { side: SeenRequest["side"]; requests: Asked; given: Given }): Promise<Outcome> {
  const { requests, given } = of;
  const reason = given.reason ?? { code: "" };
  switch (move) {
    case "send":
      return api.request.send.mutate({ requests });
    case "discard":
      return api.request.discard.mutate({ requests });
    case "cancel":
      return api.request.cancel.mutate({ requests, reason });
    case "accept":
      return of.side === "placing" ? api.request.acceptOnBehalf.mutate({ requests }) : api.request.accept.mutate({ requests });
    case "decline":
      return of.side === "placing"
        ? api.request.declineOnBehalf.mutate({ requests, reason })
        : api.request.decline.mutate({ requests, reason });
    case "redirect":
      return api.request.redirect.mutate({
        despite: given.despite === true,
        requests,
        destinationId: given.destinationId ?? "",
        contactId: given.contactId ?? null,
        ...(given.shown ? { shown: given.shown } : {}),
      });
    case "acceptForUnit":
      return api.request.acceptForUnit.mutate({ requests });
    case "declineForUnit":
      return api.request.declineForUnit.mutate({ requests, reason });
  }
}

/**
 * What a screen does with requests: `begin` acts at once or asks first (a reason, a unit, a yes), each request has its
 * own outcome, and an answer can be taken back from its toast. Mount `<MoveDialogs moves={…} />` once beside it.
 */
export function useMoves(on: { moved?: (ids: string[]) => void } = {}) {
  const queries = useQueryClient();
  const w = useWords(requestWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const h = useWords(holdWords);
  const [asking, setAsking] = createSignal<{ move: MoveKey; requests: SeenRequest[]; suggested: string | null } | null>(null);
  const [pending, setPending] = createSignal<MoveKey | null>(null);
  /** What came of a command on several requests, where not all of them could move. */
  const [outcome, setOutcome] = createSignal<Outcome | null>(null);
  /** My last answer, to be taken back by a key as well as from its toast. */
  const [answered, setAnswered] = createSignal<Asked>([]);

  // The event feed refreshes what moved; without it, or when a screen was behind, one asks oneself.
  const refresh = (behind: boolean) => {
    if (behind || connection() !== "live") void queries.invalidateQueries({ queryKey: ["request"] });
  };
  const tell = (outcome: Outcome, sentence: (count: number) => string, undo: boolean | (() => void)) => {
    const [only] = outcome.refused;
    const several = outcome.refused.length + outcome.done.length > 1;
    if (!several && only) {
      const which = only.reference === null ? "" : `${w().reference(only.reference)}\u00A0: `;
      toast({ kind: "danger", text: which + refusalSentence(only.refusal, language()) });
    }
    setOutcome(several && only ? outcome : null);
    refresh(outcome.refused.length > 0);
    if (outcome.done.length === 0) return;
    const requests = outcome.done.map(({ id, version }) => ({ id, version }));
    setAnswered(undo === true ? requests : []);
    const back = typeof undo === "function" ? undo : () => void takeBack(requests);
    toast({ text: sentence(outcome.done.length), ...(undo ? { action: { label: w().undo, run: back } } : {}) });
  };
  const takeBack = async (requests: Asked) => {
    try {
      tell(await api.request.takeBack.mutate({ requests }), w().done.takeBack, false);
    } catch (error) {
      failure.tell(error);
      refresh(true);
    }
  };
  const takeBackLast = () => {
    const requests = answered();
    if (requests.length > 0) void takeBack(requests);
  };
  const run = async (move: MoveKey, requests: SeenRequest[], given: Given = {}) => {
    const [first] = requests;
    if (!first || pending() !== null) return;
    setPending(move);
    try {
      const outcome = await call(move, { side: first.side, requests: requests.map(({ id, version }) => ({ id, version })), given });
      setAsking(null);
      on.moved?.(outcome.done.map(({ id }) => id));
      const held = move === "send" && outcome.done.some(({ status }) => status === "sent-held");
      tell(outcome, held ? h().sentHeld : w().done[plainly(move, first.side)], answers.has(move));
    } catch (error) {
      failure.tell(error);
      refresh(true);
    } finally {
      setPending(null);
    }
  };
  /** Begins a move on those of the requests that can make it; `suggested`: the coded reason that is meant. */
  const begin = (move: MoveKey, requests: readonly SeenRequest[], suggested: string | null = null) => {
    const able = requests.filter((one) => one.may[move]);
    if (able.length === 0) return;
    if (move === "send" || move === "accept" || move === "acceptForUnit") void run(move, able);
    else setAsking({ move, requests: able, suggested });
  };
  const acts = useActs({ tell, refresh, moved: on.moved });
  return { begin, run, acts, asking, stop: () => setAsking(null), pending, outcome, forget: () => setOutcome(null), takeBackLast };
}
export type Moves = ReturnType<typeof useMoves>;

/** A unit's own answer is plainly an answer; it is the organisation that enters it « for the destination ». */
const plainly = (move: MoveKey, side: SeenRequest["side"]): MoveKey => {
  if (side !== "unit") return move;
  return move === "acceptForUnit" ? "accept" : move === "declineForUnit" ? "decline" : move;
};

/** How a move is called for these requests: the school records the answers of others. */
export function useMoveWords() {
  const w = useWords(requestWords);
  return (move: MoveKey, side: SeenRequest["side"]): string =>
    side === "placing" && (move === "accept" || move === "decline") ? w().onBehalf[move] : w().moves[plainly(move, side)];
}

/** The boxes a move may ask with. */
export function MoveDialogs(props: { moves: Moves }) {
  const w = useWords(requestWords);
  const s = useWords(splitWords);
  const { language } = useLanguage();
  const wordOf = useMoveWords();
  const asking = () => props.moves.asking();
  const requests = () => asking()?.requests ?? [];
  const side = () => requests()[0]?.side ?? "placing";
  const reasons = useQuery(() => ({
    queryKey: ["reason"],
    queryFn: () => api.request.reasons.query(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: asking() !== null,
  }));
  const coded = (move: "decline" | "cancel") => {
    const whose = move === "decline" || side() !== "placing" ? "receiving" : "placing";
    return (reasons.isSuccess ? reasons.data : [])
      .filter((one) => one.move === move && one.side === whose)
      .map((one) => ({ code: one.code, label: language() === "fr" ? one.labelFr : one.labelEn, needsNote: one.needsNote }));
  };
  const saysNo = () => {
    const move = asking()?.move;
    return move === "decline" || move === "cancel" || move === "declineForUnit" ? move : null;
  };
  /** What becomes of the rest of a split, when one of it ends. */
  const ends = () => {
    const of = requests().flatMap(({ split }) => (split ? [split] : []));
    if (of.length === 0 || side() !== "placing") return "";
    return ` ${of.some(({ parts }) => parts > 0) ? s().ends.primary : s().ends.part}`;
  };
  const text = () => {
    const ask = w().ask;
    if (saysNo() === "cancel") return `${side() === "placing" ? ask.cancelSchoolText : ask.cancelText}${ends()}`;
    if (saysNo() === "declineForUnit") return ask.declineForUnitText;
    return side() === "placing" ? ask.declineOnBehalfText : ask.declineText;
  };
  const title = () => {
    const [move, count] = [saysNo(), requests().length];
    if (move === "cancel") return w().ask.cancel(count);
    if (move === "declineForUnit" && side() !== "unit") return w().ask.declineForUnit(count);
    return side() === "placing" ? w().ask.declineOnBehalf(count) : w().ask.decline(count);
  };
  const sent = () => requests().filter(({ status }) => status !== "new" && status !== "new-part").length;
  return (
    <>
      <ReasonDialog
        open={saysNo() !== null}
        title={title()}
        text={text()}
        reasons={coded(saysNo() === "cancel" ? "cancel" : "decline")}
        confirm={wordOf(saysNo() ?? "decline", side())}
        {...(saysNo() === "cancel" ? { dismiss: w().ask.keep } : {})}
        danger
        pending={props.moves.pending() !== null}
        suggested={asking()?.suggested ?? null}
        {...(saysNo() === "declineForUnit" ? { noteHint: w().ask.noteOnlyInside } : {})}
        onConfirm={(reason) => void props.moves.run(saysNo() ?? "decline", requests(), { reason })}
        onClose={props.moves.stop}
      />
      <ConfirmDialog
        open={asking()?.move === "discard"}
        title={w().ask.discard(requests().length)}
        text={`${w().ask.discardText(sent())}${ends()}`}
        confirm={w().moves.discard}
        danger
        pending={props.moves.pending() !== null}
        onConfirm={() => void props.moves.run("discard", requests())}
        onClose={props.moves.stop}
      />
      <RedirectDialog
        open={asking()?.move === "redirect"}
        requests={requests()}
        pending={props.moves.pending() !== null}
        onConfirm={(given) => void props.moves.run("redirect", requests(), given)}
        onClose={props.moves.stop}
      />
      <DateDialog acts={props.moves.acts} />
      <SplitDialog acts={props.moves.acts} />
      <AgainDialog acts={props.moves.acts} />
      <RelocateDialog acts={props.moves.acts} />
      <CloneDialog acts={props.moves.acts} />
      <LinkDialog acts={props.moves.acts} />
      <MergeDialog acts={props.moves.acts} />
    </>
  );
}

/** What came of each of several requests when not all could move: which stayed as they were, and why. A toast would be too small. */
export function RefusedNotice(props: { moves: Moves }) {
  const w = useWords(requestWords);
  const { language } = useLanguage();
  const refused = () => props.moves.outcome()?.refused ?? [];
  const done = () => (props.moves.outcome()?.done ?? []).map(({ reference }) => reference);
  return (
    <Show when={refused().length > 0}>
      <Notice
        kind="warn"
        title={w().refused(refused().length)}
        actions={
          <Button size="sm" onClick={() => props.moves.forget()}>
            {w().understood}
          </Button>
        }
      >
        <ul class="mt-1 flex max-h-40 flex-col gap-0.5 overflow-auto">
          <Show when={done().length > 0}>
            <li class="tabular-nums">{w().movedOthers(done().join(", "))}</li>
          </Show>
          <For each={refused()}>
            {(one) => (
              <li>
                <Switch>
                  <Match when={one.reference}>
                    {(reference) => <strong class="mr-1.5 tabular-nums">{w().reference(reference())}</strong>}
                  </Match>
                </Switch>
                {refusalSentence(one.refusal, language())}
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}
