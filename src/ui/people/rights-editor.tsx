import { For, Match, Show, Switch } from "solid-js";
import type { StaffKind } from "#domain/access.ts";
import { rightsOf } from "#domain/role.ts";
import type { Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Switch as Toggle } from "#ui/parts/switch.tsx";
import { peopleWords } from "#words/people.ts";
import { PlaceTree } from "./place-tree.tsx";
import { toggled, type RightValues } from "./rights.ts";

export type Choices = Outputs["people"]["choices"];

/** What a role covers: the whole organisation, or the programmes and places that are ticked. */
export function RightsEditor(props: {
  kind: StaffKind;
  choices: Choices;
  rights: RightValues;
  onChange(rights: RightValues): void;
  error: string | null;
}) {
  const w = useWords(peopleWords);
  const made = () => rightsOf(props.kind, props.choices.agencyKind);
  return (
    <Show when={made() !== "none"} fallback={<p class="text-sm text-muted">{w().rights.adminAll}</p>}>
      <Field label={w().rights.title} group error={props.error}>
        <RadioGroup
          value={props.rights.everything ? "everything" : "listed"}
          onChange={(value) => props.onChange({ ...props.rights, everything: value === "everything" })}
          options={[
            { value: "everything", label: w().rights.everything, hint: w().rights.everythingHint },
            { value: "listed", label: w().rights.listed },
          ]}
        />
        <Show when={!props.rights.everything}>
          <div class="mt-1 flex flex-col gap-4 border-l-2 border-line pl-4">
            <Show when={made() !== "places"}>
              <Programmes {...props} />
            </Show>
            <Show when={made() !== "programmes"}>
              <PlaceTree choices={props.choices} rights={props.rights} onChange={props.onChange} />
            </Show>
          </div>
        </Show>
      </Field>
      <Show when={props.kind === "observer"}>
        <Toggle
          label={w().rights.names}
          hint={w().rights.namesHint}
          checked={props.rights.withNames ?? true}
          onChange={(withNames) => props.onChange({ ...props.rights, withNames })}
        />
      </Show>
    </Show>
  );
}

function Programmes(props: { choices: Choices; rights: RightValues; onChange(rights: RightValues): void }) {
  const w = useWords(peopleWords);
  return (
    <div role="group" aria-label={w().rights.programmes} class="flex flex-col gap-1">
      <span class="text-xs font-medium text-muted">{w().rights.programmes}</span>
      <Switch>
        <Match when={props.choices.rights.programmes.length === 0}>
          <p class="text-sm text-muted">{w().rights.noProgrammes}</p>
        </Match>
        <Match when={true}>
          <For each={props.choices.rights.programmes}>
            {(programme) => (
              <Checkbox
                label={programme.name}
                checked={props.rights.programmes.includes(programme.id)}
                onChange={() => props.onChange({ ...props.rights, programmes: toggled(props.rights.programmes, programme.id) })}
              />
            )}
          </For>
        </Match>
      </Switch>
    </div>
  );
}
