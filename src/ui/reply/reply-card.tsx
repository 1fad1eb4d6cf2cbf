import { createSignal, createUniqueId, onMount, Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { dayIn } from "#domain/dates.ts";
import { hoursOf } from "#domain/schedule.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { writeLongDays } from "#words/printout.ts";
import { writeTerm } from "#words/programme.ts";
import { replyWords } from "#words/reply.ts";
import { writeHours } from "#words/request.ts";
import { writeInstant, writeNumber } from "#words/words.ts";
import { ProposeOther, ReplyProposal } from "./reply-proposal.tsx";
import { longDay } from "./link-frame.tsx";
import type { ReplyPage, ReplyRequest } from "./reply-screen.tsx";

/** What was done with a request by the link. */
export type Replied = "accept" | "decline" | "propose" | "settle";
type Move = "accept" | "decline";

/**
 * One request on a telephone: what, where, when, how many, and two large buttons. A yes is asked once more, a no asks why: three taps at
 * most. What is under way stays while the page follows changes; a request that was answered meanwhile says so.
 */
export function ReplyCard(props: {
  request: ReplyRequest;
  reasons: ReplyPage["reasons"];
  token: string;
  school: string;
  /** Its own organisation asks: its answer stays inside, and it proposes nothing to the school. */
  unit: boolean;
  onAnswered(done: Replied): Promise<void>;
}) {
  const w = useWords(replyWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [asking, setAsking] = createSignal<Move | null>(null);
  const [proposing, setProposing] = createSignal(false);
  const [word, setWord] = createSignal("");
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  // The buttons wait for the page to answer: a tap before that would be lost.
  const [ready, setReady] = createSignal(false);
  onMount(() => setReady(true));
  const give = async (move: Move, reason: { code: string; note: string }) => {
    if (pending()) return;
    setPending(true);
    setRefused(null);
    const requestId = props.request.id;
    const { token } = props;
    try {
      await (move === "accept"
        ? api.reply.accept.mutate({ token, requestId, note: reason.note })
        : api.reply.decline.mutate({ token, requestId, reason }));
      setAsking(null);
      await props.onAnswered(move);
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  const schedule = () => props.request.schedule;
  const late = () => props.request.dueOn !== null && props.request.dueOn < dayIn(new Date());
  const due = () => (props.request.dueOn === null ? null : longDay(props.request.dueOn, language()));
  const what = () => (props.request.kind === "group" ? w().group(props.request.size) : w().individual);
  const id = createUniqueId();
  return (
    <article aria-labelledby={id} class="flex flex-col gap-3 rounded-xl border border-line bg-surface p-4">
      <div class="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <h3 id={id} class="font-semibold">
          {[props.request.place.destination ?? props.request.place.service, props.request.place.site].filter(Boolean).join(", ")}
          <span class="block text-xs font-normal text-muted">{w().reference(props.request.reference)}</span>
        </h3>
        <Show when={!props.request.may.answer}>
          <Settled status={props.request.status} unit={props.unit} />
        </Show>
      </div>
      <Show when={props.request.alert}>
        {(alert) => (
          <Notice kind="warn" quiet>
            <span class="font-medium">{w().alert}</span> {alert()}
          </Notice>
        )}
      </Show>
      <div class="flex flex-col gap-0.5 text-sm">
        <Line>{what()}</Line>
        <Line>{w().dates(longDay(schedule().startsOn, language()), longDay(schedule().endsOn, language()))}</Line>
        <Line>
          {writeLongDays(schedule(), language())}, {writeHours(schedule(), language())}
        </Line>
        <Show when={props.unit}>
          <Line>{w().unit.school(props.request.school)}</Line>
        </Show>
        <Line muted>
          {props.request.course.number} {props.request.course.name}, {props.request.programme}
        </Line>
      </div>
      <Show when={props.request.may.answer && due()}>
        {(day) => <p class={`text-sm font-medium ${late() ? "text-warn" : ""}`}>{late() ? w().late(day()) : w().due(day())}</p>}
      </Show>
      <details class="text-sm">
        <summary class="min-h-6 cursor-pointer text-accent">{w().more}</summary>
        <div class="mt-2 flex flex-col gap-0.5">
          <Line>
            {w().cohort}
            {language() === "fr" ? "\u00A0: " : ": "}
            {props.request.cohort}, {writeTerm(props.request.term, language())}
          </Line>
          <Show when={props.request.instructor}>{(name) => <Line>{w().instructor(name())}</Line>}</Show>
          <Show when={hoursOf(schedule())}>{(hours) => <Line>{w().total(writeNumber(hours(), language()))}</Line>}</Show>
          <Show when={props.request.comment}>
            {(comment) => (
              <Line>
                <span class="font-medium">{w().comment}</span>
                <span class="block whitespace-pre-wrap">{comment()}</span>
              </Line>
            )}
          </Show>
        </div>
      </details>
      <Show when={props.request.answeredBy}>
        {(by) => (
          <p class="text-sm text-muted">
            {by().mine
              ? w().answeredByYou(writeInstant(props.request.answeredAt ?? "", language(), new Date()))
              : w().answeredBy(by().name, writeInstant(props.request.answeredAt ?? "", language(), new Date()))}
          </p>
        )}
      </Show>
      <Show when={props.request.reason}>
        {(reason) => (
          <p class="text-sm">
            {w().reason(language() === "fr" ? reason().fr : reason().en)}
            <Show when={reason().note}>{(note) => <span class="block text-muted">{note()}</span>}</Show>
          </p>
        )}
      </Show>
      <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <ReplyProposal request={props.request} school={props.school} token={props.token} onAnswered={() => props.onAnswered("settle")} />
      <Show when={proposing()}>
        <ProposeOther
          request={props.request}
          token={props.token}
          onBack={() => setProposing(false)}
          onProposed={async () => {
            setProposing(false);
            await props.onAnswered("propose");
          }}
        />
      </Show>
      <Show when={props.request.may.answer && !proposing()}>
        <Show
          when={asking()}
          fallback={
            <div class="grid grid-cols-2 gap-2">
              <Button
                size="lg"
                kind="primary"
                class="min-h-12"
                disabled={!ready()}
                icon={<Check size={18} aria-hidden="true" />}
                aria-label={w().acceptOf(props.request.reference)}
                onClick={() => setAsking("accept")}
              >
                {w().accept}
              </Button>
              <Button
                size="lg"
                class="min-h-12"
                disabled={!ready()}
                icon={<X size={18} aria-hidden="true" />}
                aria-label={w().declineOf(props.request.reference)}
                onClick={() => setAsking("decline")}
              >
                {w().decline}
              </Button>
              <Show when={props.request.may.propose}>
                <Button
                  size="lg"
                  kind="quiet"
                  class="col-span-2 min-h-12"
                  disabled={!ready()}
                  aria-label={w().proposeOf(props.request.reference)}
                  onClick={() => setProposing(true)}
                >
                  {w().propose}
                </Button>
              </Show>
            </div>
          }
        >
          {(move) => (
            <Show
              when={move() === "decline"}
              fallback={
                <div class="flex flex-col gap-2" role="group" aria-label={w().sureAccept(what())}>
                  <p class="font-medium">{w().sureAccept(what())}</p>
                  <Show when={props.unit}>
                    <Field label={w().unit.note} optional hint={w().unit.noteHint}>
                      <TextArea value={word()} onChange={setWord} maxLength={1_000} />
                    </Field>
                  </Show>
                  <div class="grid grid-cols-2 gap-2">
                    <Button
                      size="lg"
                      kind="primary"
                      class="min-h-12"
                      pending={pending()}
                      onClick={() => void give("accept", { code: "", note: word().trim() })}
                    >
                      {w().confirmAccept}
                    </Button>
                    <Button size="lg" class="min-h-12" onClick={() => setAsking(null)}>
                      {w().back}
                    </Button>
                  </div>
                </div>
              }
            >
              <Why
                reasons={props.reasons}
                noteHint={props.unit ? w().unit.noteHint : w().noteOptional}
                pending={pending()}
                onBack={() => setAsking(null)}
                onGive={(reason) => void give("decline", reason)}
              />
            </Show>
          )}
        </Show>
      </Show>
    </article>
  );
}

const looks: Partial<Record<ReplyRequest["status"], { icon: typeof Check; hue: string }>> = {
  "accepted-by-unit": { icon: Check, hue: "bg-st-accepted-soft text-st-accepted" },
  "declined-by-unit": { icon: X, hue: "bg-st-declined-soft text-st-declined" },
  accepted: { icon: Check, hue: "bg-st-accepted-soft text-st-accepted" },
  confirmed: { icon: Check, hue: "bg-st-confirmed-soft text-st-confirmed" },
  declined: { icon: X, hue: "bg-st-declined-soft text-st-declined" },
  cancelled: { icon: Ban, hue: "bg-st-new-soft text-st-new" },
};

/** What became of it, in words: the codes of a grid say nothing to who comes by once a season. */
function Settled(props: { status: ReplyRequest["status"]; unit: boolean }) {
  const w = useWords(replyWords);
  const look = () => looks[props.status];
  return (
    <Show when={look()}>
      {(one) => (
        <span class={`inline-flex min-h-6 items-center gap-1.5 rounded-sm px-2 text-sm font-semibold ${one().hue}`}>
          <Dynamic component={one().icon} size={15} aria-hidden="true" />
          {(props.unit ? w().unit.statuses[props.status] : undefined) ?? w().statuses[props.status]}
        </span>
      )}
    </Show>
  );
}

function Line(props: { muted?: boolean; children: JSX.Element }) {
  return <div class={props.muted ? "text-muted" : ""}>{props.children}</div>;
}

/** Why not, as the statistics count it; a note where « autre » is chosen. */
function Why(props: {
  reasons: ReplyPage["reasons"];
  noteHint: string;
  pending: boolean;
  onBack(): void;
  onGive(reason: { code: string; note: string }): void;
}) {
  const w = useWords(replyWords);
  const { language } = useLanguage();
  const [code, setCode] = createSignal("");
  const [note, setNote] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const needsNote = () => props.reasons.find((one) => one.code === code())?.needsNote ?? false;
  const give = () => {
    setTried(true);
    if (code() !== "" && !(needsNote() && note().trim() === "")) props.onGive({ code: code(), note: note().trim() });
  };
  return (
    <div class="flex flex-col gap-3" role="group" aria-label={w().whyTitle}>
      <Field label={w().whyTitle} required error={tried() && code() === "" ? w().whyNeeded : null}>
        <Select
          value={code()}
          onChange={setCode}
          placeholder={w().whyChoose}
          class="min-h-12"
          options={props.reasons.map((one) => ({ value: one.code, label: language() === "fr" ? one.labelFr : one.labelEn }))}
        />
      </Field>
      <Field
        label={w().note}
        required={needsNote()}
        optional={!needsNote()}
        hint={props.noteHint}
        error={tried() && needsNote() && note().trim() === "" ? w().noteNeeded : null}
      >
        <TextArea value={note()} onChange={setNote} maxLength={1_000} />
      </Field>
      <div class="grid grid-cols-2 gap-2">
        <Button size="lg" kind="danger" class="min-h-12" pending={props.pending} onClick={give}>
          {w().confirmDecline}
        </Button>
        <Button size="lg" class="min-h-12" onClick={() => props.onBack()}>
          {w().back}
        </Button>
      </div>
    </div>
  );
}
