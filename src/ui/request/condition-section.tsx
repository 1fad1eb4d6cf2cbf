import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { conditionWords } from "#words/condition.ts";
import { writeInstant } from "#words/words.ts";
import { AnswerForm, PutForm, type Answering } from "./condition-form.tsx";
import type { OpenRequest } from "./request-panel.tsx";

export type ShownCondition = Outputs["condition"]["list"]["conditions"][number];

/**
 * What who receives asks of the school on this request, what the school answered, and where one asks or answers (R346 to R349). While
 * something is open it stands first: it is what one opens the request for; else below, where one may ask.
 */
export function ConditionSection(props: { of: OpenRequest; where: "first" | "below" }) {
  const w = useWords(conditionWords);
  const queries = useQueryClient();
  const list = useQuery(() => ({
    queryKey: ["condition", "list", props.of.id],
    queryFn: () => api.condition.list.query({ requestId: props.of.id }),
  }));
  const [writing, setWriting] = createSignal(false);
  const refresh = () => {
    for (const root of ["condition", "request", "comment"]) void queries.invalidateQueries({ queryKey: [root] });
  };
  // Where there is none and one may put none, there is nothing to say.
  const worthSaying = () => {
    const known = answerOf(list);
    if (!known || (known.conditions.length === 0 && !known.may.put)) return undefined;
    const open = known.conditions.some(({ state }) => state === "open");
    return open === (props.where === "first") ? known : undefined;
  };
  return (
    <Show when={worthSaying()}>
      {(known) => (
        <PanelSection title={w().title}>
          <div class="flex flex-col gap-2.5">
            <Show when={known().conditions.length > 0} fallback={<p class="text-sm text-muted">{w().none}</p>}>
              <ul class="flex flex-col gap-2">
                <For each={known().conditions}>{(one) => <One condition={one} of={props.of} onChange={refresh} />}</For>
              </ul>
            </Show>
            <Show when={known().may.put}>
              <Show
                when={writing()}
                fallback={
                  <Button size="sm" kind="quiet" class="self-start" onClick={() => setWriting(true)}>
                    {w().add}
                  </Button>
                }
              >
                <PutForm
                  of={props.of}
                  onDone={() => {
                    setWriting(false);
                    refresh();
                  }}
                />
              </Show>
            </Show>
          </div>
        </PanelSection>
      )}
    </Show>
  );
}

/** « Acceptée sous condition »: before anything else of a request that was accepted with conditions open. */
export function ConditionNotice(props: { of: OpenRequest }) {
  const w = useWords(conditionWords);
  const agreed = () => props.of.conditions > 0 && (props.of.status === "accepted" || props.of.status === "confirmed");
  return (
    <Show when={agreed()}>
      <Notice kind="warn" quiet class="mb-3" title={w().underCondition}>
        {w().underConditionText(props.of.conditions)}
      </Notice>
    </Show>
  );
}

function One(props: { condition: ShownCondition; of: OpenRequest; onChange(): void }) {
  const w = useWords(conditionWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [answering, setAnswering] = createSignal<Answering | null>(null);
  const [pending, setPending] = createSignal(false);
  const label = () => props.condition.label[language()];
  const at = (instant: string) => writeInstant(instant, language(), new Date());
  const open = () => props.condition.state === "open";
  const run = (work: Promise<unknown>, said: string) => {
    setPending(true);
    work
      .then(() => {
        const undo = {
          label: w().undo,
          run: () => void api.condition.takeBack.mutate({ id: props.condition.id }).then(props.onChange, failure.tell),
        };
        toast({ text: said, ...(said === w().withdrawn ? { action: undo } : {}) });
      }, failure.tell)
      .finally(() => {
        setPending(false);
        props.onChange();
      });
  };
  return (
    <li
      class={`rounded-md border p-2.5 text-sm ${props.condition.shared ? (open() ? "border-accent/50 bg-accent-soft/40" : "border-line") : "border-warn/40 bg-warn-soft"}`}
    >
      <div class="flex flex-wrap items-baseline justify-between gap-x-3">
        <p class="font-medium break-words">{label()}</p>
        <p class="text-xs font-semibold">{w().states[props.condition.state]}</p>
      </div>
      <Show when={props.condition.text}>
        <p class="mt-0.5 break-words whitespace-pre-wrap">{props.condition.text}</p>
      </Show>
      <p class="mt-1 text-xs text-muted">
        {w().putBy(props.condition.by, at(props.condition.at))}
        <Show when={props.condition.byUnit}>, {w().fromUnit}</Show>
        <Show when={props.condition.sharedBy}>{(by) => <>, {w().sharedBy(by())}</>}</Show>
      </p>
      <Show when={props.condition.answer}>
        {(answer) => (
          <div class="mt-1.5 border-t border-line pt-1.5">
            <p class="text-xs font-medium">{w().answeredBy(w().states[props.condition.state], answer().by, at(answer().at))}</p>
            <Show when={answer().note}>
              <p class="mt-0.5 break-words whitespace-pre-wrap">{answer().note}</p>
            </Show>
            <Show when={props.condition.state === "cannot-be-met" && props.of.may.accept}>
              <p class="mt-0.5 text-xs text-muted">{w().cannotHelp}</p>
            </Show>
          </div>
        )}
      </Show>
      <Show when={open()}>
        <p class="mt-1.5 text-xs font-medium">
          {props.condition.shared ? (props.condition.may.answer ? w().yours : w().waits) : w().notShared}
        </p>
      </Show>
      <Show
        when={answering()}
        keyed
        fallback={
          <div class="mt-2 flex flex-wrap gap-2 empty:hidden">
            <Show when={props.condition.may.answer}>
              <Button size="sm" kind="primary" onClick={() => setAnswering("met")}>
                {w().meet}
              </Button>
              <Button size="sm" onClick={() => setAnswering("cannot")}>
                {w().cannot}
              </Button>
              <Button size="sm" kind="quiet" onClick={() => setAnswering("question")}>
                {w().ask}
              </Button>
            </Show>
            <Show when={props.condition.may.pass}>
              <Button
                size="sm"
                kind="primary"
                pending={pending()}
                onClick={() => run(api.condition.pass.mutate({ id: props.condition.id }), w().passed)}
              >
                {w().pass}
              </Button>
            </Show>
            <Show when={props.condition.may.withdraw}>
              <Button
                size="sm"
                kind="quiet"
                pending={pending()}
                onClick={() => run(api.condition.withdraw.mutate({ id: props.condition.id }), w().withdrawn)}
              >
                {w().withdraw}
              </Button>
            </Show>
            <Show when={props.condition.may.takeBack}>
              <Button
                size="sm"
                kind="quiet"
                pending={pending()}
                onClick={() => run(api.condition.takeBack.mutate({ id: props.condition.id }), w().undone)}
              >
                {w().undo}
              </Button>
            </Show>
          </div>
        }
      >
        {(how) => (
          <AnswerForm
            condition={props.condition}
            requestId={props.of.id}
            how={how}
            onDone={() => {
              setAnswering(null);
              props.onChange();
            }}
            onCancel={() => setAnswering(null)}
          />
        )}
      </Show>
    </li>
  );
}
