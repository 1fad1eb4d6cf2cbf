import { Dynamic } from "solid-js/web";
import { Show } from "solid-js";
import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import Clock from "lucide-solid/icons/clock";
import CornerUpRight from "lucide-solid/icons/corner-up-right";
import FileOutput from "lucide-solid/icons/file-output";
import FileText from "lucide-solid/icons/file-text";
import Hourglass from "lucide-solid/icons/hourglass";
import Split from "lucide-solid/icons/split";
import Rotate from "lucide-solid/icons/rotate-ccw";
import Send from "lucide-solid/icons/send-horizontal";
import ThumbsDown from "lucide-solid/icons/thumbs-down";
import ThumbsUp from "lucide-solid/icons/thumbs-up";
import X from "lucide-solid/icons/x";
import Zap from "lucide-solid/icons/zap";
import type { SeenStatus } from "#domain/request.ts";
import { useWords } from "#ui/language.tsx";
import { heldNewWords, statusWords } from "#words/status.ts";

export type ShownStatus = Exclude<SeenStatus, "hidden">;

const looks = {
  new: { icon: CircleDashed, hue: "bg-st-new-soft text-st-new" },
  "new-part": { icon: Split, hue: "bg-surface text-st-new ring-1 ring-inset ring-st-new/50" },
  "sent-held": { icon: Hourglass, hue: "bg-surface text-st-sent ring-1 ring-inset ring-st-sent/50" },
  sent: { icon: Send, hue: "bg-st-sent-soft text-st-sent" },
  "sent-paper": { icon: FileText, hue: "bg-st-paper-soft text-st-paper" },
  pending: { icon: Clock, hue: "bg-st-sent-soft text-st-sent" },
  reactivated: { icon: Rotate, hue: "bg-st-sent-soft text-st-sent" },
  redirected: { icon: CornerUpRight, hue: "bg-st-redirected-soft text-st-redirected" },
  "redirected-paper": { icon: FileOutput, hue: "bg-st-redirected-soft text-st-redirected" },
  "redirected-auto": { icon: Zap, hue: "bg-st-redirected-soft text-st-redirected" },
  "accepted-by-unit": { icon: ThumbsUp, hue: "bg-surface text-st-accepted ring-1 ring-inset ring-st-accepted/50" },
  "declined-by-unit": { icon: ThumbsDown, hue: "bg-surface text-st-declined ring-1 ring-inset ring-st-declined/50" },
  accepted: { icon: Check, hue: "bg-st-accepted-soft text-st-accepted" },
  confirmed: { icon: CheckCheck, hue: "bg-st-confirmed-soft text-st-confirmed ring-1 ring-inset ring-st-confirmed/40" },
  declined: { icon: X, hue: "bg-st-declined-soft text-st-declined" },
  cancelled: { icon: Ban, hue: "bg-st-new-soft text-st-new" },
} as const satisfies Record<ShownStatus, { icon: unknown; hue: string }>;

/** A request's status: icon, code and word; the hue only helps. `short` leaves the word to the ear and the tooltip. */
export function StatusChip(props: {
  status: ShownStatus;
  short?: boolean;
  /** A new request that a release moment will hold. */
  held?: boolean;
  /** Where there is room below rather than beside: a long name goes on in a second line, whole. */
  wrap?: boolean;
}) {
  const w = useWords(statusWords);
  const look = () => looks[props.status];
  const heldNew = useWords(heldNewWords);
  const word = () => (props.held ? heldNew() : w()[props.status]);
  // Two statuses of which the code is the whole name would be said twice.
  const twice = () => word().code === word().name;
  return (
    <span
      class={`inline-flex min-h-5.5 max-w-full items-center gap-1.5 rounded-sm px-1.5 text-xs font-semibold ${props.wrap ? "" : "whitespace-nowrap"} ${look().hue}`}
      title={props.short ? word().name : undefined}
    >
      <Dynamic component={look().icon} size={13} stroke-width={2.4} class="shrink-0" aria-hidden="true" />
      <Show when={!twice()}>
        <span class="font-bold whitespace-nowrap">{word().code}</span>
      </Show>
      <span class={props.short && !twice() ? "sr-only" : props.wrap ? "font-medium text-balance" : "truncate font-medium"}>
        {word().name}
      </span>
    </span>
  );
}
