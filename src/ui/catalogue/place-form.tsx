import { useQuery } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import type { PlaceLevel } from "#domain/place.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { Select } from "#ui/parts/select.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { ContactFields } from "./contact-fields.tsx";
import { AlikePlaces, NameTaken, type Displaced } from "./name-guide.tsx";
import { contactOf, has, patchOf, placeSchema, readPlace, valuesOf, type Place, type PlaceData, type PlaceValues } from "./place-values.ts";

export type PlaceForm = ReturnType<typeof useForm<PlaceValues, PlaceData, unknown>>;

interface PlaceFormProps {
  level: PlaceLevel;
  /** The record edited; null to add one under `parent` (null: an organisation). */
  place: Place | null;
  parent: Place | null;
  onDone(id: string): void;
  onCancel(): void;
}

/** Adds a place or edits one. Only the fields of its level are asked; an edit sends only what changed and can be taken back. */
export function PlaceFormView(props: PlaceFormProps) {
  const w = useWords(catalogueWords);
  const failure = useFailure();
  const { level, place, parent } = props;
  const [displaced, setDisplaced] = createSignal<Displaced | null>(null);
  const add = async (data: PlaceData): Promise<string> => {
    const shared = { name: data.name, shortName: data.shortName, isUser: data.isUser, contact: contactOf(data) };
    const given = displaced() ?? undefined;
    if (level === "agency" || !parent) {
      const { name, shortName, umbrella, territoryId } = data;
      const of = territoryId === "" ? {} : { territoryId };
      return (await api.catalogue.add.mutate({ level: "agency", name, shortName, umbrella, ...of, displaced: given })).id;
    }
    if (level === "site")
      return (
        await api.catalogue.add.mutate({
          level,
          agencyId: parent.id,
          ...shared,
          address: data.address,
          phone: data.phone === "" ? null : data.phone,
          displaced: given,
        })
      ).id;
    if (level === "service") return (await api.catalogue.add.mutate({ level, siteId: parent.id, ...shared, displaced: given })).id;
    return (
      await api.catalogue.add.mutate({
        level,
        serviceId: parent.id,
        ...shared,
        capacity: data.capacity,
        largestGroup: data.largestGroup,
        disciplines: data.disciplines,
        displaced: given,
      })
    ).id;
  };
  const told = (work: Promise<unknown>) => void work.catch(failure.tell);
  const form: PlaceForm = useForm<PlaceValues, PlaceData, unknown>({
    key: place ? `place:${place.id}` : `place:new:${parent?.id ?? "agency"}`,
    initial: valuesOf(place, parent),
    schema: placeSchema,
    read: readPlace,
    send: async (data) => {
      if (!place) {
        const id = await add(data);
        toast({ text: w().done.added(data.name), action: { label: w().undo, run: () => told(api.catalogue.remove.mutate({ id })) } });
        props.onDone(id);
        return;
      }
      const named = { on: data.on === "" || data.name === place.name ? undefined : data.on, displaced: displaced() ?? undefined };
      const { undo, other } = await api.catalogue.edit.mutate({ id: place.id, patch: patchOf(place, data), ...named });
      const patch = undo as Parameters<typeof api.catalogue.edit.mutate>[0]["patch"];
      const back = async () => {
        await api.catalogue.edit.mutate({ id: place.id, patch });
        if (other) await api.catalogue.edit.mutate(other);
      };
      if (Object.keys(undo).length > 0) toast({ text: w().done.saved(data.name), action: { label: w().undo, run: () => told(back()) } });
      props.onDone(place.id);
    },
  });
  const placed = placedRefusals(form, { "name-taken": "name" });
  const anchorId = () => place?.id ?? parent?.id ?? "";
  return (
    <form onSubmit={form.onSubmit} novalidate class="flex flex-col gap-4">
      <FormNotices form={placed} />
      <Show when={level === "agency" && !place}>
        <p class="text-sm text-muted">{w().agencyIntro}</p>
      </Show>
      <Field label={w().fields.name} error={placed.error("name")} required>
        <TextInput {...form.field("name")} autocomplete="off" maxLength={200} />
      </Field>
      <NameTaken
        refusal={form.refusal()}
        displaced={displaced()}
        onDisplace={setDisplaced}
        onTake={(name) => {
          form.set("name", name);
          void form.submit();
        }}
      />
      <Show when={place && level !== "agency" && form.values.name.trim() !== place.name}>
        <Field label={w().fields.on} hint={w().fields.onHint} error={form.error("on")} optional>
          <DateInput {...form.field("on")} />
        </Field>
      </Show>
      <Show when={!place && !has.capacity(level) && level !== "service"}>
        <AlikePlaces name={form.values.name} address={form.values.address} />
      </Show>
      <Show when={has.shortName(level)}>
        <Field label={w().fields.shortName} error={form.error("shortName")}>
          <TextInput {...form.field("shortName")} autocomplete="off" class="max-w-52" />
        </Field>
      </Show>
      <Show when={level === "agency" && !(place?.agencyIsUser ?? false)}>
        <Switch
          checked={form.values.umbrella}
          onChange={(checked) => form.set("umbrella", checked)}
          label={w().fields.umbrella}
          hint={w().fields.umbrellaHint}
        />
        <Show when={!place && form.values.umbrella}>
          <TerritoryField form={form} />
        </Show>
      </Show>
      <Show when={has.address(level)}>
        <Field label={w().fields.address} error={form.error("address")}>
          <TextArea {...form.field("address")} />
        </Field>
        <Field label={w().fields.phone} error={form.error("phone")}>
          <TextInput {...form.field("phone")} type="tel" autocomplete="off" class="max-w-52" />
        </Field>
      </Show>
      <Show when={has.capacity(level)}>
        <div class="grid gap-3 sm:grid-cols-2">
          <Field label={w().fields.capacity} hint={w().fields.capacityHint} error={form.error("capacity")}>
            <NumberInput {...form.field("capacity")} class="max-w-28" />
          </Field>
          <Field label={w().fields.largestGroup} error={form.error("largestGroup")}>
            <NumberInput {...form.field("largestGroup")} class="max-w-28" />
          </Field>
        </div>
        <Field label={w().fields.disciplines} hint={w().fields.disciplinesHint} error={form.error("disciplines")}>
          <TextInput {...form.field("disciplines")} autocomplete="off" />
        </Field>
      </Show>
      <Show when={level === "destination" && place}>{(of) => <ServiceField form={form} place={of()} />}</Show>
      <Show when={level !== "agency"}>
        <Switch
          checked={form.values.isUser}
          onChange={(checked) => form.set("isUser", checked)}
          label={w().fields.isUser}
          hint={w().fields.isUserHint}
        />
        <ContactFields form={form} placeId={anchorId()} label={level === "service" ? w().fields.coordinator : w().fields.contact} />
      </Show>
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {place ? w().save : w().add}
        </Button>
      </div>
    </form>
  );
}

