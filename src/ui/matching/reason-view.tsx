import ArrowRight from "lucide-solid/icons/arrow-right";
import Cpu from "lucide-solid/icons/cpu";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import { createMemo, For, Show, type JSX } from "solid-js";
import { matchTerms } from "#domain/matching.ts";
import type { Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { reasonWords } from "#words/match-reason.ts";
import { tellReason, type ReasonReader, type ToldPlace } from "#words/match-reason-told.ts";
import { writeInstant } from "#words/words.ts";

export type Both = Outputs["matchReason"]["ofStudent"];
type Proposal = NonNullable<Both["proposal"]>;

/** What was proposed and what was decided, side by side, then why: to a coordinator, or as the student's own page says it (R412, R413). */
export function ReasonView(props: { both: Both; reader: ReasonReader }) {
  const w = useWords(reasonWords);
  return (
    <div class="flex flex-col gap-4 text-sm">
      <div class="grid gap-3 sm:grid-cols-2">
        <Fact icon={<Cpu size={15} aria-hidden="true" />} title={w().proposed}>
          <Show
            when={props.both.proposal}
            fallback={<p class="text-muted">{props.reader === "student" ? w().noProposalYou : w().noProposal}</p>}
          >
            {(proposal) => <Proposed proposal={proposal()} />}
          </Show>
        </Fact>
        <Fact icon={<UserRoundCheck size={15} aria-hidden="true" />} title={w().decided}>
          <Show when={props.both.seat} fallback={<p class="text-muted">{w().notDecided}</p>}>
            {(seat) => <Decided seat={seat()} proposal={props.both.proposal} />}
          </Show>
        </Fact>
      </div>
      <Show when={props.both.proposal}>{(proposal) => <Reasons proposal={proposal()} reader={props.reader} />}</Show>
    </div>
  );
}

function Fact(props: { icon: JSX.Element; title: string; children: JSX.Element }) {
  return (
    <section class="reason-fact rounded-lg border border-line bg-sunken/50 px-3 py-2.5">
      <h3 class="flex items-center gap-2 text-xs font-semibold text-muted">
        {props.icon}
        {props.title}
      </h3>
      <div class="mt-1.5 flex flex-col gap-1">{props.children}</div>
    </section>
  );
}

function Proposed(props: { proposal: Proposal }) {
  const w = useWords(reasonWords);
  const { language } = useLanguage();
  const run = () => props.proposal.run;
  const place = () => props.proposal.places.find(({ requestId }) => requestId === props.proposal.facts.requestId);
  const weights = () => matchTerms.filter((term) => (run().weights[term] ?? 0) > 0);
  return (
    <>
      <p class="font-medium">{place() ? w().proposedPlace(place()?.path ?? "") : w().proposedNone}</p>
      <p class="text-xs text-muted">
        {w().runBy(run().startedBy, writeInstant(run().startedAt, language(), new Date()))}{" "}
        {w().runWay(w().way[run().way], w().state[run().state])} {w().runRules(run().ruleVersion)}
      </p>
      <Show when={run().way === "random"}>
        <p class="text-xs text-muted">{w().runSeed(run().seed)}</p>
      </Show>
      <Show when={run().way === "weighed" && weights().length > 0}>
        <p class="text-xs text-muted">
          {w().runWeights(
            weights()
              .map((term) => `${w().term[term]} ${run().weights[term]}`)
              .join(", "),
          )}
        </p>
      </Show>
    </>
  );
}

function Decided(props: { seat: NonNullable<Both["seat"]>; proposal: Proposal | null }) {
  const w = useWords(reasonWords);
  const { language } = useLanguage();
  const when = (at: string) => writeInstant(at, language(), new Date());
  const followed = ({ run, facts }: Proposal) => {
    if (props.seat.at < run.startedAt) return w().decidedBefore;
    return facts.requestId === props.seat.requestId ? w().sameAsProposed : w().otherThanProposed;
  };
  return (
    <>
      <p class="font-medium">{w().seatBy(props.seat.path, props.seat.by, when(props.seat.at))}</p>
      <p class="text-xs text-muted">{w().seatCause[props.seat.cause]}</p>
      <Show when={props.seat.confirmedBy && props.seat.confirmedAt}>
        {(at) => <p class="text-xs text-muted">{w().confirmedBy(props.seat.confirmedBy ?? "", when(at()))}</p>}
      </Show>
      <Show when={props.proposal}>{(proposal) => <p class="text-xs text-muted">{followed(proposal())}</p>}</Show>
    </>
  );
}

function Reasons(props: { proposal: Proposal; reader: ReasonReader }) {
  const w = useWords(reasonWords);
  const { language } = useLanguage();
  const told = createMemo(() => {
    const paths = new Map(props.proposal.places.map(({ requestId, path }) => [requestId, path]));
    const names = new Map(props.proposal.students.map(({ id, name }) => [id, name]));
    return tellReason(props.proposal.facts, {
      language: language(),
      reader: props.reader,
      path: (requestId) => paths.get(requestId) ?? "",
      name: (studentId) => names.get(studentId) ?? w().student,
    });
  });
  return (
    <>
      <section>
        <h3 class="font-semibold">{props.proposal.facts.requestId === null ? w().whyNone : w().whyPlace}</h3>
        <For each={told().lead}>{(sentence) => <p>{sentence}</p>}</For>
      </section>
      <Show when={told().missed.length > 0}>
        <section>
          <h3 class="font-semibold">{w().whyNot}</h3>
          <ol class="mt-1.5 flex flex-col gap-2.5">
            <For each={told().missed}>
              {(wish) => (
                <li class="reason-wish border-l-2 border-line-strong pl-3">
                  <p class="text-xs font-semibold text-muted">{w().choice(wish.rank)}</p>
                  <For each={wish.places}>{(place) => <Place place={place} />}</For>
                  <Changes list={wish.changes} />
                  <Show when={wish.others}>
                    <p class="text-xs text-muted">{wish.others}</p>
                  </Show>
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
      <Show when={told().openings.length > 0}>
        <section>
          <h3 class="font-semibold">{w().openings}</h3>
          <ul class="mt-1.5 flex flex-col gap-2.5">
            <For each={told().openings}>
              {(place) => (
                <li class="border-l-2 border-line-strong pl-3">
                  <Place place={place} />
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}

function Place(props: { place: ToldPlace }) {
  return (
    <div class="mb-1">
      <p class="font-medium">{props.place.path}</p>
      <p>{props.place.why.join(" ")}</p>
      <Changes list={props.place.changes} />
    </div>
  );
}

function Changes(props: { list: string[] }) {
  const w = useWords(reasonWords);
  return (
    <Show when={props.list.length > 0}>
      <ul class="mt-0.5 flex flex-col gap-0.5 text-muted" aria-label={w().wouldChange}>
        <For each={props.list}>
          {(sentence) => (
            <li class="flex gap-1.5">
              <ArrowRight size={13} class="mt-1 shrink-0" aria-hidden="true" />
              <span>{sentence}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
