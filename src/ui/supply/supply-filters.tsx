import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import Search from "lucide-solid/icons/search";
import { fold } from "#domain/place.ts";
import type { Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ShiftChoice } from "#ui/occupancy/controls.tsx";
import { Select } from "#ui/parts/select.tsx";
import { partWords } from "#words/parts.ts";
import { supplyWords } from "#words/supply.ts";
import type { SupplyAddress } from "./supply-address.ts";

export type SupplyChoices = Outputs["supply"]["choices"];

/** What narrows the picture: where, what is studied, when in the day and the week. */
export function SupplyFilters(props: { address: SupplyAddress; choices: SupplyChoices | undefined }) {
  const w = useWords(supplyWords);
  const { address } = props;
  const [typed, setTyped] = createSignal(address.text("q"));
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      () => address.text("q"),
      (value) => setTyped((before) => (before.trim() === value ? before : value)),
      { defer: true },
    ),
  );
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer);
    timer = setTimeout(() => address.set({ q: value.trim() }), 200);
  };
  const placing = () => props.choices?.side === "placing";
  const agencies = () => {
    const all = props.choices?.agencies ?? [];
    const some = all.some((one) => one.agreed);
    return [
      ...(some ? [{ value: "", label: w().everyAgreed }] : []),
      { value: some ? address.everywhere : "", label: w().everyAgency },
      ...all.map(({ id, name }) => ({ value: id, label: name })),
    ];
  };
  const sites = () => {
    const { agencyId, agreed } = address.agency();
    const within = new Set((props.choices?.agencies ?? []).filter((one) => one.agreed).map(({ id }) => id));
    const all = (props.choices?.sites ?? []).filter(
      (site) => !placing() || (agencyId === null ? !agreed || within.size === 0 || within.has(site.agencyId) : site.agencyId === agencyId),
    );
    return all.length < 2 ? [] : [{ value: "", label: w().everySite }, ...all.map(({ id, name }) => ({ value: id, label: name }))];
  };
  const disciplines = () => [
    { value: "", label: w().everyDiscipline },
    ...(props.choices?.disciplines ?? []).map((name) => ({ value: name, label: name })),
    // one that came with the address, and no unit names
    ...(address.text("discipline") !== "" && !props.choices?.disciplines.some((name) => fold(name) === fold(address.text("discipline")))
      ? [{ value: address.text("discipline"), label: address.text("discipline") }]
      : []),
  ];
  const schools = () => props.choices?.schools ?? [];
  return (
    <div role="search" aria-label={w().filters} class="flex flex-wrap items-center gap-x-2 gap-y-2">
      <span class="relative min-w-44 flex-[1_1_12rem] sm:max-w-64">
        <Search size={15} class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" aria-hidden="true" />
        <input
          type="search"
          class="field-box pl-8"
          aria-label={w().search}
          placeholder={w().search}
          value={typed()}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </span>
      <Show when={placing()}>
        <Select
          look="quiet"
          class="max-w-52 max-sm:max-w-[45vw]"
          aria-label={w().agency}
          value={address.text("organisme")}
          onChange={(value) => address.set({ organisme: value, site: "" })}
          options={agencies()}
        />
      </Show>
      <Show when={sites().length > 0}>
        <Select
          look="quiet"
          class="max-w-52 max-sm:max-w-[45vw]"
          aria-label={w().site}
          value={address.text("site")}
          onChange={(value) => address.set({ site: value })}
          options={sites()}
        />
      </Show>
      <Show when={schools().length > 1}>
        <Select
          look="quiet"
          class="max-w-52 max-sm:max-w-[45vw]"
          aria-label={w().school}
          value={address.text("etablissement")}
          onChange={(value) => address.set({ etablissement: value })}
          options={[{ value: "", label: w().everySchool }, ...schools().map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Show>
      <Select
        look="quiet"
        class="max-w-52 max-sm:max-w-[45vw]"
        aria-label={w().discipline}
        value={address.text("discipline")}
        onChange={(value) => address.set({ discipline: value })}
        options={disciplines()}
      />
      <ShiftChoice value={address.shift()} onChange={(shift) => address.setShift(shift)} />
      <Weekdays value={address.weekdays()} onChange={(days) => address.setWeekdays(days)} />
    </div>
  );
}

/** Days of the week that are looked at, small: none pressed is every day. */
function Weekdays(props: { value: number[] | null; onChange(days: number[]): void }) {
  const w = useWords(supplyWords);
  const parts = useWords(partWords);
  const names = () => parts().weekdays.names.split("|");
  const initials = () => parts().weekdays.initials.split("|");
  const toggle = (day: number) => {
    const now = props.value ?? [];
    props.onChange(now.includes(day) ? now.filter((one) => one !== day) : [...now, day].toSorted((one, other) => one - other));
  };
  return (
    <div
      role="group"
      aria-label={w().weekdays}
      title={w().weekdaysHint}
      class="inline-flex rounded border border-line-field bg-surface p-0.5"
    >
      <For each={[1, 2, 3, 4, 5, 6, 7]}>
        {(day) => (
          <button
            type="button"
            aria-pressed={props.value?.includes(day) ?? false}
            aria-label={names()[day - 1]}
            title={names()[day - 1]}
            onClick={() => toggle(day)}
            class="min-h-7 min-w-7 rounded-sm px-1 text-xs font-medium"
            classList={{
              "bg-accent text-on-accent": props.value?.includes(day) ?? false,
              "text-muted hover:bg-hover hover:text-ink": !(props.value?.includes(day) ?? false),
            }}
          >
            {initials()[day - 1]}
          </button>
        )}
      </For>
    </div>
  );
}
