import { Dynamic } from "solid-js/web";
import CircleCheck from "lucide-solid/icons/circle-check";
import FileCheck from "lucide-solid/icons/file-check";
import Hourglass from "lucide-solid/icons/hourglass";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import type { PrintState } from "#domain/delivery.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { printWords, writeOn } from "#words/print.ts";
import type { Printout } from "./print-commands.ts";

const looks = {
  making: { icon: Hourglass, hue: "bg-sunken text-muted" },
  ready: { icon: FileCheck, hue: "bg-info-soft text-info" },
  failed: { icon: OctagonAlert, hue: "bg-danger-soft text-danger" },
  delivered: { icon: CircleCheck, hue: "bg-done-soft text-done" },
} as const satisfies Record<PrintState, { icon: unknown; hue: string }>;

/** How far a report is: icon and word. */
export function PrintStateChip(props: { state: PrintState }) {
  const w = useWords(printWords);
  return (
    <span
      class={`inline-flex h-5.5 max-w-full items-center gap-1.5 rounded-sm px-1.5 text-xs font-semibold whitespace-nowrap ${looks[props.state].hue}`}
    >
      <Dynamic component={looks[props.state].icon} size={13} stroke-width={2.4} class="shrink-0" aria-hidden="true" />
      <span class="truncate">{w().states[props.state]}</span>
    </span>
  );
}

/** What became of a report once it left: answered, opened, written, in that order of worth. */
export function useFollowUp() {
  const w = useWords(printWords);
  const { language } = useLanguage();
  const instant = (at: string) => writeOn(at, language());
  return (of: Printout): string => {
    const answered = of.requests.filter((one) => one.answeredAt !== null);
    const [first] = answered;
    const [letter] = of.letters;
    if (first?.answeredAt && answered.length === of.requests.length) return w().answered(instant(first.answeredAt), first.answeredBy);
    if (letter?.givenUp) return w().mailFailed;
    if (letter?.openedAt) return w().opened(instant(letter.openedAt));
    return letter ? w().notOpened : "";
  };
}
