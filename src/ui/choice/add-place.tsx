import { createMemo, createSignal } from "solid-js";
import { pathOf, type Catalogue } from "#domain/place.ts";
import { answerOf } from "#ui/answer.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox, type ComboboxOption } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { choiceWords } from "#words/choice.ts";
import { ChoiceDialog } from "./choice-dialog.tsx";

/** Open places of the catalogue, units and services before sites, by the path people write. */
function placesOf(catalogue: Catalogue, offered: ReadonlySet<string>): ComboboxOption[] {
  const sites = new Map(catalogue.sites.map((site) => [site.id, site]));
  const services = new Map(catalogue.services.map((service) => [service.id, service]));
  const agencies = new Map(catalogue.agencies.map((agency) => [agency.id, agency.name]));
  const all = [
    ...catalogue.destinations.map((unit) => ({ ...unit, siteId: services.get(unit.serviceId)?.siteId ?? "", destinationId: unit.id })),
    ...catalogue.services.map((service) => ({ ...service, serviceId: service.id, destinationId: null })),
    ...catalogue.sites.map((site) => ({ ...site, siteId: site.id, serviceId: null, destinationId: null })),
  ];
  return all
    .filter(({ id, retiredOn }) => retiredOn === null && !offered.has(id))
    .map(({ id, siteId, serviceId, destinationId }) => ({
      value: id,
      label: pathOf(catalogue, { agencyId: null, siteId, serviceId, destinationId }),
      hint: agencies.get(sites.get(siteId)?.agencyId ?? "") ?? "",
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label, "fr-CA"));
}

/** Offers a place of the catalogue besides those of the sheets. */
export function AddPlace(props: { cohortCourseId: string; offered: ReadonlySet<string>; onClose(): void }) {
  const w = useWords(choiceWords);
  const failure = useFailure();
  const catalogue = useCatalogue();
  const options = createMemo(() => {
    const known = answerOf(catalogue);
    return known ? placesOf(known, props.offered) : [];
  });
  const [placeId, setPlaceId] = createSignal("");
  const [seats, setSeats] = createSignal("");
  const count = () => (seats().trim() === "" ? null : Number(seats()));
  const ready = () =>
    placeId() !== "" && (count() === null || (Number.isInteger(count()) && Number(count()) >= 1 && Number(count()) <= 500));
  const save = async () => {
    const of = { cohortCourseId: props.cohortCourseId, placeId: placeId() };
    const { path } = await api.choice.addPlace.mutate({ ...of, seats: count() });
    toast({
      text: w().demand.addedDone(path),
      action: { label: w().undo, run: () => void api.choice.dropPlace.mutate(of).catch(failure.tell) },
    });
  };
  return (
    <ChoiceDialog
      title={w().demand.add}
      text={w().demand.addText}
      confirm={w().demand.addConfirm}
      ready={ready()}
      send={save}
      onClose={props.onClose}
    >
      <Field label={w().demand.addPlace} required>
        <Combobox value={placeId()} onChange={setPlaceId} options={options()} />
      </Field>
      <Field label={w().demand.addSeats} optional>
        <NumberInput value={seats()} onChange={setSeats} class="max-w-20" maxLength={3} />
      </Field>
    </ChoiceDialog>
  );
}
