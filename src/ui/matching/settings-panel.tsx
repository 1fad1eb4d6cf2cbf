import { For, Show, type JSX } from "solid-js";
import Dices from "lucide-solid/icons/dices";
import { matchKeeps, matchStatuses } from "#domain/matching-basis.ts";
import { matchTerms, matchWays } from "#domain/matching.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { matchingWords } from "#words/matching.ts";
import { writeTerm } from "#words/programme.ts";
import type { Acts } from "./acts.ts";
import { newSeed, type Desk, type Settings } from "./desk.ts";
import { Exceptions } from "./exceptions.tsx";
import { WeightSlider } from "./weight-slider.tsx";

function Part(props: { title: string; aside?: JSX.Element; first?: boolean; children: JSX.Element }) {
  return (
    <section class="flex flex-col gap-3 px-4 py-4" classList={{ "border-t border-line": !props.first }}>
      <div class="flex flex-wrap items-center justify-between gap-2">
        <h2 class="text-sm font-semibold">{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** Everything a run is asked, the exceptions first (F-167): they are the whole school's; the rest is this screen's until it is asked. */
export function SettingsPanel(props: { desk: Desk; settings: Settings; acts: Acts }) {
  const w = useWords(matchingWords);
  const { language } = useLanguage();
  const { settings } = props;
  const free = () => {
    const open = props.desk.places.filter(({ status }) => settings.asked.statuses.includes(status));
    return { places: open.length, seats: open.reduce((sum, { size, taken }) => sum + Math.max(0, size - taken), 0) };
  };
  const unwishing = () => props.desk.students.filter(({ wishes }) => wishes === 0).length;
  const readOnly = () => !props.desk.may.manage;
  return (
    <div class="flex flex-col rounded-lg border border-line bg-surface">
      <Part title={w().exceptions} first>
        <p class="text-sm">
          {w().facts(props.desk.students.length, free().seats, free().places)}
          <Show when={unwishing() > 0}>
            <span class="block text-xs text-muted">{w().withoutWishes(unwishing())}</span>
          </Show>
        </p>
        <Exceptions desk={props.desk} acts={props.acts} />
      </Part>
      <fieldset disabled={readOnly()} class="contents">
        <Part
          title={w().weights}
          aside={
            <Button size="sm" kind="quiet" onClick={() => settings.usual()}>
              {w().usual}
            </Button>
          }
        >
          <For each={matchTerms.filter((term) => term !== "moves" || settings.asked.keeps === "locks")}>
            {(term) => <WeightSlider term={term} value={settings.asked.weights[term]} onChange={(value) => settings.weigh(term, value)} />}
          </For>
        </Part>
        <Part title={w().scope}>
          <Field label={w().statuses} group hint={w().statusHint}>
            <For each={matchStatuses}>
              {(status) => (
                <Checkbox
                  label={w().statusNames[status]}
                  checked={settings.asked.statuses.includes(status)}
                  onChange={(on) => settings.status(status, on)}
                />
              )}
            </For>
          </Field>
          <Field label={w().keeps} group>
            <RadioGroup
              value={settings.asked.keeps}
              onChange={settings.keep}
              options={matchKeeps.map((value) => ({ value, label: w().keepNames[value] }))}
            />
          </Field>
          <Show when={props.desk.others.length > 0}>
            <Field label={w().along} group hint={w().alongHint}>
              <For each={props.desk.others}>
                {(sheet) => (
                  <Checkbox
                    label={`${sheet.course} (${w().sheetKind[sheet.kind]}), ${writeTerm(sheet.term, language())}`}
                    hint={w().sheetCounts(sheet.students, sheet.places)}
                    checked={settings.asked.along.includes(sheet.id)}
                    onChange={(on) => settings.along(sheet.id, on)}
                  />
                )}
              </For>
            </Field>
          </Show>
        </Part>
        <Part title={w().ways}>
          <div class="flex flex-col gap-1.5">
            <For each={matchWays}>
              {(way) => (
                <Checkbox
                  label={w().wayNames[way]}
                  hint={w().wayHints[way]}
                  checked={settings.asked.ways.includes(way)}
                  onChange={(on) => settings.way(way, on)}
                />
              )}
            </For>
          </div>
          <Show when={settings.asked.ways.includes("random")}>
            <Field label={w().seed} hint={w().seedHint}>
              <div class="flex gap-2">
                <TextInput value={settings.asked.seed} onChange={settings.seed} maxlength={40} autocomplete="off" />
                <IconButton
                  kind="plain"
                  label={w().newSeed}
                  icon={<Dices size={16} aria-hidden="true" />}
                  onClick={() => settings.seed(newSeed())}
                />
              </div>
            </Field>
          </Show>
        </Part>
      </fieldset>
    </div>
  );
}
