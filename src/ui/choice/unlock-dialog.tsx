import { createSignal, Show } from "solid-js";
import { longestUnlockReason } from "#domain/choice.ts";
import { api } from "#ui/client.ts";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
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
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const until = () => momentOf(wall(), known.timeZone);
  const save = async () => {
    const at = until();
    if (at === null) return;
    setPending(true);
    setRefused(null);
    const of = { cohortCourseId: known.course.id, studentId: row.studentId };
    try {
      await api.choice.unlock.mutate({ ...of, until: at, reason: reason() });
      toast({
        text: w().unlock.done(fullName(row), moment(at, known.timeZone)),
        action: { label: c().undo, run: () => void api.choice.lock.mutate(of).catch(failure.tell) },
      });
      props.onClose();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      size="sm"
      onClose={props.onClose}
      title={w().unlock.title(fullName(row))}
      text={w().unlock.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {c().cancel}
          </Button>
          <Button kind="primary" pending={pending()} disabled={until() === null || reason().trim() === ""} onClick={() => void save()}>
            {w().unlock.confirm}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <MomentField label={w().unlock.until} value={wall()} onChange={setWall} timeZone={known.timeZone} />
        <Field label={w().unlock.reason} required>
          <TextInput value={reason()} onChange={setReason} maxLength={longestUnlockReason} />
        </Field>
      </div>
    </Dialog>
  );
}
