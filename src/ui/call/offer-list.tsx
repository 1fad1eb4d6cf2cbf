import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { hoursOf } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { callWords } from "#words/call.ts";
import { requestWords, writeDays, writeHours } from "#words/request.ts";
import { writeNumber } from "#words/words.ts";
import type { CallActs } from "./call-acts.tsx";
import type { Offer, OpenCall } from "./offer-dialog.tsx";

const placeOf = ({ names }: Offer) => [names.destination, names.service, names.site].filter(Boolean).join(", ");

/** The offers that answer a call; each of its places is a request with a number of its own. */
export function OfferList(props: { call: OpenCall; acts: CallActs }) {
  const w = useWords(callWords);
  const school = () => props.call.side === "placing";
  return (
    <Show
      when={props.call.offers.length > 0}
      fallback={<p class="text-sm text-muted">{school() ? w().panel.noOffers : w().panel.noneYours}</p>}
    >
      <ul class="divide-y divide-line rounded-lg border border-line">
        <For each={props.call.offers}>{(offer) => <OfferRow offer={offer} call={props.call} acts={props.acts} />}</For>
      </ul>
    </Show>
  );
}

function OfferRow(props: { offer: Offer; call: OpenCall; acts: CallActs }) {
  const w = useWords(callWords);
  const r = useWords(requestWords);
  const { language } = useLanguage();
  const school = () => props.call.side === "placing";
  const recipient = () => props.call.recipients.find(({ receivingId }) => receivingId === props.offer.receivingId);
  const total = () => hoursOf(props.offer.schedule);
  const gone = () => props.offer.places === 0;
  const address = (id: string) => (school() ? `/sorties/${id}` : `/demandes/${id}`);
  const standing = () => [
    props.offer.assigned > 0 ? w().panel.assigned(props.offer.assigned, props.offer.places) : "",
    props.offer.confirmed > 0 ? w().panel.confirmed(props.offer.confirmed) : "",
  ];
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-2 px-3 py-2.5" classList={{ "text-faint": gone() }}>
      <div class="min-w-0 flex-[1_1_16rem] text-sm">
        <p class="font-medium">{placeOf(props.offer)}</p>
        <Show when={school() && recipient()}>{(one) => <p class="text-xs text-muted">{one().name}</p>}</Show>
        <p class="text-muted tabular-nums">
          {`${props.offer.schedule.startsOn}\u00A0– ${props.offer.schedule.endsOn}`}, {writeDays(props.offer.schedule, language())},{" "}
          {writeHours(props.offer.schedule, language())}
          <Show when={total() !== null}>{`, ${writeNumber(total() ?? 0, language())}\u00A0h`}</Show>
        </p>
        <Show when={props.offer.note !== ""}>
          <p class="mt-0.5 whitespace-pre-wrap">{props.offer.note}</p>
        </Show>
        <p class="mt-0.5 flex flex-wrap gap-x-2 text-xs">
          <For each={props.offer.requests}>
            {(one) => (
              <A
                href={address(one.id)}
                class="inline-block min-h-6 py-1 text-accent hover:underline"
                classList={{ "line-through": one.status === "cancelled" || one.status === "declined" }}
              >
                {r().reference(one.reference)}
              </A>
            )}
          </For>
        </p>
      </div>
      <div class="text-right text-sm">
        <p class="font-semibold tabular-nums">{gone() ? w().panel.withdrawn : w().places(props.offer.places)}</p>
        <For each={standing().filter((one) => one !== "")}>{(one) => <p class="text-xs text-muted tabular-nums">{one}</p>}</For>
      </div>
      <Show when={props.offer.may.change ? recipient() : undefined}>
        {(one) => (
          <div class="flex flex-wrap gap-2">
            <Button
              size="sm"
              aria-label={w().panel.changeOf(placeOf(props.offer))}
              onClick={() => props.acts.ask({ act: "offer", recipient: one(), offer: props.offer })}
            >
              {w().panel.change}
            </Button>
            <Button
              size="sm"
              aria-label={w().panel.withdrawOf(placeOf(props.offer))}
              onClick={() => props.acts.ask({ act: "withdraw", offer: props.offer })}
            >
              {w().panel.withdraw}
            </Button>
          </div>
        )}
      </Show>
    </li>
  );
}
