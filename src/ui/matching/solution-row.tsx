import { For, Show } from "solid-js";
import ArrowRight from "lucide-solid/icons/arrow-right";
import Check from "lucide-solid/icons/check";
import Lock from "lucide-solid/icons/lock";
import LockOpen from "lucide-solid/icons/lock-open";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { Id } from "#domain/id.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { movedSentence, solutionWords } from "#words/matching-solution.ts";
import { writeInstant } from "#words/words.ts";
import type { Acts } from "./acts.ts";
import { listName, nameOf, type Row } from "./desk.ts";
import { WhyButton } from "./reason-dialog.tsx";

const chips = {
  done: "bg-st-accepted-soft text-st-accepted",
  open: "bg-accent-soft text-accent",
  leaves: "bg-warn-soft text-warn",
  none: "bg-warn-soft text-warn",
  confirmed: "bg-sunken text-muted",
  waiting: "bg-sunken text-muted",
  gone: "bg-sunken text-muted",
} as const;

/** One student of a solution: where she is, where it would put her, what moved since, and what can be done about it. */
export function SolutionRow(props: {
  row: Row;
  /** Of the place it proposes, with its dates; null: none, or gone. */
  path: string | null;
  course: string | null;
  solutionId: Id;
  ticked: boolean;
  may: boolean;
  /** Whether another sheet's rows are locked elsewhere: exceptions are each sheet's own. */
  mayKeep: boolean;
  acts: Acts;
  onTick(on: boolean, shift: boolean): void;
  onApply(): void;
}) {
  const s = useWords(solutionWords);
  const { language } = useLanguage();
  const row = () => props.row;
  const name = () => {
    const known = row().name;
    return known ? nameOf(known) : s().gone;
  };
  const seat = () => row().seat;
  const stays = () => seat() !== null && seat()?.requestId === row().requestId;
  const rank = () => {
    const { rank: found, placed, wishes } = row();
    if (!placed) return null;
    if (found !== null) return s().rank(found);
    return wishes.length === 0 ? s().openRank : s().otherRank;
  };
  const by = () => {
    const at = seat();
    if (!at) return "";
    const when = writeInstant(at.at, language(), new Date());
    return at.mine ? s().byYou(when) : s().by(at.by, when);
  };
  const kept = () => row().kept;
  const keptBy = (one: NonNullable<Row["kept"]>) => {
    const when = writeInstant(one.at, language(), new Date());
    return one.mine ? s().byYou(when) : s().by(one.by, when);
  };
  const isOpen = () => row().state === "open" || row().state === "leaves";
  return (
    <li
      class="flex flex-wrap items-start gap-x-3 gap-y-1.5 border-b border-line px-2 py-2 last:border-b-0 sm:flex-nowrap [contain-intrinsic-size:auto_4rem] [content-visibility:auto]"
      classList={{ "bg-accent-soft": props.ticked, "bg-warn-soft/40": !props.ticked && row().moved.length > 0 }}
      data-row={row().key}
      data-state={row().state}
    >
      <Show when={props.may}>
        <Checkbox
          aria-label={s().select(name())}
          checked={props.ticked}
          onChange={(on, event) => props.onTick(on, (event as MouseEvent).shiftKey === true)}
        />
      </Show>
      <div class="min-w-0 flex-1 sm:w-40 sm:flex-none xl:w-44">
        <p class="truncate text-sm font-semibold">{row().name ? listName(row().name ?? { firstName: "", lastName: "" }) : s().gone}</p>
        <p class="truncate text-xs text-muted">
          {row().name?.number}
          <Show when={props.course}>{(course) => <>, {course()}</>}</Show>
        </p>
      </div>
      <div class="min-w-0 basis-full text-sm sm:flex-1 sm:basis-0">
        <p class="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <span class="sr-only">{s().now} : </span>
          <Show when={!stays()}>
            <span class="text-muted" classList={{ italic: seat() === null, "line-through": seat() !== null && isOpen() }}>
              {seat()?.path ?? s().nowhere}
            </span>
            <ArrowRight size={13} class="shrink-0 self-center text-muted" aria-hidden="true" />
            <span class="sr-only">{s().proposed} : </span>
          </Show>
          <span class="font-medium">{row().placed ? (props.path ?? s().rowStates.gone) : s().nowhere}</span>
          <Show when={rank()}>
            {(text) => (
              <span
                class="rounded-sm px-1.5 text-xs whitespace-nowrap"
                classList={{
                  "bg-st-accepted-soft text-st-accepted font-semibold": row().rank === 1,
                  "bg-sunken text-ink": row().rank !== 1,
                }}
              >
                {text()}
              </span>
            )}
          </Show>
          <Show when={row().why}>{(why) => <span class="text-xs text-muted">({s().unplaced[why()]})</span>}</Show>
        </p>
        <Show when={seat() && (stays() || row().state === "confirmed")}>
          <p class="text-xs text-muted">
            {row().state === "confirmed" ? s().rowStates.confirmed : s().rowStates.done}, {by()}
          </p>
        </Show>
        <Show when={kept()}>
          {(one) => (
            <p class="flex items-center gap-1 text-xs text-muted">
              <Lock size={12} aria-hidden="true" />
              {one().kind === "lock" ? s().locked : s().withheld}, {keptBy(one())}
            </p>
          )}
        </Show>
        <For each={row().moved}>
          {(moved) => (
            <p class="flex items-start gap-1 text-xs font-medium text-warn">
              <TriangleAlert size={13} class="mt-px shrink-0" aria-hidden="true" />
              {movedSentence(moved, language(), new Date())}
            </p>
          )}
        </For>
      </div>
      <div class="ml-auto flex shrink-0 items-center justify-end gap-1.5 sm:min-w-56">
        <WhyButton worksheetId={row().worksheetId} studentId={row().studentId} name={name()} solutionId={props.solutionId} look="word" />
        <Show
          when={props.may && isOpen()}
          fallback={
            <span
              class={`inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap ${chips[row().state]}`}
            >
              <Show when={row().state === "done"}>
                <Check size={13} aria-hidden="true" />
              </Show>
              {s().rowStates[row().state]}
            </span>
          }
        >
          <Button
            size="sm"
            aria-label={
              row().placed
                ? `${s().applyOne}\u00A0: ${s().applyOneTo(name(), props.path ?? "")}`
                : s().leaveOneFrom(name(), seat()?.path ?? "")
            }
            onClick={() => props.onApply()}
          >
            {row().placed ? s().applyOne : s().leaveOne}
          </Button>
        </Show>
        <Show when={props.may && props.mayKeep && row().name}>
          <Show
            when={kept()}
            fallback={
              <Show when={row().requestId} fallback={<span class="size-7 max-sm:hidden" />}>
                {(requestId) => (
                  <IconButton
                    size="sm"
                    label={s().lock(name(), props.path ?? "")}
                    icon={<LockOpen size={15} aria-hidden="true" />}
                    onClick={() =>
                      void props.acts.keep([{ kind: "lock", studentId: row().studentId, requestId: requestId(), note: "" }], true)
                    }
                  />
                )}
              </Show>
            }
          >
            {(one) => (
              <IconButton
                size="sm"
                kind="plain"
                label={s().unlock(name())}
                icon={<Lock size={15} aria-hidden="true" />}
                onClick={() => void props.acts.release([one().id], name())}
              />
            )}
          </Show>
        </Show>
      </div>
    </li>
  );
}
