import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { noticeModes, type NoticeKind, type NoticeSetting } from "#domain/notice.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { noticeWords } from "#words/notice.ts";
import { localeOf, writeTime, type Language } from "#words/words.ts";

type Told = Outputs["notice"]["setting"];

const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
/** Each half hour from five in the morning to ten at night: nobody wants mail by the minute. */
const hours = Array.from({ length: 35 }, (_, step) => 300 + step * 30);

/** « lundi 23 novembre, 7 h 30 », on the territory's clock. */
const writeWhen = (instant: string, language: Language, timeZone: string): string => {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat(localeOf(language), { timeZone, weekday: "long", day: "numeric", month: "long" }).format(at);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  return `${day}, ${writeTime(time, language)}`;
};

/** « Avis par courriel »: when Concerto writes to me and about what; kept as it is changed (F-209, F-210). */
export function NoticeSection() {
  const w = useWords(noticeWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const told = useQuery(() => ({ queryKey: ["notice", "setting"], queryFn: () => api.notice.setting.query() }));
  const [state, setState] = createSignal<"idle" | "saving" | "saved">("idle");
  let saving = Promise.resolve();
  // One after the other: two quick clicks end as the second says.
  const save = (setting: NoticeSetting) => {
    setState("saving");
    queries.setQueryData<Told>(["notice", "setting"], (before) => (before ? { ...before, setting } : before));
    saving = saving
      .then(async () => {
        const now = await api.notice.save.mutate(setting);
        queries.setQueryData(["notice", "setting"], now);
        setState("saved");
      })
      .catch((error: unknown) => {
        setState("idle");
        failure.tell(error);
        void queries.invalidateQueries({ queryKey: ["notice", "setting"] });
      });
  };
  return (
    <section class="flex flex-col gap-4" aria-labelledby="notices" id="avis">
      <div class="flex flex-wrap items-start justify-between gap-3 border-b border-line pb-2">
        <div class="min-w-0">
          <h2 id="notices" class="text-base font-semibold">
            {w().title}
          </h2>
          <p class="text-sm text-muted">{w().text}</p>
        </div>
        <p class="text-xs text-muted" role="status">
          {state() === "saving" ? w().saving : state() === "saved" ? w().saved : ""}
        </p>
      </div>
      <Show when={answerOf(told)} fallback={<Skeleton rows={5} />}>
        {(known) => (
          <>
            <Choices told={known()} onChange={save} />
            <Kinds told={known()} onChange={save} />
            <Next told={known()} />
          </>
        )}
      </Show>
      <Organisation />
    </section>
  );
}

function Choices(props: { told: Told; onChange(setting: NoticeSetting): void }) {
  const w = useWords(noticeWords);
  const { language } = useLanguage();
  const setting = () => props.told.setting;
  const change = (of: Partial<NoticeSetting>) => props.onChange({ ...setting(), ...of });
  // An hour that was chosen otherwise stays to be chosen.
  const offered = () => [...new Set([...hours, setting().digestMinute])].toSorted((one, other) => one - other);
  return (
    <div class="grid gap-5 sm:grid-cols-2">
      <Field label={w().mode} group>
        <RadioGroup
          value={setting().mode}
          onChange={(mode) => change({ mode })}
          options={noticeModes.map((value) => ({ value, label: w().modes[value], hint: w().modeHints[value] }))}
        />
      </Field>
      <div class="flex flex-col gap-4">
        <Show when={setting().mode !== "at-once"}>
          <Field label={w().hour} hint={w().zone(props.told.territory)}>
            <Select
              class="max-w-40"
              value={String(setting().digestMinute)}
              onChange={(minute) => change({ digestMinute: Number(minute) })}
              options={offered().map((minute) => ({ value: String(minute), label: writeTime(clockOf(minute), language()) }))}
            />
          </Field>
          <Switch
            label={w().weekdays}
            hint={w().weekdaysHint}
            checked={setting().weekdaysOnly}
            onChange={(weekdaysOnly) => change({ weekdaysOnly })}
          />
        </Show>
        <Show when={!setting().muted.includes("cancellation")}>
          <Field label={w().cancellations} group>
            <RadioGroup
              value={setting().cancellations}
              onChange={(cancellations) => change({ cancellations })}
              options={(["evening", "at-once"] as const).map((value) => ({ value, label: w().cancellationModes[value] }))}
            />
          </Field>
        </Show>
      </div>
    </div>
  );
}

function Kinds(props: { told: Told; onChange(setting: NoticeSetting): void }) {
  const w = useWords(noticeWords);
  const muted = () => props.told.setting.muted;
  const choose = (kind: NoticeKind, on: boolean) =>
    props.onChange({ ...props.told.setting, muted: on ? muted().filter((one) => one !== kind) : [...muted(), kind] });
  return (
    <Field label={w().kinds} group>
      <div class="grid gap-x-5 gap-y-1 sm:grid-cols-2">
        <For each={props.told.kinds}>
          {(kind) => <Checkbox label={w().kind[kind]} checked={!muted().includes(kind)} onChange={(on) => choose(kind, on)} />}
        </For>
      </div>
    </Field>
  );
}

function Next(props: { told: Told }) {
  const w = useWords(noticeWords);
  const { language } = useLanguage();
  const said = () => {
    const { setting, kinds, next, timeZone } = props.told;
    if (kinds.every((kind) => setting.muted.includes(kind))) return w().nothing;
    if (next === null || setting.mode === "at-once") return w().nextAtOnce;
    const when = writeWhen(next, language(), timeZone);
    return setting.mode === "absence" ? w().nextAway(when) : w().next(when);
  };
  return <p class="rounded-lg border border-line bg-surface px-3.5 py-2.5 text-sm">{said()}</p>;
}

/** The organisation's own switch, for its local administrators (K57). */
function Organisation() {
  const w = useWords(noticeWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const state = useQuery(() => ({ queryKey: ["notice", "cancellations"], queryFn: () => api.notice.cancellations.query(), retry: false }));
  const mine = () => {
    const known = answerOf(state);
    return known?.may.switch ? known : undefined;
  };
  const change = (on: boolean) => {
    api.notice.switchCancellations
      .mutate({ on })
      .catch(failure.tell)
      .finally(() => void queries.invalidateQueries({ queryKey: ["notice", "cancellations"] }));
  };
  return (
    <Show when={mine()}>
      {(known) => (
        <div class="flex flex-col gap-2">
          <h3 class="text-sm font-medium">{w().organisation}</h3>
          <Switch
            label={w().organisationSwitch}
            hint={known().territory ? w().organisationHint : w().territoryOff}
            checked={known().on && known().territory}
            disabled={!known().territory}
            onChange={change}
          />
        </div>
      )}
    </Show>
  );
}
