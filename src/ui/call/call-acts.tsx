import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import { addDays, dayIn, parseDay } from "#domain/dates.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { connection } from "#ui/live.ts";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { ReasonDialog, type GivenReason } from "#ui/parts/reason-dialog.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { callWords } from "#words/call.ts";
import { useAgencies } from "./agencies.ts";
import { OfferDialog, type Offer, type OpenCall } from "./offer-dialog.tsx";

export type RecipientSeen = OpenCall["recipients"][number];
type Asking =
  | { act: "offer"; recipient: RecipientSeen; offer: Offer | null }
  | { act: "withdraw"; offer: Offer }
  | { act: "decline"; recipient: RecipientSeen }
  | { act: "more" | "extend" | "close" | "takeBack" };

/** What is done with a call, with its boxes and toasts. Mount `<CallDialogs acts={…} />` once beside it. */
export function useCallActs(of: { call: () => OpenCall | undefined; onGone(): void }) {
  const w = useWords(callWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const [asking, ask] = createSignal<Asking | null>(null);
  const [pending, setPending] = createSignal(false);
  const id = () => of.call()?.id ?? "";
  /** The school says for whom; an organisation answers for itself. */
  const whom = (recipient: RecipientSeen) => (of.call()?.side === "placing" ? { receivingId: recipient.receivingId } : {});
  const run = async (work: () => Promise<unknown>, said?: () => { text: string; undo?: () => Promise<unknown> }) => {
    if (pending()) return false;
    setPending(true);
    try {
      await work();
      ask(null);
      const told = said?.();
      const undo = told?.undo;
      if (told)
        toast({
          text: told.text,
          ...(undo ? { action: { label: w().done.undo, run: () => void undo().catch(failure.tell).finally(refresh) } } : {}),
        });
      return true;
    } catch (error) {
      failure.tell(error);
      void queries.invalidateQueries({ queryKey: ["call"] });
      return false;
    } finally {
      setPending(false);
      refresh();
    }
  };
  const refresh = () => {
    if (connection() !== "live") void queries.invalidateQueries({ queryKey: ["call"] });
  };
  const reopen = () =>
    run(
      () => api.callForOffers.reopen.mutate({ id: id() }),
      () => ({ text: w().done.reopened }),
    );
  return {
    call: of.call,
    asking,
    ask,
    stop: () => ask(null),
    pending,
    reopen,
    takeBackDecline: (recipient: RecipientSeen) =>
      run(
        () => api.callForOffers.takeBackDecline.mutate({ id: id(), ...whom(recipient) }),
        () => ({ text: w().done.undeclined }),
      ),
    decline: (recipient: RecipientSeen, reason: GivenReason) =>
      run(
        () => api.callForOffers.decline.mutate({ id: id(), reason, ...whom(recipient) }),
        () => ({ text: w().done.declined, undo: () => api.callForOffers.takeBackDecline.mutate({ id: id(), ...whom(recipient) }) }),
      ),
    withdraw: (offer: Offer, reason: GivenReason) =>
      run(
        () => api.callForOffers.withdrawOffer.mutate({ id: id(), offerId: offer.offerId, version: offer.version, reason }),
        () => ({ text: w().done.withdrawn }),
      ),
    more: async (receivingIds: string[]) => {
      let called = 0;
      await run(
        async () => ({ called } = await api.callForOffers.sendMore.mutate({ id: id(), receivingIds })),
        () => ({ text: w().done.more(called) }),
      );
    },
    extend: async (replyBy: string) => {
      let before = replyBy;
      const call = id();
      await run(
        async () => ({ before } = await api.callForOffers.setReplyBy.mutate({ id: call, replyBy })),
        () => ({ text: w().done.extended(replyBy), undo: () => api.callForOffers.setReplyBy.mutate({ id: call, replyBy: before }) }),
      );
    },
    close: () =>
      run(
        () => api.callForOffers.close.mutate({ id: id() }),
        () => ({ text: w().done.closed, undo: () => api.callForOffers.reopen.mutate({ id: id() }) }),
      ),
    takeBack: async () => {
      if (
        await run(
          () => api.callForOffers.takeBack.mutate({ id: id() }),
          () => ({ text: w().done.takenBack }),
        )
      )
        of.onGone();
    },
  };
}
export type CallActs = ReturnType<typeof useCallActs>;

/** The boxes a call's acts ask with. */
export function CallDialogs(props: { acts: CallActs }) {
  const w = useWords(callWords);
  const { language } = useLanguage();
  const asking = () => props.acts.asking();
  const offering = () => {
    const now = asking();
    return now?.act === "offer" ? now : null;
  };
  const declining = () => {
    const now = asking();
    return now?.act === "decline" ? now.recipient : null;
  };
  const withdrawing = () => {
    const now = asking();
    return now?.act === "withdraw" ? now.offer : null;
  };
  const reasons = useQuery(() => ({
    queryKey: ["reason"],
    queryFn: () => api.request.reasons.query(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: declining() !== null || withdrawing() !== null,
  }));
  const coded = (move: "decline" | "cancel") =>
    (reasons.isSuccess ? reasons.data : [])
      .filter((one) => one.move === move && one.side === "receiving")
      .map((one) => ({ code: one.code, label: language() === "fr" ? one.labelFr : one.labelEn, needsNote: one.needsNote }));
  const call = () => props.acts.call();
  return (
    <>
      <Show when={offering()} keyed>
        {(now) => (
          <Show when={call()}>
            {(known) => (
              <OfferDialog
                call={known()}
                receivingId={now.recipient.receivingId}
                receiving={now.recipient.name}
                offer={now.offer}
                onClose={props.acts.stop}
              />
            )}
          </Show>
        )}
      </Show>
      <ReasonDialog
        open={declining() !== null}
        title={call()?.side === "placing" ? w().ask.declineFor(declining()?.name ?? "") : w().ask.decline}
        text={w().ask.declineText}
        reasons={coded("decline")}
        confirm={w().ask.declineVerb}
        danger
        pending={props.acts.pending()}
        onConfirm={(reason) => {
          const recipient = declining();
          if (recipient) void props.acts.decline(recipient, reason);
        }}
        onClose={props.acts.stop}
      >
        <Show when={call()?.early}>
          <Notice kind="warn" quiet>
            {w().ask.early(call()?.replyBy ?? "")}
          </Notice>
        </Show>
      </ReasonDialog>
      <ReasonDialog
        open={withdrawing() !== null}
        title={w().ask.withdraw}
        text={w().ask.withdrawText(withdrawing()?.places ?? 1)}
        reasons={coded("cancel")}
        confirm={w().ask.withdrawVerb}
        danger
        pending={props.acts.pending()}
        onConfirm={(reason) => {
          const offer = withdrawing();
          if (offer) void props.acts.withdraw(offer, reason);
        }}
        onClose={props.acts.stop}
      />
      <ConfirmDialog
        open={asking()?.act === "close"}
        title={w().ask.close}
        text={w().ask.closeText}
        confirm={w().panel.close}
        pending={props.acts.pending()}
        onConfirm={() => void props.acts.close()}
        onClose={props.acts.stop}
      />
      <ConfirmDialog
        open={asking()?.act === "takeBack"}
        title={w().ask.takeBack}
        text={w().ask.takeBackText}
        confirm={w().panel.takeBack}
        danger
        pending={props.acts.pending()}
        onConfirm={() => void props.acts.takeBack()}
        onClose={props.acts.stop}
      />
      <Show when={asking()?.act === "extend"}>
        <ExtendDialog acts={props.acts} />
      </Show>
      <Show when={asking()?.act === "more"}>
        <MoreDialog acts={props.acts} />
      </Show>
    </>
  );
}

function ExtendDialog(props: { acts: CallActs }) {
  const w = useWords(callWords);
  const [day, setDay] = createSignal(props.acts.call()?.replyBy ?? "");
  const read = () => parseDay(day());
  return (
    <Dialog
      open
      size="sm"
      onClose={props.acts.stop}
      title={w().ask.extend}
      actions={
        <>
          <Button kind="quiet" onClick={props.acts.stop}>
            {w().offer.cancel}
          </Button>
          <Button
            kind="primary"
            disabled={read() === null}
            pending={props.acts.pending()}
            onClick={() => {
              const to = read();
              if (to !== null) void props.acts.extend(to);
            }}
          >
            {w().ask.extendVerb}
          </Button>
        </>
      }
    >
      <Field label={w().form.replyBy} hint={w().form.replyByHint} required>
        <DateInput value={day()} onChange={setDay} min={addDays(dayIn(new Date()), 1)} />
      </Field>
    </Dialog>
  );
}

function MoreDialog(props: { acts: CallActs }) {
  const w = useWords(callWords);
  const agencies = useAgencies();
  const [picked, setPicked] = createSignal("");
  const called = () => new Set(props.acts.call()?.recipients.map(({ receivingId }) => receivingId));
  return (
    <Dialog
      open
      size="sm"
      onClose={props.acts.stop}
      title={w().panel.more}
      text={w().form.organisationsHint}
      actions={
        <>
          <Button kind="quiet" onClick={props.acts.stop}>
            {w().offer.cancel}
          </Button>
          <Button kind="primary" disabled={picked() === ""} pending={props.acts.pending()} onClick={() => void props.acts.more([picked()])}>
            {w().form.send(1)}
          </Button>
        </>
      }
    >
      <Field label={w().form.pick} required>
        <Combobox
          value={picked()}
          onChange={setPicked}
          options={agencies
            .list()
            .filter(({ id }) => !called().has(id))
            .map(({ id, name, isUser }) => ({ value: id, label: name, ...(isUser ? {} : { hint: w().form.outside }) }))}
        />
      </Field>
    </Dialog>
  );
}
