import { Show } from "solid-js";
import { z } from "zod";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { keyOfPlace, placeOfKey, usePlaceChoices } from "#ui/quick/place-choice.ts";
import { ScheduleFields } from "#ui/quick/schedule-fields.tsx";
import { checkSchedule, readDays, scheduleOf, scheduleShape, scheduleValues, type ScheduleValues } from "#ui/quick/schedule-values.ts";
import { callWords } from "#words/call.ts";

export type OpenCall = Outputs["callForOffers"]["get"];
export type Offer = OpenCall["offers"][number];

type Values = ScheduleValues & { place: string; places: string; note: string };
const schema = z
  .object({ ...scheduleShape, place: z.string().min(1), places: z.number().int().min(1), note: z.string().trim().max(2_000) })
  .superRefine((values, found) => checkSchedule(values, found as never));
type Data = z.infer<typeof schema>;

/** An offer, made or changed: where, when, how many places (F-173). For `receivingId`: one's own organisation, or one the school answers for. */
export function OfferDialog(props: { call: OpenCall; receivingId: string; receiving: string; offer: Offer | null; onClose(): void }) {
  const w = useWords(callWords);
  const { call, offer, receivingId } = props;
  const places = usePlaceChoices({ agencyId: () => receivingId, cover: () => call.cover });
  const form = useForm<Values, Data, unknown>({
    key: `offer:${call.id}:${receivingId}:${offer ? `${offer.offerId}:${offer.version}` : "new"}`,
    initial: {
      ...scheduleValues(offer?.schedule ?? null, call),
      place: offer ? keyOfPlace(offer.place) : "",
      places: String(offer?.places ?? 1),
      note: offer?.note ?? "",
    },
    schema,
    read: (values) => ({ ...readDays(values), places: /^\d+$/.test(values.places.trim()) ? Number(values.places) : values.places }),
    send: (data) => {
      const catalogue = places.catalogue();
      const place = catalogue && placeOfKey(catalogue, data.place);
      if (!place) throw new Error("a place that the catalogue has no more");
      const made = {
        place: { siteId: place.siteId, serviceId: place.serviceId, destinationId: place.destinationId },
        schedule: scheduleOf(data, offer?.schedule.blocks),
        places: data.places,
        note: data.note,
      };
      return offer
        ? api.callForOffers.changeOffer.mutate({ id: call.id, offerId: offer.offerId, version: offer.version, offer: made })
        : api.callForOffers.offer.mutate({ id: call.id, offer: made, ...(call.side === "placing" ? { receivingId } : {}) });
    },
    done: () => {
      toast({ text: offer ? w().done.changed : w().done.offered(Number(form.values.places)) });
      props.onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={props.onClose}
      size="md"
      title={offer ? w().offer.titleChange : call.side === "placing" ? w().panel.offerFor(props.receiving) : w().offer.title}
      text={w().offer.text(call.startsOn, call.endsOn)}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().offer.cancel}
          </Button>
          <Button kind="primary" type="submit" form="offer-form" pending={form.pending()}>
            {offer ? w().offer.save : w().offer.make}
          </Button>
        </>
      }
    >
      <form id="offer-form" class="flex flex-col gap-4 pb-1" novalidate onSubmit={form.onSubmit}>
        <FormNotices form={form} />
        <Show when={places.catalogue() && places.options().length === 0}>
          <Notice kind="warn">{w().offer.noPlace}</Notice>
        </Show>
        <Field label={w().offer.place} required error={form.error("place")} hint={w().offer.placeHint}>
          <Combobox
            value={form.values.place}
            onChange={(value) => form.set("place", value)}
            options={places.options()}
            {...(offer ? { text: [offer.names.service, offer.names.destination].filter(Boolean).join(", ") } : {})}
          />
        </Field>
        <Field label={w().offer.places} required error={form.error("places")} hint={w().offer.placesHint}>
          <NumberInput {...form.field("places")} class="max-w-28" />
        </Field>
        <ScheduleFields form={form} within={call} />
        <Field label={w().offer.note} optional error={form.error("note")} hint={w().offer.noteHint}>
          <TextArea {...form.field("note")} maxLength={2000} />
        </Field>
      </form>
    </Dialog>
  );
}
