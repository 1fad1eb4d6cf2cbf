import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { points, type Point } from "#domain/proposal.ts";
import { proposalWords } from "#words/proposal.ts";
import { writeInstant } from "#words/words.ts";
import { ProposalForm } from "./proposal-form.tsx";
import { TermsTable, useUnitPath } from "./proposal-terms.tsx";
import type { OpenRequest } from "./request-panel.tsx";

export type ProposalList = Outputs["proposal"]["list"];
export type ShownProposal = ProposalList["proposals"][number];

const useProposals = (requestId: () => string) =>
  useQuery(() => ({ queryKey: ["proposal", "list", requestId()], queryFn: () => api.proposal.list.query({ requestId: requestId() }) }));

/** What one side proposes instead on the request, the other's answer point by point, and every version before it (R250 to R254). */
export function ProposalSection(props: { of: OpenRequest }) {
  const w = useWords(proposalWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const unitPath = useUnitPath();
  const list = useProposals(() => props.of.id);
  const known = () => answerOf(list);
  const [writing, setWriting] = createSignal(false);
  const open = () => known()?.proposals.find(({ outcome }) => outcome === null);
  const before = () => known()?.proposals.filter(({ outcome }) => outcome !== null) ?? [];
  const refresh = () => void queries.invalidateQueries({ queryKey: ["proposal"] });
  // On what is agreed on for good, and where nothing was ever proposed, there is nothing to say.
  const worthSaying = () => {
    const all = known();
    return all && (all.may.propose || before().length > 0) ? all : undefined;
  };
  const at = (instant: string) => writeInstant(instant, language(), new Date());
  return (
    <Show when={worthSaying()}>
      {(all) => (
        <PanelSection title={w().title}>
          <div class="flex flex-col gap-2.5">
            <Show when={all().may.propose}>
              <Show
                when={writing()}
                fallback={
                  <>
                    <Show when={all().proposals.length === 0}>
                      <p class="text-sm text-muted">{w().none}</p>
                    </Show>
                    <Button size="sm" kind="quiet" class="self-start" onClick={() => setWriting(true)}>
                      {open() && !open()?.mine ? w().counter : w().start}
                    </Button>
                  </>
                }
              >
                <ProposalForm
                  of={props.of}
                  list={all()}
                  open={open()}
                  onDone={() => {
                    setWriting(false);
                    refresh();
                  }}
                />
              </Show>
            </Show>
            <Show when={before().length > 0}>
              <details class="text-sm">
                <summary class="min-h-6 cursor-pointer text-accent hover:underline">{w().versions(before().length)}</summary>
                <ol class="mt-2 flex flex-col gap-3">
                  <For each={before()}>
                    {(one) => (
                      <li class="rounded-md border border-line p-2.5">
                        <p class="text-xs text-muted">{w().version(one.number, one.by, at(one.at))}</p>
                        <TermsTable schedule={props.of.schedule} writeUnit={unitPath} proposal={one} />
                        <Show when={one.note}>
                          <p class="mt-1 break-words">{one.note}</p>
                        </Show>
                        <Show when={one.outcome}>
                          {(outcome) => (
                            <p class="mt-1 text-xs font-medium">
                              {w().outcomeBy(w().outcome[outcome()], one.answeredBy ?? "", at(one.answeredAt ?? one.at))}
                            </p>
                          )}
                        </Show>
                      </li>
                    )}
                  </For>
                </ol>
              </details>
            </Show>
          </div>
        </PanelSection>
      )}
    </Show>
  );
}

/** What waits for an answer, before anything else of the request: the first thing one opens it for. */
export function OpenProposal(props: { of: OpenRequest }) {
  const w = useWords(proposalWords);
  const queries = useQueryClient();
  const list = useProposals(() => props.of.id);
  const open = () => answerOf(list)?.proposals.find(({ outcome }) => outcome === null);
  return (
    <Show when={open()}>
      {(one) => (
        <div class="pb-3">
          <h3 class="mb-1.5 text-xs font-semibold text-muted">{w().title}</h3>
          <Open
            proposal={one()}
            of={props.of}
            may={answerOf(list)?.may ?? { propose: false, answer: false, accept: false }}
            onChange={() => {
              // What was taken is the request's at once, on this page too.
              for (const root of ["proposal", "request"]) void queries.invalidateQueries({ queryKey: [root] });
            }}
          />
        </div>
      )}
    </Show>
  );
}

/** The open version: the other side ticks what it takes, one's own side can take it back. */
function Open(props: { proposal: ShownProposal; of: OpenRequest; may: ProposalList["may"]; onChange(): void }) {
  const w = useWords(proposalWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const unitPath = useUnitPath();
  const offered = () => points.filter((point) => props.proposal.terms[point] !== undefined);
  const [refused, setRefused] = createSignal<ReadonlySet<Point>>(new Set());
  const [pending, setPending] = createSignal(false);
  const taken = () => offered().filter((point) => !refused().has(point));
  const run = (work: Promise<unknown>, said: string) => {
    setPending(true);
    work
      .then(() => toast({ text: said }), failure.tell)
      .finally(() => {
        setPending(false);
        props.onChange();
      });
  };
  const answer = (of: Point[]) =>
    run(
      api.proposal.answer.mutate({ id: props.proposal.id, taken: of }),
      w().answered[of.length === 0 ? "declined" : of.length === offered().length ? "accepted" : "partly"],
    );
  const answers = () => !props.proposal.mine && props.may.answer;
  return (
    <section aria-label={w().title} class="rounded-md border border-accent/50 bg-accent-soft/40 p-3">
      <p class="text-xs text-muted">
        {w().version(props.proposal.number, props.proposal.by, writeInstant(props.proposal.at, language(), new Date()))}
      </p>
      <TermsTable
        schedule={props.of.schedule}
        writeUnit={unitPath}
        proposal={props.proposal}
        {...(answers() && offered().length > 1
          ? {
              taken: taken(),
              onTake: (point: Point, on: boolean) => {
                const next = new Set(refused());
                if (on) next.delete(point);
                else next.add(point);
                setRefused(next);
              },
            }
          : {})}
      />
      <Show when={props.proposal.note}>
        <p class="mt-1.5 text-sm break-words">{props.proposal.note}</p>
      </Show>
      <p class="mt-1.5 text-xs font-medium">
        {answers() ? w().yours : w().waits} {props.proposal.accepts ? w().withYes : ""}
      </p>
      <div class="mt-2 flex flex-wrap gap-2">
        <Show when={answers()}>
          <Button size="sm" kind="primary" pending={pending()} disabled={taken().length === 0} onClick={() => answer(taken())}>
            {taken().length === offered().length ? w().accept : w().acceptSome(taken().length)}
          </Button>
          <Button size="sm" disabled={pending()} onClick={() => answer([])}>
            {w().decline}
          </Button>
        </Show>
        <Show when={props.proposal.mine && props.may.answer}>
          <Button size="sm" pending={pending()} onClick={() => run(api.proposal.withdraw.mutate({ id: props.proposal.id }), w().withdrawn)}>
            {w().withdraw}
          </Button>
        </Show>
      </div>
    </section>
  );
}
