import Check from "lucide-solid/icons/check";
import Clock from "lucide-solid/icons/clock";
import Send from "lucide-solid/icons/send-horizontal";
import X from "lucide-solid/icons/x";
import { Dynamic } from "solid-js/web";
import type { Reply } from "#domain/call.ts";

const looks = {
  sent: { icon: Send, hue: "bg-st-sent-soft text-st-sent" },
  offered: { icon: Check, hue: "bg-st-accepted-soft text-st-accepted" },
  declined: { icon: X, hue: "bg-st-declined-soft text-st-declined" },
  overdue: { icon: Clock, hue: "bg-warn-soft text-warn" },
  closed: { icon: X, hue: "bg-st-new-soft text-st-new" },
} as const satisfies Record<Reply | "closed", { icon: unknown; hue: string }>;

/** Where an answer stands: icon and word; the hue only helps. */
export function ReplyChip(props: { reply: Reply | "closed"; text: string }) {
  return (
    <span
      class={`inline-flex h-5.5 max-w-full items-center gap-1.5 rounded-sm px-1.5 text-xs font-semibold whitespace-nowrap ${looks[props.reply].hue}`}
    >
      <Dynamic component={looks[props.reply].icon} size={13} stroke-width={2.4} class="shrink-0" aria-hidden="true" />
      <span class="truncate">{props.text}</span>
    </span>
  );
}
