import { useQuery } from "@tanstack/solid-query";
import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { cohortWords } from "#words/cohort.ts";
import { CohortForm } from "./cohort-form.tsx";

type Page = Outputs["cohort"]["list"];
type Band = Page["cohorts"][number];
/** More cohorts than a school has; enough to type a name and find it. */
const most = 400;

/** How a cohort begins: as a copy of another, which is what most do, or empty (F-055). */
export function StartCohort(props: { onAdded(id: string): void; onCancel(): void }) {
  const w = useWords(cohortWords);
  const navigate = useNavigate();
  const cohorts = useQuery(() => ({
    queryKey: ["cohort", "list", "to-copy"],
    queryFn: async () => {
      const found: Band[] = [];
      let cursor: Page["next"] = null;
      do {
        const page: Page = await api.cohort.list.query({ term: "all", inactive: true, cursor });
        found.push(...page.cohorts);
        cursor = page.next;
      } while (cursor !== null && found.length < most);
      return found;
    },
  }));
  const sources = () => (answerOf(cohorts) ?? []).filter(({ courses, may }) => courses.length > 0 && may.copy);
  const [chosen, setHow] = createSignal<"copy" | "empty" | null>(null);
  const how = () => chosen() ?? (sources().length > 0 ? "copy" : "empty");
  const [source, setSource] = createSignal("");
  return (
    <Show when={answerOf(cohorts)} fallback={<Skeleton rows={5} />}>
      <div class="flex flex-col gap-5">
        <Show when={sources().length > 0}>
          <RadioGroup
            value={how()}
            onChange={setHow}
            options={[
              { value: "copy", label: w().start.copy, hint: w().start.copyHint },
              { value: "empty", label: w().start.empty, hint: w().start.emptyHint },
            ]}
          />
        </Show>
        <Show when={how() === "copy"} fallback={<CohortForm cohort={null} onDone={props.onAdded} onCancel={props.onCancel} />}>
          <form
            class="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (source() !== "") navigate(`/cohortes/${source()}/copier`);
            }}
          >
            <Field label={w().start.which} required>
              <Combobox
                value={source()}
                onChange={setSource}
                options={sources().map(({ id, name, shortName, programmeName }) => ({
                  value: id,
                  label: `${name} (${shortName}), ${programmeName}`,
                }))}
              />
            </Field>
            <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
              <Button kind="quiet" onClick={() => props.onCancel()}>
                {w().cancel}
              </Button>
              <Button kind="primary" type="submit" disabled={source() === ""}>
                {w().start.go}
              </Button>
            </div>
          </form>
        </Show>
      </div>
    </Show>
  );
}
