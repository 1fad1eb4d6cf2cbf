import { useQuery } from "@tanstack/solid-query";
import CircleQuestionMark from "lucide-solid/icons/circle-question-mark";
import { createSignal, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { buttonClass, ButtonLink } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { reasonWords } from "#words/match-reason.ts";
import { ReasonView } from "./reason-view.tsx";

interface ReasonOf {
  worksheetId: Id;
  studentId: Id;
  /** As it is shown; empty for who may not have names. */
  name: string;
  /** Of this solution; null: as it was decided, with the matching that was applied. */
  solutionId: Id | null;
}

/** « Pourquoi ? » beside a student: asks when it is opened and not before, so that a list of hundreds costs nothing. */
export function WhyButton(props: ReasonOf & { look?: "icon" | "word"; tabindex?: number }) {
  const w = useWords(reasonWords);
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Show
        when={props.look !== "word"}
        fallback={
          <button
            type="button"
            class={buttonClass("quiet", "sm")}
            aria-label={w().whyOf(props.name)}
            tabindex={props.tabindex}
            onClick={() => setOpen(true)}
          >
            {w().why}
          </button>
        }
      >
        {/* No tooltip of its own: hundreds of these stand in a list. */}
        <button
          type="button"
          class={buttonClass("quiet", "sm-square")}
          aria-label={w().whyOf(props.name)}
          title={w().whyOf(props.name)}
          tabindex={props.tabindex}
          onClick={() => setOpen(true)}
        >
          <CircleQuestionMark class="size-3.5" aria-hidden="true" />
        </button>
      </Show>
      <Show when={open()}>
        <ReasonDialog {...props} onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}

/** To the pages of a whole solution, one for each student. */
export function ReasonPagesLink(props: { worksheetId: Id; solutionId: Id }) {
  const w = useWords(reasonWords);
  return <ButtonLink href={`/fiches/${props.worksheetId}/raisons?solution=${props.solutionId}`}>{w().printAll}</ButtonLink>;
}

/** Both facts and the reasons of one student, for a coordinator. */
export function ReasonDialog(props: ReasonOf & { onClose(): void }) {
  const w = useWords(reasonWords);
  const reason = useQuery(() => ({
    queryKey: ["matching", "reason", props.worksheetId, props.studentId, props.solutionId],
    queryFn: () =>
      api.matchReason.ofStudent.query({ worksheetId: props.worksheetId, studentId: props.studentId, solutionId: props.solutionId }),
    suspense: false,
  }));
  const page = () =>
    `/fiches/${props.worksheetId}/raisons?etudiant=${props.studentId}${props.solutionId ? `&solution=${props.solutionId}` : ""}`;
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      size="lg"
      title={props.name === "" ? w().titleNobody : w().whyOf(props.name)}
      actions={answerOf(reason)?.proposal ? <ButtonLink href={page()}>{w().printOne}</ButtonLink> : undefined}
    >
      <Show when={!reason.isError} fallback={<Mishap error={reason.error} retry={() => void reason.refetch()} />}>
        <Show when={answerOf(reason)} fallback={<Skeleton rows={5} />}>
          {(both) => <ReasonView both={both()} reader="coordinator" />}
        </Show>
      </Show>
    </Dialog>
  );
}
