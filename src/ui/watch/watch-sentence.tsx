import { For, Show, type JSX } from "solid-js";
import { bands } from "#domain/capacity.ts";
import type { SeenStatus } from "#domain/request.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import type { useForm } from "#ui/parts/form.ts";
import { Select } from "#ui/parts/select.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { writeBand } from "#words/capacity.ts";
import { statusWords } from "#words/status.ts";
import { watchWords } from "#words/watch.ts";
import { whichOptions, type Draft } from "./draft.ts";

export type WatchOptions = Outputs["watch"]["options"];
type DraftForm = ReturnType<typeof useForm<Draft>>;
interface Parts {
  form: DraftForm;
  options: WatchOptions;
  /** What a place that was chosen before is called. */
  placeName: string;
  onPlace(name: string): void;
}

/** Words of the sentence between its fields, on the line of what stands in them. */
const Say = (props: { children: JSX.Element }) => <span class="pt-2 text-sm text-pretty">{props.children}</span>;
/** A word and the field it leads to stay on one line. */
const pair = "flex max-w-full min-w-0 items-start gap-2";
const row = "flex flex-wrap items-start gap-x-2 gap-y-2.5";

/** Statuses one waits for, as each side is shown them: what ends or moves a request, not what oneself just did. */
const awaited: Record<"placing" | "receiving" | "unit", SeenStatus[]> = {
  placing: ["accepted", "declined", "redirected", "confirmed", "cancelled", "sent"],
  receiving: ["pending", "reactivated", "accepted-by-unit", "declined-by-unit", "confirmed", "cancelled"],
  unit: ["pending", "accepted", "confirmed", "declined", "cancelled"],
};

/** « Dès que [2] places en [pédiatrie] se libèrent [le soir]… »: the question as a sentence whose words are chosen. */
export function WatchSentence(props: Parts) {
  return (
    <>
      <Show when={props.form.values.kind === "room"}>
        <RoomSentence {...props} />
      </Show>
      <Show when={props.form.values.kind === "request"}>
        <RequestSentence {...props} />
      </Show>
      <Show when={props.form.values.kind === "conflict"}>
        <ConflictSentence {...props} />
      </Show>
      <Show when={props.form.values.kind === "place"}>
        <PlaceSentence {...props} />
      </Show>
    </>
  );
}

function Discipline(props: Parts) {
  const w = useWords(watchWords);
  return (
    <Field label={w().form.discipline} hiddenLabel error={props.form.error("discipline")} class="w-72 max-w-full">
      <Combobox
        value={props.form.values.discipline}
        onChange={(value) => props.form.set("discipline", value)}
        options={props.options.disciplines.map((name) => ({ value: name, label: name }))}
        free
        placeholder={w().form.anyDiscipline}
      />
    </Field>
  );
}

function Place(props: Parts & { ownOnly: boolean; anywhere: boolean }) {
  const w = useWords(watchWords);
  return (
    <Field label={w().form.where} hiddenLabel error={props.form.error("where")} class="w-72 max-w-full">
      <Combobox
        value={props.form.values.where}
        text={props.placeName}
        onChange={(value, option) => {
          props.onPlace(option?.label ?? "");
          props.form.set("where", value);
        }}
        search={async (text) =>
          (await api.watch.places.query({ text, ownOnly: props.ownOnly })).map(({ level, id, name, path }) => ({
            value: `${level}:${id}`,
            label: name,
            ...(path === "" ? {} : { hint: path }),
          }))
        }
        placeholder={props.anywhere ? w().form.everywhere : w().form.where}
      />
    </Field>
  );
}

function RoomSentence(props: Parts) {
  const w = useWords(watchWords);
  const { language } = useLanguage();
  const count = () => Number(props.form.values.count) || 0;
  return (
    <div class={row}>
      <span class={pair}>
        <Say>{w().form.asSoonAs}</Say>
        <Field label={w().form.count} hiddenLabel error={props.form.error("count")} class="w-16">
          <NumberInput {...props.form.field("count")} maxLength={2} />
        </Field>
      </span>
      <span class={pair}>
        <Say>{w().form.places(count())}</Say>
        <Discipline {...props} />
      </span>
      <span class={pair}>
        <Say>{w().form.comeFree(count())}</Say>
        <Field label={w().form.band} hiddenLabel class="w-48 max-w-full">
          <Select
            {...props.form.field("band")}
            options={[
              { value: "any" as const, label: w().form.anyBand },
              ...bands.map((band) => ({ value: band, label: writeBand(band, language()) })),
            ]}
          />
        </Field>
      </span>
      <span class={pair}>
        <Say>{w().form.onDays}</Say>
        <Field label={w().form.weekdays} hiddenLabel group hint={w().form.weekdaysHint}>
          <WeekdayPicker value={props.form.values.weekdays} onChange={(days) => props.form.set("weekdays", days)} />
        </Field>
      </span>
      <span class={pair}>
        <Say>{w().form.at}</Say>
        <Place {...props} ownOnly anywhere={props.options.everywhere} />
      </span>
      <span class={pair}>
        <Say>{w().form.fromDay}</Say>
        <Field label={w().form.from} hiddenLabel error={props.form.error("from")} class="w-40">
          <DateInput {...props.form.field("from")} />
        </Field>
      </span>
      <span class={pair}>
        <Say>{w().form.toDay}</Say>
        <Field label={w().form.to} hiddenLabel error={props.form.error("to")} class="w-40">
          <DateInput {...props.form.field("to")} min={props.options.today} />
        </Field>
      </span>
    </div>
  );
}

