import { createSignal, Show } from "solid-js";
import GraduationCap from "lucide-solid/icons/graduation-cap";
import Mail from "lucide-solid/icons/mail";
import Printer from "lucide-solid/icons/printer";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { consentWords } from "#words/consent.ts";
import { StudentReport } from "./student-report.tsx";
import { WriteDialog } from "./write-dialog.tsx";

/** What is done with ticked students wherever they are listed: write to them, print a report, graduate them (F-084 to F-086). */
export function StudentActions(props: { ids: string[]; edits: boolean; onDone?(): void }) {
  const w = useWords(consentWords);
  const failure = useFailure();
  const [asking, setAsking] = createSignal<"write" | "graduate" | null>(null);
  const [report, setReport] = createSignal<Outputs["studentReport"]["read"] | null>(null);
  const print = () => api.studentReport.read.mutate({ ids: props.ids }).then(setReport, failure.tell);
  const graduate = () =>
    api.consent.graduate
      .mutate({ ids: props.ids })
      .then(({ done, kept }) => {
        const restore = () => void api.consent.restore.mutate({ ids: done }).then(() => toast({ text: w().undone }), failure.tell);
        toast({
          text: [w().graduated(done.length), ...(kept.length > 0 ? [w().kept(kept.length)] : [])].join(" "),
          ...(done.length > 0 ? { action: { label: w().undo, run: restore } } : {}),
        });
        props.onDone?.();
      }, failure.tell)
      .finally(() => setAsking(null));
  return (
    <>
      <Button size="sm" icon={<Printer size={14} aria-hidden="true" />} onClick={() => void print()}>
        {w().print}
      </Button>
      <Show when={props.edits}>
        <Button size="sm" icon={<Mail size={14} aria-hidden="true" />} onClick={() => setAsking("write")}>
          {w().write}
        </Button>
        <Button size="sm" icon={<GraduationCap size={14} aria-hidden="true" />} onClick={() => setAsking("graduate")}>
          {w().graduate}
        </Button>
      </Show>
      <WriteDialog open={asking() === "write"} ids={props.ids} onClose={() => setAsking(null)} />
      <ConfirmDialog
        open={asking() === "graduate"}
        title={w().graduateTitle(props.ids.length)}
        text={w().graduateText}
        confirm={w().graduate}
        danger
        onConfirm={() => void graduate()}
        onClose={() => setAsking(null)}
      />
      <Show when={report()}>{(students) => <StudentReport students={students()} onDone={() => setReport(null)} />}</Show>
    </>
  );
}
