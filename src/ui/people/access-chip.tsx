import type { Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import CircleOff from "lucide-solid/icons/circle-off";
import KeyRound from "lucide-solid/icons/key-round";
import LogOut from "lucide-solid/icons/log-out";
import MailIcon from "lucide-solid/icons/mail";
import Minus from "lucide-solid/icons/minus";
import ShieldCheck from "lucide-solid/icons/shield-check";
import type { AccessState } from "#domain/role.ts";
import { useWords } from "#ui/language.tsx";
import { peopleWords } from "#words/people.ts";

const looks: Record<AccessState, { icon: Component<{ size: number; class?: string; "aria-hidden": "true" }>; look: string }> = {
  none: { icon: Minus, look: "text-muted" },
  invited: { icon: MailIcon, look: "bg-sunken text-ink" },
  active: { icon: KeyRound, look: "bg-done-soft text-done" },
  administrator: { icon: ShieldCheck, look: "bg-info-soft text-info" },
  disabled: { icon: CircleOff, look: "bg-danger-soft text-danger" },
  inactive: { icon: LogOut, look: "bg-sunken text-muted" },
};

/** Where somebody's access stands (F-012): an icon and a word, the colour only agrees with them. */
export function AccessChip(props: { state: AccessState }) {
  const w = useWords(peopleWords);
  return (
    <span
      class={`inline-flex items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs font-medium whitespace-nowrap ${looks[props.state].look}`}
    >
      <Dynamic component={looks[props.state].icon} size={13} class="shrink-0" aria-hidden="true" />
      {w().states[props.state]}
    </span>
  );
}