function RequestSentence(props: Parts) {
  const w = useWords(watchWords);
  const names = useWords(statusWords);
  const facet = (of: "programme" | "course" | "agency" | "service" | "destination") =>
    props.options.facets.filter((one) => one.facet === of).map(({ id, name }) => ({ value: id, label: name }));
  const placing = () => props.options.side === "placing";
  const has = (status: SeenStatus) => props.form.values.statuses.includes(status);
  const toggle = (status: SeenStatus, on: boolean) =>
    props.form.set("statuses", on ? [...props.form.values.statuses, status] : props.form.values.statuses.filter((one) => one !== status));
  // those that were asked for from a list stay, whatever they are
  const shown = () =>
    [...new Set<SeenStatus>([...awaited[props.options.side], ...props.form.values.statuses])].filter((one) => one !== "hidden");
  return (
    <div class="flex flex-col gap-2.5">
      <div class={row}>
        <span class={pair}>
          <Say>{w().form.aRequest}</Say>
          <Field label={w().form.course} hiddenLabel class="w-64 max-w-full">
            <Combobox {...props.form.field("courseId")} options={facet("course")} placeholder={w().form.anyCourse} />
          </Field>
        </span>
        <Field label={w().form.programme} hiddenLabel class="w-56 max-w-full">
          <Combobox {...props.form.field("programmeId")} options={facet("programme")} placeholder={w().form.anyProgramme} />
        </Field>
        <span class={pair}>
          <Say>{placing() ? w().form.toWhom : w().form.fromWhom}</Say>
          <Field label={placing() ? w().form.agency : w().form.school} hiddenLabel class="w-64 max-w-full">
            <Combobox
              {...props.form.field("agencyId")}
              options={facet("agency")}
              placeholder={placing() ? w().form.anyAgency : w().form.anySchool}
            />
          </Field>
        </span>
        <Field label={w().form.where} hiddenLabel class="w-64 max-w-full">
          <Combobox {...props.form.field("serviceId")} options={facet("service")} placeholder={w().form.everywhere} />
        </Field>
        <Show when={!placing() || props.form.values.destinationId !== ""}>
          <Field label={w().form.unit} hiddenLabel class="w-56 max-w-full">
            <Combobox {...props.form.field("destinationId")} options={facet("destination")} placeholder={w().form.anyUnit} />
          </Field>
        </Show>
        <span class={pair}>
          <Say>{w().form.withWords}</Say>
          <Field label={w().form.contains} hiddenLabel class="w-48 max-w-full">
            <TextInput {...props.form.field("text")} maxLength={120} />
          </Field>
        </span>
        <Say>{w().form.is}</Say>
      </div>
      <Field label={w().form.statuses} hiddenLabel group error={props.form.error("statuses")}>
        <div class="grid gap-1.5 sm:grid-cols-2">
          <For each={shown()}>
            {(status) => (
              <Checkbox
                checked={has(status)}
                onChange={(on) => toggle(status, on)}
                label={names()[status as Exclude<SeenStatus, "hidden">].name}
              />
            )}
          </For>
          <Checkbox
            checked={props.form.values.late}
            onChange={(on) => props.form.set("late", on)}
            label={w().form.late}
            hint={w().form.lateHint}
          />
        </div>
      </Field>
    </div>
  );
}

function ConflictSentence(props: Parts) {
  const w = useWords(watchWords);
  return (
    <div class={row}>
      <span class={pair}>
        <Say>{w().form.sheetOf}</Say>
        <Field label={w().form.sheet} hiddenLabel class="w-80 max-w-full">
          <Combobox
            {...props.form.field("worksheetId")}
            options={props.options.sheets.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={w().form.anySheet}
          />
        </Field>
      </span>
      <span class={pair}>
        <Say>{w().form.has}</Say>
        <Field label={w().form.which} hiddenLabel class="w-72 max-w-full">
          <Select {...props.form.field("which")} options={whichOptions.map((one) => ({ value: one, label: w().which[one] }))} />
        </Field>
      </span>
    </div>
  );
}

function PlaceSentence(props: Parts) {
  const w = useWords(watchWords);
  const opens = () => props.form.values.on === "opens";
  return (
    <div class={row}>
      <span class={pair}>
        <Say>{w().form.asSoonAs}</Say>
        <Field label={w().form.on} hiddenLabel class="w-56 max-w-full">
          <Select
            {...props.form.field("on")}
            options={(["opens", "changes"] as const).map((one) => ({ value: one, label: w().on[one] }))}
          />
        </Field>
      </span>
      <Show when={opens()}>
        <span class={pair}>
          <Say>{w().form.studied}</Say>
          <Discipline {...props} />
        </span>
      </Show>
      <span class={pair}>
        <Say>{w().form.at}</Say>
        <Place {...props} ownOnly={false} anywhere={opens()} />
      </span>
    </div>
  );
}
