import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, For, onMount, Show, type JSX } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import { hoursKept } from "#domain/request-tag.ts";
import { placeOf } from "#domain/reservation.ts";
import { ProfileLink } from "#ui/catalogue/profile-link.tsx";
import { CallSection } from "#ui/call/call-section.tsx";
import { api, type Outputs } from "#ui/client.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useMe } from "#ui/frame/me.ts";
import { GuestSection } from "#ui/guest/guest-section.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { OccupancyLink } from "#ui/occupancy/occupancy-link.tsx";
import { UnitReservation } from "#ui/reservation/unit-reservation.tsx";
import { letterWords } from "#words/letter.ts";
import { remarkWords } from "#words/remark.ts";
import { requestWords, writeDays, writeHours } from "#words/request.ts";
import { tagWords } from "#words/request-tag.ts";
import { writeInstant, writeNumber } from "#words/words.ts";
import { useWhoWhen } from "./columns.tsx";
import { CalendarSection } from "./calendar-section.tsx";
import { CommentSection } from "./comment-section.tsx";
import { ConditionNotice, ConditionSection } from "./condition-section.tsx";
import { DeliverySection, UnitDelivery } from "./delivery-section.tsx";
import { CloneNotice } from "./clone-dialog.tsx";
import { ClosedNotice } from "./closed-notice.tsx";
import { DocumentSection } from "./document-section.tsx";
import { EditRequest } from "./edit-request.tsx";
import { HoldSection, isHeldNew } from "./hold-section.tsx";
import { Looking } from "./look-mark.tsx";
import { MoveButtons } from "./move-buttons.tsx";
import { MoveDialogs, type MoveKey, type Moves } from "./moves.tsx";
import { OverlapSection } from "./overlap-section.tsx";
import { OpenProposal, ProposalSection } from "./proposal-section.tsx";
import { RedirectSection } from "./redirect-section.tsx";
import { ReminderSection } from "./reminder-section.tsx";
import { SplitNotice, SplitSection } from "./split-section.tsx";
import { ViewerSection } from "./viewer-section.tsx";
import { SupervisorSection } from "./supervisor-section.tsx";

export type OpenRequest = Outputs["request"]["get"];

export const useRequest = (id: () => string) =>
  useQuery(() => ({ queryKey: ["request", "get", id()], queryFn: () => api.request.get.query({ id: id() }), retry: false }));

/** A request over its list: all that this side may know of it, what can be done with it, and its history (F-116). */
export function RequestPanel(props: {
  id: string;
  moves: Moves;
  keys?: Partial<Record<MoveKey, string>>;
  onClose(): void;
  onSeen?(id: string): void;
}) {
  const w = useWords(requestWords);
  const request = useRequest(() => props.id);
  const whoWhen = useWhoWhen();
  const [editing, setEditing] = createSignal(false);
  createEffect(() => {
    if (request.data) props.onSeen?.(request.data.id);
  });
  const known = () => request.data;
  return (
    <SidePanel
      title={known() ? w().reference(known()?.reference ?? 0) : "…"}
      crumb={known() ? `${known()?.course.number} ${known()?.course.name}, ${known()?.cohort}, ${known()?.term}` : undefined}
      aside={
        <Show when={known()}>
          {(one) => (
            <>
              <StatusChip status={one().status} held={isHeldNew(one())} />
              {/* What a colleague does to it while one reads it has a name at once. */}
              <span class="text-xs text-muted">{whoWhen(one())}</span>
            </>
          )}
        </Show>
      }
      onClose={props.onClose}
      actions={
        known() && !editing() ? (
          <Show when={known()}>
            {(one) => (
              <>
                <Show when={one().may.change}>
                  <Button kind="quiet" class="mr-auto" onClick={() => setEditing(true)}>
                    {w().panel.edit}
                  </Button>
                </Show>
                <MoveButtons requests={[one()]} moves={props.moves} {...(props.keys ? { keys: props.keys } : {})} />
              </>
            )}
          </Show>
        ) : undefined
      }
    >
      <Show when={!request.isError} fallback={<Mishap error={request.error} />}>
        <Show when={known()} fallback={<Skeleton rows={10} />}>
          {(one) => (
            <>
              <Looking requestId={one().id} />
              <Show when={editing()} fallback={<Details of={one()} moves={props.moves} />}>
                <EditRequest of={one()} onDone={() => setEditing(false)} />
              </Show>
            </>
          )}
        </Show>
      </Show>
      <MoveDialogs moves={props.moves} />
    </SidePanel>
  );
}

