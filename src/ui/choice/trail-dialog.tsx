import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
import type { Chooser, Known } from "./round.ts";

type Step = Outputs["choice"]["trail"][number];

/** Everything that was done with one student's choices, the latest first, with what was there before and after (F-235). */
export function TrailDialog(props: { known: Known; row: Chooser; onClose(): void }) {
  const w = useWords(choiceStudentWords);
  const c = useWords(choiceWords);
  const moment = useMoment();
  const of = () => ({ cohortCourseId: props.known.course.id, studentId: props.row.studentId });
  const trail = useQuery(() => ({ queryKey: ["choice", "trail", of()], queryFn: () => api.choice.trail.query(of()) }));
  const said = (step: Step): string => {
    const by = step.by ?? "";
    switch (step.what) {
      case "person":
        return w().trail.person(by);
      case "unlocked":
        return w().trail.unlocked(by);
      case "locked":
        return by === "" ? w().trail.what.locked : w().trail.lockedBy(by);
      default:
        return w().trail.what[step.what];
    }
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={w().trail.title(fullName(props.row))}
      actions={<Button onClick={() => props.onClose()}>{c().close}</Button>}
    >
      <Show when={!trail.isError} fallback={<Mishap error={trail.error} />}>
        <Show when={answerOf(trail)} fallback={<Skeleton rows={4} />}>
          {(steps) => (
            <Show when={steps().length > 0} fallback={<p class="text-sm text-muted">{w().trail.empty}</p>}>
              <ol class="flex flex-col gap-3">
                <For each={steps()}>
                  {(step) => (
                    <li class="border-l-2 border-line pl-3 text-sm">
                      <p>
                        <span class="font-medium">{said(step)}</span>
                        <span class="ml-2 text-xs text-muted">{moment(step.at, props.known.timeZone)}</span>
                      </p>
                      <Show when={step.note !== ""}>
                        <p class="text-muted">{step.note}</p>
                      </Show>
                      <Show when={step.after}>
                        {(after) => (
                          <dl class="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-2">
                            <Places label={w().trail.before} paths={step.before ?? []} />
                            <Places label={w().trail.after} paths={after()} />
                          </dl>
                        )}
                      </Show>
                    </li>
                  )}
                </For>
              </ol>
            </Show>
          )}
        </Show>
      </Show>
    </Dialog>
  );
}

function Places(props: { label: string; paths: readonly string[] }) {
  const w = useWords(choiceStudentWords);
  return (
    <div>
      <dt class="text-xs text-muted">{props.label}</dt>
      <dd>
        <Show when={props.paths.length > 0} fallback={<span class="text-muted">{w().trail.nothing}</span>}>
          <ol>
            <For each={props.paths}>{(path, at) => <li>{`${at() + 1}. ${path}`}</li>}</For>
          </ol>
        </Show>
      </dd>
    </div>
  );
}
