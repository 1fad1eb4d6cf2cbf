import { Show } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { useLanguage, useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { reasonScreenWords } from "#words/reason.ts";
import type { KeptReason } from "./reason-dialog.tsx";

/** What one does with a reason of the list. */
export interface RowActs {
  move(one: KeptReason, by: 1 | -1): void;
  edit(one: KeptReason): void;
  hide(one: KeptReason, hidden: boolean): void;
  remove(one: KeptReason): void;
}

const chip = "inline-flex h-5 items-center rounded-sm px-1.5 text-xs font-medium whitespace-nowrap";

/** A reason in its list: what it says in both languages, what is particular to it, and where it stands. */
export function ReasonRow(props: { of: KeptReason; first: boolean; last: boolean; acts: RowActs }) {
  const w = useWords(reasonScreenWords);
  const { language } = useLanguage();
  const label = () => (language() === "fr" ? props.of.labelFr : props.of.labelEn);
  const other = () => (language() === "fr" ? props.of.labelEn : props.of.labelFr);
  return (
    <li
      class="flex items-center gap-x-2 border-b sm:gap-x-3 border-line bg-surface px-3 py-2 last:border-b-0"
      data-reason={props.of.code}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        props.acts.move(props.of, event.key === "ArrowUp" ? -1 : 1);
      }}
    >
      <span class="flex shrink-0">
        <IconButton
          size="sm"
          label={w().up(label())}
          keys="Alt ↑"
          icon={<ChevronUp size={16} aria-hidden="true" />}
          aria-disabled={props.first}
          onClick={() => props.acts.move(props.of, -1)}
        />
        <IconButton
          size="sm"
          label={w().down(label())}
          keys="Alt ↓"
          icon={<ChevronDown size={16} aria-hidden="true" />}
          aria-disabled={props.last}
          onClick={() => props.acts.move(props.of, 1)}
        />
      </span>
      <span class="min-w-0 flex-[1_1_8rem]" classList={{ "text-muted": props.of.hidden }}>
        <span class="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span class="text-sm font-medium" classList={{ "line-through decoration-line-strong": props.of.hidden }}>
            {label()}
          </span>
          <Show when={props.of.hidden}>
            <span class={`${chip} bg-sunken text-muted`}>{w().hidden}</span>
          </Show>
          <Show when={props.of.needsNote}>
            <span class={`${chip} bg-sunken text-ink`}>{w().needsNote}</span>
          </Show>
          <Show when={props.of.own}>
            <span class={`${chip} bg-accent-soft text-accent-strong`}>{w().own}</span>
          </Show>
          <Show when={!props.of.own && props.of.version > 1}>
            <span class={`${chip} bg-accent-soft text-accent-strong`}>{w().reworded}</span>
          </Show>
        </span>
        <span class="block text-xs text-muted" lang={language() === "fr" ? "en" : "fr"}>
          {other()}
        </span>
        <Show when={props.of.used > 0}>
          <span class="block text-xs text-muted tabular-nums sm:hidden">{w().usedTitle(props.of.used)}</span>
        </Show>
      </span>
      <Show when={props.of.used > 0}>
        <span class="hidden shrink-0 text-xs text-muted tabular-nums sm:block" title={w().usedTitle(props.of.used)}>
          {w().used(props.of.used)}
        </span>
      </Show>
      <span class="ml-auto flex shrink-0">
        <IconButton
          size="sm"
          label={w().edit(label())}
          icon={<Pencil size={15} aria-hidden="true" />}
          onClick={() => props.acts.edit(props.of)}
        />
        <IconButton
          size="sm"
          label={props.of.hidden ? w().show(label()) : w().hide(label())}
          icon={
            <Show when={props.of.hidden} fallback={<EyeOff size={15} aria-hidden="true" />}>
              <Eye size={15} aria-hidden="true" />
            </Show>
          }
          onClick={() => props.acts.hide(props.of, !props.of.hidden)}
        />
        <Show when={props.of.may.remove} fallback={<span class="hidden w-7 sm:block" aria-hidden="true" />}>
          <IconButton
            size="sm"
            label={w().remove(label())}
            icon={<Trash size={15} aria-hidden="true" />}
            onClick={() => props.acts.remove(props.of)}
          />
        </Show>
      </span>
    </li>
  );
}
