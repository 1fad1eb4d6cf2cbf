import { useQuery } from "@tanstack/solid-query";
import { Show, type JSX } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import { api } from "#ui/client.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { callWords } from "#words/call.ts";
import { writeTerm } from "#words/programme.ts";
import { writeNumber } from "#words/words.ts";
import { CallDialogs, useCallActs, type CallActs } from "./call-acts.tsx";
import { OfferList } from "./offer-list.tsx";
import { RecipientList } from "./recipient-list.tsx";
import { ReplyChip } from "./reply-chip.tsx";
import type { OpenCall } from "./offer-dialog.tsx";

/** A call over its list: what is asked, who was called and how each stands (the school), what one offers (who receives), and its history. */
export function CallPanel(props: { id: string; onClose(): void }) {
  const w = useWords(callWords);
  const { language } = useLanguage();
  const call = useQuery(() => ({
    queryKey: ["call", "get", props.id],
    queryFn: () => api.callForOffers.get.query({ id: props.id }),
    retry: false,
  }));
  const acts = useCallActs({ call: () => call.data, onGone: () => props.onClose() });
  const crumb = () => {
    const known = call.data;
    return known ? `${known.course.number} ${known.course.name}, ${known.cohort}, ${writeTerm(known.term, language())}` : undefined;
  };
  return (
    <SidePanel
      title={call.data ? w().number(call.data.number) : "…"}
      crumb={crumb()}
      size="lg"
      onClose={props.onClose}
      aside={
        <Show when={call.data}>
          {(one) => {
            const mine = () => one().recipients[0]?.reply ?? "sent";
            return (
              <Show when={one().closedAt === null} fallback={<ReplyChip reply="closed" text={w().closed} />}>
                <Show when={one().side !== "placing"}>
                  <ReplyChip reply={mine()} text={w().mine[mine()]} />
                </Show>
              </Show>
            );
          }}
        </Show>
      }
      actions={
        <Show when={call.data}>
          {(one) => (
            <Show when={one().side === "placing"} fallback={<Answer call={one()} acts={acts} />}>
              <Own call={one()} acts={acts} />
            </Show>
          )}
        </Show>
      }
    >
      <Show when={!call.isError} fallback={<Mishap error={call.error} />}>
        <Show when={call.data} fallback={<Skeleton rows={10} />}>
          {(one) => <Details call={one()} acts={acts} />}
        </Show>
      </Show>
      <CallDialogs acts={acts} />
    </SidePanel>
  );
}

/** What an organisation or a unit does with a call. */
function Answer(props: { call: OpenCall; acts: CallActs }) {
  const w = useWords(callWords);
  const mine = () => props.call.recipients[0];
  return (
    <Show when={mine()}>
      {(one) => (
        <>
          <Show when={one().may.takeBackDecline}>
            <Button onClick={() => void props.acts.takeBackDecline(one())}>{w().panel.undecline}</Button>
          </Show>
          <Show when={one().may.decline}>
            <Button onClick={() => props.acts.ask({ act: "decline", recipient: one() })}>{w().panel.decline}</Button>
          </Show>
          <Show when={one().may.offer}>
            <Button kind="primary" onClick={() => props.acts.ask({ act: "offer", recipient: one(), offer: null })}>
              {w().panel.offer}
            </Button>
          </Show>
        </>
      )}
    </Show>
  );
}

/** What the school does with its call. */
function Own(props: { call: OpenCall; acts: CallActs }) {
  const w = useWords(callWords);
  const items = () =>
    [
      { id: "extend", label: w().panel.extend, may: props.call.may.setReplyBy, run: () => props.acts.ask({ act: "extend" }) },
      { id: "close", label: w().panel.close, may: props.call.may.close, run: () => props.acts.ask({ act: "close" }) },
      {
        id: "take-back",
        label: w().panel.takeBack,
        may: props.call.may.takeBack,
        danger: true,
        run: () => props.acts.ask({ act: "takeBack" }),
      },
    ].flatMap(({ may, ...item }) => (may ? [item] : []));
  return (
    <>
      <Show when={items().length > 0}>
        <Menu
          label={w().columns.standing}
          trigger={<Ellipsis size={17} aria-hidden="true" />}
          items={items()}
          side="top-start"
          class="mr-auto"
        />
      </Show>
      <Show when={props.call.may.reopen}>
        <Button onClick={() => void props.acts.reopen()}>{w().panel.reopen}</Button>
      </Show>
      <Show when={props.call.may.sendMore}>
        <Button onClick={() => props.acts.ask({ act: "more" })}>{w().panel.more}</Button>
      </Show>
    </>
  );
}

