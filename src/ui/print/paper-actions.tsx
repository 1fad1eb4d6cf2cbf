import { createSignal, Show } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import type { SeenRequest } from "#domain/request-seen.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { printWords } from "#words/print.ts";
import { PrintDialog, type PrintAim } from "./print-dialog.tsx";

/** For requests to places without account: sending with options, and PDFs of what is there; nothing where neither can be done. */
export function PaperActions(props: { requests: readonly SeenRequest[]; size?: "sm" | "md"; onDone?: () => void }) {
  const w = useWords(printWords);
  const [asking, setAsking] = createSignal<{ aim: PrintAim; requests: readonly SeenRequest[] } | null>(null);
  const sendable = () => props.requests.filter((one) => one.may.send);
  const onPaper = () => sendable().some((one) => one.onPaper);
  const printable = () =>
    props.requests.filter((one) => (one.side === "placing" || one.status === "redirected-paper") && one.place.siteId !== null);
  return (
    <>
      <Show when={printable().length > 0}>
        <Button
          size={props.size ?? "md"}
          icon={<FileText size={14} aria-hidden="true" />}
          onClick={() => setAsking({ aim: "make", requests: printable() })}
        >
          {w().make.action}
        </Button>
      </Show>
      <Show when={onPaper()}>
        <Button
          size={props.size ?? "md"}
          icon={<SlidersHorizontal size={14} aria-hidden="true" />}
          onClick={() => setAsking({ aim: "send", requests: sendable() })}
        >
          {w().make.sendOptions}
        </Button>
      </Show>
      <Show when={asking()}>
        {(one) => (
          <PrintDialog
            aim={one().aim}
            requests={one().requests}
            onClose={() => setAsking(null)}
            {...(props.onDone ? { onDone: props.onDone } : {})}
          />
        )}
      </Show>
    </>
  );
}
