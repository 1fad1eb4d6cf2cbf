import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import Ellipsis from "lucide-solid/icons/ellipsis";
import LockOpen from "lucide-solid/icons/lock-open";
import PencilLine from "lucide-solid/icons/pencil-line";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useWords } from "#ui/language.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import type { Chooser } from "./round.ts";

export type ChooserAct = "behalf" | "unlock" | "trail";

const looks = {
  submitted: { icon: CircleCheck, hue: "text-done" },
  changed: { icon: PencilLine, hue: "text-warn" },
  begun: { icon: PencilLine, hue: "text-warn" },
  none: { icon: CircleDashed, hue: "text-muted" },
} as const;

/** One student: how she stands, what she ranked, and what can be done for her. */
export function ChooserRow(props: { row: Chooser; timeZone: string; onAct(what: ChooserAct | "lock"): void }) {
  const w = useWords(choiceStudentWords);
  const moment = useMoment();
  const said = (at: string) => moment(at, props.timeZone);
  const row = () => props.row;
  const shown = () => row().submitted ?? row().draft;
  const items = (): MenuItem[] => [
    ...(row().may.edit ? [{ id: "behalf", label: w().students.behalf, run: () => props.onAct("behalf") }] : []),
    ...(row().may.unlock ? [{ id: "unlock", label: w().students.unlock, run: () => props.onAct("unlock") }] : []),
    ...(row().may.lock ? [{ id: "lock", label: w().students.lock, run: () => props.onAct("lock") }] : []),
    { id: "trail", label: w().students.trail, run: () => props.onAct("trail") },
    "line",
    { id: "open", label: w().students.open, href: `/etudiants/${row().studentId}` },
  ];
  const how = () => {
    const { submittedHow, submittedBy } = row();
    return submittedHow === "person" ? w().how.person(submittedBy ?? "") : submittedHow === "clock" ? w().how.clock : "";
  };
  return (
    <li class="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 border-b border-line px-3 py-2.5 last:border-b-0 md:grid-cols-[15rem_minmax(0,1fr)_13rem_auto]">
      <div class="min-w-0 text-sm">
        <A href={`/etudiants/${row().studentId}`} class="font-medium hover:underline">
          {fullName(row())}
        </A>
        <span class="block text-xs text-muted tabular-nums">{row().number}</span>
        <Show when={row().assigned}>
          <span class="mt-0.5 inline-block rounded-sm bg-done-soft px-1.5 text-xs font-medium text-done">{w().students.assigned}</span>
        </Show>
      </div>
      <div class="min-w-0 text-sm max-md:col-span-2 max-md:row-start-2">
        <Show
          when={shown().length > 0}
          fallback={
            <span class="text-muted">
              {row().otherPreferences > 0 ? w().students.otherPreferences(row().otherPreferences) : w().states.none}
            </span>
          }
        >
          <ol class="flex flex-col gap-0.5" classList={{ "text-muted": row().submitted === null }}>
            <For each={shown()}>
              {(one, at) => (
                <li class="flex flex-wrap items-baseline gap-x-2">
                  <span class="w-5 shrink-0 text-right text-xs text-muted tabular-nums">{`${at() + 1}.`}</span>
                  <span class="min-w-0">{one.path}</span>
                  <Show when={one.comment !== ""}>
                    <span class="text-xs text-muted">{one.comment}</span>
                  </Show>
                </li>
              )}
            </For>
          </ol>
        </Show>
      </div>
      <div class="min-w-0 text-xs text-muted max-md:col-span-2">
        <span class={`inline-flex items-center gap-1.5 text-sm font-medium ${looks[row().state].hue}`}>
          <Dynamic component={looks[row().state].icon} size={14} class="shrink-0" aria-hidden="true" />
          {w().states[row().state]}
        </span>
        <Show when={row().submittedAt}>
          {(at) => <span class="block">{[w().students.submittedOn(said(at())), how()].filter((part) => part !== "").join(", ")}</span>}
        </Show>
        <Show when={row().submitted === null && row().savedAt !== null && row().draft.length > 0}>
          <span class="block">{w().students.savedOn(said(row().savedAt ?? ""))}</span>
        </Show>
        <Show when={row().unlockedUntil}>
          {(until) => (
            <span class="mt-0.5 flex items-start gap-1.5 text-info">
              <LockOpen size={13} class="mt-0.5 shrink-0" aria-hidden="true" />
              <span>
                {w().students.unlockedUntil(said(until()), row().unlockedBy ?? "")}
                <span class="block text-muted">{row().unlockReason}</span>
              </span>
            </span>
          )}
        </Show>
        <Show when={row().attempts > 0}>
          <span class="mt-0.5 flex items-center gap-1.5 text-warn">
            <TriangleAlert size={13} class="shrink-0" aria-hidden="true" />
            {w().students.attempts(row().attempts)}
          </span>
        </Show>
        <Show when={row().changedSince}>
          <span class="mt-0.5 block text-warn">{w().students.changedSince}</span>
        </Show>
      </div>
      <div class="max-md:col-start-2 max-md:row-start-1">
        <Menu
          size="sm"
          kind="quiet"
          side="bottom-end"
          label={w().students.actionsOf(fullName(row()))}
          trigger={<Ellipsis size={15} aria-hidden="true" />}
          items={items()}
        />
      </div>
    </li>
  );
}
