import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import { noticeModes, type NoticeSetting } from "#domain/notice.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { DeviceSection } from "#ui/notice/device-section.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { bounceWords } from "#words/bounce.ts";
import { noticeWords } from "#words/notice.ts";
import { localeOf, writeInstant, writeTime, type Language } from "#words/words.ts";
import { NoticeKinds } from "./notice-kinds.tsx";

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

/** « Avis »: what tells me of what, on the page, by mail and on my devices, and when; kept as it is changed (F-209, F-210). */
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
            <Bounced told={known()} />
            <Choices told={known()} onChange={save} />
            <NoticeKinds told={known()} onChange={save} />
            <Quiet told={known()} onChange={save} />
            <Next told={known()} />
          </>
        )}
      </Show>
      <DeviceSection />
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
      </div>
    </div>
  );
}

/** « Heures calmes »: from when until when nothing arrives, but on the page. */
function Quiet(props: { told: Told; onChange(setting: NoticeSetting): void }) {
  const w = useWords(noticeWords);
  const { language } = useLanguage();
  const quiet = () => props.told.setting.quiet;
  const change = (of: NoticeSetting["quiet"]) => props.onChange({ ...props.told.setting, quiet: of });
  const options = (other: number, chosen: number) =>
    [...new Set([...Array.from({ length: 48 }, (_, step) => step * 30), chosen])]
      .filter((minute) => minute !== other)
      .toSorted((one, next) => one - next)
      .map((minute) => ({ value: String(minute), label: writeTime(clockOf(minute), language()) }));
  return (
    <div class="flex flex-col gap-3">
      <Switch
        label={w().quiet.title}
        hint={w().quiet.text(props.told.territory)}
        checked={quiet() !== null}
        onChange={(on) => change(on ? { from: 20 * 60, until: 7 * 60, weekend: true } : null)}
      />
      <Show when={quiet()}>
        {(known) => (
          <div class="flex flex-col gap-3 border-l-2 border-line pl-3">
            <div class="flex flex-wrap gap-3">
              <Field label={w().quiet.from}>
                <Select
                  class="w-32"
                  value={String(known().from)}
                  onChange={(from) => change({ ...known(), from: Number(from) })}
                  options={options(known().until, known().from)}
                />
              </Field>
              <Field label={w().quiet.until}>
                <Select
                  class="w-32"
                  value={String(known().until)}
                  onChange={(until) => change({ ...known(), until: Number(until) })}
                  options={options(known().from, known().until)}
                />
              </Field>
            </div>
            <Switch label={w().quiet.weekend} checked={known().weekend} onChange={(weekend) => change({ ...known(), weekend })} />
          </div>
        )}
      </Show>
    </div>
  );
}

/** One's own address refused a mail: nothing leaves until it is corrected, or said to be right. */
function Bounced(props: { told: Told }) {
  const b = useWords(bounceWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const failure = useFailure();
  const trust = (email: string) => {
    api.bounce.trust
      .mutate({ email })
      .then(() => toast({ text: b().trusted }))
      .catch(failure.tell)
      .finally(() => void queries.invalidateQueries({ queryKey: ["notice", "setting"] }));
  };
  return (
    <Show when={props.told.bounce}>
      {(bounce) => (
        <Notice
          kind="warn"
          quiet
          actions={
            <Button size="sm" onClick={() => trust(bounce().email)}>
              {b().trust}
            </Button>
          }
        >
          {b().own(writeInstant(bounce().at, language(), new Date()))} <q>{bounce().reply}</q>
        </Notice>
      )}
    </Show>
  );
}

function Next(props: { told: Told }) {
  const w = useWords(noticeWords);
  const { language } = useLanguage();
  const said = () => {
    const { setting, kinds, next, timeZone } = props.told;
    if (kinds.every((kind) => kind === "bounce" || setting.muted.includes(kind))) return w().nothing;
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