/** The territory an umbrella organisation is kept for, where there is more than one. */
function TerritoryField(props: { form: PlaceForm }) {
  const w = useWords(catalogueWords);
  const territories = useQuery(() => ({ queryKey: ["catalogue", "territories"], queryFn: () => api.catalogue.territories.query() }));
  const options = () => (answerOf(territories) ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Show when={options().length > 1}>
      <Field label={w().fields.territory}>
        <Select
          value={props.form.values.territoryId}
          onChange={(value) => props.form.set("territoryId", value)}
          options={options()}
          placeholder=""
        />
      </Field>
    </Show>
  );
}

/** The service a destination lies under, among those of its organisation that are open. */
function ServiceField(props: { form: PlaceForm; place: Place }) {
  const w = useWords(catalogueWords);
  const catalogue = useQuery(() => ({ queryKey: ["catalogue", "all"], queryFn: () => api.catalogue.all.query() }));
  const options = () => {
    const sites = new Map(catalogue.data?.sites.map((site) => [site.id, site.name]));
    return (catalogue.data?.services ?? [])
      .filter(
        (service) => service.agencyId === props.place.agencyId && (service.retiredOn === null || service.id === props.place.serviceId),
      )
      .map((service) => ({ value: service.id, label: service.name, hint: sites.get(service.siteId) ?? "" }))
      .toSorted((one, other) => one.hint.localeCompare(other.hint, "fr-CA") || one.label.localeCompare(other.label, "fr-CA"));
  };
  return (
    <Field label={w().fields.service} hint={w().fields.serviceHint} error={props.form.error("serviceId")}>
      <Combobox
        value={props.form.values.serviceId}
        options={options()}
        text={props.place.serviceName ?? ""}
        onChange={(value) => props.form.set("serviceId", value === "" ? (props.place.serviceId ?? "") : value)}
      />
    </Field>
  );
}
