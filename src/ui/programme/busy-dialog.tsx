import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { Refusal } from "#domain/refusal.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { programmeWords } from "#words/programme.ts";
import { refusalSentence } from "#words/refusal.ts";

export type Busy = Extract<Refusal, { code: "programme-busy" }>;

/** Why a programme cannot be closed, each course a way to what holds it (F-042). */
export function BusyDialog(props: { busy: Busy | null; onClose(): void }) {
  const w = useWords(programmeWords);
  const { language } = useLanguage();
  return (
    <Dialog
      open={props.busy !== null}
      onClose={props.onClose}
      title={w().busy.title}
      text={props.busy ? refusalSentence(props.busy, language()) : ""}
      actions={<Button onClick={() => props.onClose()}>{w().busy.close}</Button>}
    >
      <ul class="divide-y divide-line rounded-lg border border-line">
        <For each={props.busy?.uses ?? []}>
          {(use) => (
            <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
              <A
                href={`/cohortes/${use.cohortId}?periode=all&cours=${use.cohortCourseId}`}
                class="min-w-0 flex-[1_1_14rem] font-medium hover:underline"
              >
                {use.name}
              </A>
              <Show when={use.students > 0}>
                <A href={`/cohortes/${use.cohortId}/cours/${use.cohortCourseId}/inscriptions`} class="text-accent hover:underline">
                  {w().busy.students(use.students)}
                </A>
              </Show>
              <Show when={use.requests > 0}>
                <A href={`/sorties?periode=${use.termId}&cours=${use.courseId}`} class="text-accent hover:underline">
                  {w().busy.requests(use.requests)}
                </A>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={(props.busy?.count ?? 0) > (props.busy?.uses.length ?? 0)}>
        <p class="mt-2 text-sm text-muted">{w().busy.more((props.busy?.count ?? 0) - (props.busy?.uses.length ?? 0))}</p>
      </Show>
    </Dialog>
  );
}
