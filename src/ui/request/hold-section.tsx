import { createSignal, Show } from "solid-js";
import Hourglass from "lucide-solid/icons/hourglass";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api } from "#ui/client.ts";
import { Countdown, useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { holdWords } from "#words/hold.ts";
import { refusalSentence } from "#words/refusal.ts";

type Row = Pick<SeenRequest, "id" | "version" | "hold" | "status"> & { may: Pick<SeenRequest["may"], "release" | "waiveHold"> };

/** A new request whose course has a release moment still to come, unless it was let off: shown as `Nouv/Ret`. */
export const isHeldNew = (of: Pick<SeenRequest, "hold" | "status">): boolean =>
  of.status === "new" && of.hold !== null && !of.hold.waived && Date.parse(of.hold.until) > Date.now();

/** What the school may do with what is held: let it go before its moment, by one or several. */
export function HoldActions(props: { requests: readonly Row[]; size?: "sm" | "md" }) {
  const w = useWords(holdWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [asking, setAsking] = createSignal(false);
  const able = () => props.requests.filter((one) => one.may.release);
  const release = async () => {
    const requests = able().map(({ id, version }) => ({ id, version }));
    setAsking(false);
    try {
      const { done, refused } = await api.hold.release.mutate({ requests });
      if (done.length > 0) toast({ text: w().released(done.length) });
      const [first] = refused;
      if (first) toast({ kind: "danger", text: refusalSentence(first.refusal, language()) });
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <Show when={able().length > 0}>
      <Button size={props.size ?? "sm"} onClick={() => setAsking(true)}>
        {w().release}
        {props.requests.length > 1 ? ` (${able().length})` : ""}
      </Button>
      <ConfirmDialog
        open={asking()}
        title={w().releaseTitle(able().length)}
        text={w().releaseText}
        confirm={w().release}
        onConfirm={() => void release()}
        onClose={() => setAsking(false)}
      />
    </Show>
  );
}

/** In a request's record: until when it is held, or would be, with the countdown and the way out. */
export function HoldSection(props: { of: Row }) {
  const w = useWords(holdWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const moment = useMoment();
  const hold = () => (props.of.hold && Date.parse(props.of.hold.until) > Date.now() ? props.of.hold : null);
  const waive = async (waived: boolean) => {
    try {
      const ask = (value: boolean, version: number) => api.hold.waive.mutate({ requests: [{ id: props.of.id, version }], waived: value });
      const { done, refused } = await ask(waived, props.of.version);
      const [no] = refused;
      if (no) toast({ kind: "danger", text: refusalSentence(no.refusal, language()) });
      const [one] = done;
      if (one)
        toast({
          text: waived ? w().waiveDone : w().keepDone,
          action: { label: w().undo, run: () => void ask(!waived, one.version).catch(failure.tell) },
        });
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <Show when={hold()}>
      {(held) => (
        <div class="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-sunken px-3 py-2 text-sm">
          <Hourglass size={15} class="shrink-0 text-st-sent" aria-hidden="true" />
          <span class="min-w-0 flex-[1_1_12rem]">
            <Show
              when={props.of.status === "sent-held"}
              fallback={held().waived ? w().waived : w().wouldHold(moment(held().until, held().timeZone))}
            >
              {w().untilOne(moment(held().until, held().timeZone))}
              <Countdown at={held().until} lead=", " />
            </Show>
          </span>
          <HoldActions requests={[props.of]} />
          <Show when={props.of.may.waiveHold}>
            <Button size="sm" onClick={() => void waive(!held().waived)}>
              {held().waived ? w().keep : w().waive}
            </Button>
          </Show>
        </div>
      )}
    </Show>
  );
}