function Facts(props: { rows: (readonly [string, JSX.Element] | null)[] }) {
  return (
    <dl class="grid grid-cols-[minmax(7rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
      <For each={props.rows.filter((row) => row !== null)}>
        {([name, value]) => (
          <>
            <dt class="text-muted">{name}</dt>
            <dd class="min-w-0 break-words">{value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

function Details(props: { of: OpenRequest; moves: Moves }) {
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
  const t = useWords(tagWords);
  const { language } = useLanguage();
  const whoWhen = useWhoWhen();
  const instant = (at: string | null) => (at === null ? null : writeInstant(at, language(), new Date()));
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  const hours = () => hoursKept(props.of);
  // Somebody who is two things is one person to write to.
  const people = () => {
    const found = new Map<
      string,
      { name: string; email: string | null; phone: string | null; as: OpenRequest["contacts"][number]["as"][] }
    >();
    for (const { name, email, phone, as } of props.of.contacts) {
      const known = found.get(`${name} ${email}`);
      if (known) known.as.push(as);
      else found.set(`${name} ${email}`, { name, email, phone, as: [as] });
    }
    return [...found.values()];
  };
  const open = (text: string) => <span class="text-muted italic">{text}</span>;
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
      <Show when={shown()}>
        <ClosedNotice requestId={props.of.id} />
      </Show>
      <ConditionNotice of={props.of} />
      <Show when={shown()}>
        <ConditionSection of={props.of} where="first" />
      </Show>
      <SplitNotice of={props.of} />
      <CloneNotice of={props.of} />
      <HoldSection of={props.of} />
      <Show when={shown() && props.of.side === "placing"}>
        <OverlapSection of={props.of} />
      </Show>
      <Show when={shown() && props.of.may.negotiate}>
        <OpenProposal of={props.of} />
      </Show>
      <PanelSection title={w().panel.where}>
        <Facts
          rows={[
            props.of.side === "placing" ? null : [w().columns.school, props.of.school.name],
            [w().panel.receiving, props.of.place.receiving ?? open(w().toChoose)],
            [w().panel.site, props.of.place.site ?? open(w().toChoose)],
            [w().panel.service, props.of.place.service ?? open(w().toChoose)],
            [w().panel.destination, props.of.place.destination ?? open(w().anyUnit)],
          ]}
        />
        <Show when={props.of.place.destinationId}>
          {(unitId) => (
            <div class="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
              <ProfileLink placeId={unitId()} />
              <UnitReservation destinationId={unitId()} place={props.of.may.reserve ? placeOf(unitId(), props.of.schedule) : undefined} />
            </div>
          )}
        </Show>
      </PanelSection>
      <Show when={shown() && receives() && props.of.side !== "placing"}>
        <RedirectSection of={props.of} />
      </Show>
      <PanelSection title={w().panel.when}>
        <Facts
          rows={[
            [w().columns.dates, <span class="tabular-nums">{`${props.of.schedule.startsOn}\u00A0– ${props.of.schedule.endsOn}`}</span>],
            [w().panel.days, writeDays(props.of.schedule, language())],
            [w().panel.hours, writeHours(props.of.schedule, language())],
            props.of.schedule.blocks.length === 0
              ? null
              : [
                  w().panel.blocks,
                  <span class="tabular-nums">{props.of.schedule.blocks.map(({ from, to }) => `${from}\u00A0– ${to}`).join(", ")}</span>,
                ],
            (props.of.schedule.pauses ?? []).length === 0
              ? null
              : [
                  t().name.suspended,
                  <span class="tabular-nums">
                    {(props.of.schedule.pauses ?? []).map(({ from, to }) => `${from}\u00A0– ${to}`).join(", ")}
                  </span>,
                ],
            hours() === null ? null : [w().panel.total, `${writeNumber(hours() ?? 0, language())}\u00A0h`],
          ]}
        />
        <CalendarSection id={props.of.id} schedule={props.of.schedule} side={props.of.side} />
        <OccupancyLink of={props.of} />
      </PanelSection>
      <PanelSection title={w().panel.who}>
        <p class="text-sm">
          {props.of.kind === "group" ? w().group(props.of.size) : w().individual}
          <Show when={props.of.placementType}>
            {(type) => <span class="text-muted">, {language() === "fr" ? type().fr : type().en}</span>}
          </Show>
        </p>
        <Show
          when={props.of.students.length > 0}
          fallback={
            <p class="mt-1 text-sm text-muted">
              {!props.of.withNames
                ? w().panel.nameless
                : props.of.side === "placing"
                  ? w().panel.nobodyYet
                  : w().panel.namesLater(props.of.size)}
            </p>
          }
        >
          <ul class="mt-1.5 columns-1 text-sm sm:columns-2">
            <For each={props.of.students}>
              {(student) => (
                <li class="break-inside-avoid py-0.5">
                  {student.name}
                  <For each={[student.number, student.email, student.phone].filter((one) => one !== null)}>
                    {(given) => <span class="ml-1.5 text-xs text-muted">{given}</span>}
                  </For>
                  <Show when={props.of.side === "placing"}>
                    <span class="ml-1.5 text-xs text-muted">{student.state === "confirmed" ? w().panel.confirmed : w().panel.held}</span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={props.of.origin}>
          {(origin) => (
            <div class="mt-2 flex flex-wrap gap-2">
              <ButtonLink size="sm" href={`/fiches/${origin().worksheetId}`}>
                {w().panel.toSheet}
              </ButtonLink>
              <Show when={props.of.status === "accepted" || props.of.status === "confirmed"}>
                <ButtonLink size="sm" href={`/fiches/${origin().worksheetId}/affectation`}>
                  {w().panel.toAssign}
                </ButtonLink>
              </Show>
            </div>
          )}
        </Show>
      </PanelSection>
      <Show when={shown() && ofGuest()}>
        <GuestSection requestId={props.of.id} version={props.of.version} confirmed={props.of.status === "confirmed"} />
      </Show>
      <Show when={shown()}>
        <SupervisorSection requestId={props.of.id} side={props.of.side} />
      </Show>
      <SplitSection of={props.of} moves={props.moves} />
      <PanelSection title={w().panel.comment}>
        <p class="text-sm whitespace-pre-wrap">{props.of.comment || open(w().panel.noComment)}</p>
      </PanelSection>
      <Show when={shown() && props.of.may.negotiate}>
        <ProposalSection of={props.of} />
      </Show>
      <Show when={shown()}>
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
      </Show>
      <Show when={props.of.call}>{(call) => <CallSection call={call()} />}</Show>
      <Show when={shown() && delivers()}>
        <PanelSection title={l().section.title}>
          <DeliverySection of={props.of} />
        </PanelSection>
      </Show>
      <Show when={shown() && answered() && me.data?.actor?.kind === "receiving-coordinator"}>
        <UnitDelivery of={props.of} />
      </Show>
      <Show when={props.of.contacts.length > 0}>
        <PanelSection title={w().panel.contacts}>
          <ul class="flex flex-col gap-1.5 text-sm">
            <For each={people()}>
              {(contact) => (
                <li class="flex flex-wrap items-center gap-x-3">
                  <span class="min-w-0 flex-[1_1_12rem]">
                    <span class="font-medium">{contact.name}</span>
                    <span class="block text-xs text-muted">{contact.as.map((one) => w().panel.as[one]).join(", ")}</span>
                  </span>
                  <Show when={contact.email}>
                    {(email) => (
                      <a class="inline-flex min-h-7 items-center gap-1.5 text-accent hover:underline" href={`mailto:${email()}`}>
                        <Mail size={14} aria-hidden="true" />
                        {email()}
                      </a>
                    )}
                  </Show>
                  <Show when={contact.phone}>
                    {(phone) => (
                      <a
                        class="inline-flex min-h-7 items-center gap-1.5 text-accent hover:underline"
                        href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                      >
                        <Phone size={14} aria-hidden="true" />
                        {phone()}
                      </a>
                    )}
                  </Show>
                </li>
              )}
            </For>
          </ul>
          {/* A place without account is kept by the schools that write to it (F-050). */}
          <Show when={props.of.side === "placing" && !props.of.place.isUser && me.data?.actor?.kind === "placing-coordinator"}>
            <A
              class="mt-1.5 inline-flex min-h-6 items-center text-sm text-accent hover:underline"
              href={`/milieux/${props.of.place.destinationId ?? props.of.place.serviceId ?? ""}?onglet=contacts`}
            >
              {w().panel.correctContacts}
            </A>
          </Show>
        </PanelSection>
      </Show>
      <ViewerSection requestId={props.of.id} />
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
        <Show when={shown()}>
          <div class="mt-3">
            <HistoryPanel about={props.of.id} />
          </div>
        </Show>
      </PanelSection>
    </div>
  );
}
