import { A } from "@solidjs/router";
import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { parseDay, isDay } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Bounced, useBounces } from "#ui/notice/bounced.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { PaperActions } from "#ui/print/paper-actions.tsx";
import { PrintStateChip } from "#ui/print/print-state.tsx";
import { letterWords } from "#words/letter.ts";
import { partWords } from "#words/parts.ts";
import { writeOn } from "#words/print.ts";
import { problemSentence } from "#words/problem.ts";
import type { OpenRequest } from "./request-panel.tsx";

type Sent = Outputs["letter"]["ofRequest"];
type Letter = Sent["letters"][number];

/** What left for a request: its reports, its mails with « ouvert le… » and « répondu le… », its link, its day and sender (F-130, F-131, 7.3). */
export function DeliverySection(props: { of: OpenRequest }) {
  const w = useWords(letterWords);
  const { language } = useLanguage();
  const [editing, setEditing] = createSignal(false);
  const [revoking, setRevoking] = createSignal<Letter | null>(null);
  const instant = (at: string) => writeOn(at, language());
  const sent = useQuery(() => ({
    queryKey: ["letter", "of", props.of.id],
    queryFn: () => api.letter.ofRequest.query({ requestId: props.of.id }),
  }));
  const reports = useQuery(() => ({
    queryKey: ["print", "of", props.of.id],
    queryFn: () => api.print.list.query({ filters: { requestId: props.of.id }, most: 10 }),
  }));
  const choices = useQuery(() => ({
    queryKey: ["print", "choices"],
    queryFn: () => api.print.choices.query(),
    enabled: props.of.side === "placing",
  }));
  const known = () => answerOf(sent);
  const printouts = () => answerOf(reports)?.printouts ?? [];
  const sender = () => answerOf(choices)?.senders.find(({ id }) => id === known()?.senderId)?.name ?? w().section.defaultSender;
  const bounced = useBounces(() => known()?.letters.flatMap(({ to, cc }) => [...to, ...cc]) ?? []);
  const nothing = () => known() !== undefined && known()?.letters.length === 0 && printouts().length === 0;
  return (
    <div class="flex flex-col gap-3 text-sm">
      <Show when={known()?.answer}>
        {(answer) => <p class="font-medium first-letter:uppercase">{w().section.answered(instant(answer().at), answer().name)}</p>}
      </Show>
      <Show when={props.of.side === "placing"}>
        <dl class="grid grid-cols-[minmax(7rem,max-content)_1fr] gap-x-4 gap-y-1">
          <dt class="text-muted">{w().section.dueOn}</dt>
          <dd class="tabular-nums">{known()?.dueOn ?? w().section.noDue}</dd>
          <dt class="text-muted">{w().section.sender}</dt>
          <dd>{sender()}</dd>
        </dl>
      </Show>
      <Show when={nothing() && (props.of.onPaper || props.of.status === "redirected-paper")}>
        <p class="text-muted">{w().section.none}</p>
      </Show>
      <Show when={printouts().length > 0}>
        <ul class="flex flex-col gap-1">
          <For each={printouts()}>
            {(printout) => (
              <li class="flex flex-wrap items-center gap-2">
                <PrintStateChip state={printout.state} />
                <A class="text-accent hover:underline" href={`/impression/${printout.id}?etat=all`}>
                  {w().section.toQueue}
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={(known()?.letters.length ?? 0) > 0}>
        <ul class="flex flex-col gap-2">
          <For each={known()?.letters ?? []}>
            {(letter) => <LetterLine letter={letter} bounced={bounced} onRevoke={() => setRevoking(letter)} />}
          </For>
        </ul>
      </Show>
      <div class="flex flex-wrap gap-2">
        <Show when={props.of.side === "placing" && props.of.may.change}>
          <Button size="sm" onClick={() => setEditing(true)}>
            {w().section.edit}
          </Button>
        </Show>
        <Show when={props.of.onPaper || props.of.status === "redirected-paper"}>
          <PaperActions size="sm" requests={[props.of]} />
        </Show>
        <Show when={printouts()[0]?.may.write && printouts()[0]}>
          {(printout) => (
            <ButtonLink size="sm" href={`/impression/courriel?rapports=${printout().id}`}>
              {w().write}
            </ButtonLink>
          )}
        </Show>
      </div>
      <Show when={editing()}>
        <TermsDialog of={props.of} sent={known() ?? null} onClose={() => setEditing(false)} />
      </Show>
      <Revoke letter={revoking()} onClose={() => setRevoking(null)} />
    </div>
  );
}

/** The same for what a unit has answered, where it was asked by letter: when it opened it, and who answered. */
export function UnitDelivery(props: { of: OpenRequest }) {
  const w = useWords(letterWords);
  const sent = useQuery(() => ({
    queryKey: ["letter", "of", props.of.id],
    queryFn: () => api.letter.ofRequest.query({ requestId: props.of.id }),
  }));
  return (
    <Show when={(answerOf(sent)?.letters.length ?? 0) > 0}>
      <PanelSection title={w().section.title}>
        <DeliverySection of={props.of} />
      </PanelSection>
    </Show>
  );
}

/** A mail that left: to whom, when, whether it arrived, was opened, and the link in it. */
function LetterLine(props: { letter: Letter; bounced: ReturnType<typeof useBounces>; onRevoke(): void }) {
  const w = useWords(letterWords);
  const { language } = useLanguage();
  const instant = (at: string) => writeOn(at, language());
  const way = () => {
    const { section } = w();
    if (props.letter.givenUp) return section.gaveUp(props.letter.error);
    if (props.letter.openedAt) return section.opened(instant(props.letter.openedAt));
    if (props.letter.sentAt) return `${section.sentAt(instant(props.letter.sentAt))}, ${section.notOpened}`;
    return props.letter.error ? section.failing(props.letter.error) : section.notOpened;
  };
  const linkWords = (link: NonNullable<Letter["link"]>) => {
    const { section } = w();
    if (link.state === "revoked") return section.revoked(link.name);
    return link.state === "expired"
      ? section.expired(link.name, link.expiresAt.slice(0, 10))
      : section.link(link.name, link.expiresAt.slice(0, 10));
  };
  return (
    <li class="flex flex-col gap-0.5 border-l-2 border-line pl-3">
      <span class="font-medium break-all">{[...props.letter.to, ...props.letter.cc].join(", ")}</span>
      <For each={[...props.letter.to, ...props.letter.cc]}>{(email) => <Bounced of={props.bounced(email)} />}</For>
      <span class="text-muted">
        {w().section.written(instant(props.letter.at), props.letter.by)}, <strong class="font-medium text-ink">{way()}</strong>
      </span>
      <Show when={props.letter.link}>
        {(link) => (
          <span class="flex flex-wrap items-center gap-2 text-muted">
            {linkWords(link())}
            <Show when={link().may.revoke}>
              <Button size="sm" kind="quiet" onClick={() => props.onRevoke()}>
                {w().section.revoke}
              </Button>
            </Show>
          </span>
        )}
      </Show>
    </li>
  );
}

function Revoke(props: { letter: Letter | null; onClose(): void }) {
  const w = useWords(letterWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [pending, setPending] = createSignal(false);
  const go = async () => {
    const linkId = props.letter?.link?.id;
    if (!linkId) return;
    setPending(true);
    try {
      await api.letter.revoke.mutate({ linkId });
      toast({ text: w().section.revokedDone });
      void queries.invalidateQueries({ queryKey: ["letter"] });
      props.onClose();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      open={props.letter !== null}
      title={w().section.revokeTitle}
      text={w().section.revokeText}
      confirm={w().section.revoke}
      danger
      pending={pending()}
      onConfirm={() => void go()}
      onClose={() => props.onClose()}
    />
  );
}

function TermsDialog(props: { of: OpenRequest; sent: Sent | null; onClose(): void }) {
  const w = useWords(letterWords);
  const p = useWords(partWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const choices = useQuery(() => ({ queryKey: ["print", "choices"], queryFn: () => api.print.choices.query() }));
  // What it was when the box opened.
  // oxlint-disable-next-line solid/reactivity
  const { dueOn: dueBefore, senderId: senderBefore } = props.sent ?? { dueOn: null, senderId: null };
  const [dueOn, setDueOn] = createSignal(dueBefore ?? "");
  const [senderId, setSenderId] = createSignal(senderBefore ?? "");
  const [pending, setPending] = createSignal(false);
  const due = () => (dueOn().trim() === "" ? null : (parseDay(dueOn()) ?? dueOn()));
  const wrong = () => due() !== null && !isDay(due() ?? "");
  const save = async () => {
    if (wrong() || pending()) return;
    setPending(true);
    try {
      const requests = [{ id: props.of.id, version: props.of.version }];
      await api.print.setTerms.mutate({ requests, dueOn: due(), senderId: senderId() === "" ? null : senderId() });
      toast({ text: w().section.saved });
      void queries.invalidateQueries({ queryKey: ["letter"] });
      props.onClose();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={w().section.edit}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={pending()} onClick={() => void save()}>
            {w().save}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Field
          label={w().section.dueOn}
          optional
          error={wrong() ? problemSentence({ kind: "not-a-day", text: dueOn() }, language()) : null}
        >
          <DateInput value={dueOn()} onChange={setDueOn} />
        </Field>
        <Field label={w().section.sender} optional>
          <Combobox
            value={senderId()}
            onChange={(value) => setSenderId(value)}
            placeholder={w().section.defaultSender}
            options={(answerOf(choices)?.senders ?? []).map((one) => ({
              value: one.id,
              label: one.name,
              ...(one.title ? { hint: one.title } : {}),
            }))}
          />
        </Field>
      </div>
    </Dialog>
  );
}
