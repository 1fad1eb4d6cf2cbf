import { createSignal, onMount, Show } from "solid-js";
import { CallSection } from "#ui/call/call-section.tsx";
import { useMe } from "#ui/frame/me.ts";
import { GuestSection } from "#ui/guest/guest-section.tsx";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Late } from "#ui/parts/late.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { letterWords } from "#words/letter.ts";
import { remarkWords } from "#words/remark.ts";
import { requestWords } from "#words/request.ts";
import { writeInstant } from "#words/words.ts";
import { CloneNotice } from "./clone-dialog.tsx";
import { ClosedNotice } from "./closed-notice.tsx";
import { useWhoWhen } from "./columns.tsx";
import { CommentSection } from "./comment-section.tsx";
import { ConditionNotice, ConditionSection } from "./condition-section.tsx";
import { ContactSection } from "./contact-section.tsx";
import { DeliverySection, UnitDelivery } from "./delivery-section.tsx";
import { DocumentSection } from "./document-section.tsx";
import { Facts, Open, WhenSection, WhereSection, WhoSection } from "./fact-section.tsx";
import { HoldSection } from "./hold-section.tsx";
import type { Moves } from "./moves.tsx";
import { OverlapSection } from "./overlap-section.tsx";
import { OpenProposal, ProposalSection } from "./proposal-section.tsx";
import { RedirectSection } from "./redirect-section.tsx";
import { ReminderSection } from "./reminder-section.tsx";
import type { OpenRequest } from "./request-panel.tsx";
import { SplitNotice, SplitSection } from "./split-section.tsx";
import { SupervisorSection } from "./supervisor-section.tsx";
import { ViewerSection } from "./viewer-section.tsx";

/** All sections of an open request, in the order in which one reads them: what is wanted of the reader first. */
export function RequestDetails(props: { of: OpenRequest; moves: Moves }) {
  const w = useWords(requestWords);
  const r = useWords(remarkWords);
  const l = useWords(letterWords);
  const me = useMe();
  // What is sent on paper is the school's, or that of an organisation whose unit has no account.
  const delivers = () =>
    (me.data?.actor?.kind === "placing-coordinator" && (props.of.onPaper || props.of.status !== "new")) ||
    (me.data?.actor?.kind === "receiving-coordinator" && props.of.status === "redirected-paper");
  const answered = () => props.of.status === "accepted-by-unit" || props.of.status === "declined-by-unit";
  const receives = () => me.data?.actor?.kind === "receiving-coordinator" || me.data?.actor?.kind === "destination-coordinator";
  // A school without account is worked with by who receives alone; a clone of its request is its request.
  const ofGuest = () => me.data?.actor?.kind === "receiving-coordinator" && ["receiving-quick", "guest", "clone"].includes(props.of.madeBy);
  const { language } = useLanguage();
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  return (
    <div class="flex flex-col">
      <Show when={props.of.reason}>
        {(reason) => (
          <Notice kind="warn" quiet class="mb-3" title={`${w().panel.reason}\u00A0: ${language() === "fr" ? reason().fr : reason().en}`}>
            <Show when={reason().note !== ""}>{reason().note}</Show>
          </Notice>
        )}
      </Show>
      <Show when={props.of.alert}>{(alert) => <Notice kind="danger" quiet class="mb-3" title={`${r().alert}\u00A0: ${alert()}`} />}</Show>
      <Late when={shown()}>
        <ClosedNotice requestId={props.of.id} />
      </Late>
      <ConditionNotice of={props.of} />
      <Late when={shown()}>
        <ConditionSection of={props.of} where="first" />
      </Late>
      <SplitNotice of={props.of} />
      <CloneNotice of={props.of} />
      <HoldSection of={props.of} />
      <Late when={shown() && props.of.side === "placing"}>
        <OverlapSection of={props.of} />
      </Late>
      <Late when={shown() && props.of.may.negotiate}>
        <OpenProposal of={props.of} />
      </Late>
      <WhereSection of={props.of} />
      <Late when={shown() && receives() && props.of.side !== "placing"}>
        <RedirectSection of={props.of} />
      </Late>
      <WhenSection of={props.of} />
      <WhoSection of={props.of} />
      <Late when={shown() && ofGuest()}>
        <GuestSection requestId={props.of.id} version={props.of.version} confirmed={props.of.status === "confirmed"} />
      </Late>
      <Late when={shown()}>
        <SupervisorSection requestId={props.of.id} side={props.of.side} />
      </Late>
      <SplitSection of={props.of} moves={props.moves} />
      <PanelSection title={w().panel.comment}>
        <p class="text-sm whitespace-pre-wrap">{props.of.comment || <Open text={w().panel.noComment} />}</p>
      </PanelSection>
      <Late when={shown() && props.of.may.negotiate}>
        <ProposalSection of={props.of} />
      </Late>
      <Late when={shown()}>
        <ConditionSection of={props.of} where="below" />
        <PanelSection title={r().comments}>
          <CommentSection requestId={props.of.id} />
        </PanelSection>
        <PanelSection title={r().documents}>
          <DocumentSection requestId={props.of.id} />
        </PanelSection>
        <PanelSection title={r().reminders}>
          <ReminderSection requestId={props.of.id} />
        </PanelSection>
      </Late>
      <Show when={props.of.call}>{(call) => <CallSection call={call()} />}</Show>
      <Late when={shown() && delivers()}>
        <PanelSection title={l().section.title}>
          <DeliverySection of={props.of} />
        </PanelSection>
      </Late>
      <Late when={shown() && answered() && me.data?.actor?.kind === "receiving-coordinator"}>
        <UnitDelivery of={props.of} />
      </Late>
      <ContactSection of={props.of} />
      <ViewerSection requestId={props.of.id} />
      <HistorySection of={props.of} />
    </div>
  );
}

/** When it was made, sent and answered, and all that happened to it. */
function HistorySection(props: { of: OpenRequest }) {
  const w = useWords(requestWords);
  const { language } = useLanguage();
  const whoWhen = useWhoWhen();
  const instant = (at: string | null) => (at === null ? null : writeInstant(at, language(), new Date()));
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  return (
    <PanelSection title={w().panel.history}>
      <Facts
        rows={[
          props.of.createdAt === null ? null : [w().panel.created, instant(props.of.createdAt)],
          props.of.sentAt === null ? null : [w().panel.sent, instant(props.of.sentAt)],
          props.of.answeredAt === null ? null : [w().panel.answered, instant(props.of.answeredAt)],
          [w().columns.changed, whoWhen(props.of)],
        ]}
      />
      {/* Read a moment after the page: the server does not wait for it. */}
      <Late when={shown()}>
        <div class="mt-3">
          <HistoryPanel about={props.of.id} />
        </div>
      </Late>
    </PanelSection>
  );
}