function Details(props: { call: OpenCall; acts: CallActs }) {
  const w = useWords(callWords);
  const { language } = useLanguage();
  const school = () => props.call.side === "placing";
  const offered = () => props.call.offers.reduce((sum, { places }) => sum + places, 0);
  const fact = (name: string, value: JSX.Element) => (
    <>
      <dt class="text-muted">{name}</dt>
      <dd class="min-w-0 break-words">{value}</dd>
    </>
  );
  const reason = () => (school() ? null : (props.call.recipients[0]?.reason ?? null));
  return (
    <div class="flex flex-col">
      <Show when={reason()}>
        {(why) => (
          <Notice kind="info" quiet class="mb-3" title={`${w().panel.reason}\u00A0: ${language() === "fr" ? why().fr : why().en}`}>
            {why().note}
          </Notice>
        )}
      </Show>
      <PanelSection title={w().panel.what}>
        <dl class="grid grid-cols-[minmax(8rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
          <Show when={!school()}>{fact(w().columns.school, props.call.school.name)}</Show>
          {fact(w().panel.programme, props.call.programme)}
          {fact(w().panel.period, <span class="tabular-nums">{`${props.call.startsOn}\u00A0– ${props.call.endsOn}`}</span>)}
          {fact(w().panel.wished, String(props.call.places))}
          <Show when={props.call.hours !== null}>
            {fact(w().panel.hours, w().panel.hoursEach(writeNumber(props.call.hours ?? 0, language())))}
          </Show>
          {fact(w().panel.replyBy, <span class="font-medium tabular-nums">{props.call.replyBy}</span>)}
          {fact(
            w().panel.comment,
            <span class="whitespace-pre-wrap">{props.call.comment || <i class="text-muted">{w().panel.noComment}</i>}</span>,
          )}
        </dl>
        <p class="mt-2 text-xs text-muted">{w().panel.never}</p>
      </PanelSection>
      <Show when={!school()}>
        <PanelSection title={w().panel.contact}>
          <p class="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <span class="font-medium">{props.call.contact.name}</span>
            <Show when={props.call.contact.email}>
              {(email) => (
                <a class="inline-flex min-h-7 items-center gap-1.5 text-accent hover:underline" href={`mailto:${email()}`}>
                  <Mail size={14} aria-hidden="true" />
                  {email()}
                </a>
              )}
            </Show>
            <Show when={props.call.contact.phone}>
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
          </p>
        </PanelSection>
      </Show>
      <Show when={school()}>
        <PanelSection title={w().panel.organisations}>
          <RecipientList call={props.call} acts={props.acts} />
        </PanelSection>
      </Show>
      <PanelSection
        title={school() ? w().panel.offers : w().panel.yours}
        aside={
          <span class="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted tabular-nums">
            {school() ? w().panel.total(offered(), props.call.places) : offered() > 0 ? w().panel.offeredBy(offered()) : ""}
            <Show when={props.call.sheetId !== null && offered() > 0}>
              <ButtonLink size="sm" href={`/fiches/${props.call.sheetId}/affectation`}>
                {w().panel.toAssign}
              </ButtonLink>
            </Show>
          </span>
        }
      >
        <OfferList call={props.call} acts={props.acts} />
      </PanelSection>
      <PanelSection title={w().panel.history}>
        <HistoryPanel about={props.call.id} />
      </PanelSection>
    </div>
  );
}
