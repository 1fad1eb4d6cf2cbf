import { For } from "solid-js";
import { copyFamilies, usualFamilies, weeksBetween, type CopyChoices, type CopyFamily, type SourceCourse } from "#domain/sheet-copy.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { planningWords } from "#words/planning.ts";
import { writeNumber } from "#words/words.ts";
import type { CopySource } from "./copy-data.ts";
import { useGrid } from "./grid-state.ts";

/** Which rows are taken, and where their dates and comments come from (F-096, F-097, F-099, F-100). */
export function CopyOptions(props: {
  source: CopySource;
  families: readonly CopyFamily[];
  onFamilies(families: CopyFamily[]): void;
  choices: CopyChoices;
  onChoices(choices: CopyChoices): void;
}) {
  const grid = useGrid();
  const w = useWords(planningWords);
  const { language } = useLanguage();
  const say = () => w().copy;
  const there = () => copyFamilies.filter((family) => props.source.counts[family] > 0);
  const course = (): SourceCourse => grid.facts().course;
  const isAll = () => there().every((family) => props.families.includes(family));
  const isUsual = () => there().every((family) => props.families.includes(family) === usualFamilies.includes(family));
  return (
    <div class="grid gap-4 md:grid-cols-3">
      <Field group label={say().which}>
        <div class="mb-1 flex flex-wrap gap-1.5">
          <Button
            size="sm"
            aria-pressed={isUsual()}
            kind={isUsual() ? "primary" : "plain"}
            onClick={() => props.onFamilies([...usualFamilies])}
          >
            {say().usual}
          </Button>
          <Button
            size="sm"
            aria-pressed={isAll() && !isUsual()}
            kind={isAll() && !isUsual() ? "primary" : "plain"}
            onClick={() => props.onFamilies([...copyFamilies])}
          >
            {say().all}
          </Button>
        </div>
        <For each={there()}>
          {(family) => (
            <Checkbox
              checked={props.families.includes(family)}
              onChange={(on) => props.onFamilies(copyFamilies.filter((one) => (one === family ? on : props.families.includes(one))))}
              label={`${say().family[family]} (${writeNumber(props.source.counts[family], language())})`}
            />
          )}
        </For>
      </Field>
      <Field group label={say().schedule}>
        <RadioGroup
          value={props.choices.schedule}
          onChange={(schedule) => props.onChoices({ ...props.choices, schedule })}
          options={[
            { value: "course", label: say().scheduleCourse, hint: say().scheduleCourseHint(course().startsOn, course().endsOn) },
            { value: "row", label: say().scheduleRow, hint: say().scheduleRowHint(weeksBetween(props.source.startsOn, course().startsOn)) },
          ]}
        />
      </Field>
      <Field group label={say().comment}>
        <RadioGroup
          value={props.choices.comment}
          onChange={(comment) => props.onChoices({ ...props.choices, comment })}
          options={[
            { value: "course", label: say().commentCourse, hint: say().commentCourseHint(course().defaultComment.slice(0, 80)) },
            { value: "row", label: say().commentRow, hint: say().commentRowHint },
          ]}
        />
      </Field>
    </div>
  );
}
