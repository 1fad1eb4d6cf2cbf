import { createSignal, For, onMount, Show } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import { documentEndings, mostDocuments } from "#domain/delivery-document.ts";
import { points } from "#domain/proposal.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { FileDrop } from "#ui/parts/file-drop.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { ReasonDialog } from "#ui/parts/reason-dialog.tsx";
import { longDay } from "#ui/reply/link-frame.tsx";
import { TermsTable } from "#ui/request/proposal-terms.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { writeLongDays } from "#words/printout.ts";
import { writeHours } from "#words/request.ts";
import type { GuestPage, GuestRequest } from "./guest-query.ts";
import { Conditions } from "./conditions.tsx";
import { Messages } from "./messages.tsx";
import { NamedStudents } from "./named-students.tsx";
import { Part } from "./part.tsx";
import { Stages } from "./stages.tsx";

/** One request of a school without account: where it stands, and what the school may do about it now. */
export function RequestView(props: {
  page: GuestPage;
  request: GuestRequest;
  token: string;
  refresh(): Promise<unknown>;
  onAgain(): void;
}) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [withdrawing, setWithdrawing] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const [done, setDone] = createSignal<string | null>(null);
  const [refused, setRefused] = createSignal<string | null>(null);
  const [ready, setReady] = createSignal(false);
  onMount(() => setReady(true));
  const of = () => ({ token: props.token, requestId: props.request.id });
  const run = async (work: () => Promise<unknown>, said: string) => {
    setPending(true);
    setRefused(null);
    try {
      await work();
      setDone(said);
      await props.refresh();
      return true;
    } catch (error) {
      setRefused(failure.sentence(error));
      return false;
    } finally {
      setPending(false);
    }
  };
  const schedule = () => props.request.schedule;
  const proposal = () => {
    const last = props.request.proposal;
    return last?.side === "receiving" ? last : null;
  };
  const settle = (all: boolean) => {
    const one = proposal();
    if (!one) return;
    const taken = all ? points.filter((point) => one.terms[point] !== undefined) : [];
    void run(() => api.guest.settle.mutate({ ...of(), proposalId: one.id, taken }), w().settled);
  };
  const join = (file: File) => {
    const form = new FormData();
    form.set("token", props.token);
    form.set("requestId", props.request.id);
    form.set("file", file);
    void run(() => api.guest.addDocument.mutate(form), w().named);
  };
  return (
    <div class="flex flex-col gap-5">
      <div class="flex flex-col gap-1">
        <p class="text-sm text-muted">{w().reference(props.request.reference)}</p>
        <h2 class="text-lg font-semibold text-balance">
          {[props.request.place.destination ?? props.request.place.service, props.request.place.site].join(", ")}
        </h2>
        <p class="text-sm">{w().forHow(props.request.kind, props.request.size)}</p>
        <p class="text-sm">{w().dates(longDay(schedule().startsOn, language()), longDay(schedule().endsOn, language()))}</p>
        <p class="text-sm">
          {writeLongDays(schedule(), language())}, {writeHours(schedule(), language())}
        </p>
        <p class="text-sm text-muted">
          {props.request.course.name}, {props.request.programme}
        </p>
      </div>
      <Show when={done()}>{(text) => <Notice kind="done">{text()}</Notice>}</Show>
      <Show when={refused()}>{(text) => <Notice kind="danger">{text()}</Notice>}</Show>
      <Part title={w().where}>
        <Stages request={props.request} receiving={props.page.receiving} />
        <Show when={props.request.reason}>
          {(reason) => (
            <p class="text-sm">
              {w().reason(language() === "fr" ? reason().fr : reason().en)}
              <Show when={reason().note}>{(note) => <span class="block text-muted">{note()}</span>}</Show>
            </p>
          )}
        </Show>
      </Part>
      <Show when={proposal()}>
        {(one) => (
          <Part title={w().proposed(props.page.receiving)}>
            <TermsTable schedule={schedule()} writeUnit={() => one().unit ?? ""} proposal={one()} />
            <Show when={one().note}>{(note) => <p class="text-sm break-words">{note()}</p>}</Show>
            <Show
              when={one().outcome === null && props.request.may.settle}
              fallback={<p class="text-sm text-muted">{w().outcomes[one().outcome ?? ""] ?? ""}</p>}
            >
              <div class="grid gap-2 sm:grid-cols-2">
                <Button size="lg" kind="primary" class="min-h-12" pending={pending()} disabled={!ready()} onClick={() => settle(true)}>
                  {w().take}
                </Button>
                <Button size="lg" class="min-h-12" disabled={pending() || !ready()} onClick={() => settle(false)}>
                  {w().leave}
                </Button>
              </div>
            </Show>
          </Part>
        )}
      </Show>
      <Conditions
        request={props.request}
        pending={pending()}
        onAnswer={(answer) => run(() => api.guest.answerCondition.mutate({ ...of(), ...answer }), w().conditionSaid)}
      />
      <NamedStudents page={props.page} request={props.request} token={props.token} refresh={props.refresh} />
      <Show when={props.request.documents.length > 0 || props.request.may.name || props.request.may.withdraw}>
        <Part title={w().documents}>
          <ul class="flex flex-col gap-1">
            <For each={props.request.documents}>
              {(one) => (
                <li class="flex items-center gap-2 text-sm">
                  <FileText size={15} class="shrink-0 text-muted" aria-hidden="true" />
                  <span class="break-all">{one.name}</span>
                </li>
              )}
            </For>
          </ul>
          <Show when={props.request.may.withdraw && props.request.documents.length < mostDocuments}>
            <details class="text-sm">
              <summary class="min-h-6 cursor-pointer text-accent">{w().addDocument}</summary>
              <div class="mt-2">
                <FileDrop label={w().addDocument} accept={documentEndings} megabytes={10} disabled={pending()} onFile={join} />
              </div>
            </details>
          </Show>
        </Part>
      </Show>
      <Messages
        request={props.request}
        receiving={props.page.receiving}
        onSay={(text) => run(() => api.guest.say.mutate({ ...of(), text }), w().messageSent)}
      />
      <div class="flex flex-wrap gap-2">
        <Show when={!props.page.schoolIsUser}>
          <Button class="min-h-11" disabled={!ready()} onClick={() => props.onAgain()}>
            {w().again}
          </Button>
        </Show>
        <Show when={props.request.may.withdraw}>
          <Button kind="quiet" class="min-h-11" disabled={!ready()} onClick={() => setWithdrawing(true)}>
            {w().withdraw}
          </Button>
        </Show>
      </div>
      <ReasonDialog
        open={withdrawing()}
        title={w().withdrawTitle}
        text={w().withdrawText(props.page.receiving)}
        reasons={props.page.reasons.map((one) => ({
          code: one.code,
          label: language() === "fr" ? one.labelFr : one.labelEn,
          needsNote: one.needsNote,
        }))}
        confirm={w().withdrawConfirm}
        dismiss={w().withdrawKeep}
        danger
        pending={pending()}
        error={refused()}
        onConfirm={(reason) =>
          void run(() => api.guest.withdraw.mutate({ ...of(), reason }), w().withdrawn).then((ok) => ok && setWithdrawing(false))
        }
        onClose={() => setWithdrawing(false)}
      />
    </div>
  );
}
