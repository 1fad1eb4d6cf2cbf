import { createSignal } from "solid-js";
import { longestUnlockReason } from "#domain/choice.ts";
import { api } from "#ui/client.ts";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
import { ChoiceDialog } from "./choice-dialog.tsx";
import { MomentField, momentOf, wallOf } from "./moment-field.tsx";
import type { Chooser, Known } from "./round.ts";

/** Lets one student choose outside of the hours, with until when and why (F-235). */
export function UnlockDialog(props: { known: Known; row: Chooser; onClose(): void }) {
  const w = useWords(choiceStudentWords);
  const c = useWords(choiceWords);
  const failure = useFailure();
  const moment = useMoment();
  const { known, row } = props;
  const [wall, setWall] = createSignal({
    day: wallOf(new Date(Date.parse(known.now) + 86_400_000).toISOString(), known.timeZone).day,
    time: "16:00",
  });
  const [reason, setReason] = createSignal("");
  const until = () => momentOf(wall(), known.timeZone);
  const save = async () => {
    const at = until();
    if (at === null) return;
    const of = { cohortCourseId: known.course.id, studentId: row.studentId };
    await api.choice.unlock.mutate({ ...of, until: at, reason: reason() });
    toast({
      text: w().unlock.done(fullName(row), moment(at, known.timeZone)),
      action: { label: c().undo, run: () => void api.choice.lock.mutate(of).catch(failure.tell) },
    });
  };
  return (
    <ChoiceDialog
      size="sm"
      title={w().unlock.title(fullName(row))}
      text={w().unlock.text}
      confirm={w().unlock.confirm}
      ready={until() !== null && reason().trim() !== ""}
      send={save}
      onClose={props.onClose}
    >
      <MomentField label={w().unlock.until} value={wall()} onChange={setWall} timeZone={known.timeZone} />
      <Field label={w().unlock.reason} required>
        <TextInput value={reason()} onChange={setReason} maxLength={longestUnlockReason} />
      </Field>
    </ChoiceDialog>
  );
}
